//! Values in words, as the app says them: the option's label, the number with its unit, the date written out.

use std::sync::LazyLock;

use catalog::Value;
use catalog::field_check;
use catalog::scenario::{CENTS, Kind, LONG_TERM, Question, Shows};
use civic::Day;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    yes: String,
    no: String,
    unsure: String,
    long_term: String,
    list_separator: String,
    day: String,
    month: String,
    stretch: String,
    age: String,
    age_months: String,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| match toml::from_str(include_str!("words.toml")) {
        Ok(words) => words,
        Err(a_test_reads_it) => unreachable!("{a_test_reads_it}"),
    });

/// An answer in the words of its question.
pub(super) fn answer(question: &Question, value: &Value) -> String {
    match (&question.yes_no, value) {
        (Some(words), Value::Flag(true)) => words.yes.zh().to_owned(),
        (Some(words), Value::Flag(false)) => words.no.zh().to_owned(),
        _ => self::value(&question.kind, value),
    }
}

/// As [`value`], with numbers of people, phones and cards masked.
pub(super) fn masked(kind: &Kind, known: &Value, today: Day) -> String {
    field_check::masked(kind, known, today).unwrap_or_else(|| value(kind, known))
}

pub(super) fn value(kind: &Kind, value: &Value) -> String {
    match value {
        Value::Unsure => WORDS.unsure.clone(),
        Value::Flag(true) => WORDS.yes.clone(),
        Value::Flag(false) => WORDS.no.clone(),
        Value::Number(number) => match kind {
            Kind::Money(bounds) => format!("{} {}", yuan(*number), bounds.unit.zh()),
            Kind::Number(bounds) => format!("{number} {}", bounds.unit.zh()),
            Kind::YearsMonths(_) => {
                let (years, months) = (number / 12, number % 12);
                let years = WORDS.stretch.replace("{years}", &years.to_string());
                years.replace("{months}", &months.to_string())
            }
            _ => number.to_string(),
        },
        Value::Several(ids) => {
            let labels: Vec<&str> = ids.iter().map(|id| label(kind, id)).collect();
            labels.join(&WORDS.list_separator)
        }
        Value::Text(text) => match kind {
            Kind::Choice(_) => label(kind, text).to_owned(),
            Kind::Date(_) if text == LONG_TERM => WORDS.long_term.clone(),
            Kind::Date(_) | Kind::Month(_) => day(text),
            _ => text.clone(),
        },
    }
}

/// The value of a fact by itself: numbers stand without a unit, texts are months and days.
pub(super) fn fact(shows: Option<Shows>, value: &Value) -> String {
    match (shows, value) {
        (Some(Shows::Age), Value::Number(months)) => {
            let words = match months % 12 {
                0 => &WORDS.age,
                _ => &WORDS.age_months,
            };
            let years = words.replace("{years}", &(months / 12).to_string());
            years.replace("{months}", &(months % 12).to_string())
        }
        (Some(Shows::Yuan), Value::Number(cents)) => yuan(*cents),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Text(iso)) => day(iso),
        (_, value) => self::value(&Kind::YesNo, value),
    }
}

fn label<'a>(kind: &'a Kind, id: &'a str) -> &'a str {
    let choice = kind.choices().iter().find(|choice| choice.id == id);
    choice.map_or(id, |choice| choice.label.zh())
}

/// 分 as yuan.
fn yuan(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = (cents.abs() / CENTS, cents.abs() % CENTS);
    format!("{sign}{whole}.{rest:02}")
}

/// 2026-11-05 → 2026 年 11 月 5 日; 2026-11 → 2026 年 11 月.
fn day(iso: &str) -> String {
    let mut parts = iso.splitn(3, '-').map(|part| part.trim_start_matches('0'));
    let (Some(year), Some(month)) = (parts.next(), parts.next()) else {
        return iso.to_owned();
    };
    let (words, day) = match parts.next() {
        Some(day) => (&WORDS.day, day),
        None => (&WORDS.month, ""),
    };
    let words = words.replace("{year}", year).replace("{month}", month);
    words.replace("{day}", day)
}

#[cfg(test)]
mod tests {
    use catalog::scenario::{Bounds, DateBounds, MonthBounds};

    use super::*;

    #[test]
    fn values_are_said_as_people_say_them() {
        let unit = || catalog::LocalizedText::Simplified("元".to_owned());
        let bounds = |min, max| Bounds {
            min,
            max,
            unit: unit(),
        };
        let date = Kind::Date(DateBounds::default());
        let month = Kind::Month(DateBounds::default());
        let stretch = Kind::YearsMonths(MonthBounds { min: 0, max: 600 });
        for (kind, known, said) in [
            (&date, Value::from("2026-11-05"), "2026 年 11 月 5 日"),
            (&date, Value::from(LONG_TERM), "长期有效"),
            (&month, Value::from("2026-03"), "2026 年 3 月"),
            (&stretch, Value::from(241), "20 年 1 个月"),
            (
                &Kind::Money(bounds(0, 9)),
                Value::from(-150_005),
                "-1500.05 元",
            ),
            (&Kind::Number(bounds(0, 9)), Value::from(3), "3 元"),
            (&Kind::YesNo, Value::from(false), "不是"),
            (&Kind::YesNo, Value::Unsure, "不清楚"),
        ] {
            assert_eq!(value(kind, &known), said);
        }
    }

    #[test]
    fn facts_are_said_as_people_say_them() {
        for (shows, known, said) in [
            (Some(Shows::Age), Value::from(732), "61 岁"),
            (Some(Shows::Age), Value::from(725), "60 岁 5 个月"),
            (None, Value::from("2027-08"), "2027 年 8 月"),
            (None, Value::from(180), "180"),
        ] {
            assert_eq!(fact(shows, &known), said);
        }
    }

    #[test]
    fn the_app_says_the_same() {
        let app = include_str!("../../../src/messages/zh-Hans/common.toml");
        let app: toml::Table = toml::from_str(app).unwrap();
        let here: toml::Table = toml::from_str(include_str!("words.toml")).unwrap();
        for (name, words) in here {
            assert_eq!(app[&name], words, "{name}");
        }
    }
}
