//! How values, days, limits and causes are shown to a person, in the words of `src/text`.

use catalog::field_check;
use catalog::plan::Plan;
use catalog::scenario::{Kind, LimitUnit, Scenario, TimeLimit};
use catalog::{Language, Text, Value};
use civic::day::Day;

use crate::api::ApiError;
use crate::text::common;

/// The text of a scenario in the language of the interface.
pub(crate) fn say(text: &Text) -> String {
    text.get(Language::ZhHans).to_owned()
}

/// A value in words: the option's label, the number with its unit, the date written out.
pub(crate) fn value(kind: &Kind, value: &Value) -> String {
    match value {
        Value::Unsure => common::unsure().to_owned(),
        Value::Flag(true) => common::yes().to_owned(),
        Value::Flag(false) => common::no().to_owned(),
        Value::Number(number) => match kind {
            Kind::Money(bounds) => [&yuan(*number), " ", bounds.unit.zh()].concat(),
            Kind::Number(bounds) => [&number.to_string(), " ", bounds.unit.zh()].concat(),
            _ => number.to_string(),
        },
        Value::Several(ids) => {
            let labels: Vec<String> = ids.iter().map(|id| label(kind, id)).collect();
            labels.join(common::list_separator())
        }
        Value::Text(text) => match kind {
            Kind::Choice(_) => label(kind, text),
            Kind::Date(_) | Kind::Month(_) => day(text),
            _ => text.clone(),
        },
    }
}

/// 分 as yuan: 1083760.00. Without separators, so that it can be typed over.
pub(crate) fn yuan(cents: i64) -> String {
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let sign = if cents < 0 { "-" } else { "" };
    let tens = if rest < 10 { ".0" } else { "." };
    [sign, &whole.to_string(), tens, &rest.to_string()].concat()
}

/// As [`value`], with numbers of people, phones and cards masked: a screen is read over shoulders.
pub(crate) fn masked(kind: &Kind, known: &Value, today: Day) -> String {
    field_check::masked(kind, known, today).unwrap_or_else(|| value(kind, known))
}

fn label(kind: &Kind, id: &str) -> String {
    let choice = kind.choices().iter().find(|choice| choice.id == id);
    choice.map_or_else(|| id.to_owned(), |choice| say(&choice.label))
}

/// 2026-11-05 → 2026 年 11 月 5 日; 2026-11 → 2026 年 11 月.
pub(crate) fn day(iso: &str) -> String {
    let mut parts = iso.splitn(3, '-').map(|part| part.trim_start_matches('0'));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => common::day(day, month, year),
        (Some(year), Some(month), None) => common::month(month, year),
        _ => iso.to_owned(),
    }
}

/// An RFC 3339 moment → 2026 年 11 月 5 日 14:46. The server tells it in China's time zone.
pub(crate) fn moment(rfc3339: &str) -> String {
    let (date, time) = rfc3339.split_once('T').unwrap_or((rfc3339, ""));
    match time.get(..5) {
        Some(minute) => [&day(date), " ", minute].concat(),
        None => day(date),
    }
}

pub(crate) fn limit(limit: TimeLimit) -> String {
    let amount = limit.amount.to_string();
    match limit.unit {
        LimitUnit::Minutes => common::minutes(&amount),
        LimitUnit::WorkingDays => common::working_days(&amount),
        LimitUnit::CalendarDays => common::calendar_days(&amount),
    }
}

/// 「承诺 1 个工作日，法定 15 个工作日」, or nothing where no limit is known.
pub(crate) fn limits(promised: Option<TimeLimit>, statutory: Option<TimeLimit>) -> Option<String> {
    match (promised, statutory) {
        (Some(promised), Some(statutory)) if promised != statutory => {
            Some(common::limit_both(&limit(promised), &limit(statutory)))
        }
        (Some(promised), _) => Some(common::limit_promised(&limit(promised))),
        (None, Some(statutory)) => Some(common::limit_statutory(&limit(statutory))),
        (None, None) => None,
    }
}

/// Fills `{name}` in a text of the scenario with the value of that question or fact.
pub(crate) fn filled(text: &Text, scenario: &Scenario, plan: &Plan) -> String {
    let text = text.get(Language::ZhHans);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match plan.values.get(name) {
            Some(known) => out.push_str(&named(scenario, name, known)),
            None => out.push_str(common::blank()),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The bare value of a question or fact: numbers stand without their unit, which the sentence has.
fn named(scenario: &Scenario, name: &str, known: &Value) -> String {
    match (scenario.question(name), known) {
        (_, Value::Number(number)) => number.to_string(),
        (Some(question), known) => value(&question.kind, known),
        (None, known) => value(&Kind::YesNo, known),
    }
}

/// Names in a row: A、B、C.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a Text>) -> String {
    let names: Vec<String> = names.into_iter().map(say).collect();
    names.join(common::list_separator())
}

/// What happened, in the words for the resident, when a call failed.
pub(crate) fn cause(error: &ApiError) -> String {
    use contract::problem::Code;

    let words = match error {
        ApiError::Offline => common::cause_offline(),
        ApiError::Timeout => common::cause_timeout(),
        ApiError::Unreadable => common::cause_unreadable(),
        ApiError::Server(_) => common::cause_server(),
        ApiError::Problem(problem) => match problem.code {
            Code::SignInNeeded => common::cause_sign_in(),
            Code::NotFound => common::cause_not_found(),
            Code::ScenarioChanged => common::cause_scenario_changed(),
            Code::CaseOpen => common::cause_case_open(),
            Code::ApplicationInvalid => common::cause_invalid(),
            Code::TooLarge => common::cause_too_large(),
            Code::TooMany => common::cause_too_many(),
            Code::ChecksumMismatch | Code::OffsetMismatch => common::cause_broken_upload(),
            Code::FileRefused | Code::MediaType => common::cause_file_refused(),
            Code::WrongState => common::cause_wrong_state(),
            Code::Forbidden
            | Code::Malformed
            | Code::KeyReused
            | Code::Internal
            | Code::Unavailable => common::cause_server(),
        },
    };
    words.to_owned()
}
