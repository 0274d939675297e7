//! How much is told of defects laid onto good real photographs, where a `shared/corpus/photos` is beside the checkout.
//! It may get better, not worse. Elsewhere that test says so and passes. `cargo xtask bench precheck` prints the whole
//! table with names and with each strength.

use precheck::{Policy, Severity, prepare};
use precheck_testkit::{LaidOn, Photograph, photographs};
use std::thread;

/// Strength at which no clerk takes it.
const STRENGTH: f32 = 0.55;

/// Of a hundred, how many are told as what they are at least: of the sources to choose limits on, and of those
/// held out.
const FLOORS: [(LaidOn, usize, usize); 11] = [
    (LaidOn::PhoneShadow, 80, 80),
    (LaidOn::HandShadow, 80, 70),
    (LaidOn::LampReflection, 90, 90),
    (LaidOn::WindowReflection, 90, 85),
    (LaidOn::Defocus, 95, 95),
    (LaidOn::Motion, 85, 85),
    (LaidOn::Cut, 60, 55),
    (LaidOn::Askew, 85, 65),
    (LaidOn::Screen, 75, 95),
    (LaidOn::Dark, 95, 95),
    (LaidOn::Finger, 88, 80),
];

/// Whether it is told; nothing where the defect makes no sense on it.
fn is_told(photograph: &Photograph, defect: LaidOn) -> Option<bool> {
    let report = prepare(&photograph.with(defect, STRENGTH)?, &Policy::default()).report;
    let mut told = defect.codes().iter().filter_map(|code| report.find(*code));
    Some(told.any(|finding| finding.severity >= Severity::Warn))
}

/// What fell below its floor, in words.
fn below(
    photographs: &[Photograph],
    defect: LaidOn,
    floor: usize,
    is_held_out: bool,
) -> Option<String> {
    let of = photographs
        .iter()
        .filter(|it| it.is_held_out() == is_held_out);
    let judged: Vec<bool> = of.filter_map(|it| is_told(it, defect)).collect();
    let told = judged.iter().filter(|it| **it).count();
    let part = if is_held_out { "held out" } else { "chosen on" };
    println!(
        "{defect:?}, {part}: {told} of {}, floor {floor} %",
        judged.len()
    );
    (told * 100 < judged.len() * floor).then(|| {
        format!(
            "{defect:?}, {part}: {told} of {}, floor {floor} %",
            judged.len()
        )
    })
}

#[test]
fn what_is_laid_onto_good_photographs_is_told_no_worse_than_before() {
    let good: Vec<Photograph> = (photographs().into_iter())
        .filter(|it| it.labels.iter().any(|it| it.is_good()))
        .collect();
    if good.is_empty() {
        println!("skipped: no shared/corpus/photos beside the checkout");
        return;
    }
    assert!(precheck::install_network(include_bytes!(
        "../direction.weights"
    )));
    let good = &good;
    let below: Vec<String> = thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                let floors = FLOORS.iter().skip(half).step_by(2);
                let below = floors.flat_map(|(defect, chosen_on, held_out)| {
                    [(*chosen_on, false), (*held_out, true)]
                        .map(|(floor, part)| below(good, *defect, floor, part))
                });
                below.flatten().collect::<Vec<_>>()
            })
        });
        let joined = halves.map(|half| half.join().expect("no check panics"));
        joined.into_iter().flatten().collect()
    });
    assert!(below.is_empty(), "{}", below.join("\n"));
}
