//! One option of a list of which one is chosen.

use markup::view;

use crate::dom::{IntoNode, Node};

pub(crate) struct Radio {
    /// Shared by the options of a list.
    pub(crate) name: String,
    pub(crate) label: String,
    /// Empty where the label says all.
    pub(crate) hint: String,
    pub(crate) is_chosen: bool,
}

/// A line of a list; `choose` is called when it becomes the chosen one.
pub(crate) fn radio(about: Radio, choose: impl Fn() + 'static) -> Node {
    let Radio {
        name,
        label,
        hint,
        is_chosen,
    } = about;
    view! {
        <li>
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name=name
                    checked=is_chosen
                    on:change=move |_| choose()
                />
                <span class="choice__body">
                    <span class="choice__label">{label}</span>
                    {(!hint.is_empty()).then(|| view! { <span class="choice__hint">{hint}</span> })}
                </span>
            </label>
        </li>
    }
    .into_node()
}
