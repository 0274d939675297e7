//! A comparison with a value: where it turns, what it names, and whether it holds.

use catalog::condition::{Includes, Is, OneOf, Threshold};
use catalog::{Condition, Truth, Value};

/// The numbers beside a threshold.
pub(super) fn turning(part: &Condition) -> Vec<i64> {
    match part {
        Condition::AtLeast(Threshold { number, .. }) => vec![number - 1, *number, number + 1],
        Condition::AtMost(Threshold { number, .. }) => vec![number - 1, *number, number + 1],
        Condition::Is(Is {
            value: Value::Number(number),
            ..
        }) => {
            vec![number - 1, *number, number + 1]
        }
        Condition::OneOf(OneOf { values, .. }) => {
            let numbers = values.iter().filter_map(Value::number);
            numbers
                .flat_map(|number| [number - 1, number, number + 1])
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The options and dates that a comparison names.
pub(super) fn mentioned(part: &Condition) -> Vec<String> {
    match part {
        Condition::Includes(Includes { option, .. }) => vec![option.clone()],
        Condition::Is(Is {
            value: Value::Text(text),
            ..
        }) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// The truth of a comparison with a known value, as the judge tells it.
pub(super) fn truth(comparison: &Condition, value: &Value) -> Truth {
    let holds = match comparison {
        Condition::Holds(_) => match value {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        },
        Condition::Is(Is { value: wanted, .. }) => Some(value == wanted),
        Condition::OneOf(OneOf { values, .. }) => Some(values.contains(value)),
        Condition::Includes(Includes { option, .. }) => match value {
            Value::Several(chosen) => Some(chosen.contains(option)),
            _ => None,
        },
        Condition::AtLeast(Threshold { number, .. }) => value.number().map(|n| n >= *number),
        Condition::AtMost(Threshold { number, .. }) => value.number().map(|n| n <= *number),
        _ => None,
    };
    holds.map_or(Truth::Unknown, Truth::from)
}
