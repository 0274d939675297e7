//! How often a material may be refused before a clerk decides instead.
//! A check that never lets a person through is worse than none.

use crate::{Code, Report};
use serde::{Deserialize, Serialize};

/// A material is refused this often at most; the next time it goes with the flag 「转人工审核」.
pub const MAX_BLOCKS: u32 = 2;

/// What becomes of a material after it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Passage {
    Passes,
    /// Passes although something blocks: a clerk looks at it (转人工审核).
    PassesToClerk,
    Blocked,
}

/// Whether the material passes, given how often it was blocked before.
///
/// What no clerk could open or no server would carry is blocked every time: an empty file, a format not known, more
/// bytes than may be sent. For these the other ways to supply the material remain.
#[must_use]
pub fn passage(report: &Report, earlier_blocks: u32) -> Passage {
    if !report.blocks() {
        return Passage::Passes;
    }
    let hopeless = [Code::EmptyFile, Code::UnknownFormat, Code::TooManyBytes]
        .iter()
        .any(|code| report.find(*code).is_some());
    if hopeless || earlier_blocks < MAX_BLOCKS {
        Passage::Blocked
    } else {
        Passage::PassesToClerk
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Finding, Format, Severity};

    fn report(findings: &[(Code, Severity)]) -> Report {
        Report {
            findings: findings
                .iter()
                .map(|(code, severity)| Finding::new(*code, *severity))
                .collect(),
            ..Report::of_file(Format::Jpeg, 0)
        }
    }

    #[test]
    fn the_third_blurred_picture_goes_to_a_clerk() {
        let blurred = report(&[(Code::Blurred, Severity::Block)]);
        assert_eq!(passage(&blurred, 0), Passage::Blocked);
        assert_eq!(passage(&blurred, 1), Passage::Blocked);
        assert_eq!(passage(&blurred, 2), Passage::PassesToClerk);
        assert_eq!(passage(&blurred, u32::MAX), Passage::PassesToClerk);
    }

    #[test]
    fn a_warning_never_holds_anyone_up() {
        let doubtful = report(&[(Code::Blurred, Severity::Warn)]);
        assert_eq!(passage(&doubtful, 0), Passage::Passes);
        assert_eq!(passage(&report(&[]), 9), Passage::Passes);
    }

    #[test]
    fn what_nobody_could_open_never_passes() {
        for code in [Code::EmptyFile, Code::UnknownFormat, Code::TooManyBytes] {
            let findings = [(code, Severity::Block), (Code::Blurred, Severity::Block)];
            assert_eq!(passage(&report(&findings), 7), Passage::Blocked);
        }
    }
}
