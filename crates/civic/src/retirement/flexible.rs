//! When one person may retire: the former month, the statutory one, and the years of choice around it.
//! Sources: 办法 articles 1–4; 实施弹性退休制度暂行办法 (人社部发〔2024〕94号).

use chrono::Datelike;

use super::{Group, Statutory, minimum_contribution_months, statutory};
use crate::day::{Day, YearMonth};

/// When a person retires, and between which months they may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// The month in which the age before the reform is reached (原法定退休年龄).
    pub original_month: YearMonth,
    /// The month of the statutory age.
    pub month: YearMonth,
    /// The statutory age in months of life.
    pub age_months: u32,
    /// How many of them the reform added, 0–36 or 0–60.
    pub delay_months: u32,
    /// The first month of flexible early retirement: three years sooner, never below the former age.
    pub earliest_month: YearMonth,
    /// The last month of flexible late retirement: three years later.
    pub latest_month: YearMonth,
}

/// What it means to retire in a certain month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Before the first month that the law allows.
    TooEarly,
    /// Flexible early retirement (弹性提前): the worker alone decides, see [`tell_early_by`].
    Early,
    /// At the statutory age.
    AtAge,
    /// Flexible late retirement (弹性延迟): by agreement, see [`agree_late_by`]. Not open to civil
    /// servants nor to leaders and managers of state enterprises and public institutions.
    Late,
    /// After the last month that the law allows.
    TooLate,
}

impl Retirement {
    /// For who was born in this month; a [`Day`] will do as well.
    pub fn of(birth: impl Into<YearMonth>, group: Group) -> Self {
        let statutory = statutory(birth, group);
        let Statutory {
            age_months,
            delay_months,
            month,
        } = statutory;
        Self {
            original_month: month.add_months(-delay_months.cast_signed()),
            month,
            age_months,
            delay_months,
            earliest_month: statutory.earliest_flexible(),
            latest_month: statutory.latest_flexible(),
        }
    }

    /// What it means to retire in `month`.
    pub fn choice(&self, month: YearMonth) -> Choice {
        if month < self.earliest_month {
            Choice::TooEarly
        } else if month < self.month {
            Choice::Early
        } else if month == self.month {
            Choice::AtAge
        } else if month <= self.latest_month {
            Choice::Late
        } else {
            Choice::TooLate
        }
    }

    /// Months of contribution needed to retire in `month`. Who retires early needs those of the
    /// year they choose, who retires late no more than at the statutory age. So public calculators
    /// read article 7 of 94号; say that the agency decides (以经办机构核定为准).
    pub fn minimum_contribution_months(&self, month: YearMonth) -> u32 {
        minimum_contribution_months(month.min(self.month).year())
    }
}

/// The last day to tell the employer in writing of early retirement on the `chosen` day: three months
/// before it (94号).
pub fn tell_early_by(chosen: Day) -> Day {
    months_before(chosen, 3)
}

/// The last day to agree in writing with the employer on late retirement: one month before the day
/// on which the `statutory` age is reached (94号).
pub fn agree_late_by(statutory: Day) -> Day {
    months_before(statutory, 1)
}

/// The day of the same number, or the last of a shorter month.
fn months_before(day: Day, months: i32) -> Day {
    YearMonth::from(day)
        .add_months(-months)
        .day_or_last(day.day())
}

#[cfg(test)]
mod tests {
    use super::super::Group::*;
    use super::*;
    use crate::day::parse_iso;
    use proptest::prelude::*;

    fn month(text: &str) -> YearMonth {
        YearMonth::parse(text).unwrap()
    }

    #[test]
    fn a_man_of_may_1967_may_choose_between_may_2027_and_january_2031() {
        let retirement = Retirement::of(month("1967-05"), Men60);
        let expected = Retirement {
            original_month: month("2027-05"),
            month: month("2028-01"),
            age_months: 60 * 12 + 8,
            delay_months: 8,
            earliest_month: month("2027-05"),
            latest_month: month("2031-01"),
        };
        assert_eq!(retirement, expected);
        for (chosen, choice) in [
            ("2027-04", Choice::TooEarly),
            ("2027-05", Choice::Early),
            ("2027-12", Choice::Early),
            ("2028-01", Choice::AtAge),
            ("2028-02", Choice::Late),
            ("2031-01", Choice::Late),
            ("2031-02", Choice::TooLate),
        ] {
            assert_eq!(retirement.choice(month(chosen)), choice, "{chosen}");
        }
    }

    /// A woman of November 1980 reaches 53 in November 2033, where 204 months are needed.
    #[test]
    fn retiring_early_needs_the_months_of_the_chosen_year_and_retiring_late_no_more() {
        let retirement = Retirement::of(month("1980-11"), Women50);
        assert_eq!(retirement.month, month("2033-11"));
        for (chosen, months) in [
            ("2030-11", 186),
            ("2031-11", 192),
            ("2033-11", 204),
            ("2036-11", 204),
        ] {
            assert_eq!(
                retirement.minimum_contribution_months(month(chosen)),
                months,
                "{chosen}"
            );
        }
    }

    #[test]
    fn notice_ends_on_the_day_of_the_same_number_or_the_last_of_a_shorter_month() {
        let day = |text| parse_iso(text).unwrap();
        for (chosen, told, agreed) in [
            ("2027-05-12", "2027-02-12", "2027-04-12"),
            ("2027-05-31", "2027-02-28", "2027-04-30"),
            ("2028-05-31", "2028-02-29", "2028-04-30"),
            ("2026-01-15", "2025-10-15", "2025-12-15"),
        ] {
            assert_eq!(tell_early_by(day(chosen)), day(told), "{chosen}");
            assert_eq!(agree_late_by(day(chosen)), day(agreed), "{chosen}");
        }
    }

    proptest! {
        #[test]
        fn the_months_stand_in_order_and_the_choice_lasts_six_years_at_most(
            year in 1900i32..2100, m in 1u32..=12, group in prop::sample::select(vec![Men60, Women55, Women50]),
        ) {
            let it = Retirement::of(YearMonth::new(year, m).unwrap(), group);
            prop_assert!(it.original_month <= it.earliest_month && it.earliest_month <= it.month);
            prop_assert_eq!(it.latest_month.months_since(it.month), 36);
            prop_assert!(it.month.months_since(it.earliest_month) <= 36);
            prop_assert_eq!(it.month.months_since(it.original_month), it.delay_months.cast_signed());
            prop_assert_eq!(it.choice(it.month), Choice::AtAge);
            prop_assert!(it.minimum_contribution_months(it.earliest_month) <= it.minimum_contribution_months(it.month));
        }
    }
}
