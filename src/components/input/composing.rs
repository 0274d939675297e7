//! Typing by way of an input method: what stands in the line meanwhile is letters of pinyin, which are nobody's words.
//! It counts once it is chosen.

use leptos::prelude::*;

/// Of one control. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Composing(StoredValue<bool>);

impl Composing {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(false))
    }

    pub(crate) fn begins(self) {
        self.0.set_value(true);
    }

    /// What stands in the control when composing ends: browsers differ in whether an input event follows.
    pub(crate) fn ended(self, event: &web_sys::Event) -> String {
        self.0.set_value(false);
        event_target_value(event)
    }

    /// What was typed, unless it is still being composed.
    pub(crate) fn typed(self, event: &web_sys::Event) -> Option<String> {
        (!self.0.get_value()).then(|| event_target_value(event))
    }
}
