//! One control for every kind of answer and field: choices, numbers, dates, texts.
//! It shows what it is given and tells what was entered; what that means is decided elsewhere.

use catalog::Value;
use catalog::scenario::{Choice, Kind};
use leptos::prelude::*;
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::show;
use crate::text::common;

/// What a control needs to know.
pub(crate) struct Control {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// What stands in it at first.
    pub(crate) value: Option<Value>,
    /// 「不清楚」 is one of the answers, with what it leads to.
    pub(crate) unsure: Option<String>,
    /// The ids of what describes it: hint and error.
    pub(crate) described_by: String,
    pub(crate) invalid: Signal<bool>,
}

/// The control; `entered` is told every change. A number or date that cannot be read is told as `None`.
pub(crate) fn control(
    control: Control,
    entered: impl Fn(Option<Value>) + Copy + Send + Sync + 'static,
) -> Node {
    match &control.kind {
        Kind::Choice(choices) => {
            let chosen = control
                .value
                .as_ref()
                .and_then(Value::text)
                .map(str::to_owned);
            let mut options: Vec<Entry> = choices.iter().map(Entry::of).collect();
            for entry in &mut options {
                entry.checked = chosen.as_deref() == Some(&entry.id);
            }
            single(control, options, entered)
        }
        Kind::YesNo => {
            let options = [(true, common::yes()), (false, common::no())]
                .into_iter()
                .map(|(flag, label)| Entry {
                    id: flag.to_string(),
                    label: label.to_owned(),
                    hint: None,
                    checked: control.value == Some(Value::Flag(flag)),
                    value: Value::Flag(flag),
                })
                .collect();
            single(control, options, entered)
        }
        Kind::Several(choices) => {
            let choices = choices.clone();
            several(&control, choices, entered)
        }
        Kind::Number(bounds) => {
            let unit = show::say(&bounds.unit);
            with_unsure(control, "numeric", "number", Some(unit), entered)
        }
        Kind::Date(_) => with_unsure(control, "", "date", None, entered),
        Kind::Month(_) => with_unsure(control, "", "month", None, entered),
        Kind::CitizenId => with_unsure(control, "text", "code", None, entered),
        Kind::Mobile => with_unsure(control, "tel", "code", None, entered),
        Kind::BankCard => with_unsure(control, "numeric", "code", None, entered),
        Kind::PersonName | Kind::Text(_) => with_unsure(control, "text", "text", None, entered),
    }
}

#[derive(Clone)]
struct Entry {
    id: String,
    label: String,
    hint: Option<String>,
    checked: bool,
    value: Value,
}

impl Entry {
    fn of(choice: &Choice) -> Self {
        Self {
            id: choice.id.clone(),
            label: show::say(&choice.label),
            hint: choice.hint.as_ref().map(show::say),
            checked: false,
            value: Value::Text(choice.id.clone()),
        }
    }

    fn unsure(hint: String, checked: bool) -> Self {
        Self {
            id: "unsure".to_owned(),
            label: common::unsure().to_owned(),
            hint: Some(hint),
            checked,
            value: Value::Unsure,
        }
    }
}

fn single(
    control: Control,
    mut options: Vec<Entry>,
    entered: impl Fn(Option<Value>) + Copy + Send + Sync + 'static,
) -> Node {
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
            entered(Some(value.clone()));
        })
    });
    view! { <div class="choices">{lines.collect::<Vec<_>>()}</div> }.into_node()
}

fn several(
    control: &Control,
    choices: Vec<Choice>,
    entered: impl Fn(Option<Value>) + Copy + Send + Sync + 'static,
) -> Node {
    let chosen = RwSignal::new(match &control.value {
        Some(Value::Several(ids)) => ids.clone(),
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
        let hint = choice.hint.as_ref().map(show::say);
        let label = show::say(&choice.label);
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
            entered(Some(Value::Several(ids)));
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

/// A line to type into, and, where it is allowed, 「不清楚」 below it.
fn with_unsure(
    control: Control,
    mode: &'static str,
    shape: &'static str,
    unit: Option<String>,
    entered: impl Fn(Option<Value>) + Copy + Send + Sync + 'static,
) -> Node {
    let Control {
        id,
        kind,
        value,
        unsure,
        described_by,
        invalid,
    } = control;
    let typed = match &value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let is_number = matches!(kind, Kind::Number(_));
    let is_unsure = RwSignal::new(value == Some(Value::Unsure));
    let text = RwSignal::new(typed);
    let tell = move |raw: String| {
        is_unsure.set(false);
        text.set(raw.clone());
        entered(read(&raw, is_number));
    };
    let input_type = match shape {
        "date" | "month" => shape,
        _ => "text",
    };
    let class = ["input input--", shape].concat();
    let autocomplete = match kind {
        Kind::Mobile => "tel",
        Kind::PersonName => "name",
        _ => "off",
    };
    let max = match kind {
        Kind::Text(max) => Some(max.to_string()),
        _ => None,
    };
    let switch = move |_| {
        let on = !is_unsure.get_untracked();
        is_unsure.set(on);
        if on {
            text.set(String::new());
            entered(Some(Value::Unsure));
        } else {
            entered(None);
        }
    };
    let unsure_id = [&id, "-unsure"].concat();
    view! {
        <div class="field__control">
            <input
                class=class
                id=id
                type=input_type
                inputmode=(!mode.is_empty()).then_some(mode)
                autocomplete=autocomplete
                maxlength=max
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=move || text.get()
                on:input=move |event| tell(event_target_value(&event))
            />
            {unit.map(|unit| view! { <span class="field__unit">{unit}</span> })}
        </div>
        {unsure
            .map(|hint| {
                view! {
                    <div class="choices">
                        <p class="choices__or">{common::or()}</p>
                        <div>
                            <label class="choice">
                                <input
                                    class="choice__input"
                                    type="checkbox"
                                    id=unsure_id
                                    prop:checked=move || is_unsure.get()
                                    on:change=switch
                                />
                                <span class="choice__body">
                                    <span class="choice__label">{common::unsure()}</span>
                                    <span class="choice__hint">{hint}</span>
                                </span>
                            </label>
                        </div>
                    </div>
                }
            })}
    }
    .into_node()
}

/// What was typed. Full-width digits are digits; a number that is none is told as nothing.
fn read(raw: &str, is_number: bool) -> Option<Value> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return None;
    }
    if !is_number {
        return Some(Value::Text(raw.to_owned()));
    }
    let digits: String = trimmed
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect();
    digits.parse().ok().map(Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_of_a_chinese_keyboard_are_a_number() {
        assert_eq!(read("３６", true), Some(Value::Number(36)));
        assert_eq!(read("三十六", true), None);
    }

    #[test]
    fn an_emptied_field_is_no_value() {
        assert_eq!(read("  ", false), None);
    }
}
