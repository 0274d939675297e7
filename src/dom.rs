//! What `view!` makes: a tree of one type, shown in the page and kept up to date by Leptos' signals.
//! One type, so that the code which shows it is in the download once (docs/decisions/11-one-node-type.md).

mod convert;
mod element;
mod keyed;
mod render;

use std::borrow::Cow;

use leptos::prelude::AnyView;
use send_wrapper::SendWrapper;

pub(crate) use convert::{IntoAttribute, IntoNode};
pub(crate) use element::{AttributeValue, Element, Handler};
pub(crate) use keyed::{each, keyed};

/// A piece of a page.
pub(crate) enum Node {
    Text(Cow<'static, str>),
    Element(Element),
    Many(Vec<Node>),
    /// A list whose pieces are matched by key, not by position, when it changes.
    Keyed(Vec<keyed::Item>),
    /// Made again whenever a signal it reads has changed.
    Changing(SendWrapper<Box<dyn Fn() -> Node>>),
    /// Never changed into another, always put in its place: what was typed on one page is not on the next.
    Fresh(Box<Node>),
    /// A view of Leptos' own kind.
    View(Box<AnyView>),
}

/// Anything `{ }` may hold.
pub(crate) fn node(content: impl IntoNode) -> Node {
    content.into_node()
}

/// A page, or another piece that has nothing to do with what stood in its place before.
pub(crate) fn fresh(node: Node) -> Node {
    Node::Fresh(Box::new(node))
}

/// What an attribute may be set to.
pub(crate) fn value(value: impl IntoAttribute) -> AttributeValue {
    value.into_attribute()
}

pub(crate) fn handler(handler: impl FnMut(web_sys::Event) + 'static) -> Handler {
    Box::new(handler)
}

/// Begins an element; `view!` fills it step by step.
#[inline(never)]
pub(crate) fn open(tag: &'static str) -> Element {
    Element::new(tag)
}
