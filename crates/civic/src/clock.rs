//! Legal periods: the last day of a time in days, workdays, months or years, and the periods that the ten
//! life events run against. How periods are counted: 民法典 articles 201–203.

use chrono::{Datelike, Days};

use crate::day::{Day, YearMonth};
use crate::workdays::{Calendar, Due};

mod filing;
mod notice;

pub use filing::Filing;
pub use notice::Notice;

/// A length of time, in the unit that the rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// Minutes while the office works (即时办结): they end on the day itself, or on the next on which offices work.
    OfficeMinutes(u32),
    /// Calendar days (日、自然日).
    Days(u32),
    /// Days on which offices work (工作日).
    Workdays(u32),
    Months(u32),
    Years(u32),
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The last day as counted: whoever keeps it is in time by any reading.
    pub day: Day,
    /// The last day after which the period has certainly ended: the next workday where `day` is one of
    /// rest (民法典 article 203). Never say 「已过期」 before it has passed.
    pub latest: Day,
    /// False where a part lies in a year whose days of rest are not announced yet: then `latest`, and
    /// for workdays `day`, too, are counted by weekdays only. Say 「约」.
    pub exact: bool,
}

/// Where a day stands to a deadline, in calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// So many days are left, at least one.
    Ahead { days: u32 },
    /// It is the last day, or a day of rest after it.
    LastDay,
    /// So many days late, at least one.
    Past { days: u32 },
}

impl Span {
    /// The day on which the time ends that begins with `start`, which is not counted itself. Months
    /// and years end on the day of the same number, or on the last of a shorter month.
    pub fn after(self, start: Day) -> Due {
        self.after_by(start, Calendar::announced())
    }

    /// The same by a calendar of its own.
    pub fn after_by(self, start: Day, calendar: &Calendar) -> Due {
        let exact = |day| Due { day, exact: true };
        match self {
            Self::OfficeMinutes(_) => office_day(start, calendar),
            Self::Days(days) => exact(
                start
                    .checked_add_days(Days::new(days.into()))
                    .unwrap_or(Day::MAX),
            ),
            Self::Workdays(workdays) => calendar.add_workdays(start, workdays),
            Self::Months(months) => exact(months_after(start, months)),
            Self::Years(years) => exact(months_after(start, years.saturating_mul(12))),
        }
    }

    /// The deadline of a period of this length after `start`.
    pub fn deadline(self, start: Day) -> Deadline {
        self.deadline_by(start, Calendar::announced())
    }

    /// The same by a calendar of its own.
    pub fn deadline_by(self, start: Day, calendar: &Calendar) -> Deadline {
        Deadline::on(self.after_by(start, calendar), calendar)
    }

    /// What is left of a period on `today` when it ends on `last`, in its own unit: nothing where that day has passed.
    /// Months and years are left in days.
    pub fn left(self, last: Day, today: Day, calendar: &Calendar) -> Self {
        match self {
            Self::Workdays(_) => Self::Workdays(calendar.workdays_between(today, last)),
            _ => Self::Days(u32::try_from((last - today).num_days()).unwrap_or(0)),
        }
    }
}

impl Deadline {
    /// For a last day found otherwise.
    pub fn on(due: Due, calendar: &Calendar) -> Self {
        let open = office_day(due.day, calendar);
        Self {
            day: due.day,
            latest: open.day,
            exact: due.exact && open.exact,
        }
    }

    /// How `today` stands to it.
    pub fn standing(&self, today: Day) -> Standing {
        let days = |from: Day, to: Day| u32::try_from((to - from).num_days()).unwrap_or(0);
        if today < self.day {
            Standing::Ahead {
                days: days(today, self.day),
            }
        } else if today <= self.latest {
            Standing::LastDay
        } else {
            Standing::Past {
                days: days(self.latest, today),
            }
        }
    }
}

/// The day itself, or the next on which offices work.
fn office_day(day: Day, calendar: &Calendar) -> Due {
    calendar.add_workdays(day.pred_opt().unwrap_or(day), 1)
}

fn months_after(start: Day, months: u32) -> Day {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    YearMonth::from(start)
        .add_months(months)
        .day_or_last(start.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::parse_iso;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        parse_iso(text).unwrap()
    }

    #[test]
    fn periods_begin_with_the_next_day_and_end_by_their_unit() {
        for (start, span, end) in [
            ("2026-03-02", Span::Days(30), "2026-04-01"),
            ("2026-03-02", Span::Days(15), "2026-03-17"),
            ("2026-03-02", Span::Days(0), "2026-03-02"),
            ("2026-11-23", Span::Workdays(20), "2026-12-21"),
            ("2026-01-31", Span::Months(1), "2026-02-28"),
            ("2026-11-30", Span::Months(3), "2027-02-28"),
            ("2026-05-15", Span::Months(3), "2026-08-15"),
            ("2024-02-29", Span::Years(1), "2025-02-28"),
            ("2025-06-10", Span::Years(1), "2026-06-10"),
        ] {
            assert_eq!(span.after(day(start)).day, day(end), "{start} {span:?}");
        }
    }

    #[test]
    fn minutes_end_the_same_day_or_when_the_office_opens() {
        for (start, end, exact) in [
            // A Friday, a Saturday, a Sunday.
            ("2026-11-20", "2026-11-20", true),
            ("2026-11-21", "2026-11-23", true),
            ("2026-11-22", "2026-11-23", true),
            // A Saturday on which offices work, and the first of the seven days of October.
            ("2026-05-09", "2026-05-09", true),
            ("2026-10-01", "2026-10-08", true),
            // A weekday of a year not yet announced: it may be one of rest.
            ("2031-01-02", "2031-01-02", false),
        ] {
            let due = Span::OfficeMinutes(30).after(day(start));
            assert_eq!((due.day, due.exact), (day(end), exact), "{start}");
        }
    }

    #[test]
    fn a_last_day_of_rest_gives_time_until_offices_open() {
        for (start, days, last, latest, exact) in [
            ("2026-03-02", 30, "2026-04-01", "2026-04-01", true),
            ("2026-03-05", 30, "2026-04-04", "2026-04-07", true),
            ("2026-09-01", 30, "2026-10-01", "2026-10-08", true),
            // A Saturday on which offices work.
            ("2026-04-09", 30, "2026-05-09", "2026-05-09", true),
            ("2026-12-03", 30, "2027-01-02", "2027-01-04", false),
        ] {
            let expected = Deadline {
                day: day(last),
                latest: day(latest),
                exact,
            };
            assert_eq!(Span::Days(days).deadline(day(start)), expected, "{start}");
        }
    }

    #[test]
    fn nobody_is_late_before_offices_opened_again() {
        let deadline = Span::Days(30).deadline(day("2026-09-01"));
        for (today, standing) in [
            ("2026-09-01", Standing::Ahead { days: 30 }),
            ("2026-09-30", Standing::Ahead { days: 1 }),
            ("2026-10-01", Standing::LastDay),
            ("2026-10-08", Standing::LastDay),
            ("2026-10-09", Standing::Past { days: 1 }),
        ] {
            assert_eq!(deadline.standing(day(today)), standing, "{today}");
        }
    }

    #[test]
    fn endless_periods_end_with_the_calendar() {
        let start = day("2026-01-01");
        assert_eq!(Span::Days(u32::MAX).after(start).day, Day::MAX);
        assert_eq!(Span::Years(u32::MAX).after(start).day.year(), 9999);
        assert_eq!(Span::Days(u32::MAX).deadline(start).day, Day::MAX);
    }

    proptest! {
        #[test]
        fn deadlines_come_later_the_longer_the_period_is(
            from in 18_000i32..23_000, n in 0u32..400, today in 18_000i32..23_500,
        ) {
            let start = Day::from_epoch_days(from).unwrap();
            let today = Day::from_epoch_days(today).unwrap();
            for span in [Span::Days, Span::Workdays, Span::Months, Span::Years] {
                let this = span(n).deadline(start);
                let next = span(n + 1).deadline(start);
                prop_assert!(start <= this.day && this.day < next.day);
                prop_assert!(this.day <= this.latest && this.latest <= next.latest);
                prop_assert_eq!(this.standing(today) >= Standing::LastDay, today >= this.day);
            }
        }
    }
}
