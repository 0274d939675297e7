//! The allowance for who can no longer work before retiring (病残津贴), instead of retirement for illness
//! since 2025. Source: 企业职工基本养老保险病残津贴暂行办法 (人社部发〔2024〕72号) articles 2–5.

use chrono::Datelike;

use crate::day::{Day, YearMonth};

use super::{Group, minimum_contribution_months, statutory};

/// Not more than so far from retirement (距离法定退休年龄 5 年（含）以内).
const NEAR_MONTHS: i32 = 60;

/// By which rule the allowance is counted. All three need the finding of a labour capacity committee
/// of a prefecture or above that the capacity to work is lost completely, by illness or not at work;
/// nobody can say before it whether there is a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DisabilityAllowance {
    /// Counted like the whole basic pension: contributions suffice and retirement is five years away
    /// or less (article 3).
    LikePension,
    /// Counted like its base part alone (基础养老金): contributions suffice, retirement is farther away
    /// (article 4).
    LikeBasePension,
    /// Counted like the base part and paid for a limited time: contributions do not suffice (article 5,
    /// [`limited_allowance_months`]).
    LimitedTime,
    /// The statutory age is reached: a pension is due instead.
    PensionAge,
}

/// Which rule holds for who applies on `today` with so many months of contribution (deemed ones
/// included). What suffices is taken from the year of application, the reading that asks least; the text
/// names no year, so that the office has the last word.
pub fn disability_allowance(
    birth: Day,
    group: Group,
    contributed_months: u32,
    today: Day,
) -> DisabilityAllowance {
    let retirement = statutory(birth, group).on_day(birth);
    if today >= retirement {
        return DisabilityAllowance::PensionAge;
    }
    if contributed_months < minimum_contribution_months(today.year()) {
        return DisabilityAllowance::LimitedTime;
    }
    let near_from = YearMonth::from(retirement)
        .add_months(-NEAR_MONTHS)
        .day_or_last(retirement.day());
    if today < near_from {
        DisabilityAllowance::LikeBasePension
    } else {
        DisabilityAllowance::LikePension
    }
}

/// For how many months who has too few years of contribution draws the allowance: twelve, and from five years on
/// three more for each year beyond, a year begun counted as whole (article 5).
pub const fn limited_allowance_months(contributed_months: u32) -> u32 {
    const FIVE_YEARS: u32 = 5 * 12;
    12 + 3 * contributed_months.saturating_sub(FIVE_YEARS).div_ceil(12)
}

#[cfg(test)]
mod tests {
    use super::DisabilityAllowance::*;
    use super::*;
    use crate::day::parse_iso;

    /// A man of August 1968 is delayed by eleven months, to July 2029.
    #[test]
    fn five_years_and_the_minimum_contribution_part_the_cases() {
        let birth = parse_iso("1968-08-20").unwrap();
        let retirement = statutory(birth, Group::Men60).on_day(birth);
        assert_eq!(retirement, parse_iso("2029-07-20").unwrap());
        for (today, months, allowance) in [
            ("2025-01-01", 180, LikePension),
            ("2029-07-19", 180, LikePension),
            ("2029-07-19", 179, LimitedTime),
            ("2029-07-20", 300, PensionAge),
            ("2025-06-01", 0, LimitedTime),
        ] {
            let today = parse_iso(today).unwrap();
            assert_eq!(
                disability_allowance(birth, Group::Men60, months, today),
                allowance,
                "{today} {months}"
            );
        }
    }

    /// A woman of May 1985 in a worker's post retires at 55 in May 2040.
    #[test]
    fn exactly_five_years_is_near_and_the_years_after_2029_need_more() {
        let birth = parse_iso("1985-05-10").unwrap();
        for (today, months, allowance) in [
            ("2035-05-09", 300, LikeBasePension),
            ("2035-05-10", 300, LikePension),
            ("2035-05-10", 216, LikePension),
            ("2035-05-10", 215, LimitedTime),
            ("2026-05-10", 180, LikeBasePension),
            ("2026-05-10", 179, LimitedTime),
        ] {
            let today = parse_iso(today).unwrap();
            assert_eq!(
                disability_allowance(birth, Group::Women50, months, today),
                allowance,
                "{today} {months}"
            );
        }
    }

    #[test]
    fn each_year_beyond_five_adds_three_months_a_year_begun_counted_whole() {
        let known = [
            (0, 12),
            (59, 12),
            (60, 12),
            (61, 15),
            (72, 15),
            (73, 18),
            (179, 42),
        ];
        for (contributed, months) in known {
            assert_eq!(
                limited_allowance_months(contributed),
                months,
                "{contributed}"
            );
        }
    }
}
