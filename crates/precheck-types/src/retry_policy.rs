//! How often a material may be blocked before a clerk decides instead.
//! A check that never lets a person through is worse than none.

use crate::{Code, Report};

/// A material is blocked this often at most; the next time it is accepted with the flag 「转人工审核」.
pub const MAX_BLOCKS: u32 = 2;

/// What becomes of a material after it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryDecision {
    Passes,
    /// Passes although something blocks: a clerk looks at it (转人工审核).
    PassesToClerk,
    Blocked,
}

/// Whether the material passes, given how often it was blocked before.
///
/// What no clerk could open or no server would carry is blocked every time: an empty file, a format not known, more
/// bytes than may be sent. For these the other ways to supply the material remain. What this crate only failed to read
/// goes on: a password may be known at the counter, and another reader may repair what is damaged or find its pages.
#[must_use]
pub fn retry_decision(report: &Report, earlier_blocks: u32) -> RetryDecision {
    if !report.blocks() {
        return RetryDecision::Passes;
    }
    let hopeless = [Code::EmptyFile, Code::UnknownFormat, Code::TooManyBytes]
        .iter()
        .any(|code| report.find(*code).is_some());
    if hopeless || earlier_blocks < MAX_BLOCKS {
        RetryDecision::Blocked
    } else {
        RetryDecision::PassesToClerk
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Finding, Format, Severity};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

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
        assert_eq!(retry_decision(&blurred, 0), RetryDecision::Blocked);
        assert_eq!(retry_decision(&blurred, 1), RetryDecision::Blocked);
        assert_eq!(retry_decision(&blurred, 2), RetryDecision::PassesToClerk);
        assert_eq!(
            retry_decision(&blurred, u32::MAX),
            RetryDecision::PassesToClerk
        );
    }

    #[test]
    fn a_warning_never_holds_anyone_up() {
        let doubtful = report(&[(Code::Blurred, Severity::Warn)]);
        assert_eq!(retry_decision(&doubtful, 0), RetryDecision::Passes);
        assert_eq!(retry_decision(&report(&[]), 9), RetryDecision::Passes);
    }

    #[test]
    fn what_nobody_could_open_never_passes() {
        for code in [Code::EmptyFile, Code::UnknownFormat, Code::TooManyBytes] {
            let findings = [(code, Severity::Block), (Code::Blurred, Severity::Block)];
            assert_eq!(
                retry_decision(&report(&findings), 7),
                RetryDecision::Blocked
            );
        }
    }

    /// Codes of every part of the pre-check, at every severity.
    fn any_finding() -> impl Strategy<Value = (Code, Severity)> {
        let codes = [
            Code::EmptyFile,
            Code::UnknownFormat,
            Code::FormatNotAccepted,
            Code::Truncated,
            Code::Corrupt,
            Code::Encrypted,
            Code::TooManyBytes,
            Code::TooFewBytes,
            Code::TooManyPixels,
            Code::NoPages,
            Code::TooFewPages,
            Code::TooManyPages,
            Code::BlankPages,
            Code::TooSmall,
            Code::Blurred,
            Code::MotionBlurred,
            Code::TooDark,
            Code::Glare,
            Code::Shadow,
            Code::TextTooSmall,
            Code::Blank,
            Code::ScreenPhotograph,
            Code::CutOff,
            Code::UpsideDown,
            Code::WrongShape,
            Code::SamePicture,
            Code::PhotoSize,
            Code::NoFace,
            Code::BackgroundNotWhite,
        ];
        let severities = [Severity::Info, Severity::Warn, Severity::Block];
        (select(codes.to_vec()), select(severities.to_vec()))
    }

    proptest! {
        #[test]
        fn nobody_is_stopped_more_than_twice_by_what_a_clerk_could_judge(
            findings in vec(any_finding(), 0..6),
            before in 0_u32..6,
        ) {
            let report = report(&findings);
            let blocks = findings.iter().any(|(_, severity)| *severity == Severity::Block);
            let cannot_go = findings.iter().any(|(code, _)| {
                matches!(code, Code::EmptyFile | Code::UnknownFormat | Code::TooManyBytes)
            });
            let expected = match (blocks, cannot_go || before < MAX_BLOCKS) {
                (false, _) => RetryDecision::Passes,
                (true, true) => RetryDecision::Blocked,
                (true, false) => RetryDecision::PassesToClerk,
            };
            prop_assert_eq!(retry_decision(&report, before), expected);
            // What passes once passes ever after.
            if expected != RetryDecision::Blocked {
                prop_assert_eq!(retry_decision(&report, before + 1), expected);
            }
        }
    }
}
