//! A dialog over the whole page stands for one entry of the browser's history: going back closes it, and leaves the
//! page where it is.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::report::Reported;

pub(crate) fn push_entry() {
    let history = window().history();
    let pushed = history.and_then(|history| history.push_state_with_url(&JsValue::NULL, "", None));
    pushed.or_report("history.push");
}

/// As the browser's own back button does.
pub(crate) fn back() {
    let gone = window().history().and_then(|history| history.back());
    gone.or_report("history.back");
}
