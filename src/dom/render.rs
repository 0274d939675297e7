//! Renders a [`Node`] tree into the document, and updates it from a new tree with as few changes as possible: an
//! element of the same shape is reused, so that focus and open `<details>` survive.

mod keyed;
mod text;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute as LeptosAttribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Placeholder};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::Node;
use super::element::{Attached, Element, Parts, ShownAttribute};
use keyed::ShownKeyed;
use text::ShownText;

/// The state of a rendered tree.
pub(crate) enum Shown {
    Text(ShownText),
    Element(Box<ShownElement>),
    /// The placeholder is a comment behind the last child: new children are inserted before it.
    Many(Vec<Shown>, Placeholder),
    Keyed(ShownKeyed),
    Changing(Upkeep),
    Fresh(Box<Shown>),
    View(AnyViewState),
}

pub(crate) struct ShownElement {
    /// Tag, attribute names and event names. An element is reused only for the same shape, so that no attribute or
    /// listener of other markup remains on it.
    shape: Vec<&'static str>,
    dom: DomElement,
    /// Dropping one ends its updates.
    attributes: Vec<ShownAttribute>,
    listeners: Vec<Attached>,
    children: Vec<Shown>,
}

impl Drop for ShownElement {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.detach(&self.dom);
        }
    }
}

/// The effect that re-renders a dynamic part; dropped with the part.
pub(crate) struct Upkeep(RenderEffect<Shown>);

impl Drop for Upkeep {
    // A dropped effect keeps its last value until its task is polled again. The effects nested in that value would run
    // once more by then and read disposed signals, so the value is dropped at once.
    fn drop(&mut self) {
        drop(self.0.take_value());
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn create(tag: &str) -> DomElement {
    let namespace = matches!(
        tag,
        "svg" | "use" | "path" | "rect" | "circle" | "line" | "polygon" | "g" | "text"
    )
    .then_some(SVG);
    Rndr::create_element(tag, namespace)
}

impl Render for Node {
    type State = Shown;

    fn build(self) -> Shown {
        match self {
            Self::Text(text) => Shown::Text(ShownText::build(text)),
            Self::Element(element) => {
                let shape = element.shape();
                let Parts {
                    tag,
                    attributes,
                    listeners,
                    children,
                } = element.take();
                let dom = create(tag);
                let children: Vec<Shown> = children
                    .into_iter()
                    .map(|child| {
                        let mut child = child.build();
                        child.mount(&dom, None);
                        child
                    })
                    .collect();
                // After the children: the `value` of a `<select>` needs its options.
                let attributes = attributes
                    .into_iter()
                    .map(|attribute| attribute.show(&dom))
                    .collect();
                let listeners = listeners
                    .into_iter()
                    .map(|listener| listener.attach(&dom))
                    .collect();
                Shown::Element(Box::new(ShownElement {
                    shape,
                    dom,
                    attributes,
                    listeners,
                    children,
                }))
            }
            Self::Many(nodes) => {
                let shown = nodes.into_iter().map(Render::build).collect();
                Shown::Many(shown, document().create_comment(""))
            }
            Self::Keyed(items) => Shown::Keyed(ShownKeyed::build(items)),
            Self::Changing(make) => {
                let make = make.take();
                Shown::Changing(Upkeep(RenderEffect::new(
                    move |before: Option<Shown>| match before {
                        Some(mut shown) => {
                            make().rebuild(&mut shown);
                            shown
                        }
                        None => make().build(),
                    },
                )))
            }
            Self::Fresh(node) => Shown::Fresh(Box::new((*node).build())),
            Self::View(view) => Shown::View((*view).build()),
        }
    }

    fn rebuild(self, shown: &mut Shown) {
        match (self, &mut *shown) {
            (Self::Text(text), Shown::Text(old)) => old.change_into(text),
            (Self::Element(element), Shown::Element(old)) if element.shape() == old.shape => {
                old.change_into(element);
            }
            (Self::Many(nodes), Shown::Many(old, end)) => {
                change_list(nodes, old, |child| {
                    if let Some(parent) = end.parent_element() {
                        child.mount(&parent, Some(end));
                    }
                });
            }
            (Self::Keyed(items), Shown::Keyed(old)) => old.change_into(items),
            (Self::View(view), Shown::View(old)) => (*view).rebuild(old),
            (node, _) => {
                let mut new = node.build();
                shown.insert_before_this(&mut new);
                shown.unmount();
                *shown = new;
            }
        }
    }
}

impl ShownElement {
    fn change_into(&mut self, element: Element) {
        let Parts {
            attributes,
            listeners,
            children,
            ..
        } = element.take();
        let dom = self.dom.clone();
        // Replacing the old attributes ends their effects. None has to be removed: the shape is the same.
        self.attributes = attributes
            .into_iter()
            .map(|attribute| attribute.show(&dom))
            .collect();
        // The same shape has the same events in the same order.
        for (attached, listener) in self.listeners.iter().zip(listeners) {
            attached.renew(listener);
        }
        change_list(children, &mut self.children, |child| {
            child.mount(&dom, None)
        });
    }
}

fn change_list(nodes: Vec<Node>, shown: &mut Vec<Shown>, mount: impl Fn(&mut Shown)) {
    let kept = nodes.len();
    for (index, node) in nodes.into_iter().enumerate() {
        if let Some(old) = shown.get_mut(index) {
            node.rebuild(old);
        } else {
            let mut new = node.build();
            mount(&mut new);
            shown.push(new);
        }
    }
    for mut gone in shown.drain(kept.min(shown.len())..) {
        gone.unmount();
    }
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        match self {
            Self::Text(text) => text.unmount(),
            Self::Element(element) => element.dom.unmount(),
            Self::Many(shown, end) => {
                shown.iter_mut().for_each(Mountable::unmount);
                end.unmount();
            }
            Self::Keyed(list) => list.unmount(),
            Self::Changing(upkeep) => upkeep.0.unmount(),
            Self::Fresh(shown) => shown.unmount(),
            Self::View(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&DomNode>) {
        match self {
            Self::Text(text) => text.mount(parent, marker),
            Self::Element(element) => element.dom.mount(parent, marker),
            Self::Many(shown, end) => {
                for piece in shown {
                    piece.mount(parent, marker);
                }
                end.mount(parent, marker);
            }
            Self::Keyed(list) => list.mount(parent, marker),
            Self::Changing(upkeep) => upkeep.0.mount(parent, marker),
            Self::Fresh(shown) => shown.mount(parent, marker),
            Self::View(view) => view.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Text(text) => text.insert_before_this(child),
            Self::Element(element) => element.dom.insert_before_this(child),
            Self::Many(shown, end) => {
                shown
                    .first()
                    .is_some_and(|first| first.insert_before_this(child))
                    || end.insert_before_this(child)
            }
            Self::Keyed(list) => list.insert_before_this(child),
            Self::Changing(upkeep) => upkeep.0.insert_before_this(child),
            Self::Fresh(shown) => shown.insert_before_this(child),
            Self::View(view) => view.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<DomElement> {
        match self {
            Self::Text(text) => text.elements(),
            Self::Element(element) => vec![element.dom.clone()],
            Self::Many(shown, _) => shown.iter().flat_map(Mountable::elements).collect(),
            Self::Keyed(list) => list.elements(),
            Self::Changing(upkeep) => upkeep.0.elements(),
            Self::Fresh(shown) => shown.elements(),
            Self::View(view) => view.elements(),
        }
    }
}

impl leptos::tachys::view::add_attr::AddAnyAttr for Node {
    type Output<NewAttr: LeptosAttribute> = Self;

    // Leptos passes attributes to components this way; `view!` here has no components.
    fn add_any_attr<NewAttr: LeptosAttribute>(self, _: NewAttr) -> Self {
        self
    }
}

// Required by Leptos for server-side rendering, which this app does not use.
impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Shown {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
