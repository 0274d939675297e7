//! What is ticked on the review page: the box, and what is said where it is missing.

use leptos::prelude::*;
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};

pub(super) fn tick(
    id: String,
    label: String,
    checked: Signal<bool>,
    switch: impl Fn(leptos::ev::Event) + 'static,
) -> Node {
    view! {
        <div>
            <label class="choice choice--bare">
                <input
                    class="choice__input"
                    type="checkbox"
                    id=id
                    prop:checked=checked
                    on:change=switch
                />
                <span class="choice__body">
                    <span class="choice__label">{label}</span>
                </span>
            </label>
        </div>
    }
    .into_node()
}

pub(super) fn error(words: &'static str) -> Node {
    view! { <p class="field__error">{icon("warning", "")} {words}</p> }.into_node()
}
