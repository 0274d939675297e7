//! A text as it is shown. Page translation (Chrome, Google Translate) takes text nodes out of the page and puts
//! `<font>` elements in their place; `public/boot.js` writes at the node which one stands for it. What changes puts the
//! node back, and the translator translates it anew.

use std::borrow::Cow;

use js_sys::Reflect;
use leptos::prelude::document;
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Text};
use leptos::tachys::view::Mountable;
use wasm_bindgen::JsCast;

/// The property of a text node that holds the element in its place.
const IN_PLACE: &str = "__in_place";

pub(crate) struct ShownText {
    dom: Text,
    text: Cow<'static, str>,
}

impl ShownText {
    pub(super) fn build(text: Cow<'static, str>) -> Self {
        let dom = document().create_text_node(&text);
        Self { dom, text }
    }

    pub(super) fn change_into(&mut self, text: Cow<'static, str>) {
        if self.text == text {
            return;
        }
        self.dom.set_data(&text);
        self.text = text;
        if let Some(mut translation) = self.translation() {
            translation.insert_before_this(&mut self.dom);
            translation.unmount();
        }
    }

    fn translation(&self) -> Option<DomElement> {
        if self.dom.parent_node().is_some() {
            return None;
        }
        let translation = Reflect::get(&self.dom, &IN_PLACE.into()).ok()?;
        translation.dyn_into().ok()
    }
}

impl Mountable for ShownText {
    fn unmount(&mut self) {
        match self.translation() {
            Some(mut translation) => translation.unmount(),
            None => self.dom.unmount(),
        }
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&DomNode>) {
        if let Some(mut translation) = self.translation() {
            translation.unmount();
        }
        self.dom.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.translation() {
            Some(translation) => translation.insert_before_this(child),
            None => self.dom.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<DomElement> {
        Vec::new()
    }
}
