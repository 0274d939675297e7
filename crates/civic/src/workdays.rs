//! Workdays of public offices: promised times are counted in them. The days of rest and the make-up
//! workdays that the State Council announces every year are data: `data/workdays.txt`. Who counts again what was
//! counted before the next year was announced names the [`Calendar`].

use chrono::{Datelike, Weekday};
use std::sync::OnceLock;

use crate::day::{self, Day};

/// Longer times than this are cut: no promise is that long, and counting has to end.
pub const MOST_WORKDAYS: u32 = 1000;

/// More days than [`MOST_WORKDAYS`] can span.
const MOST_DAYS: usize = 3 * MOST_WORKDAYS as usize;

/// Whether an office works on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workday {
    pub works: bool,
    /// False where the arrangement of the year is not published: then a guess by the weekday.
    pub known: bool,
}

/// The last day of a time that is counted in workdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub day: Day,
    /// False where a part was counted by weekdays only: say 「约」.
    pub exact: bool,
}

/// Whether offices work on `day`: as announced, or Monday to Friday in years not yet announced.
pub fn is_workday(day: Day) -> Workday {
    Calendar::announced().is_workday(day)
}

/// The day on which a time of `workdays` ends that begins with `start`. The first day is not
/// counted (民法典 article 201), so that one workday after a Friday is the next Monday; no workdays
/// end on `start` itself. At most [`MOST_WORKDAYS`] are counted.
pub fn add_workdays(start: Day, workdays: u32) -> Due {
    Calendar::announced().add_workdays(start, workdays)
}

/// The days on which offices work, as far as the State Council announced them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: Vec<i32>,
    off: Vec<(Day, Day)>,
    on: Vec<Day>,
}

impl Calendar {
    /// That of `data/workdays.txt`: what was announced when the program was built.
    pub fn announced() -> &'static Self {
        static ANNOUNCED: OnceLock<Calendar> = OnceLock::new();
        ANNOUNCED.get_or_init(|| {
            let mut calendar = Self::default();
            for line in include_str!("../data/workdays.txt").lines() {
                // That every line is understood is proved by a test, not at run time.
                let _ = calendar.read(line);
            }
            calendar
        })
    }

    /// Reads a calendar in the form of `data/workdays.txt`; `None` where a line is not understood.
    ///
    /// ```
    /// let calendar = civic::workdays::Calendar::parse("year 2026\noff 2026-01-01 2026-01-03").unwrap();
    /// assert!(!calendar.is_workday(civic::day::parse_iso("2026-01-02").unwrap()).works);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut calendar = Self::default();
        for line in text.lines() {
            calendar.read(line)?;
        }
        Some(calendar)
    }

    /// As [`is_workday`].
    pub fn is_workday(&self, day: Day) -> Workday {
        let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let rests = |(first, last): &(Day, Day)| (*first..=*last).contains(&day);
        Workday {
            works: self.on.contains(&day) || (weekday && !self.off.iter().any(rests)),
            known: self.years.contains(&day.year()),
        }
    }

    /// As [`add_workdays`].
    pub fn add_workdays(&self, start: Day, workdays: u32) -> Due {
        let mut due = Due {
            day: start,
            exact: workdays <= MOST_WORKDAYS,
        };
        let mut left = workdays.min(MOST_WORKDAYS);
        while left > 0 {
            let Some(next) = due.day.succ_opt() else {
                due.exact = false;
                break;
            };
            let Workday { works, known } = self.is_workday(next);
            due.day = next;
            due.exact &= known;
            left -= u32::from(works);
        }
        due
    }

    /// How many workdays lie after `from`, up to and with `to`; none where `to` is not later.
    pub fn workdays_between(&self, from: Day, to: Day) -> u32 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        let works = days
            .take(MOST_DAYS)
            .filter(|day| self.is_workday(*day).works);
        u32::try_from(works.count()).unwrap_or(u32::MAX)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("year") => self.years.push(words.next()?.parse().ok()?),
            Some("off") => {
                let (first, last) = (words.next()?, words.next()?);
                self.off
                    .push((day::parse_iso(first)?, day::parse_iso(last)?));
            }
            Some("on") => self.on.push(day::parse_iso(words.next()?)?),
            Some(word) if !word.starts_with('#') => return None,
            _ => {}
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        day::parse_iso(text).unwrap()
    }

    #[test]
    fn every_line_of_the_data_is_understood_and_makes_sense() {
        for line in include_str!("../data/workdays.txt").lines() {
            assert!(Calendar::default().read(line).is_some(), "{line:?}");
        }
        let calendar = Calendar::announced();
        assert_eq!(calendar.years, [2025, 2026]);
        for (first, last) in &calendar.off {
            assert!(
                first <= last && calendar.years.contains(&first.year()),
                "{first}"
            );
        }
        for on in &calendar.on {
            let weekend = matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
            assert!(weekend, "{on} would be a workday anyway");
            assert!(
                !calendar.off.iter().any(|(a, b)| a <= on && on <= b),
                "{on} is off, too"
            );
        }
    }

    /// 365 days, 13 legal holidays since 2025 (国令第795号) and 104 weekend days leave 248.
    #[test]
    fn a_year_has_248_workdays() {
        for year in [2025, 2026] {
            let first = Day::from_ymd_opt(year, 1, 1).unwrap();
            let days = first.iter_days().take_while(|day| day.year() == year);
            assert_eq!(
                days.filter(|day| is_workday(*day).works).count(),
                248,
                "{year}"
            );
        }
    }

    #[test]
    fn holidays_rest_and_make_up_days_work() {
        for (text, works) in [
            ("2025-01-26", true),
            ("2025-01-28", false),
            ("2025-10-08", false),
            ("2025-10-09", true),
            ("2026-02-14", true),
            ("2026-02-23", false),
            ("2026-02-24", true),
            ("2026-05-09", true),
            ("2026-11-21", false),
        ] {
            assert_eq!(
                is_workday(day(text)),
                Workday { works, known: true },
                "{text}"
            );
        }
        let unannounced = is_workday(day("2027-10-01"));
        assert_eq!(
            unannounced,
            Workday {
                works: true,
                known: false
            }
        );
    }

    #[test]
    fn promised_times_end_on_the_day_that_the_calendar_says() {
        for (start, workdays, end, exact) in [
            ("2026-11-20", 0, "2026-11-20", true),
            ("2026-11-20", 1, "2026-11-23", true),
            ("2026-11-21", 1, "2026-11-23", true),
            ("2026-02-13", 1, "2026-02-14", true),
            ("2026-02-13", 2, "2026-02-24", true),
            ("2026-09-30", 3, "2026-10-10", true),
            ("2026-11-23", 15, "2026-12-14", true),
            ("2026-12-31", 1, "2027-01-01", false),
            ("2024-12-31", 1, "2025-01-02", true),
            ("2024-12-30", 1, "2024-12-31", false),
        ] {
            let due = Due {
                day: day(end),
                exact,
            };
            assert_eq!(
                add_workdays(day(start), workdays),
                due,
                "{start} + {workdays}"
            );
        }
    }

    #[test]
    fn endless_times_and_the_end_of_the_calendar_end_the_count() {
        let start = day("2026-11-21");
        let cut = add_workdays(start, u32::MAX);
        assert_eq!(cut.day, add_workdays(start, MOST_WORKDAYS).day);
        assert!(!cut.exact);
        assert_eq!(
            add_workdays(Day::MAX, 5),
            Due {
                day: Day::MAX,
                exact: false
            }
        );
    }

    proptest! {
        #[test]
        fn due_days_are_workdays_in_the_order_of_their_times(
            from in 20_000i32..21_500, later in 0i32..40, workdays in 1u32..120,
        ) {
            let start = Day::from_epoch_days(from).unwrap();
            let due = add_workdays(start, workdays).day;
            prop_assert!(is_workday(due).works);
            prop_assert!(due < add_workdays(start, workdays + 1).day);
            let late = Day::from_epoch_days(from + later).unwrap();
            prop_assert!(due <= add_workdays(late, workdays).day);
            let counted = start.iter_days().skip(1).take_while(|day| *day <= due);
            prop_assert_eq!(counted.filter(|day| is_workday(*day).works).count(), workdays as usize);
        }

        #[test]
        fn no_line_makes_the_reader_panic(line in any::<String>(), near in "(year|off|on|#)[ 0-9-]{0,30}") {
            let _ = Calendar::default().read(&line);
            let _ = Calendar::default().read(&near);
        }
    }
}
