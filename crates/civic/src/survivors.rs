//! What the family of an insured person receives who died of illness or not at work (遗属待遇). Source:
//! 企业职工基本养老保险遗属待遇暂行办法 (人社部发〔2021〕18号), since 1 September 2021. Other schemes differ.

use crate::money::{Fen, part, sound};

/// Months of income that the funeral allowance amounts to (article 4).
pub const FUNERAL_MONTHS: u32 = 2;

/// Whether the person already drew a pension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// At work, or insured as an individual (灵活就业).
    InWork,
    /// Retired (退休、退职), with the months of pension drawn until death.
    Retired { drawn_months: u32 },
}

/// What the benefit is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    pub status: Status,
    /// Months of contribution, deemed ones included; of a retired person, those while at work.
    pub contributed_months: u32,
    /// The province's disposable income of urban residents per head and month, of the year before
    /// the death (城镇居民月人均可支配收入). It comes with the region; see [`monthly`].
    pub monthly_income: Fen,
    /// All that the person paid in (个人缴费之和; of who insured themselves, what went into the personal
    /// account). Only needed below five years of contribution.
    pub own_contributions: Option<Fen>,
}

/// What the family receives, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// 丧葬补助金
    pub funeral: Fen,
    /// Months of the lump sum in twelfths, which is how they are counted: 183 are 15¼ months.
    pub pension_twelfths: u32,
    /// 抚恤金
    pub pension: Fen,
    /// Both, after the limit of [`Limit`].
    pub total: Fen,
    pub limit: Limit,
}

/// Below five years of contribution both together are no more than what the person paid in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Five years or more, or the sum stays within the limit.
    Kept,
    /// The total was cut to the person's own contributions; the parts are told uncut.
    Cut,
    /// The limit holds, but what was paid in is not known: say 「最多」.
    Unknown,
}

/// A month's income of a year's, for provinces that publish only the year.
pub fn monthly(yearly_income: Fen) -> Fen {
    part(yearly_income, 1, 12)
}

/// Months of the lump sum, in twelfths of a month (article 5; both times are counted to the month).
///
/// 3 months below five years of contribution, 6 below ten, 9 up to fifteen; then one more for each
/// year, up to 24 at thirty years. A retired person loses one for each year of pension drawn, and keeps 9.
pub fn pension_twelfths(contributed_months: u32, status: Status) -> u32 {
    let at_work = match contributed_months {
        0..60 => 3 * 12,
        60..120 => 6 * 12,
        120..=180 => 9 * 12,
        181.. => 9 * 12 + (contributed_months - 180).min(180),
    };
    match status {
        Status::InWork => at_work,
        Status::Retired { drawn_months } => at_work.saturating_sub(drawn_months).max(9 * 12),
    }
}

/// The benefit for this basis.
pub fn benefit(basis: &Basis) -> Benefit {
    let funeral = part(basis.monthly_income, FUNERAL_MONTHS, 1);
    let pension_twelfths = pension_twelfths(basis.contributed_months, basis.status);
    let pension = part(basis.monthly_income, pension_twelfths, 12);
    let whole = funeral + pension;
    let (total, limit) = match basis.own_contributions.map(sound) {
        _ if basis.contributed_months >= 60 => (whole, Limit::Kept),
        None => (whole, Limit::Unknown),
        Some(own) if own < whole => (own, Limit::Cut),
        Some(_) => (whole, Limit::Kept),
    };
    Benefit {
        funeral,
        pension_twelfths,
        pension,
        total,
        limit,
    }
}

impl Benefit {
    /// Months of the lump sum in hundredths, rounded half up, for screens: 1525 are 15.25.
    pub fn pension_hundredths(&self) -> u32 {
        (self.pension_twelfths * 100 + 6) / 12
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RETIRED_3Y6M: Status = Status::Retired { drawn_months: 42 };
    const RETIRED_15Y6M: Status = Status::Retired { drawn_months: 186 };

    fn of(contributed_months: u32, status: Status, monthly_income: Fen) -> Benefit {
        benefit(&Basis {
            status,
            contributed_months,
            monthly_income,
            own_contributions: None,
        })
    }

    /// Examples published with the 办法, for an income of 2818.50 yuan a month, and the least sum that a
    /// city's bureau stated for 5015 yuan.
    #[test]
    fn published_examples_are_met_to_the_fen() {
        for (months, status, income, hundredths, funeral, pension, total) in [
            (
                255,
                Status::InWork,
                281_850,
                1525,
                563_700,
                4_298_213,
                4_861_913,
            ),
            (
                345,
                RETIRED_3Y6M,
                281_850,
                1925,
                563_700,
                5_425_613,
                5_989_313,
            ),
            (
                345,
                RETIRED_15Y6M,
                281_850,
                900,
                563_700,
                2_536_650,
                3_100_350,
            ),
            (
                180,
                RETIRED_15Y6M,
                501_500,
                900,
                1_003_000,
                4_513_500,
                5_516_500,
            ),
        ] {
            let found = of(months, status, income);
            assert_eq!(found.pension_hundredths(), hundredths, "{months}");
            assert_eq!(found.funeral, funeral, "{months}");
            assert_eq!(found.pension, pension, "{months}");
            assert_eq!(found.total, total, "{months}");
            assert_eq!(found.limit, Limit::Kept, "{months}");
        }
    }

    #[test]
    fn steps_turn_at_five_ten_and_fifteen_years_and_end_at_thirty() {
        for (months, twelfths) in [
            (0, 36),
            (59, 36),
            (60, 72),
            (119, 72),
            (120, 108),
            (180, 108),
            (181, 109),
            (192, 120),
            (359, 287),
            (360, 288),
            (500, 288),
        ] {
            assert_eq!(
                pension_twelfths(months, Status::InWork),
                twelfths,
                "{months}"
            );
        }
    }

    #[test]
    fn below_five_years_the_own_contributions_are_the_limit() {
        let with = |own_contributions| {
            benefit(&Basis {
                status: Status::InWork,
                contributed_months: 59,
                monthly_income: 400_000,
                own_contributions,
            })
        };
        let unknown = with(None);
        assert_eq!((unknown.total, unknown.limit), (2_000_000, Limit::Unknown));
        let cut = with(Some(1_999_999));
        assert_eq!((cut.total, cut.limit), (1_999_999, Limit::Cut));
        let kept = with(Some(2_000_000));
        assert_eq!((kept.total, kept.limit), (2_000_000, Limit::Kept));
    }

    #[test]
    fn a_yearly_income_is_rounded_to_the_fen_of_a_month() {
        assert_eq!(monthly(3_382_200), 281_850);
        assert_eq!(monthly(5_678_000), 473_167);
    }

    proptest! {
        #[test]
        fn months_lie_between_three_and_twenty_four_and_drawing_never_adds(
            contributed in 0u32..600, drawn in 0u32..600, income in 0i64..10_000_000,
        ) {
            let at_work = of(contributed, Status::InWork, income);
            let retired = of(contributed, Status::Retired { drawn_months: drawn }, income);
            prop_assert!((36..=288).contains(&at_work.pension_twelfths));
            prop_assert!((108..=288).contains(&retired.pension_twelfths));
            prop_assert!(retired.pension_twelfths <= at_work.pension_twelfths.max(108));
            prop_assert!(at_work.pension <= of(contributed + 1, Status::InWork, income).pension);
            prop_assert_eq!(at_work.total, at_work.funeral + at_work.pension);
        }
    }
}
