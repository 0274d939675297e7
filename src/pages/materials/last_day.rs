//! The last day of a material that may follow later (容缺后补), as it would be if the case were handed in today.

use catalog::scenario::{LimitUnit, TimeLimit};
use civic::day::Day;
use civic::workdays::add_workdays;

/// The last day of a limit that begins today, and whether it rests on a published calendar.
pub(super) fn last_day(today: Day, limit: TimeLimit) -> (Day, bool) {
    match limit.unit {
        LimitUnit::Minutes => (today, true),
        LimitUnit::WorkingDays => {
            let due = add_workdays(today, u32::from(limit.amount));
            (due.day, due.exact)
        }
        LimitUnit::CalendarDays => {
            let last = (0..limit.amount).try_fold(today, |day, _| day.succ_opt());
            (last.unwrap_or(today), last.is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use civic::day;

    #[test]
    fn sixty_calendar_days_from_the_21st_of_november_end_in_january() {
        let today = Day::from_ymd_opt(2026, 11, 21).unwrap_or_default();
        let limit = TimeLimit {
            amount: 60,
            unit: LimitUnit::CalendarDays,
        };
        assert_eq!(day::iso(last_day(today, limit).0), "2027-01-20");
    }
}
