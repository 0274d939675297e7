//! Answers to choose from: one of several, any of several, yes or no, and 「不清楚」 among them.

use catalog::Value;
use catalog::scenario::Choice;
use leptos::prelude::*;
use markup::view;

use super::{Control, Entered};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::common;

/// The id of 「不清楚」 among the options.
const UNSURE: &str = "unsure";

#[derive(Clone)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) checked: bool,
    pub(super) value: Value,
}

impl Entry {
    pub(super) fn of(choice: &Choice) -> Self {
        Self {
            id: choice.id.clone(),
            label: format::localized(&choice.label),
            hint: choice.hint.as_ref().map(format::localized),
            checked: false,
            value: Value::Text(choice.id.clone()),
        }
    }

    fn unsure(hint: String, checked: bool) -> Self {
        Self {
            id: UNSURE.to_owned(),
            label: common::unsure().to_owned(),
            hint: Some(hint),
            checked,
            value: Value::Unsure,
        }
    }
}

pub(super) fn single(control: Control, mut options: Vec<Entry>, entered: Entered) -> Node {
    if let Some(hint) = control.unsure {
        options.push(Entry::unsure(hint, control.value == Some(Value::Unsure)));
    }
    // Controlled: the browser's own memory of what is checked would go over to the next question's buttons.
    let chosen = RwSignal::new(
        options
            .iter()
            .find(|entry| entry.checked)
            .map(|entry| entry.id.clone()),
    );
    let name = control.id.clone();
    let first = control.id;
    let lines = options.into_iter().enumerate().map(|(index, entry)| {
        let Entry {
            id,
            label,
            hint,
            value,
            ..
        } = entry;
        let of_this = id.clone();
        let checked =
            Signal::derive(move || chosen.with(|chosen| chosen.as_ref() == Some(&of_this)));
        // The first carries the control's own id, so that a summary of errors can lead to it.
        let input_id = if index == 0 {
            first.clone()
        } else {
            [&first, "-", &id].concat()
        };
        choice_line(name.clone(), input_id, checked, label, hint, move |_| {
            chosen.set(Some(id.clone()));
            entered.try_run(Some(value.clone()));
        })
    });
    view! { <div class="choices">{lines.collect::<Vec<_>>()}</div> }.into_node()
}

pub(super) fn several(control: &Control, mut choices: Vec<Choice>, entered: Entered) -> Node {
    if let Some(hint) = &control.unsure {
        choices.push(Choice {
            id: UNSURE.to_owned(),
            label: common::unsure().into(),
            also: Vec::new(),
            hint: Some(hint.as_str().into()),
            none: true,
        });
    }
    let chosen = RwSignal::new(match &control.value {
        Some(Value::Several(ids)) => ids.clone(),
        Some(Value::Unsure) => vec![UNSURE.to_owned()],
        _ => Vec::new(),
    });
    let none: Vec<String> = choices
        .iter()
        .filter(|choice| choice.none)
        .map(|choice| choice.id.clone())
        .collect();
    let none = StoredValue::new(none);
    let first = control.id.clone();
    let lines = choices.into_iter().enumerate().map(|(index, choice)| {
        let input_id = if index == 0 {
            first.clone()
        } else {
            [&first, "-", &choice.id].concat()
        };
        let hint = choice.hint.as_ref().map(format::localized);
        let label = format::localized(&choice.label);
        let id = choice.id.clone();
        let excludes = choice.none;
        let checked = {
            let id = id.clone();
            move || chosen.with(|chosen| chosen.contains(&id))
        };
        let switch = move |_| {
            chosen.update(|chosen| {
                if chosen.contains(&id) {
                    chosen.retain(|other| *other != id);
                } else {
                    // 「以上都不是」 and the others exclude each other.
                    if excludes {
                        chosen.clear();
                    } else {
                        none.with_value(|none| chosen.retain(|other| !none.contains(other)));
                    }
                    chosen.push(id.clone());
                }
            });
            let ids = chosen.get_untracked();
            let unsure = ids.iter().any(|id| id == UNSURE);
            entered.try_run(Some(if unsure {
                Value::Unsure
            } else {
                Value::Several(ids)
            }));
        };
        view! {
            <div>
                <label class="choice">
                    <input
                        class="choice__input"
                        type="checkbox"
                        id=input_id
                        prop:checked=checked
                        on:change=switch
                    />
                    <span class="choice__body">
                        <span class="choice__label">{label}</span>
                        {hint.map(|hint| view! { <span class="choice__hint">{hint}</span> })}
                    </span>
                </label>
            </div>
        }
    });
    view! { <div class="choices">{lines.collect::<Vec<_>>()}</div> }.into_node()
}

fn choice_line(
    name: String,
    id: String,
    checked: Signal<bool>,
    label: String,
    hint: Option<String>,
    change: impl Fn(leptos::ev::Event) + 'static,
) -> Node {
    view! {
        <div>
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name=name
                    id=id
                    prop:checked=checked
                    on:change=change
                />
                <span class="choice__body">
                    <span class="choice__label">{label}</span>
                    {hint.map(|hint| view! { <span class="choice__hint">{hint}</span> })}
                </span>
            </label>
        </div>
    }
    .into_node()
}
