//! The numbers of identity cards are read off good photographs, and never wrongly believed. `examples/cards.rs` prints
//! the figures of a larger set.

use civic::CitizenId;
use civic::day::{Day, parse_iso};
use precheck::CardReader;
use precheck_testkit::{Backdrop, Document, Label, Patch, Sample, Scene, photographs};

const WEIGHTS: &[u8] = include_bytes!("../identity_card.weights");

fn reader() -> CardReader {
    CardReader::new(WEIGHTS).expect("the weights that come with the code")
}

fn today() -> Day {
    parse_iso("2026-11-30").expect("a day")
}

/// A number of the reserved district; every eleventh ends with an X.
fn number(seed: u64) -> String {
    let (year, month, day) = (1930 + seed * 7 % 90, 1 + seed * 5 % 12, 1 + seed * 11 % 28);
    let birth = parse_iso(&format!("{year:04}-{month:02}-{day:02}")).expect("a day");
    let id = CitizenId::generate(320_000, birth, (seed * 389 % 1000) as u16);
    id.expect("a number").as_str().to_owned()
}

fn card(backdrop: Backdrop, seed: u64) -> (Sample, String) {
    let number = number(seed * 31 + backdrop as u64);
    let scene = Scene {
        lettering: Some(number.clone()),
        ..Scene::of(Document::CardFront, backdrop, 1600, seed)
    };
    (scene.photograph(), number)
}

/// What is said and stands the proof.
fn believed(sample: &Sample) -> Option<String> {
    let number = reader().read(&sample.picture.to_jpeg(85))?;
    CitizenId::parse(&number, today()).is_ok().then_some(number)
}

#[test]
fn the_number_of_a_good_photograph_is_read_whichever_way_up() {
    let mut read = 0;
    for backdrop in Backdrop::ALL {
        for seed in 0..2 {
            let (sample, number) = card(backdrop, seed);
            let turn = [
                precheck::Rotation::None,
                precheck::Rotation::Right,
                precheck::Rotation::Half,
                precheck::Rotation::Left,
            ][(seed as usize + backdrop as usize) % 4];
            match believed(&sample.turned(turn)) {
                Some(said) => {
                    assert_eq!(said, number, "{backdrop:?} {seed}");
                    read += 1;
                }
                None => println!("not read: {backdrop:?} {seed} {turn:?}"),
            }
        }
    }
    assert!(read >= 11, "{read} of 12");
}

#[test]
fn what_is_covered_or_out_of_focus_is_not_guessed() {
    for (seed, backdrop) in Backdrop::ALL.into_iter().enumerate() {
        let (sample, _) = card(backdrop, 7);
        let at = 0.37 + 0.0286 * (seed * 3 % 18) as f32;
        let [x, y] = sample.place(at, 0.865);
        let width = sample.corners[1].x - sample.corners[0].x;
        let finger = Patch {
            x,
            y,
            across: 0.014 * width,
            down: 0.04 * width,
            turn: 0.0,
            soft: 0.004,
            strength: 1.0,
        };
        let covered = sample.clone().with(|it| it.shadowed(&[finger]));
        assert_eq!(believed(&covered), None, "covered, {backdrop:?}");
        let reflected = sample.clone().with(|it| it.glaring(&[finger]));
        assert_eq!(believed(&reflected), None, "reflected, {backdrop:?}");
        let blurred = sample.with(|it| it.blurred(7.0));
        assert_eq!(believed(&blurred), None, "blurred, {backdrop:?}");
    }
}

#[test]
fn other_lines_of_glyphs_are_no_number() {
    let said = |lettering: &str| {
        let scene = Scene {
            lettering: Some(lettering.to_owned()),
            ..Scene::of(Document::CardFront, Backdrop::DarkDesk, 1600, 3)
        };
        reader().read(&scene.photograph().picture.to_jpeg(85))
    };
    let number = number(3);
    assert_eq!(said(&number), Some(number.clone()));
    for other in [
        number[1..].to_owned(),
        format!("{number}3"),
        format!("{} {}", &number[..8], &number[9..]),
        format!("{}X{}", &number[..4], &number[5..]),
    ] {
        assert_eq!(said(&other), None, "{other}");
    }
    for document in Document::WRITTEN {
        let file = Scene::of(document, Backdrop::Wood, 1600, 5).photograph();
        assert_eq!(believed(&file), None, "{document:?}");
    }
}

#[test]
fn what_is_no_picture_says_nothing() {
    let reader = reader();
    let file = card(Backdrop::Wood, 1).0.picture.to_jpeg(85);
    for bytes in [&[][..], b"%PDF-1.7", &file[..file.len() / 2], &file[..40]] {
        assert_eq!(reader.read(bytes), None);
    }
}

/// None of them shows a number that was ever issued: those of the two specimens of this card have another check
/// character than theirs.
#[test]
fn nothing_is_believed_of_real_photographs() {
    let reader = reader();
    for photograph in photographs() {
        let Some(number) = reader.read(&photograph.file) else {
            continue;
        };
        assert!(
            CitizenId::parse(&number, today()).is_err(),
            "{}",
            photograph.name
        );
        let is_card = photograph.is(Label::GoodCard) || photograph.is(Label::Turned);
        assert!(is_card, "{}", photograph.name);
    }
}
