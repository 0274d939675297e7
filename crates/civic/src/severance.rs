//! What an employer pays at the end of a contract (经济补偿): 劳动合同法 articles 47 and 97, 实施条例 article 27.
//! Whether it is due depends on the reason (article 46); for information only, no agency decides it.

use chrono::Datelike;

use crate::day::{Day, YearMonth, months_between};
use crate::money::{Fen, part, sound};

/// Who earns more than three times the average has no more than twelve years counted.
pub const MOST_HALF_MONTHS_OF_HIGH_WAGES: u32 = 24;

/// What it is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The first day of work with this employer; time with a group's other companies counts as well.
    pub first_day: Day,
    /// The last day of the contract.
    pub last_day: Day,
    /// The average of the twelve months before the end, before deductions, with bonuses and
    /// allowances; of the months worked where they are fewer.
    pub monthly_wage: Fen,
    /// The average monthly wage that the city published for the year before, where known.
    pub average_wage: Option<Fen>,
    /// The local minimum wage, where known: no month counts for less.
    pub minimum_wage: Option<Fen>,
}

/// What is paid, and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Severance {
    /// Half months that the service amounts to, before any limit.
    pub served_half_months: u32,
    /// Half months that are paid.
    pub half_months: u32,
    /// The wage of a month that is counted with.
    pub counted_wage: Fen,
    pub amount: Fen,
    pub wage: Wage,
    /// Part of the service lies before 2008, for which older rules hold (article 97): tell it.
    pub before_2008: bool,
}

/// Which wage a month counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wage {
    /// The worker's own.
    Own,
    /// Three times the average: the own is higher, and twelve years at most are counted.
    ThreeTimesAverage,
    /// The minimum: the own is lower.
    Minimum,
    /// The own, but whether it exceeds three times the average is not known.
    OwnUnchecked,
}

/// Half months of pay for this time of service (article 47): two for a full year, two for six
/// months or more of another, one for less. Both days are worked. 0 where the last comes first.
pub fn half_months(first_day: Day, last_day: Day) -> u32 {
    let Some(end) = last_day.succ_opt().filter(|end| *end > first_day) else {
        return 0;
    };
    let months = months_between(first_day, end).unsigned_abs();
    let rest = match months % 12 {
        6.. => 2,
        0 if full_months_later(first_day, months) == end => 0,
        _ => 1,
    };
    months / 12 * 2 + rest
}

/// The severance pay for this basis.
pub fn severance(basis: &Basis) -> Severance {
    let served_half_months = half_months(basis.first_day, basis.last_day);
    let own = sound(basis.monthly_wage);
    let most = basis.average_wage.map(|average| part(average, 3, 1));
    let least = basis.minimum_wage.map_or(0, sound);
    let (counted_wage, wage, half_months) = match most {
        Some(most) if own > most => (
            most,
            Wage::ThreeTimesAverage,
            served_half_months.min(MOST_HALF_MONTHS_OF_HIGH_WAGES),
        ),
        _ if own < least => (least, Wage::Minimum, served_half_months),
        Some(_) => (own, Wage::Own, served_half_months),
        None => (own, Wage::OwnUnchecked, served_half_months),
    };
    Severance {
        served_half_months,
        half_months,
        counted_wage,
        amount: part(counted_wage, half_months, 2),
        wage,
        before_2008: basis.first_day.year() < 2008,
    }
}

fn full_months_later(first_day: Day, months: u32) -> Day {
    YearMonth::from(first_day)
        .add_months(months.cast_signed())
        .day_or_last(first_day.day())
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
    fn years_begun_count_half_or_whole() {
        for (first, last, expected) in [
            ("2023-03-01", "2026-02-28", 6),
            ("2023-03-01", "2026-03-01", 7),
            ("2023-03-01", "2026-08-30", 7),
            ("2023-03-01", "2026-08-31", 8),
            ("2023-03-01", "2027-02-28", 8),
            ("2026-03-01", "2026-03-01", 1),
            ("2026-03-01", "2026-08-31", 2),
            ("2026-03-02", "2026-03-01", 0),
            ("2026-03-02", "2025-03-01", 0),
            ("2024-02-29", "2025-02-27", 2),
        ] {
            assert_eq!(
                half_months(day(first), day(last)),
                expected,
                "{first} {last}"
            );
        }
    }

    fn of(years: i32, monthly_wage: Fen, average_wage: Option<Fen>) -> Severance {
        let last_day = day("2026-06-30");
        severance(&Basis {
            first_day: YearMonth::new(2026 - years, 7).unwrap().day_or_last(1),
            last_day,
            monthly_wage,
            average_wage,
            minimum_wage: Some(236_000),
        })
    }

    #[test]
    fn high_wages_count_three_times_the_average_and_twelve_years() {
        for (years, wage, average, half_months, counted, kind, amount) in [
            (3, 900_000, Some(800_000), 6, 900_000, Wage::Own, 2_700_000),
            (
                3,
                2_400_000,
                Some(800_000),
                6,
                2_400_000,
                Wage::Own,
                7_200_000,
            ),
            (
                3,
                2_400_001,
                Some(800_000),
                6,
                2_400_000,
                Wage::ThreeTimesAverage,
                7_200_000,
            ),
            (
                15,
                3_000_000,
                Some(800_000),
                24,
                2_400_000,
                Wage::ThreeTimesAverage,
                28_800_000,
            ),
            (
                15,
                900_000,
                Some(800_000),
                30,
                900_000,
                Wage::Own,
                13_500_000,
            ),
            (3, 900_000, None, 6, 900_000, Wage::OwnUnchecked, 2_700_000),
            (
                3,
                100_000,
                Some(800_000),
                6,
                236_000,
                Wage::Minimum,
                708_000,
            ),
        ] {
            let found = of(years, wage, average);
            assert_eq!(found.half_months, half_months, "{years} {wage}");
            assert_eq!(found.counted_wage, counted, "{years} {wage}");
            assert_eq!(found.wage, kind, "{years} {wage}");
            assert_eq!(found.amount, amount, "{years} {wage}");
        }
    }

    #[test]
    fn half_a_month_of_an_odd_wage_is_rounded_up() {
        let one_day = severance(&Basis {
            first_day: day("2026-01-01"),
            last_day: day("2026-01-01"),
            monthly_wage: 500_001,
            average_wage: Some(800_000),
            minimum_wage: None,
        });
        assert_eq!((one_day.half_months, one_day.amount), (1, 250_001));
    }

    #[test]
    fn service_before_2008_is_told() {
        assert!(of(20, 500_000, None).before_2008);
        assert!(!of(18, 500_000, None).before_2008);
    }

    proptest! {
        #[test]
        fn a_day_more_never_costs_the_worker(from in 14_000i32..20_000, days in 0i32..9_000) {
            let first = Day::from_epoch_days(from).unwrap();
            let last = Day::from_epoch_days(from + days).unwrap();
            let this = half_months(first, last);
            prop_assert!(this >= 1);
            prop_assert!(this <= half_months(first, last.succ_opt().unwrap()));
            // Within half a year of the time served.
            prop_assert!((f64::from(this) / 2.0 - f64::from(days + 1) / 365.25).abs() <= 0.51);
        }
    }
}
