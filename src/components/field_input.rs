//! The control of a field: the common one, or, where many options or much text would crowd a phone, a list or lines.

use catalog::Value;
use catalog::plan::Limits;
use catalog::scenario::{Choice, Kind};
use leptos::prelude::*;
use markup::view;

use super::{Composing, Control, control};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, form as words};

/// From this many options on, a list that opens is easier than a column of cards.
const LONG_LIST: usize = 6;
/// From this many characters on, several lines are offered.
const LONG_TEXT: u16 = 150;

/// What a control is called by and described by.
#[derive(Clone)]
pub(crate) struct Described {
    pub(crate) id: String,
    pub(crate) by: String,
    pub(crate) limits: Limits,
    pub(crate) invalid: Signal<bool>,
    pub(crate) is_own: bool,
}

/// Whether the control is a group of radio buttons, check boxes or boxes to type into, which a legend names.
pub(crate) fn is_grouped(kind: &Kind) -> bool {
    match kind {
        Kind::Choice(choices) => choices.len() < LONG_LIST,
        Kind::Several(_) | Kind::YesNo | Kind::YearsMonths(_) => true,
        _ => false,
    }
}

/// The control; `entered` gets every change.
pub(crate) fn field_input(
    described: Described,
    kind: &Kind,
    value: Option<Value>,
    entered: impl Fn(Option<Value>) + Copy + Send + Sync + 'static,
) -> Node {
    match kind {
        Kind::Choice(choices) if choices.len() >= LONG_LIST => {
            list(described, choices, value.as_ref(), entered)
        }
        Kind::Text(max) if *max >= LONG_TEXT => lines(described, *max, value.as_ref(), entered),
        kind => {
            let input = control(
                Control {
                    id: described.id,
                    kind: kind.clone(),
                    value,
                    yes_no: None,
                    unsure: None,
                    described_by: described.by,
                    limits: described.limits,
                    invalid: described.invalid,
                    is_own: described.is_own,
                },
                entered,
            );
            if is_grouped(kind) {
                view! { <div class="field__choices">{input}</div> }.into_node()
            } else {
                input
            }
        }
    }
}

/// One of many: a list that opens.
fn list(
    described: Described,
    choices: &[Choice],
    value: Option<&Value>,
    entered: impl Fn(Option<Value>) + 'static,
) -> Node {
    let Described {
        id, by, invalid, ..
    } = described;
    let chosen = value.and_then(Value::text).unwrap_or_default();
    let options = choices.iter().map(|choice| {
        let selected = choice.id == chosen;
        view! { <option value=choice.id.clone() selected=selected>{format::localized(&choice.label)}</option> }
    });
    let change = move |event| {
        let id = event_target_value(&event);
        entered((!id.is_empty()).then_some(Value::Text(id)));
    };
    view! {
        <div class="field__control">
            <select
                class="input"
                id=id
                aria-describedby=by
                aria-invalid=move || invalid.get().then_some("true")
                on:change=change
            >
                <option value="" selected=chosen.is_empty()>{words::required_choice()}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_node()
}

/// A text of several lines, with how much room is left.
fn lines(
    described: Described,
    max: u16,
    value: Option<&Value>,
    entered: impl Fn(Option<Value>) + Copy + 'static,
) -> Node {
    let Described {
        id, by, invalid, ..
    } = described;
    let text = value.and_then(Value::text).unwrap_or_default().to_owned();
    let count = RwSignal::new(text.chars().count());
    let type_in = move |text: String| {
        count.set(text.chars().count());
        entered(Some(Value::Text(text)));
    };
    let composing = Composing::new();
    let room = move || match usize::from(max).checked_sub(count.get()) {
        Some(left) => words::count_left(&left.to_string()),
        None => {
            let over = count.get() - usize::from(max);
            common::too_many_characters(&max.to_string(), &over.to_string())
        }
    };
    view! {
        <div class="field__control">
            <textarea
                class="input"
                id=id
                aria-describedby=by
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=text
                on:compositionstart=move |_| composing.begins()
                on:compositionend=move |event| type_in(composing.ended(&event))
                on:input=move |event| {
                    if let Some(typed) = composing.typed(&event) {
                        type_in(typed);
                    }
                }
            ></textarea>
        </div>
        <p class="field__count">{room}</p>
    }
    .into_node()
}
