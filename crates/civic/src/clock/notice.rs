//! Notice that has to be given some time before a contract ends. Source: 劳动合同法 articles 37, 40 and 41.

use crate::clock::Span;
use crate::day::Day;

/// Who gives notice, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A worker who leaves, in writing: 30 days (article 37).
    Resignation,
    /// A worker who leaves within the trial period: 3 days (article 37).
    ResignationOnTrial,
    /// An employer after illness, for incompetence or changed circumstances, in writing: 30 days, or a
    /// month's wage in their place (代通知金, article 40).
    Dismissal,
    /// An employer who cuts 20 or more posts, or a tenth: the union or all staff hear of it 30 days
    /// before, and the office is told (article 41).
    Layoff,
}

impl Notice {
    /// How long before the end it has to be given.
    pub fn days(self) -> u32 {
        match self {
            Self::ResignationOnTrial => 3,
            Self::Resignation | Self::Dismissal | Self::Layoff => 30,
        }
    }

    /// The first day on which the contract may end when notice is given on `given`.
    pub fn earliest_end(self, given: Day) -> Day {
        Span::Days(self.days()).after(given).day
    }

    /// The last day of notice for a contract that is to end on `end`.
    pub fn give_by(self, end: Day) -> Day {
        end.checked_sub_days(chrono::Days::new(self.days().into()))
            .unwrap_or(Day::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::parse_iso;

    #[test]
    fn notice_runs_30_days_and_three_on_trial() {
        let day = |text| parse_iso(text).unwrap();
        for (notice, given, end) in [
            (Notice::Resignation, "2026-02-10", "2026-03-12"),
            (Notice::Dismissal, "2026-02-10", "2026-03-12"),
            (Notice::Layoff, "2026-12-15", "2027-01-14"),
            (Notice::ResignationOnTrial, "2026-02-27", "2026-03-02"),
        ] {
            assert_eq!(notice.earliest_end(day(given)), day(end), "{given}");
            assert_eq!(notice.give_by(day(end)), day(given), "{end}");
        }
    }
}
