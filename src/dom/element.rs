//! An element under construction, and the attributes and listeners of a rendered one.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;

use super::Node;

use crate::report::Reported;

/// Built by `view!` with one call per attribute, listener and child. These functions are `inline(never)`: inlined at
/// hundreds of elements they would be most of the download.
pub(crate) struct Element(Box<SendWrapper<Parts>>);

pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<Attribute>,
    pub(super) listeners: Vec<Listener>,
    pub(super) children: Vec<Node>,
}

pub(super) struct Attribute {
    pub(super) name: &'static str,
    /// Set as a property of the DOM object instead of an attribute, such as the current `value` of an input.
    pub(super) is_property: bool,
    pub(super) value: AttributeValue,
}

pub(crate) enum AttributeValue {
    Text(Cow<'static, str>),
    /// A boolean attribute: present without a value, or absent.
    Flag(bool),
    Changing(Box<dyn Fn() -> AttributeValue>),
}

pub(crate) type Handler = Box<dyn FnMut(web_sys::Event)>;

pub(super) struct Listener {
    pub(super) name: &'static str,
    pub(super) handler: Handler,
}

impl Element {
    pub(super) fn new(tag: &'static str) -> Self {
        let parts = Parts {
            tag,
            attributes: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
        };
        Self(Box::new(SendWrapper::new(parts)))
    }

    /// Tag, attribute names and event names: equal for elements of the same markup.
    pub(super) fn shape(&self) -> Vec<&'static str> {
        let attributes = self.0.attributes.iter().map(|attribute| attribute.name);
        let listeners = self.0.listeners.iter().map(|listener| listener.name);
        std::iter::once(self.0.tag)
            .chain(attributes)
            .chain(listeners)
            .collect()
    }

    pub(super) fn take(self) -> Parts {
        self.0.take()
    }

    #[inline(never)]
    pub(crate) fn set(&mut self, name: &'static str, value: AttributeValue) {
        self.0.attributes.push(Attribute {
            name,
            is_property: false,
            value,
        });
    }

    #[inline(never)]
    pub(crate) fn set_words(&mut self, name: &'static str, words: &'static str) {
        self.set(name, AttributeValue::Text(Cow::Borrowed(words)));
    }

    #[inline(never)]
    pub(crate) fn set_property(&mut self, name: &'static str, value: AttributeValue) {
        self.0.attributes.push(Attribute {
            name,
            is_property: true,
            value,
        });
    }

    #[inline(never)]
    pub(crate) fn listen(&mut self, name: &'static str, handler: Handler) {
        self.0.listeners.push(Listener { name, handler });
    }

    #[inline(never)]
    pub(crate) fn push(&mut self, child: Node) {
        self.0.children.push(child);
    }

    #[inline(never)]
    pub(crate) fn words(&mut self, words: &'static str) {
        self.push(Node::Text(Cow::Borrowed(words)));
    }

    pub(crate) fn close(self) -> Node {
        Node::Element(self)
    }
}

/// An attribute of a rendered element.
pub(super) enum ShownAttribute {
    Fixed,
    Kept(#[expect(dead_code, reason = "held for as long as it works")] RenderEffect<()>),
}

impl Attribute {
    pub(super) fn show(self, on: &web_sys::Element) -> ShownAttribute {
        let Self {
            name,
            is_property,
            value,
        } = self;
        match value {
            AttributeValue::Changing(value) => {
                let on = on.clone();
                ShownAttribute::Kept(RenderEffect::new(move |_| {
                    let mut now = value();
                    while let AttributeValue::Changing(inner) = now {
                        now = inner();
                    }
                    set(&on, name, is_property, &now);
                }))
            }
            fixed => {
                set(on, name, is_property, &fixed);
                ShownAttribute::Fixed
            }
        }
    }
}

fn set(on: &web_sys::Element, name: &'static str, is_property: bool, value: &AttributeValue) {
    if is_property {
        let value = match value {
            AttributeValue::Text(text) => JsValue::from_str(text),
            AttributeValue::Flag(flag) => JsValue::from_bool(*flag),
            AttributeValue::Changing(_) => return,
        };
        js_sys::Reflect::set(on, &name.into(), &value).or_report("dom.set_property");
        return;
    }
    let set = match value {
        AttributeValue::Text(text) => on.set_attribute(name, text),
        AttributeValue::Flag(true) => on.set_attribute(name, ""),
        AttributeValue::Flag(false) => on.remove_attribute(name),
        AttributeValue::Changing(_) => Ok(()),
    };
    set.or_report("dom.set_attribute");
}

type Exchangeable = Rc<RefCell<Handler>>;

/// An attached listener, whose handler can be replaced while the element is reused.
pub(super) struct Attached {
    name: &'static str,
    handler: Exchangeable,
    /// `Fn`, because an event may fire while another is handled, and wasm-bindgen throws on a re-entered `FnMut`.
    call: Closure<dyn Fn(web_sys::Event)>,
}

impl Listener {
    pub(super) fn attach(self, to: &web_sys::Element) -> Attached {
        let handler: Exchangeable = Rc::new(RefCell::new(self.handler));
        let called = Rc::clone(&handler);
        let call = Closure::new(move |event: web_sys::Event| {
            // Borrowed only if the handler itself fires the same event again; that nested event is ignored.
            if let Ok(mut handler) = called.try_borrow_mut() {
                handler(event);
            }
        });
        to.add_event_listener_with_callback(self.name, call.as_ref().unchecked_ref())
            .or_report("dom.listen");
        Attached {
            name: self.name,
            handler,
            call,
        }
    }
}

impl Attached {
    /// Needed because an element removed from the document still fires pending events, such as an image's `load`.
    pub(super) fn detach(&self, from: &web_sys::Element) {
        let call = self.call.as_ref().unchecked_ref();
        from.remove_event_listener_with_callback(self.name, call)
            .or_report("dom.unlisten");
    }

    /// Replaces the handler by the one of new markup for the same event. A handler that is running cannot be replaced;
    /// it stays, as both come from the same markup.
    pub(super) fn renew(&self, listener: Listener) {
        if let Ok(mut handler) = self.handler.try_borrow_mut() {
            *handler = listener.handler;
        }
    }
}
