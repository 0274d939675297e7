//! How much of what is wrong is found, on a set drawn in code: it may get better, not worse.
//! The whole table, on a larger set, is printed by `cargo xtask bench precheck`.

use precheck::{Code, Severity, check};
use precheck_testkit::{Defect, Degree, LabelledSample, PortraitDefect, PortraitSample, SampleSet};
use std::thread;

/// One photograph of each document.
const SET: SampleSet = SampleSet {
    backdrops: 1,
    seeds: 1,
    long_side: 1200,
};

/// Of how many clearly spoilt photographs something must be told, at least; most defects have seven.
const FLOORS: [(Defect, usize); 19] = [
    (Defect::OutOfFocus, 7),
    (Defect::HalfOutOfFocus, 6),
    (Defect::Moved, 7),
    (Defect::Dark, 7),
    (Defect::OverExposed, 7),
    (Defect::Glare, 6),
    (Defect::Blank, 6),
    (Defect::Cut, 7),
    (Defect::SmallInFrame, 7),
    (Defect::Askew, 6),
    (Defect::Sideways, 7),
    (Defect::UpsideDown, 7),
    (Defect::OtherDocument, 6),
    (Defect::Faint, 7),
    (Defect::Shadow, 7),
    (Defect::SmallPrint, 6),
    (Defect::Screen, 7),
    (Defect::Screenshot, 7),
    (Defect::Covered, 6),
];

/// As in the product: where no other test has, the network is handed over.
fn with_network() {
    precheck::install_network(precheck::DIRECTION_WEIGHTS);
}

fn is_told(sample: &LabelledSample, defect: Defect) -> bool {
    let report = check(&sample.file, &sample.policy);
    let mut told = defect.codes().iter().filter_map(|code| report.find(*code));
    told.any(|finding| finding.severity >= Severity::Warn)
}

/// What fell below its floor, in words.
fn below(defect: Defect, floor: usize) -> Option<String> {
    let mut told = 0;
    let mut missed = Vec::new();
    for sample in SET.spoilt(defect, Degree::Clear) {
        if is_told(&sample, defect) {
            told += 1;
        } else {
            missed.push(sample.name);
        }
    }
    println!("{defect:?}: {told} told, missed {missed:?}");
    (told < floor).then(|| format!("{defect:?}: {told} told, floor {floor}; missed {missed:?}"))
}

#[test]
fn what_is_clearly_wrong_is_told() {
    with_network();
    // Two at a time: the set takes long to draw.
    let below: Vec<String> = thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                let floors = FLOORS.iter().skip(half).step_by(2);
                let below = floors.filter_map(|(defect, floor)| below(*defect, *floor));
                below.collect::<Vec<_>>()
            })
        });
        let joined = halves.map(|half| half.join().expect("no check panics"));
        joined.into_iter().flatten().collect()
    });
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn portraits_that_no_office_takes_are_told_and_good_ones_pass() {
    const SITTINGS: u64 = 1;
    for defect in PortraitDefect::ALL {
        for seed in 0..SITTINGS {
            let portrait = PortraitSample::spoilt(defect, seed);
            let report = portrait.report();
            let mut told = defect.codes().iter().filter_map(|code| report.find(*code));
            assert!(
                told.any(|finding| finding.severity >= Severity::Warn),
                "{}: {:?}",
                portrait.name,
                report.findings
            );
        }
    }
    for seed in 0..SITTINGS {
        let portrait = PortraitSample::good(seed);
        assert_eq!(portrait.report().findings, [], "{}", portrait.name);
    }
}

#[test]
fn no_good_photograph_is_blocked_or_called_turned() {
    with_network();
    let blocked: Vec<String> = SET
        .good()
        .filter_map(|sample| {
            let report = check(&sample.file, &sample.policy);
            let told = || format!("{}: {:?}", sample.name, report.findings);
            let is_turned = [Code::Sideways, Code::UpsideDown]
                .into_iter()
                .any(|code| report.find(code).is_some());
            (report.blocks() || is_turned).then(told)
        })
        .collect();
    assert!(blocked.is_empty(), "{blocked:#?}");
}
