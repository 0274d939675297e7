//! A valid synthetic value for every kind of field, and how a resident enters it.

use catalog::field_check::FieldProblem;
use catalog::plan::Limits;
use catalog::scenario::{CENTS, Choice, DateBounds, Field, Kind, Question, Scenario};
use catalog::{Plan, Value};
use chrono::Days;
use civic::CitizenId;
use civic::day::{self, Day, YearMonth, parse_iso};

/// From this number of options on, the form shows a folded list.
const LONG_LIST: usize = 6;

/// How something is entered on the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Typed, or picked in a list, into the field with the label.
    Write(String),
    /// Years and months, typed at once into the first of the boxes under the label.
    Stretch(String),
    /// Chosen by its words under the label.
    Choose(Vec<String>),
}

/// A valid value; `nth` makes identity numbers differ.
pub(super) fn valid(kind: &Kind, today: Day, nth: u16) -> Value {
    match kind {
        Kind::Choice(choices) => choices
            .first()
            .map_or(Value::Unsure, |choice| Value::Text(choice.id.clone())),
        Kind::Several(choices) => {
            let one = choices.iter().find(|choice| choice.none);
            let one = one.or(choices.first());
            Value::Several(one.map(|choice| choice.id.clone()).into_iter().collect())
        }
        Kind::YesNo => Value::Flag(false),
        Kind::Number(bounds) => Value::Number(12.clamp(bounds.min, bounds.max)),
        Kind::YearsMonths(bounds) => Value::Number(12.clamp(bounds.min, bounds.max)),
        Kind::Money(bounds) => Value::Number(5_000.clamp(bounds.min, bounds.max) * CENTS),
        Kind::Date(bounds) if bounds.valid_until.is_some() => {
            let later = today.checked_add_days(Days::new(1000)).unwrap_or(today);
            Value::Text(day::iso(later))
        }
        Kind::Date(bounds) => Value::Text(day::iso(likely_day(bounds, today))),
        Kind::Month(bounds) => Value::Text(YearMonth::from(likely_day(bounds, today)).iso()),
        Kind::Text(max) => {
            let text = "演示内容".chars().take(usize::from(*max));
            Value::Text(text.collect())
        }
        Kind::PersonName => Value::from("方演示"),
        Kind::CitizenId => {
            // The code of a province itself, under which no identity number is issued.
            let birth = parse_iso("1990-05-01").unwrap_or(today);
            let number = CitizenId::generate(320_000, birth, 700 + 2 * nth);
            Value::Text(number.map_or_else(String::new, |number| number.as_str().to_owned()))
        }
        Kind::Mobile => Value::from("15400000088"),
        Kind::BankCard => Value::from("6200000000000000034"),
        Kind::CreditCode => Value::from("91320000MADEMY006M"),
        Kind::Permit => Value::from("H00000001"),
        Kind::Postcode => Value::from("225000"),
    }
}

/// An identity number that says what was answered in the guide, where an answer is held against it.
pub(super) fn number_as_answered(scenario: &Scenario, field: &Field, plan: &Plan) -> Option<Value> {
    let held = |question: &&Question| question.given_by.as_ref() == Some(&field.id);
    let answered = |question: &Question| plan.values.get(&question.id);
    let answers: Vec<&Value> = (scenario.questions.iter().filter(held))
        .filter_map(answered)
        .collect();
    let birth = answers.iter().find_map(|answer| answer.day());
    let is_man = answers.iter().any(|answer| answer.text() == Some("male"));
    let number = CitizenId::generate(320_000, birth?, 880 + u16::from(is_man))?;
    Some(Value::from(number.as_str()))
}

/// The value, or the nearest that the facts allow.
pub(super) fn within(value: Value, kind: &Kind, limits: &Limits) -> Value {
    let nearest = match limits.problem(kind, &value) {
        Some(FieldProblem::BelowLimit) => limits.min.clone(),
        Some(_) => limits.max.clone(),
        None => None,
    };
    nearest.unwrap_or(value)
}

/// A month ago, or the first allowed day where that is later.
fn likely_day(bounds: &DateBounds, today: Day) -> Day {
    let month_ago = today.checked_sub_days(Days::new(30)).unwrap_or(today);
    let earliest = bounds.earliest.as_deref().and_then(parse_iso);
    earliest.map_or(month_ago, |earliest| earliest.max(month_ago))
}

/// How a value is entered into a field of the form.
pub(super) fn input(kind: &Kind, value: &Value) -> Input {
    match kind {
        Kind::Choice(choices) if choices.len() >= LONG_LIST => {
            let chosen = choices
                .iter()
                .find(|choice| value.text() == Some(&choice.id));
            Input::Write(chosen.map_or_else(String::new, |choice| choice.label.zh().to_owned()))
        }
        _ => answer(kind, value),
    }
}

/// How a question is answered: yes and no in its own words.
pub(super) fn answer_to(question: &Question, value: &Value) -> Input {
    match (&question.yes_no, value) {
        (Some(words), Value::Flag(flag)) => {
            let said = if *flag { &words.yes } else { &words.no };
            Input::Choose(vec![said.zh().to_owned()])
        }
        _ => answer(&question.kind, value),
    }
}

/// How a value is entered where lists are never folded.
fn answer(kind: &Kind, value: &Value) -> Input {
    match (kind, value) {
        (_, Value::Unsure) => Input::Choose(vec!["不清楚".to_owned()]),
        (Kind::Choice(choices) | Kind::Several(choices), value) => {
            Input::Choose(labels(choices, value))
        }
        (_, Value::Flag(true)) => Input::Choose(vec!["是".to_owned()]),
        (_, Value::Flag(false)) => Input::Choose(vec!["不是".to_owned()]),
        (Kind::Money(_), Value::Number(cents)) => Input::Write(yuan(*cents)),
        (Kind::YearsMonths(_), Value::Number(months)) => {
            Input::Stretch(format!("{}年{}个月", months / 12, months % 12))
        }
        (_, Value::Number(number)) => Input::Write(number.to_string()),
        (_, Value::Text(text)) => Input::Write(text.clone()),
        (_, Value::Several(_)) => Input::Choose(Vec::new()),
    }
}

/// The full label of an option with its hint, so that no label is a prefix of another.
fn labels(choices: &[Choice], value: &Value) -> Vec<String> {
    let chosen = |choice: &&Choice| match value {
        Value::Text(id) => choice.id == *id,
        Value::Several(ids) => ids.contains(&choice.id),
        _ => false,
    };
    let words = choices.iter().filter(chosen).map(|choice| {
        let hint = choice.hint.as_ref().map_or("", |hint| hint.zh());
        [choice.label.zh(), hint].concat()
    });
    words.collect()
}

fn yuan(cents: i64) -> String {
    match (cents / CENTS, cents % CENTS) {
        (yuan, 0) => yuan.to_string(),
        (yuan, rest) => format!("{yuan}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_typed_in_yuan() {
        assert_eq!(yuan(500_000), "5000");
        assert_eq!(yuan(500_005), "5000.05");
    }
}
