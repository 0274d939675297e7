//! How much of what is wrong is found, on a set drawn in code: it may get better, not worse.
//! The whole table, on a larger set, is printed by `cargo xtask bench precheck`.

use precheck::drawing::{Defect, Degree, Extent, Sample};
use precheck::{Severity, check};

/// The least share, in hundredths, of clearly spoilt photographs that must be told.
const FLOORS: [(Defect, usize); 2] = [(Defect::OutOfFocus, 100), (Defect::Moved, 100)];

fn is_told(sample: &Sample, defect: Defect) -> bool {
    let report = check(&sample.file, &sample.policy);
    let mut told = defect.codes().iter().filter_map(|code| report.find(*code));
    told.any(|finding| finding.severity >= Severity::Warn)
}

#[test]
fn what_is_clearly_wrong_is_told() {
    let mut below = Vec::new();
    for (defect, floor) in FLOORS {
        let samples: Vec<Sample> = Extent::FEW.spoilt(defect, Degree::Clear).collect();
        let missed: Vec<&str> = (samples.iter().filter(|it| !is_told(it, defect)))
            .map(|it| it.name.as_str())
            .collect();
        let share = (samples.len() - missed.len()) * 100 / samples.len();
        println!("{defect:?}: {share} % of {} told", samples.len());
        if share < floor {
            below.push(format!(
                "{defect:?}: {share} % told, floor {floor} %; missed {missed:#?}"
            ));
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn no_good_photograph_is_blocked() {
    for sample in Extent::FEW.good() {
        let report = check(&sample.file, &sample.policy);
        assert!(
            !report.blocks(),
            "{}: {:?} {:?}",
            sample.name,
            report.findings,
            report.scores
        );
    }
}
