//! A few lines in a resident's own words, with how much room is left.

use leptos::prelude::*;
use markup::view;

use super::{Composing, icon};
use crate::dom::{IntoNode, Node};
use crate::messages::common;

/// At most so many characters, of whatever is written to an office (contract: `ResidentAction`).
pub(crate) const MOST: usize = 500;

pub(crate) struct Written {
    pub(crate) id: String,
    pub(crate) label: &'static str,
    pub(crate) hint: &'static str,
    /// What stands in it at first.
    pub(crate) text: String,
    /// What is wrong with it, once somebody tried.
    pub(crate) wrong: Signal<Option<&'static str>>,
}

/// `tell` gets every change.
pub(crate) fn written(about: Written, tell: impl Fn(String) + Copy + 'static) -> Node {
    let Written {
        id,
        label,
        hint,
        text,
        wrong,
    } = about;
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let count = RwSignal::new(text.chars().count());
    let left = move || match MOST.checked_sub(count.get()) {
        Some(left) => common::characters_left(&left.to_string()),
        None => {
            let over = count.get() - MOST;
            common::too_many_characters(&MOST.to_string(), &over.to_string())
        }
    };
    let composing = Composing::new();
    let tell = move |text: String| {
        count.set(text.chars().count());
        tell(text);
    };
    let class = move || {
        if wrong.get().is_some() {
            "field section field--error"
        } else {
            "field section"
        }
    };
    view! {
        <div class=class>
            <label class="field__label" for=id.clone()>{label}</label>
            <p class="field__hint" id=hint_id.clone()>{hint}</p>
            <div id=error_id.clone()>
                {move || {
                    wrong
                        .get()
                        .map(|wrong| {
                            view! { <p class="field__error">{icon("warning", "")} {wrong}</p> }
                        })
                }}
            </div>
            <div class="field__control">
                <textarea
                    class="input"
                    id=id
                    aria-describedby=[&hint_id, " ", &error_id].concat()
                    aria-invalid=move || wrong.get().map(|_| "true")
                    prop:value=text
                    on:compositionstart=move |_| composing.begins()
                    on:compositionend=move |event| tell(composing.ended(&event))
                    on:input=move |event| {
                        if let Some(text) = composing.typed(&event) {
                            tell(text);
                        }
                    }
                ></textarea>
            </div>
            <p class="field__count">{left}</p>
        </div>
    }
    .into_node()
}
