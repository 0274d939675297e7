//! The statutory retirement age, raised step by step since 2025. Source: 国务院关于渐进式延迟法定退休
//! 年龄的办法, annex to the decision of the 全国人大常委会 of 13 September 2024, in force since 1 January 2025.

use chrono::Datelike;

use crate::day::{Day, YearMonth};

mod disability;
mod flexible;
mod special_work;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;

pub use disability::{DisabilityAllowance, disability_allowance, limited_allowance_months};
pub use flexible::{Choice, Retirement, agree_late_by, tell_early_by};
pub use special_work::{Hardship, SpecialWork, special_work};

/// The retirement age had no delay for whoever reached the former age before this month.
const FIRST_DELAYED: (i32, u32) = (2025, 1);
/// Flexible retirement goes up to three years either way (办法 articles 3 and 4).
const FLEXIBLE_MONTHS: i32 = 36;

/// Whose rule applies, named by the age before 2025. Which of the two holds for a woman depends on
/// her post, not on her identity number: it has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Men, 60 before, 63 in the end.
    Men60,
    /// Women in managerial and technical posts, 55 before, 58 in the end.
    Women55,
    /// Other women workers, 50 before, 55 in the end.
    Women50,
}

/// When the law lets a person retire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statutory {
    /// The age, in months of life.
    pub age_months: u32,
    /// How many of them the reform added, 0–36 or 0–60.
    pub delay_months: u32,
    /// The month in which the age is reached.
    pub month: YearMonth,
}

impl Group {
    fn former_age_months(self) -> i32 {
        12 * match self {
            Self::Men60 => 60,
            Self::Women55 => 55,
            Self::Women50 => 50,
        }
    }

    /// One month of delay for so many months that the former age is reached after December 2024.
    fn pace(self) -> i32 {
        match self {
            Self::Men60 | Self::Women55 => 4,
            Self::Women50 => 2,
        }
    }

    fn longest_delay_months(self) -> i32 {
        match self {
            Self::Men60 | Self::Women55 => 36,
            Self::Women50 => 60,
        }
    }
}

/// The statutory retirement age of who was born in this month (办法 article 1 and annexes 1–3).
/// A [`Day`] will do as well. Posts with rules of their own (国家另有规定的) are not covered;
/// for hard and harmful work see [`special_work`].
pub fn statutory(birth: impl Into<YearMonth>, group: Group) -> Statutory {
    delayed(
        birth.into(),
        group.former_age_months(),
        group.pace(),
        group.longest_delay_months(),
    )
}

/// The rule behind all groups: one month more for every `pace` months, `longest` at most.
fn delayed(birth: YearMonth, former_age_months: i32, pace: i32, longest: i32) -> Statutory {
    let former = birth.add_months(former_age_months);
    let (year, month) = FIRST_DELAYED;
    let since = (former.year() - year) * 12 + former.month().cast_signed() - month.cast_signed();
    let delay = if since < 0 {
        0
    } else {
        (since / pace + 1).min(longest)
    };
    Statutory {
        age_months: (former_age_months + delay).unsigned_abs(),
        delay_months: delay.unsigned_abs(),
        month: former.add_months(delay),
    }
}

/// Months of contribution that a pension needs at least: 180, and from 2030 on 6 more every year
/// up to 240 in 2039 (办法 article 2 and annex 4). `year` is that of retirement; for flexible
/// retirement see [`Retirement::minimum_contribution_months`].
pub fn minimum_contribution_months(year: i32) -> u32 {
    let years = year.saturating_sub(2029).clamp(0, 10).unsigned_abs();
    180 + 6 * years
}

impl Statutory {
    /// The day on which the age is reached: that of the birthday, or the last of a shorter month.
    pub fn on_day(&self, birth: Day) -> Day {
        self.month.day_or_last(birth.day())
    }

    /// The first month of flexible early retirement: three years sooner, never below the former
    /// age. Needs the minimum contribution, and notice three months ahead (办法 article 3).
    pub fn earliest_flexible(&self) -> YearMonth {
        let sooner = self.delay_months.min(FLEXIBLE_MONTHS.unsigned_abs());
        self.month.add_months(-sooner.cast_signed())
    }

    /// The last month of flexible late retirement: three years later. Needs an agreement with the
    /// employer, and is not open to everyone (办法 article 4).
    pub fn latest_flexible(&self) -> YearMonth {
        self.month.add_months(FLEXIBLE_MONTHS)
    }

    /// Calendar months from that of `today` to that of retirement; negative after it.
    pub fn months_until(&self, today: Day) -> i32 {
        self.month.months_since(today.into())
    }

    /// See [`minimum_contribution_months`], for retirement at the statutory age.
    pub fn minimum_contribution_months(&self) -> u32 {
        minimum_contribution_months(self.month.year())
    }
}
