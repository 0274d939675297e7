//! `view!` for the app: the markup of Leptos' own macro, compiled to a tree of one type, `crate::dom::Node`.
//! Leptos' macro gives every piece of markup a type of its own, and the compiler generates rendering code for each: two
//! thirds of the download (docs/decisions/11-one-node-type.md).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement};
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprLit, Lit, Stmt};

/// Markup as in Leptos: elements, `{expressions}`, texts; attributes, `on:event=handler`, `prop:name=value`.
/// There are no components: pages and widgets are functions.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let nodes = match rstml::parse2(tokens.into()) {
        Ok(nodes) => nodes,
        Err(error) => return error.to_compile_error().into(),
    };
    let mut parts: Vec<_> = nodes.iter().filter_map(node).collect();
    match parts.len() {
        1 => parts.remove(0),
        _ => quote!(crate::dom::Node::Many(vec![#(#parts),*])),
    }
    .into()
}

fn node(node: &Node) -> Option<TokenStream> {
    Some(match node {
        Node::Element(found) => element(found),
        Node::Fragment(found) => {
            let parts = found.children.iter().filter_map(self::node);
            quote!(crate::dom::Node::Many(vec![#(#parts),*]))
        }
        Node::Block(NodeBlock::ValidBlock(Block { stmts, .. })) => match stmts.as_slice() {
            [Stmt::Expr(only, None)] => quote_spanned!(only.span()=> crate::dom::node(#only)),
            _ => quote!(crate::dom::node({ #(#stmts)* })),
        },
        Node::Block(block) => quote_spanned!(block.span()=> crate::dom::node(#block)),
        Node::Text(text) => {
            let words = &text.value;
            quote!(crate::dom::node(#words))
        }
        Node::RawText(raw) => {
            let words = raw.to_string_best();
            quote!(crate::dom::node(#words))
        }
        Node::Comment(_) | Node::Doctype(_) | Node::Custom(_) => return None,
    })
}

fn element(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let tag = element.name().to_string();
    if tag.starts_with(char::is_uppercase) {
        let words = format!("<{tag}> is a component: call a function in {{ }} instead");
        return quote_spanned!(element.name().span()=> compile_error!(#words));
    }
    let this = this();
    let mut steps = Vec::new();
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(attribute) => steps.push(set(attribute)),
            NodeAttribute::Block(block) => {
                return quote_spanned!(block.span()=> compile_error!("an attribute needs a name"));
            }
        }
    }
    for child in &element.children {
        steps.push(match child {
            Node::Text(text) => {
                let words = &text.value;
                quote!(#this.words(#words);)
            }
            child => match node(child) {
                Some(child) => quote!(#this.push(#child);),
                None => continue,
            },
        });
    }
    // Each attribute, listener and child is one call of a function that is not generic, so that its code is in the
    // download once.
    quote! {{
        let mut #this = crate::dom::open(#tag);
        #(#steps)*
        #this.close()
    }}
}

/// The variable that holds the element under construction. Hygiene (`mixed_site`) keeps expressions in the markup from
/// naming it.
fn this() -> Ident {
    Ident::new("element", Span::mixed_site())
}

fn set(attribute: &KeyedAttribute) -> TokenStream {
    let this = this();
    let name = attribute.key.to_string();
    let value = value(attribute);
    if let Some(event) = name.strip_prefix("on:") {
        quote!(#this.listen(#event, crate::dom::handler(#value));)
    } else if let Some(property) = name.strip_prefix("prop:") {
        quote!(#this.set_property(#property, crate::dom::value(#value));)
    } else if let Some(Expr::Lit(ExprLit {
        lit: Lit::Str(words),
        ..
    })) = attribute.value()
    {
        quote!(#this.set_words(#name, #words);)
    } else {
        quote!(#this.set(#name, crate::dom::value(#value));)
    }
}

fn value(attribute: &KeyedAttribute) -> TokenStream {
    match attribute.value() {
        Some(value) => quote_spanned!(value.span()=> #value),
        None => quote!(true),
    }
}
