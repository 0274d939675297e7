//! A line to type into: numbers, dates, texts; and, where it is allowed, 「不清楚」 below it.

use catalog::Value;
use catalog::scenario::{Kind, LONG_TERM};
use leptos::prelude::*;
use markup::view;

use super::{Composing, Control, Entered};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::common;

/// A line to type into, and, where it is allowed, 「不清楚」 below it.
pub(super) fn with_unsure(
    control: Control,
    mode: &'static str,
    shape: &'static str,
    unit: Option<String>,
    entered: Entered,
) -> Node {
    let Control {
        id,
        kind,
        value,
        unsure,
        described_by,
        limits,
        invalid,
        is_own,
        ..
    } = control;
    let lasts = matches!(&kind, Kind::Date(bounds) if bounds.valid_until.is_some());
    // What may stand in place of a line that is typed.
    let (other, beside) = match unsure {
        _ if lasts => (
            Value::from(LONG_TERM),
            Some((common::long_term(), String::new())),
        ),
        unsure => (Value::Unsure, unsure.map(|hint| (common::unsure(), hint))),
    };
    let typed = match &value {
        Some(value) if *value == other => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(cents)) if matches!(kind, Kind::Money(_)) => format::yuan(*cents),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let shape_of_number = match kind {
        Kind::Number(_) => Shape::Whole,
        Kind::Money(_) => Shape::Money,
        _ => Shape::Text,
    };
    let is_unsure = RwSignal::new(value.as_ref() == Some(&other));
    let text = RwSignal::new(typed);
    let tell = move |raw: String| {
        is_unsure.set(false);
        text.set(raw.clone());
        entered.try_run(read(&raw, shape_of_number));
    };
    let input_type = match shape {
        "date" | "month" => shape,
        _ => "text",
    };
    let class = ["input input--", shape].concat();
    let autocomplete = match kind {
        Kind::Mobile if is_own => "tel",
        Kind::PersonName if is_own => "name",
        _ => "off",
    };
    let most = match kind {
        Kind::Text(most) => Some(usize::from(most)),
        _ => None,
    };
    // Nothing is cut off behind the resident's back: `maxlength` would, and counts a rare character twice.
    let too_many = move || {
        let over = text.with(|text| text.chars().count()).checked_sub(most?)?;
        (over > 0).then(|| {
            let words = common::too_many_characters(&most?.to_string(), &over.to_string());
            Some(view! { <p class="field__count">{words}</p> })
        })?
    };
    let composing = Composing::new();
    // The browser's own picker then offers no other day or month.
    let iso = |limit: Option<Value>| limit.and_then(|limit| limit.text().map(str::to_owned));
    let (earliest, latest) = (iso(limits.min), iso(limits.max));
    let switch = move |_: leptos::ev::Event| {
        let on = !is_unsure.get_untracked();
        is_unsure.set(on);
        if on {
            text.set(String::new());
            entered.try_run(Some(other.clone()));
        } else {
            entered.try_run(None);
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
                min=earliest
                max=latest
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=move || text.get()
                on:compositionstart=move |_| composing.begins()
                on:compositionend=move |event| tell(composing.ended(&event))
                on:input=move |event| {
                    if let Some(typed) = composing.typed(&event) {
                        tell(typed);
                    }
                }
            />
            {unit.map(|unit| view! { <span class="field__unit">{unit}</span> })}
        </div>
        {too_many}
        {beside.map(|(label, hint)| in_place_of_it(unsure_id, label, hint, is_unsure, switch))}
    }
    .into_node()
}

/// What may stand in place of what is typed, as a box to tick: 「不清楚」, 「长期有效」.
pub(super) fn in_place_of_it(
    id: String,
    label: &'static str,
    hint: String,
    ticked: RwSignal<bool>,
    switch: impl Fn(leptos::ev::Event) + 'static,
) -> Node {
    view! {
        <div class="choices">
            <p class="choices__or">{common::or()}</p>
            <div>
                <label class="choice">
                    <input
                        class="choice__input"
                        type="checkbox"
                        id=id
                        prop:checked=move || ticked.get()
                        on:change=switch
                    />
                    <span class="choice__body">
                        <span class="choice__label">{label}</span>
                        {(!hint.is_empty())
                            .then(|| view! { <span class="choice__hint">{hint}</span> })}
                    </span>
                </label>
            </div>
        </div>
    }
    .into_node()
}

/// How what is typed is read.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Text,
    Whole,
    Money,
}

/// What was typed. Full-width digits are digits; what is no number is `None`.
fn read(raw: &str, shape: Shape) -> Option<Value> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return None;
    }
    if shape == Shape::Text {
        return Some(Value::Text(raw.to_owned()));
    }
    let number = match shape {
        Shape::Money => catalog::table::cents(trimmed),
        _ => catalog::table::whole(trimmed),
    };
    number.map(Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_of_a_chinese_keyboard_are_a_number() {
        assert_eq!(read("３６", Shape::Whole), Some(Value::Number(36)));
        assert_eq!(read("三十六", Shape::Whole), None);
    }

    #[test]
    fn an_emptied_field_is_no_value() {
        assert_eq!(read("  ", Shape::Text), None);
    }

    #[test]
    fn yuan_are_kept_as_cents() {
        assert_eq!(read("5,000.5", Shape::Money), Some(Value::Number(500_050)));
    }
}
