//! The days of 有效期限 are read off good photographs of the side with the emblem, and never wrongly believed.
//! `examples/validity.rs` prints the figures of a larger set.

use civic::CardValidity;
use civic::day::{Day, parse_iso};
use precheck::{CardReader, Rotation};
use precheck_testkit::{Backdrop, Document, Patch, Sample, Scene, photographs};

const WEIGHTS: &[u8] = include_bytes!("../identity_card.weights");

fn reader() -> CardReader {
    CardReader::new(WEIGHTS).expect("the weights that come with the code")
}

fn today() -> Day {
    parse_iso("2026-11-30").expect("a day")
}

fn card(line: &str, backdrop: Backdrop, seed: u64) -> Sample {
    let scene = Scene {
        lettering: Some(line.to_owned()),
        ..Scene::of(Document::CardBack, backdrop, 1600, seed)
    };
    scene.photograph()
}

/// What is said and stands the proof.
fn believed(sample: &Sample) -> Option<String> {
    let days = reader().read(&sample.picture.to_jpeg(85))?;
    CardValidity::proved(&days, today())
        .is_some()
        .then_some(days)
}

const LINES: [&str; 2] = ["2014.03.12-2024.03.12", "2019.06.28-2039.06.28"];

#[test]
fn the_days_of_a_good_photograph_are_read_whichever_way_up() {
    let mut read = 0;
    for (at, backdrop) in Backdrop::ALL.into_iter().enumerate() {
        for (seed, line) in (1..).zip(LINES) {
            let turn = [
                Rotation::None,
                Rotation::Right,
                Rotation::Half,
                Rotation::Left,
            ][at % 4];
            if let Some(said) = believed(&card(line, backdrop, seed).turned(turn)) {
                assert_eq!(said, line.replace(['.', '-'], ""), "{backdrop:?} {seed}");
                read += 1;
            } else {
                println!("not read: {backdrop:?} {seed} {turn:?}");
            }
        }
    }
    assert!(read >= 10, "{read} of 12");
}

#[test]
fn a_digit_that_is_covered_is_not_guessed() {
    for (seed, backdrop) in (0_u16..).zip(Backdrop::ALL) {
        let sample = card(LINES[0], backdrop, 7);
        // The digits of the year of the end.
        let at = 0.57 + 0.018 * f32::from(seed % 4);
        let [x, y] = sample.place(at, 0.833);
        let width = sample.corners[1].x - sample.corners[0].x;
        let finger = Patch {
            x,
            y,
            across: 0.012 * width,
            down: 0.03 * width,
            turn: 0.0,
            soft: 0.004,
            strength: 1.0,
        };
        let covered = sample.clone().with(|it| it.shadowed(&[finger]));
        assert_eq!(believed(&covered), None, "covered, {backdrop:?}");
        let reflected = sample.with(|it| it.glaring(&[finger]));
        assert_eq!(believed(&reflected), None, "reflected, {backdrop:?}");
    }
}

#[test]
fn other_lines_are_no_days() {
    let said = |line: &str| {
        let sample = card(line, Backdrop::DarkDesk, 3);
        reader().read(&sample.picture.to_jpeg(85))
    };
    assert_eq!(said(LINES[0]).as_deref(), Some("2014031220240312"));
    for other in [
        "2014.03.12",
        "20140312-20240312",
        "2014-03-12.2024-03-12",
        "2014.03.12-2024.03.1",
        "014.03.12-2024.03.12",
        "2014.03.12-2024.03.120",
        "2014.03.12-2024.0X.12",
    ] {
        assert_eq!(said(other), None, "{other}");
    }
    for document in Document::WRITTEN {
        let file = Scene::of(document, Backdrop::Wood, 1600, 5).photograph();
        assert_eq!(believed(&file), None, "{document:?}");
    }
}

#[test]
fn nothing_is_believed_of_real_photographs() {
    let reader = reader();
    for photograph in photographs() {
        let days = reader.read(&photograph.file);
        let proved = days.and_then(|days| CardValidity::proved(&days, today()));
        assert_eq!(proved, None, "{}", photograph.name);
    }
}
