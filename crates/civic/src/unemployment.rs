//! Unemployment insurance: how long its benefit may be drawn, and how near retirement is, on which
//! further help depends. Source: 社会保险法 articles 45 and 46.

use crate::day::{Day, months_between};
use crate::retirement::{Group, statutory};

/// No period of benefit is longer, whatever is carried over.
pub const LONGEST_BENEFIT_MONTHS: u32 = 24;

/// The longest time of benefit in months for so many months of contribution since the benefit was
/// last drawn; `None` below a year, which gives no claim (社会保险法 articles 45 and 46). Provinces
/// grant finer steps within it: tell it as 「最长」.
pub fn longest_benefit_months(insured_months: u32) -> Option<u32> {
    match insured_months {
        0..12 => None,
        12..60 => Some(12),
        60..120 => Some(18),
        120.. => Some(LONGEST_BENEFIT_MONTHS),
    }
}

/// The same for who lost work again: months that were granted the last time and not drawn are
/// added, 24 in all at most (社会保险法 article 46). Less than a year of new contributions still
/// leaves what was not drawn; `None` when there is neither.
pub fn longest_with_remainder(insured_months: u32, unused_months: u32) -> Option<u32> {
    let granted = longest_benefit_months(insured_months).unwrap_or(0);
    let months = granted.saturating_add(unused_months);
    (months > 0).then_some(months.min(LONGEST_BENEFIT_MONTHS))
}

/// How far the statutory retirement age is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retirement {
    /// The age is reached: a pension comes before unemployment benefit.
    Reached,
    /// Less than a year away (不足 1 年): benefit goes on until retirement (国发〔2019〕28号), and
    /// pension contributions are subsidised from 2025 to 2039 (人社部发〔2024〕76号).
    WithinOneYear,
    /// Less than five years away (不足 5 年): where it matters, regions say so.
    WithinFiveYears,
    /// Five years or more.
    Far,
}

/// Whole months from `today` to the day of the statutory retirement age; `None` from that day on.
pub fn months_until_retirement(birth: Day, group: Group, today: Day) -> Option<u32> {
    let retirement = statutory(birth, group).on_day(birth);
    u32::try_from(months_between(today, retirement))
        .ok()
        .filter(|_| today < retirement)
}

/// How far retirement is, in the steps that decide about further help.
pub fn retirement_ahead(birth: Day, group: Group, today: Day) -> Retirement {
    match months_until_retirement(birth, group, today) {
        None => Retirement::Reached,
        Some(0..12) => Retirement::WithinOneYear,
        Some(12..60) => Retirement::WithinFiveYears,
        Some(60..) => Retirement::Far,
    }
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
    fn the_longest_time_goes_by_years_of_contribution() {
        for (insured, months) in [
            (0, None),
            (11, None),
            (12, Some(12)),
            (36, Some(12)),
            (59, Some(12)),
            (60, Some(18)),
            (119, Some(18)),
            (120, Some(24)),
            (u32::MAX, Some(24)),
        ] {
            assert_eq!(longest_benefit_months(insured), months, "{insured}");
        }
    }

    #[test]
    fn months_not_drawn_are_added_up_to_two_years() {
        for (insured, unused, months) in [
            (11, 0, None),
            (11, 3, Some(3)),
            (36, 5, Some(17)),
            (60, 6, Some(24)),
            (60, 7, Some(24)),
            (0, 30, Some(24)),
            (12, u32::MAX, Some(24)),
        ] {
            assert_eq!(
                longest_with_remainder(insured, unused),
                months,
                "{insured} {unused}"
            );
        }
    }

    /// The official example of 天津市人力资源和社会保障局: born in August 1965, retiring in October 2025.
    #[test]
    fn nearness_of_retirement_turns_on_the_very_day() {
        for (today, months, ahead) in [
            ("2020-10-20", Some(60), Retirement::Far),
            ("2020-10-21", Some(59), Retirement::WithinFiveYears),
            ("2024-10-20", Some(12), Retirement::WithinFiveYears),
            ("2024-10-21", Some(11), Retirement::WithinOneYear),
            ("2025-01-06", Some(9), Retirement::WithinOneYear),
            ("2025-10-19", Some(0), Retirement::WithinOneYear),
            ("2025-10-20", None, Retirement::Reached),
            ("2030-01-01", None, Retirement::Reached),
        ] {
            let (birth, today) = (day("1965-08-20"), day(today));
            assert_eq!(
                months_until_retirement(birth, Group::Men60, today),
                months,
                "{today}"
            );
            assert_eq!(
                retirement_ahead(birth, Group::Men60, today),
                ahead,
                "{today}"
            );
        }
    }

    proptest! {
        #[test]
        fn more_contribution_or_more_remainder_never_shortens(insured in 0u32..400, unused in 0u32..60) {
            let months = longest_with_remainder(insured, unused);
            prop_assert!(months <= longest_with_remainder(insured + 1, unused));
            prop_assert!(months <= longest_with_remainder(insured, unused + 1));
            prop_assert!(longest_benefit_months(insured) <= months);
            prop_assert!(months.unwrap_or(0) <= LONGEST_BENEFIT_MONTHS);
        }

        #[test]
        fn retirement_only_comes_nearer(birth in -10_000i32..10_000, today in 15_000i32..25_000) {
            let birth = Day::from_epoch_days(birth).unwrap();
            let today = Day::from_epoch_days(today).unwrap();
            let tomorrow = today.succ_opt().unwrap();
            let ahead = |on| retirement_ahead(birth, Group::Women50, on);
            prop_assert!(ahead(tomorrow) <= ahead(today));
        }
    }
}
