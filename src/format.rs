//! How values, days, limits and causes are shown to a person, in the texts of `src/messages`.

mod names;

pub(crate) use names::{listed, services, sources};

use catalog::field_check;
use catalog::plan::Plan;
use catalog::scenario::{
    Confidence, Kind, LONG_TERM, LimitUnit, Question, Scenario, Service, Shows, TimeLimit,
};
use catalog::{Language, LocalizedText, Value};
use civic::day::Day;

use crate::api::ApiError;
use crate::messages::{common, materials};

/// The text of a scenario in the language of the interface.
pub(crate) fn localized(text: &LocalizedText) -> String {
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
            Kind::YearsMonths(_) => stretch(*number),
            _ => number.to_string(),
        },
        Value::Several(ids) => {
            let labels: Vec<String> = ids.iter().map(|id| label(kind, id)).collect();
            labels.join(common::list_separator())
        }
        Value::Text(text) => match kind {
            Kind::Choice(_) => label(kind, text),
            Kind::Date(_) if text == LONG_TERM => common::long_term().to_owned(),
            Kind::Date(_) | Kind::Month(_) => day(text),
            _ => text.clone(),
        },
    }
}

/// Months as people say them: 20 年 0 个月.
pub(crate) fn stretch(months: i64) -> String {
    common::stretch(&(months % 12).to_string(), &(months / 12).to_string())
}

/// An answer in the words of its question.
pub(crate) fn answer(question: &Question, value: &Value) -> String {
    match (&question.yes_no, value) {
        (Some(words), Value::Flag(true)) => localized(&words.yes),
        (Some(words), Value::Flag(false)) => localized(&words.no),
        _ => self::value(&question.kind, value),
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

/// A value as it will be sent, masked: full-width letters, blanks and the like are put right before that.
pub(crate) fn sent(kind: &Kind, typed: &Value, today: Day) -> String {
    match field_check::check_value(kind, typed, today) {
        Ok((normal, _)) => masked(kind, &normal, today),
        // What cannot be sent is shown as it stands, to be put right.
        Err(_) => value(kind, typed),
    }
}

fn label(kind: &Kind, id: &str) -> String {
    let choice = kind.choices().iter().find(|choice| choice.id == id);
    choice.map_or_else(|| id.to_owned(), |choice| localized(&choice.label))
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

/// 「承诺 1 个工作日，法定 10 个工作日」; nothing where no limit is known, for which the scenario has words. What no
/// document of the office states is told as what is usual.
pub(crate) fn limits(scenario: &Scenario, service: &Service) -> Option<String> {
    let promised = scenario
        .promise(service)
        .map(|promised| common::limit_promised(&limit(promised)));
    let usual = scenario
        .usual(service)
        .map(|usual| common::limit_usual(&limit(usual)));
    let statutory = service
        .statutory
        .filter(|statutory| service.promised != Some(*statutory))
        .map(|statutory| common::limit_statutory(&limit(statutory)));
    let known: Vec<String> = [promised, usual, statutory].into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join(common::limit_separator()))
}

/// How far a rule or number is attested: the day somebody read it, or that nobody has read it word for word.
pub(crate) fn attested(confidence: Confidence, verified_on: &str) -> String {
    match confidence {
        Confidence::Verified => common::verified_on(&day(verified_on)),
        Confidence::Unverified => common::not_verified().to_owned(),
        Confidence::Disputed => common::disputed().to_owned(),
    }
}

/// Fills `{name}` in a text of the scenario with the value of that question or fact.
pub(crate) fn filled(text: &LocalizedText, scenario: &Scenario, plan: &Plan) -> String {
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
pub(crate) fn named(scenario: &Scenario, name: &str, known: &Value) -> String {
    let kind = scenario.question(name).map(|question| &question.kind);
    match (kind, known) {
        (Some(Kind::Money(_)), Value::Number(cents)) => grouped_yuan(*cents),
        (Some(Kind::YearsMonths(_)), Value::Number(months)) => stretch(*months),
        (Some(_), Value::Number(number)) => number.to_string(),
        (Some(kind), known) => value(kind, known),
        (None, known) => fact(scenario.fact(name).and_then(|fact| fact.shows), known),
    }
}

/// The value of a fact by itself; facts that are texts are months and days.
pub(crate) fn fact(shows: Option<Shows>, known: &Value) -> String {
    match (shows, known) {
        (Some(shows), Value::Number(number)) => counted(shows, *number),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Text(iso)) => day(iso),
        (_, known) => value(&Kind::YesNo, known),
    }
}

/// A number in the form that its fact asks for.
pub(crate) fn counted(shows: Shows, number: i64) -> String {
    let (hundreds, rest) = (number / 100, (number % 100).abs());
    match shows {
        Shows::Age if number % 12 == 0 => common::age(&(number / 12).to_string()),
        Shows::Age => common::age_months(&(number % 12).to_string(), &(number / 12).to_string()),
        Shows::Yuan => grouped_yuan(number),
        Shows::Hundredths if rest == 0 => hundreds.to_string(),
        Shows::Hundredths if rest % 10 == 0 => {
            [&hundreds.to_string(), ".", &(rest / 10).to_string()].concat()
        }
        Shows::Hundredths => yuan(number),
        Shows::Halves if number % 2 == 0 => (number / 2).to_string(),
        Shows::Halves => [&(number / 2).to_string(), ".5"].concat(),
    }
}

/// 分 as yuan for reading: 1,083,760.00.
pub(crate) fn grouped_yuan(cents: i64) -> String {
    let plain = yuan(cents);
    let whole = plain.find('.').unwrap_or(plain.len());
    let mut out = String::with_capacity(plain.len() + 4);
    for (at, c) in plain.char_indices() {
        let left = whole.saturating_sub(at);
        if at > 0 && at < whole && left.is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// What happened, in the words for the resident, when a call failed.
pub(crate) fn cause(error: &ApiError) -> String {
    use contract::problem::Code;

    let words = match error {
        ApiError::Offline => common::cause_offline(),
        ApiError::Timeout => common::cause_timeout(),
        ApiError::Unreadable => common::cause_unreadable(),
        ApiError::Outdated => common::cause_outdated(),
        ApiError::Server(_) => common::cause_server(),
        ApiError::Problem(problem) => match problem.code {
            Code::SignInNeeded => common::cause_sign_in(),
            Code::NotFound => common::cause_not_found(),
            Code::ScenarioChanged => common::cause_scenario_changed(),
            Code::CaseOpen => common::cause_case_open(),
            Code::ApplicationInvalid => common::cause_invalid(),
            Code::TooLarge => common::cause_too_large(),
            Code::TooMany => common::cause_too_many(),
            Code::Busy => common::cause_busy(),
            Code::StorageFull => common::cause_storage_full(),
            Code::ChecksumMismatch | Code::OffsetMismatch => common::cause_broken_upload(),
            Code::FileRefused | Code::MediaType => common::cause_file_refused(),
            Code::WrongState | Code::ActionRefused | Code::SlotTaken => common::cause_wrong_state(),
            Code::Forbidden
            | Code::TokenExpired
            | Code::Malformed
            | Code::KeyReused
            | Code::Internal
            | Code::Unavailable => common::cause_server(),
        },
    };
    words.to_owned()
}

/// A length in bytes, as people say it: 380 KB, 1.2 MB.
pub(crate) fn file_size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return materials::kilobytes(&bytes.div_ceil(1000).to_string());
    }
    let tenths = bytes / 100_000;
    materials::megabytes(
        &[
            (tenths / 10).to_string(),
            ".".to_owned(),
            (tenths % 10).to_string(),
        ]
        .concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reviewed_is_what_will_be_sent() {
        let today = Day::from_ymd_opt(2026, 11, 29).unwrap();
        let sent = |kind: &Kind, text: &str| sent(kind, &Value::from(text), today);
        let number =
            civic::CitizenId::generate(320_000, Day::from_ymd_opt(1990, 1, 1).unwrap(), 101);
        let number = number.unwrap();
        let wide: String = number
            .as_str()
            .chars()
            .flat_map(|c| [c, '\u{2009}'])
            .collect();
        assert_eq!(sent(&Kind::CitizenId, &wide), number.masked());
        assert_eq!(sent(&Kind::Mobile, "+86 138 0013 8000"), "138****8000");
        assert_eq!(sent(&Kind::PersonName, "Ｚhang  San"), "Zhang San");
        assert_eq!(sent(&Kind::Mobile, "1380"), "1380");
    }

    #[test]
    fn amounts_are_read_in_groups_of_three() {
        assert_eq!(grouped_yuan(108_376_000), "1,083,760.00");
        assert_eq!(grouped_yuan(4_298_213), "42,982.13");
        assert_eq!(grouped_yuan(50), "0.50");
        assert_eq!(grouped_yuan(-100_000), "-1,000.00");
    }

    #[test]
    fn ages_and_parts_of_months_are_told_as_people_do() {
        assert_eq!(counted(Shows::Age, 736), common::age_months("4", "61"));
        assert_eq!(counted(Shows::Hundredths, 1525), "15.25");
        assert_eq!(counted(Shows::Hundredths, 900), "9");
        assert_eq!(counted(Shows::Halves, 5), "2.5");
    }

    #[test]
    fn file_sizes_round_up_to_kilobytes_and_to_tenths_of_a_megabyte() {
        assert_eq!(file_size(379_200), "380 KB");
        assert_eq!(file_size(1_249_000), "1.2 MB");
    }
}
