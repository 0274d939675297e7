//! Early retirement after hard or harmful work (特殊工种): five years below the former age (国发〔1978〕104号).
//! Whether the reform delays it, too, bureaus answer differently.

use super::{Statutory, delayed};
use crate::citizen_id::Sex;
use crate::day::YearMonth;

/// Which work it was; the years have to be served in full, and each kind is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hardship {
    /// Work at heights, or especially heavy physical labour (高空、特别繁重体力劳动).
    HeightsOrHeavyLabour,
    /// Work underground or in great heat (井下、高温).
    UndergroundOrHeat,
    /// Other work that harms the body (其他有害身体健康).
    OtherHarmful,
}

impl Hardship {
    /// Years of such work that are needed.
    pub fn years(self) -> u32 {
        match self {
            Self::HeightsOrHeavyLabour => 10,
            Self::UndergroundOrHeat => 9,
            Self::OtherHarmful => 8,
        }
    }
}

/// The two readings. Show both, and that the office decides: no national text was found that settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpecialWork {
    /// The month of 55 (men) or 45 (women): some hold that the reform leaves it alone.
    pub former_month: YearMonth,
    /// With the delay of the reform, up to 58 and 50: so the 洛阳 bureau replied in October 2025.
    pub delayed: Statutory,
}

/// When a person with the full years of special work may retire.
pub fn special_work(birth: impl Into<YearMonth>, sex: Sex) -> SpecialWork {
    let (age, pace, longest) = match sex {
        Sex::Male => (55 * 12, 4, 36),
        Sex::Female => (45 * 12, 2, 60),
    };
    let birth = birth.into();
    SpecialWork {
        former_month: birth.add_months(age),
        delayed: delayed(birth, age, pace, longest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_delayed_are_men_of_1970_and_women_of_1980() {
        for (birth, sex, former, delayed, delay) in [
            ("1969-12", Sex::Male, "2024-12", "2024-12", 0),
            ("1970-01", Sex::Male, "2025-01", "2025-02", 1),
            ("1970-05", Sex::Male, "2025-05", "2025-07", 2),
            ("1981-08", Sex::Male, "2036-08", "2039-07", 35),
            ("1981-09", Sex::Male, "2036-09", "2039-09", 36),
            ("1990-12", Sex::Male, "2045-12", "2048-12", 36),
            ("1979-12", Sex::Female, "2024-12", "2024-12", 0),
            ("1980-01", Sex::Female, "2025-01", "2025-02", 1),
            ("1980-03", Sex::Female, "2025-03", "2025-05", 2),
            ("1989-10", Sex::Female, "2034-10", "2039-09", 59),
            ("1989-11", Sex::Female, "2034-11", "2039-11", 60),
        ] {
            let month = |text| YearMonth::parse(text).unwrap();
            let found = special_work(month(birth), sex);
            assert_eq!(found.former_month, month(former), "{birth}");
            assert_eq!(found.delayed.month, month(delayed), "{birth}");
            assert_eq!(found.delayed.delay_months, delay, "{birth}");
        }
    }

    #[test]
    fn harder_work_needs_more_years() {
        let years = [
            Hardship::HeightsOrHeavyLabour,
            Hardship::UndergroundOrHeat,
            Hardship::OtherHarmful,
        ]
        .map(Hardship::years);
        assert_eq!(years, [10, 9, 8]);
    }
}
