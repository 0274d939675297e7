//! The look the resident has chosen: 长辈版 and the dark or light theme. Kept as flags in local storage,
//! where `public/look.js` finds them before the first paint.

use leptos::prelude::*;

use crate::report::Reported;

/// A two-state choice, kept under its name.
#[derive(Clone, Copy)]
pub(super) struct DisplayPreference {
    name: &'static str,
    on: &'static str,
}

pub(super) const ELDER: DisplayPreference = DisplayPreference {
    name: "elder",
    on: "on",
};
pub(super) const DARK: DisplayPreference = DisplayPreference {
    name: "theme",
    on: "dark",
};

impl DisplayPreference {
    pub(super) fn is_on(self) -> bool {
        let set = document()
            .document_element()
            .and_then(|page| page.get_attribute(&self.attribute()));
        match set {
            Some(value) => value == self.on,
            // Without a choice the system's theme holds.
            None => {
                self.name == DARK.name
                    && window()
                        .match_media("(prefers-color-scheme: dark)")
                        .or_report("display.match_media")
                        .flatten()
                        .is_some_and(|query| query.matches())
            }
        }
    }

    pub(super) fn set(self, on: bool) {
        let value = match (on, self.name == DARK.name) {
            (true, _) => self.on,
            (false, true) => "light",
            (false, false) => "off",
        };
        if let Some(page) = document().document_element() {
            page.set_attribute(&self.attribute(), value)
                .or_report("display.set");
        }
        if let Ok(Some(storage)) = window().local_storage() {
            storage
                .set_item(self.name, value)
                .ignore("storage may be denied; then the choice holds for this page alone");
        }
    }

    fn attribute(self) -> String {
        ["data-", self.name].concat()
    }
}
