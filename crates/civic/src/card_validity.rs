//! The two days between which a resident identity card (居民身份证) is valid, as its side with the emblem says.

use crate::day::{Day, parse_iso};
use chrono::Datelike;

/// Years for which cards are issued (居民身份证法, as of 2011-10-29, article 5); others have no end.
const YEARS: [i32; 3] = [5, 10, 20];
/// Since this day cards are issued under that law (article 23).
const FIRST: (i32, u32, u32) = (2004, 1, 1);

/// Proved by what every card has: both days exist, it is issued already, and for as many years as the law knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardValidity {
    pub begin: Day,
    /// The last day on which it is valid.
    pub end: Day,
}

impl CardValidity {
    /// Of 16 digits, as they were read: nothing where they do not prove themselves.
    #[must_use]
    pub fn proved(digits: &str, today: Day) -> Option<Self> {
        let day = |from: usize| {
            let part = |from: usize, to: usize| digits.get(from..to);
            let (year, month) = (part(from, from + 4)?, part(from + 4, from + 6)?);
            parse_iso(&[year, "-", month, "-", part(from + 6, from + 8)?].concat())
        };
        let (begin, end) = (day(0)?, day(8)?);
        let first = Day::from_ymd_opt(FIRST.0, FIRST.1, FIRST.2)?;
        let is_issued = digits.len() == 16 && (first..=today).contains(&begin);
        let is_of_years = YEARS.iter().any(|years| {
            // Of 29 February, the day after the 28th.
            let year = begin.year() + years;
            let same = Day::from_ymd_opt(year, begin.month(), begin.day());
            let same = same.or_else(|| Day::from_ymd_opt(year, 3, 1));
            same.is_some_and(|same| (end - same).num_days().abs() <= 1)
        });
        (is_issued && is_of_years).then_some(Self { begin, end })
    }

    /// Whether it was valid once, and is no longer.
    #[must_use]
    pub fn has_ended(&self, today: Day) -> bool {
        self.end < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(digits: &str) -> Option<bool> {
        let today = parse_iso("2026-12-01").expect("a day");
        CardValidity::proved(digits, today).map(|it| it.has_ended(today))
    }

    #[test]
    fn only_days_as_far_apart_as_cards_are_issued_for_are_believed() {
        assert_eq!(ended("2015031220350312"), Some(false));
        assert_eq!(ended("2014031220240312"), Some(true));
        assert_eq!(ended("2019031220240311"), Some(true));
        // 29 February, and its anniversaries that do not exist.
        assert_eq!(ended("2016022920260228"), Some(true));
        assert_eq!(ended("2016022920260301"), Some(true));
        for wrong in [
            "2014031220240317",
            "2014031220250312",
            "2014031320240321",
            "2014023020240230",
            "2024031220140312",
            "1994031220140312",
            "2027031220370312",
            "201403122024031",
            "20140312202403120",
            "2014-31220240312",
        ] {
            assert_eq!(ended(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn on_its_last_day_it_is_valid() {
        assert_eq!(ended("2016120120261201"), Some(false));
        assert_eq!(ended("2016120120261130"), Some(true));
    }
}
