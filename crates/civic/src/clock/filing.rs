//! The periods within which something has to be filed with an office, each with its rule and with what
//! follows when it has passed.

use crate::clock::{Deadline, Span};
use crate::day::Day;

/// What has to be filed. The period runs from the event that each variant names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filing {
    /// An employer registers whom it hired (招用登记): 30 days from hiring. 就业服务与就业管理规定
    /// article 62. Afterwards it registers late; the office may order it to.
    HireRegistration,
    /// An employer insures its worker (参保登记): 30 days from the first day of work. 社会保险法 article 58.
    /// Afterwards it pays arrears with a late fee, and benefits that fall due meanwhile itself.
    SocialInsurance,
    /// An employer reports the end of a contract and passes on the records (解除、终止): 15 days from the
    /// end; the certificate of it is due at once. 劳动合同法 article 50, 社会保险法 article 50. Afterwards it
    /// answers for what the worker lost by the delay.
    ContractEnd,
    /// An employer applies for recognition of a work injury (工伤认定): 30 days from the accident or the
    /// finding of an occupational disease; the office may grant more. 工伤保险条例 article 17. Afterwards
    /// it bears the costs that arise until it applies.
    InjuryByEmployer,
    /// The worker, the family or the union applies themselves where the employer did not: one year
    /// from the same day. 工伤保险条例 article 17. Afterwards it is not accepted; time lost without
    /// their fault does not count, so that the office should still be asked.
    InjuryByFamily,
    /// Employer or family tells of a death, or of another reason to stop a benefit (死亡告知): 20
    /// workdays from the event. 社会保险经办条例. What was paid for months after it has to be returned.
    DeathNotice,
}

impl Filing {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::HireRegistration,
        Self::SocialInsurance,
        Self::ContractEnd,
        Self::InjuryByEmployer,
        Self::InjuryByFamily,
        Self::DeathNotice,
    ];

    /// How long the period is.
    pub fn span(self) -> Span {
        match self {
            Self::HireRegistration | Self::SocialInsurance | Self::InjuryByEmployer => {
                Span::Days(30)
            }
            Self::ContractEnd => Span::Days(15),
            Self::InjuryByFamily => Span::Years(1),
            Self::DeathNotice => Span::Workdays(20),
        }
    }

    /// The end of the period that runs from the day of the event.
    pub fn deadline(self, event: Day) -> Deadline {
        self.span().deadline(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::parse_iso;

    #[test]
    fn each_filing_has_the_last_day_that_its_rule_gives() {
        let day = |text| parse_iso(text).unwrap();
        let event = day("2026-09-16");
        for (filing, (last, latest)) in Filing::ALL.into_iter().zip([
            ("2026-10-16", "2026-10-16"),
            ("2026-10-16", "2026-10-16"),
            ("2026-10-01", "2026-10-08"),
            ("2026-10-16", "2026-10-16"),
            ("2027-09-16", "2027-09-16"),
            // 20 September and 10 October are worked, 25–27 September and 1–7 October are not.
            ("2026-10-20", "2026-10-20"),
        ]) {
            let deadline = filing.deadline(event);
            assert_eq!(deadline.day, day(last), "{filing:?}");
            assert_eq!(deadline.latest, day(latest), "{filing:?}");
        }
    }
}
