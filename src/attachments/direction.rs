//! Which way up a picture is: the pre-check advises, the resident decides.

use precheck_types::{Code, Report, Rotation};

/// The findings about it.
pub(super) const DIRECTION: [Code; 2] = [Code::Sideways, Code::UpsideDown];

/// The turn that the pre-check takes for upright, where it is sure.
pub(super) fn advised_turn(report: &Report) -> Option<Rotation> {
    let is_told = DIRECTION.iter().any(|code| report.find(*code).is_some());
    (is_told && !report.rotation.is_none()).then_some(report.rotation)
}

/// The resident has said which way up the picture is.
pub(super) fn forget_direction(report: &mut Report) {
    report
        .findings
        .retain(|finding| !DIRECTION.contains(&finding.code));
    report.rotation = Rotation::None;
}

#[cfg(test)]
mod tests {
    use precheck_types::{Finding, Format, Severity};

    use super::*;

    fn upside_down(findings: &[Code]) -> Report {
        let findings = findings.iter();
        Report {
            rotation: Rotation::Half,
            findings: findings
                .map(|code| Finding::new(*code, Severity::Warn))
                .collect(),
            ..Report::of_file(Format::Jpeg, 100)
        }
    }

    #[test]
    fn a_turn_is_advised_only_where_it_was_told() {
        let told = upside_down(&[Code::UpsideDown]);
        assert_eq!(advised_turn(&told), Some(Rotation::Half));
        // Under a policy that does not ask for the direction.
        assert_eq!(advised_turn(&upside_down(&[])), None);
    }

    #[test]
    fn what_else_was_found_counts_on() {
        let mut report = upside_down(&[Code::UpsideDown, Code::Shadow]);
        forget_direction(&mut report);
        assert_eq!(advised_turn(&report), None);
        let left: Vec<Code> = report.findings.iter().map(|it| it.code).collect();
        assert_eq!(left, [Code::Shadow]);
    }
}
