//! Days and months of the civil calendar, read and written as ISO 8601, without date formatting
//! code of a library: that would cost the app 12 KB.

use chrono::{Datelike, NaiveDate};

mod year_month;

pub use year_month::YearMonth;

/// A day of the Gregorian calendar, without time of day or zone.
pub type Day = NaiveDate;

/// Years that can be typed in: the oldest archives on one side, any plan on the other.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// Reads `YYYY-MM-DD`, exactly ten ASCII characters, years 1800–2200; `None` for anything else.
pub fn parse_iso(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::try_from(digits(&bytes[..4])?).ok()?;
    if !YEARS.contains(&year) {
        return None;
    }
    Day::from_ymd_opt(year, digits(&bytes[5..7])?, digits(&bytes[8..])?)
}

/// The day as `YYYY-MM-DD`.
pub fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// Whole months from one day to another; negative when `later` comes first.
///
/// A month is full on the day of the same number, or on the last day of a month that has no such
/// day: 31 January to 28 February is one month (民法典 article 202).
pub fn months_between(earlier: Day, later: Day) -> i32 {
    if later < earlier {
        return -months_between(later, earlier);
    }
    let from = YearMonth::from(earlier);
    let months = YearMonth::from(later).months_since(from);
    let full = from.add_months(months).day_or_last(earlier.day()) <= later;
    if full { months } else { months - 1 }
}

/// Age in completed years (周岁), full on the birthday itself; `None` before birth.
/// Who was born on 29 February completes a common year on 28 February (民法典 article 202).
pub fn age_in_years(birth: Day, on: Day) -> Option<u32> {
    u32::try_from(months_between(birth, on))
        .ok()
        .map(|months| months / 12)
        .filter(|_| birth <= on)
}

/// The number that ASCII digits write; `None` when one of them is no digit.
fn digits(ascii: &[u8]) -> Option<u32> {
    ascii.iter().try_fold(0u32, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        parse_iso(text).unwrap()
    }

    #[test]
    fn only_the_ten_characters_of_a_day_that_exists_are_read() {
        assert_eq!(parse_iso("2026-02-28"), Day::from_ymd_opt(2026, 2, 28));
        assert!(parse_iso("2024-02-29").is_some());
        for wrong in [
            "",
            "2026-2-28",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026/01/01",
            "1799-12-31",
            "2201-01-01",
            "+026-01-01",
            " 2026-01-01",
            "2026-01-01T",
            "２０２６-1",
        ] {
            assert_eq!(parse_iso(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_month_is_full_on_the_same_day_or_on_the_last_of_a_shorter_month() {
        for (earlier, later, months) in [
            ("2025-01-15", "2025-02-14", 0),
            ("2025-01-15", "2025-02-15", 1),
            ("2025-01-31", "2025-02-27", 0),
            ("2025-01-31", "2025-02-28", 1),
            ("2025-01-31", "2025-03-30", 1),
            ("2024-02-29", "2025-02-28", 12),
            ("2025-02-15", "2025-01-16", 0),
            ("2025-02-15", "2025-01-15", -1),
            ("2025-06-01", "2025-06-01", 0),
        ] {
            assert_eq!(
                months_between(day(earlier), day(later)),
                months,
                "{earlier} {later}"
            );
        }
    }

    #[test]
    fn a_year_of_life_is_full_on_the_birthday() {
        let birth = day("1990-06-15");
        assert_eq!(age_in_years(birth, day("2006-06-14")), Some(15));
        assert_eq!(age_in_years(birth, day("2006-06-15")), Some(16));
        assert_eq!(age_in_years(birth, birth), Some(0));
        assert_eq!(age_in_years(birth, day("1990-06-14")), None);
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(days in -60_000i32..80_000) {
            let day = Day::from_epoch_days(days).unwrap();
            prop_assert_eq!(parse_iso(&iso(day)), Some(day));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9-]{8,11}") {
            for text in [text, near] {
                if let Some(day) = parse_iso(&text) {
                    prop_assert_eq!(iso(day), text);
                }
            }
        }

        #[test]
        fn months_between_never_shrink_as_time_passes(a in 0i32..40_000, b in 0i32..40_000) {
            let (from, to) = (Day::from_epoch_days(a).unwrap(), Day::from_epoch_days(b).unwrap());
            let next = to.succ_opt().unwrap();
            prop_assert!(months_between(from, to) <= months_between(from, next));
            prop_assert_eq!(months_between(from, to), -months_between(to, from));
        }
    }
}
