//! A month of a year: what social insurance counts in. Contributions, retirement and benefits
//! are all due by the month.

use chrono::Datelike;

use super::{Day, YEARS, digits};

/// A calendar month, ordered by time. Years stay within 1–9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u32,
}

impl YearMonth {
    /// `month` is 1–12, `year` 1–9999; `None` outside.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month);
        exists.then_some(Self { year, month })
    }

    /// Reads `YYYY-MM`, exactly seven ASCII characters, years 1800–2200.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 7 || bytes[4] != b'-' {
            return None;
        }
        let year = i32::try_from(digits(&bytes[..4])?).ok()?;
        let month = digits(&bytes[5..])?;
        Self::new(year, month).filter(|_| YEARS.contains(&year))
    }

    /// The month as `YYYY-MM`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    pub fn year(self) -> i32 {
        self.year
    }

    /// 1–12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// The month so many months later, or earlier when negative; stops at the years 1 and 9999.
    pub fn add_months(self, months: i32) -> Self {
        let first = 12;
        let last = 9999 * 12 + 11;
        let index = self.index().saturating_add(months).clamp(first, last);
        Self {
            year: index.div_euclid(12),
            month: index.rem_euclid(12).unsigned_abs() + 1,
        }
    }

    /// Calendar months from `earlier` to this one, without regard to days; negative before it.
    pub fn months_since(self, earlier: Self) -> i32 {
        self.index() - earlier.index()
    }

    /// The day of this number in the month, or the last day of a month that is shorter.
    /// `day` 0 counts as 1.
    pub fn day_or_last(self, day: u32) -> Day {
        let day = day.clamp(1, self.days());
        // Every day of the years 1–9999 exists for chrono, so the default is never taken.
        Day::from_ymd_opt(self.year, self.month, day).unwrap_or_default()
    }

    /// 28–31.
    pub fn days(self) -> u32 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if Day::from_ymd_opt(self.year, 2, 29).is_some() => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// Months since January of the year 0.
    fn index(self) -> i32 {
        self.year * 12 + self.month.cast_signed() - 1
    }
}

impl From<Day> for YearMonth {
    fn from(day: Day) -> Self {
        Self {
            year: day.year().clamp(1, 9999),
            month: day.month(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_seven_characters_of_a_month_are_read() {
        assert_eq!(YearMonth::parse("1965-08"), YearMonth::new(1965, 8));
        for wrong in [
            "",
            "1965-8",
            "1965-13",
            "1965-00",
            "1965/08",
            "1799-12",
            "2201-01",
            "1965-08-01",
        ] {
            assert_eq!(YearMonth::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_day_the_month_lacks_becomes_its_last() {
        for (month, day) in [
            ("2028-02", 29),
            ("2027-02", 28),
            ("2027-04", 30),
            ("2027-05", 31),
        ] {
            let month = YearMonth::parse(month).unwrap();
            assert_eq!(month.day_or_last(31).day(), day);
        }
    }

    #[test]
    fn far_away_months_stop_at_the_ends_of_the_calendar() {
        let month = YearMonth::parse("2026-11").unwrap();
        assert_eq!(
            month.add_months(i32::MAX),
            YearMonth::new(9999, 12).unwrap()
        );
        assert_eq!(month.add_months(i32::MIN), YearMonth::new(1, 1).unwrap());
    }

    proptest! {
        #[test]
        fn adding_months_is_undone_by_taking_them_away(
            year in 1800i32..2200, month in 1u32..=12, months in -5_000i32..5_000,
        ) {
            let start = YearMonth::new(year, month).unwrap();
            let end = start.add_months(months);
            prop_assert_eq!(end.months_since(start), months);
            prop_assert_eq!(end.add_months(-months), start);
            prop_assert_eq!(end > start, months > 0);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9-]{6,8}") {
            for text in [text, near] {
                if let Some(month) = YearMonth::parse(&text) {
                    prop_assert_eq!(month.iso(), text);
                }
            }
        }
    }
}
