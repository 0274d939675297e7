//! How a promised time waits while the applicant corrects.

use catalog::scenario::{LimitUnit, TimeLimit};
use civic::Day;
use civic::workdays::is_workday;

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
    fn the_time_of_correcting_is_not_counted() {
        let promised = limit(5, LimitUnit::WorkingDays).due(on("2026-11-20"));
        assert_eq!(promised.day, on("2026-11-27"));
        let left = left(LimitUnit::WorkingDays, promised.day, on("2026-11-24"));
        assert_eq!(left.amount, 3);
        assert_eq!(left.due(on("2026-12-10")).day, on("2026-12-15"));
    }

    #[test]
    fn nothing_is_left_of_a_day_gone_by() {
        let late = left(LimitUnit::CalendarDays, on("2026-11-01"), on("2026-11-20"));
        assert_eq!(late.amount, 0);
    }
}
