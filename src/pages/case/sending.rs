//! How the button looks that sends something, while it is sent.

use leptos::prelude::*;

pub(super) fn busy_class(busy: RwSignal<bool>) -> &'static str {
    if busy.get() {
        "button button--busy"
    } else {
        "button"
    }
}
