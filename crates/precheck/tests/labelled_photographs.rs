//! How much is told of labelled real photographs, and what is held against good ones, where
//! a `shared/corpus/photos` lies beside the checkout: it may get better, not worse. Elsewhere that test says so and
//! passes. `cargo xtask bench precheck` prints the table with names.

use precheck::{Code, Policy, Severity, prepare};
use precheck_testkit::{Label, Photograph, photographs};

/// Of how many photographs their defect is told as what it is, at least.
const FLOORS: [(Label, usize); 8] = [
    (Label::Blurred, 5),
    (Label::Glare, 5),
    (Label::Shadow, 10),
    (Label::Turned, 12),
    (Label::Screen, 5),
    (Label::Askew, 5),
    (Label::CutOff, 4),
    (Label::Dark, 2),
];
/// Of how many good documents and cards something may be said, at most. None may be stopped or called turned.
const WARNED: usize = 1;

/// What is said of the quality of a photograph: that it has few pixels is true and beside the point.
fn said(photograph: &Photograph) -> Vec<(Code, Severity)> {
    let report = prepare(&photograph.file, &Policy::default()).report;
    let found = report.findings.iter().map(|it| (it.code, it.severity));
    found
        .filter(|(code, severity)| *code != Code::TooSmall && *severity >= Severity::Warn)
        .collect()
}

#[test]
fn real_photographs_are_told_no_worse_than_before() {
    let photographs = photographs();
    if photographs.is_empty() {
        println!("skipped: no shared/corpus/photos beside the checkout");
        return;
    }
    assert!(precheck::install_network(precheck::DIRECTION_WEIGHTS));
    let (mut told, mut warned, mut blocked) = ([0; FLOORS.len()], Vec::new(), Vec::new());
    let mut turned = Vec::new();
    for photograph in &photographs {
        let said = said(photograph);
        for (count, (label, _)) in told.iter_mut().zip(FLOORS) {
            let is_told = said.iter().any(|(code, _)| label.codes().contains(code));
            *count += usize::from(photograph.is(label) && is_told);
        }
        let is_called_turned = said
            .iter()
            .any(|(code, _)| Label::Turned.codes().contains(code));
        if photograph.is(Label::Turned) != is_called_turned {
            println!("{}: turned or not, told wrongly", photograph.name);
        }
        if photograph.labels.iter().any(|it| it.is_good()) && !said.is_empty() {
            if is_called_turned {
                turned.push(&photograph.name);
            }
            if said.iter().any(|it| it.1 == Severity::Block) {
                blocked.push(&photograph.name);
            }
            warned.push(&photograph.name);
        }
    }
    for (told, (label, floor)) in told.into_iter().zip(FLOORS) {
        println!("{label:?}: {told} told, floor {floor}");
        assert!(told >= floor, "{label:?}: {told} told, floor {floor}");
    }
    assert!(turned.is_empty(), "good ones called turned: {turned:?}");
    println!("good ones: warned of {warned:?}, stopped {blocked:?}");
    assert!(warned.len() <= WARNED, "good ones warned of: {warned:?}");
    assert!(blocked.is_empty(), "good ones stopped: {blocked:?}");
}
