//! The day by which a service is promised, and how the promise waits while the applicant corrects.

use catalog::scenario::{LimitUnit, TimeLimit};
use chrono::Days;
use civic::Day;
use civic::workdays::{Due, add_workdays, is_workday};

/// The last day of a time limit that begins with `start`; that day itself is not counted
/// (民法典 article 201). A limit in minutes ends on the same day, or on the next the office works.
pub(super) fn due(limit: TimeLimit, start: Day) -> Due {
    let amount = u32::from(limit.amount);
    match limit.unit {
        LimitUnit::WorkingDays => add_workdays(start, amount),
        LimitUnit::CalendarDays => Due {
            day: start
                .checked_add_days(Days::new(u64::from(amount)))
                .unwrap_or(start),
            exact: true,
        },
        LimitUnit::Minutes => {
            let today = is_workday(start);
            if today.works {
                Due {
                    day: start,
                    exact: today.known,
                }
            } else {
                add_workdays(start, 1)
            }
        }
    }
}

/// What is left of a limit on the day the clock stops (补正: the time of correcting is not counted).
pub(super) fn left(unit: LimitUnit, due: Day, today: Day) -> TimeLimit {
    let days = today.iter_days().skip(1).take_while(|day| *day <= due);
    let amount = match unit {
        LimitUnit::WorkingDays => days.filter(|day| is_workday(*day).works).count(),
        LimitUnit::CalendarDays | LimitUnit::Minutes => days.count(),
    };
    TimeLimit {
        amount: u16::try_from(amount).unwrap_or(u16::MAX),
        unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use civic::day;

    fn on(text: &str) -> Day {
        day::parse_iso(text).unwrap()
    }

    fn limit(amount: u16, unit: LimitUnit) -> TimeLimit {
        TimeLimit { amount, unit }
    }

    #[test]
    fn a_limit_in_minutes_ends_the_same_day_or_when_the_office_opens() {
        let half_an_hour = limit(30, LimitUnit::Minutes);
        assert_eq!(due(half_an_hour, on("2026-11-20")).day, on("2026-11-20"));
        // A Saturday.
        assert_eq!(due(half_an_hour, on("2026-11-21")).day, on("2026-11-23"));
    }

    #[test]
    fn the_time_of_correcting_is_not_counted() {
        let promised = due(limit(5, LimitUnit::WorkingDays), on("2026-11-20"));
        assert_eq!(promised.day, on("2026-11-27"));
        let left = left(LimitUnit::WorkingDays, promised.day, on("2026-11-24"));
        assert_eq!(left.amount, 3);
        assert_eq!(due(left, on("2026-12-10")).day, on("2026-12-15"));
    }

    #[test]
    fn nothing_is_left_of_a_day_gone_by() {
        let late = left(LimitUnit::CalendarDays, on("2026-11-01"), on("2026-11-20"));
        assert_eq!(late.amount, 0);
    }
}
