//! Reads what people write in spreadsheets: numbers with separators, dates in any of the usual forms, labels of
//! options. Tolerant in form, strict in meaning; what cannot be read is told, never guessed.

pub mod sheet;

use civic::day::{self, YearMonth};

use crate::Value;
use crate::scenario::{Kind, LONG_TERM};

/// A cell as a value of a kind; `None` where it does not say one.
pub fn cell(kind: &Kind, raw: &str) -> Option<Value> {
    let text = raw.trim();
    match kind {
        Kind::Choice(choices) => choices
            .iter()
            .find(|choice| same(choice.label.zh(), text) || choice.id == text)
            .map(|choice| Value::Text(choice.id.clone())),
        Kind::Several(choices) => {
            let parts = text.split(['、', '，', ',', ';', '；', '/']);
            let ids: Option<Vec<String>> = parts
                .map(|part| {
                    let choice = choices
                        .iter()
                        .find(|choice| same(choice.label.zh(), part))?;
                    Some(choice.id.clone())
                })
                .collect();
            ids.map(Value::Several)
        }
        Kind::YesNo => match text {
            "是" | "有" | "Y" | "y" | "√" | "1" => Some(Value::Flag(true)),
            "否" | "无" | "没有" | "N" | "n" | "×" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        Kind::Number(_) => whole(text).map(Value::Number),
        Kind::YearsMonths(_) => stretch(text).map(Value::Number),
        Kind::Money(_) => cents(text).map(Value::Number),
        Kind::Date(bounds) if bounds.valid_until.is_some() && text.starts_with("长期") => {
            Some(Value::from(LONG_TERM))
        }
        Kind::Date(_) => date(text).map(Value::Text),
        Kind::Month(_) => month(text).map(Value::Text),
        _ => Some(Value::Text(text.to_owned())),
    }
}

/// A whole number, with separators of thousands and full-width digits.
pub fn whole(text: &str) -> Option<i64> {
    half_width(text)
        .replace(',', "")
        .trim_end_matches(char::is_alphabetic)
        .trim()
        .parse()
        .ok()
}

/// A stretch of time with its units, in months: 20年, 8个月, 20年零3个月. A bare number says neither years nor months.
pub fn stretch(text: &str) -> Option<i64> {
    match counted(text)? {
        (months, None) if !text.trim().is_empty() => Some(months),
        _ => None,
    }
}

/// What stands in the two boxes of a stretch of time, in months. Either may be empty; who writes 「20年3个月」 into
/// the first is understood.
pub fn years_months(years: &str, months: &str) -> Option<i64> {
    if years.trim().is_empty() && months.trim().is_empty() {
        return None;
    }
    let ((in_years, years), (in_months, months)) = (counted(years)?, counted(months)?);
    Some(in_years + years.unwrap_or(0) * 12 + in_months + months.unwrap_or(0))
}

/// The months that are said with their units, and a number without one at the end.
fn counted(text: &str) -> Option<(i64, Option<i64>)> {
    let (mut months, mut number) = (0, None);
    for c in half_width(text).chars() {
        match c {
            // More than six digits are no stretch of time.
            '0'..='9' if number < Some(100_000) => {
                number = Some(number.unwrap_or(0) * 10 + i64::from(u32::from(c) - u32::from('0')));
            }
            '年' => months += number.take()? * 12,
            '月' => months += number.take()?,
            '个' | '零' | '又' | ' ' => {}
            _ => return None,
        }
    }
    Some((months, number))
}

/// Yuan with at most two decimals, in 分.
pub fn cents(text: &str) -> Option<i64> {
    let text = half_width(text).replace(',', "");
    let text = text.trim_start_matches('¥').trim_end_matches('元').trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if decimals.len() > 2 || whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let mut rest: i64 = if decimals.is_empty() {
        0
    } else {
        decimals.parse().ok()?
    };
    if decimals.len() == 1 {
        rest *= 10;
    }
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(rest)
}

/// 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日 and 20260105 as 2026-01-05.
fn date(text: &str) -> Option<String> {
    let text = half_width(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let parts: Vec<&str> = if digits.len() == 8 && digits.len() == text.len() {
        vec![&digits[..4], &digits[4..6], &digits[6..]]
    } else {
        parts(&text)
    };
    let [year, month, day] = parts[..] else {
        return None;
    };
    let iso = [year, "-", &two(month), "-", &two(day)].concat();
    day::parse_iso(&iso).map(day::iso)
}

/// As [`date`], without the day; the day of a whole date is left out.
fn month(text: &str) -> Option<String> {
    let text = half_width(text);
    let parts = parts(&text);
    match parts[..] {
        [year, month] | [year, month, _] => {
            YearMonth::parse(&[year, "-", &two(month)].concat()).map(YearMonth::iso)
        }
        [one] if one.len() == 6 => {
            YearMonth::parse(&[&one[..4], "-", &one[4..]].concat()).map(YearMonth::iso)
        }
        _ => None,
    }
}

fn parts(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect()
}

fn two(digits: &str) -> String {
    if digits.len() == 1 {
        ["0", digits].concat()
    } else {
        digits.to_owned()
    }
}

fn half_width(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '０'..='９' | '．' | '，' | '－' | '／' => {
                char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
            }
            c => c,
        })
        .collect()
}

fn same(label: &str, text: &str) -> bool {
    label == text.trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Choice, DateBounds};

    #[test]
    fn twenty_years_are_never_twenty_months() {
        for (text, months) in [
            ("20年", Some(240)),
            ("２０ 年", Some(240)),
            ("20年3个月", Some(243)),
            ("20年零3个月", Some(243)),
            ("8个月", Some(8)),
            ("20", None),
            ("二十年", None),
            ("年", None),
            ("", None),
        ] {
            assert_eq!(stretch(text), months, "{text}");
        }
    }

    #[test]
    fn either_box_of_years_and_months_may_be_empty() {
        for (years, months, whole) in [
            ("20", "", Some(240)),
            ("20", "0", Some(240)),
            ("", "36", Some(36)),
            ("15", "3", Some(183)),
            ("２０年", "３个月", Some(243)),
            ("20年3个月", "", Some(243)),
            ("", "", None),
            ("很久", "", None),
            ("-3", "", None),
        ] {
            assert_eq!(years_months(years, months), whole, "{years} {months}");
        }
    }

    #[test]
    fn dates_are_read_as_offices_write_them() {
        let read = |text| cell(&Kind::Date(DateBounds::default()), text);
        for text in [
            "2026-1-5",
            "2026/01/05",
            "2026.1.5",
            "2026年1月5日",
            "20260105",
            "２０２６／１／５",
        ] {
            assert_eq!(read(text), Some(Value::from("2026-01-05")), "{text}");
        }
        for text in ["2026-02-30", "1/5", "昨天", "", "2026-1-5-7"] {
            assert_eq!(read(text), None, "{text}");
        }
        let month = |text| cell(&Kind::Month(DateBounds::default()), text);
        assert_eq!(month("2026年11月"), Some(Value::from("2026-11")));
        assert_eq!(month("202611"), Some(Value::from("2026-11")));
        assert_eq!(month("2026-13"), None);
    }

    #[test]
    fn yuan_with_separators_are_cents() {
        assert_eq!(cents("5,000.5"), Some(500_050));
        assert_eq!(cents("¥3500元"), Some(350_000));
        assert_eq!(cents("3.005"), None);
        assert_eq!(cents("-3"), None);
        assert_eq!(cents("约三千"), None);
        assert_eq!(whole("１，２００ 人"), Some(1200));
    }

    #[test]
    fn an_option_is_known_by_its_label() {
        let choice = |id: &str, label: &str| Choice {
            id: id.into(),
            label: label.into(),
            hint: None,
            none: false,
        };
        let kind = Kind::Choice(vec![
            choice("full_time", "全日制"),
            choice("part_time", "非全日制"),
        ]);
        assert_eq!(cell(&kind, " 非全日制 "), Some(Value::from("part_time")));
        assert_eq!(cell(&kind, "兼职"), None);
    }
}
