//! What is due when somebody dies of their work (因工死亡): which benefits, and how much. Sources: 工伤保险条例
//! articles 39 and 41; who depends on the deceased is in [`dependants`].

use crate::day::YearMonth;
use crate::money::{Fen, part, sound};

pub mod dependants;

/// How the death came about: it decides what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Circumstance {
    /// At once, or what counts as a work injury death (当场死亡、视同工亡).
    AtOnce,
    /// Of the injury, while still on paid leave for it (停工留薪期内).
    OnPaidLeave,
    /// After paid leave ended, disabled in grades 1–4.
    AfterPaidLeaveGrades1To4,
    /// Missing after an accident on a journey for work or in rescue (下落不明), not declared dead.
    Missing,
    /// Missing, and declared dead by a court: as a death at once.
    DeclaredDead,
}

/// What is due under a circumstance. Of the funeral allowances of work injury, pension and
/// unemployment insurance the family chooses one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// 丧葬补助金
    pub funeral: bool,
    /// 一次性工亡补助金
    pub grant: Grant,
    /// 供养亲属抚恤金, for whoever depended on the deceased.
    pub dependants: bool,
}

/// Whether the one-off grant is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    Whole,
    /// Half of it in advance, where life is hard (生活有困难的，可以预支 50%).
    HalfInAdvance,
    None,
}

impl Circumstance {
    /// What is due (articles 39 and 41).
    pub fn due(self) -> Due {
        let (funeral, grant) = match self {
            Self::AtOnce | Self::OnPaidLeave | Self::DeclaredDead => (true, Grant::Whole),
            Self::AfterPaidLeaveGrades1To4 => (true, Grant::None),
            Self::Missing => (false, Grant::HalfInAdvance),
        };
        Due {
            funeral,
            grant,
            dependants: true,
        }
    }
}

/// The first month of pensions for who depends on a missing person: wages go on for three months, the
/// month of the accident being the first, and pensions follow from the fourth (article 41).
pub fn pensions_of_missing_from(accident: impl Into<YearMonth>) -> YearMonth {
    accident.into().add_months(3)
}

/// Six months of the region's average wage of the year before (统筹地区上年度职工月平均工资).
pub fn funeral(average_monthly_wage: Fen) -> Fen {
    part(average_monthly_wage, 6, 1)
}

/// Twenty times the yearly disposable income of urban residents per head in the whole country, of the
/// year before the death (上一年度全国城镇居民人均可支配收入). It changes every year and comes as data.
pub fn one_off_grant(national_yearly_income: Fen) -> Fen {
    part(national_yearly_income, 20, 1)
}

/// The half that may be drawn in advance while a person is missing.
pub fn advance(national_yearly_income: Fen) -> Fen {
    part(one_off_grant(national_yearly_income), 1, 2)
}

/// The wage that pensions are counted from (本人工资): the average on which contributions were paid in
/// the twelve months before, within 60 % and 300 % of the region's average wage (article 64).
pub fn own_wage(average_contributed: Fen, regional_average: Fen) -> Fen {
    let least = part(regional_average, 60, 100);
    let most = part(regional_average, 3, 1);
    sound(average_contributed).clamp(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_follows_from_how_the_death_came_about() {
        for (circumstance, funeral, grant) in [
            (Circumstance::AtOnce, true, Grant::Whole),
            (Circumstance::OnPaidLeave, true, Grant::Whole),
            (Circumstance::DeclaredDead, true, Grant::Whole),
            (Circumstance::AfterPaidLeaveGrades1To4, true, Grant::None),
            (Circumstance::Missing, false, Grant::HalfInAdvance),
        ] {
            let due = circumstance.due();
            assert_eq!(
                (due.funeral, due.grant, due.dependants),
                (funeral, grant, true),
                "{circumstance:?}"
            );
        }
    }

    /// The national income of 2024 was 54 188 yuan: 1 083 760 yuan for deaths of 2025.
    #[test]
    fn the_grant_is_twenty_years_of_the_national_income() {
        assert_eq!(one_off_grant(5_418_800), 108_376_000);
        assert_eq!(advance(5_418_800), 54_188_000);
        assert_eq!(funeral(812_345), 4_874_070);
    }

    #[test]
    fn wages_go_on_for_three_months_and_pensions_follow() {
        let month = |text| YearMonth::parse(text).unwrap();
        assert_eq!(pensions_of_missing_from(month("2026-03")), month("2026-06"));
        assert_eq!(pensions_of_missing_from(month("2026-11")), month("2027-02"));
    }

    #[test]
    fn the_wage_stays_between_60_and_300_percent_of_the_average() {
        for (own, counted) in [
            (300_000, 480_000),
            (480_000, 480_000),
            (650_000, 650_000),
            (2_400_000, 2_400_000),
            (2_400_001, 2_400_000),
        ] {
            assert_eq!(own_wage(own, 800_000), counted, "{own}");
        }
    }
}
