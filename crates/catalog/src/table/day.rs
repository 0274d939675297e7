//! Days and months in the forms in which offices and spreadsheets write them.

use chrono::Days;
use civic::day::{self, Day, YearMonth};

use super::half_width;

/// The days that a bare number of five digits is taken for, 1954 to 2119: a year and a month have six digits.
const BARE: std::ops::Range<u64> = 20_000..80_000;

/// 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105, each also with a time of day, and the number of a day.
pub(super) fn date(text: &str) -> Option<Day> {
    let text = without_time(half_width(text));
    if let Some(day) = bare_day(&text) {
        return Some(day);
    }
    let parts = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        parts(&text)
    };
    let [year, month, day] = parts[..] else {
        return None;
    };
    day::parse_iso(&[year, "-", &two(month), "-", &two(day)].concat())
}

/// As [`date`], without the day; the day of a whole date is left out.
pub(super) fn month(text: &str) -> Option<YearMonth> {
    let text = without_time(half_width(text));
    if let Some(day) = bare_day(&text) {
        return Some(YearMonth::from(day));
    }
    let parts = parts(&text);
    match parts[..] {
        [year, month] | [year, month, _] => YearMonth::parse(&[year, "-", &two(month)].concat()),
        [one] if one.len() == 6 => YearMonth::parse(&[&one[..4], "-", &one[4..]].concat()),
        _ => None,
    }
}

/// The day of a number that the file shows as a date; what stands behind the point is the time.
pub(super) fn counted(number: &str) -> Option<Day> {
    let whole = number.split('.').next()?;
    numbered(whole.parse().ok()?)
}

fn bare_day(text: &str) -> Option<Day> {
    let whole = text.split('.').next().filter(|whole| whole.len() == 5)?;
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        .then_some(())?;
    let number = whole.parse().ok().filter(|number| BARE.contains(number))?;
    numbered(number)
}

/// Spreadsheets count from 1899-12-30, for they take 1900 for a leap year (ECMA-376 part 1 §18.17.4.1); earlier days
/// than 1900-03-01 are one off and nobody's.
fn numbered(number: u64) -> Option<Day> {
    let start = Day::from_ymd_opt(1899, 12, 30)?;
    (61..=2_958_465)
        .contains(&number)
        .then(|| start.checked_add_days(Days::new(number)))
        .flatten()
}

fn without_time(text: String) -> String {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day.to_owned(),
        _ => text,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        date(text).map(day::iso)
    }

    #[test]
    fn dates_are_read_as_offices_and_spreadsheets_write_them() {
        for text in [
            "2026-1-5",
            "2026/01/05",
            "2026.1.5",
            "2026年1月5日",
            "20260105",
            "２０２６／１／５",
            "2026-01-05 00:00:00",
            "2026/1/5 0:00",
            "2026-01-05T00:00:00",
            "46027",
            "46027.5",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2026-01-05"), "{text}");
        }
        for text in [
            "2026-02-30",
            "1/5",
            "昨天",
            "",
            "2026-1-5-7",
            "00046",
            "12345",
            "2026.11",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
        assert_eq!(
            counted("46346.25").map(day::iso).as_deref(),
            Some("2026-11-20")
        );
        assert_eq!(counted("3"), None);
    }

    #[test]
    fn months_too() {
        for text in [
            "2026年11月",
            "202611",
            "2026-11-20 00:00:00",
            "2026.11",
            "46346",
        ] {
            let month = month(text).map(YearMonth::iso);
            assert_eq!(month.as_deref(), Some("2026-11"), "{text}");
        }
        assert_eq!(month("2026-13"), None);
    }
}
