//! A photograph of somebody before a wall becomes a portrait for a card, or is told why not.
//! Sitters are drawn; they are nobody.

use std::sync::OnceLock;

use precheck::{
    Change, Code, Edit, Point, Policy, Portrait, Prepared, Quad, Report, Severity, check, edited,
    prepare,
};
use precheck_testkit::{Face, Picture, sharp_photograph, with_camera_data};

fn policy() -> Policy {
    Policy {
        portrait: Some(Portrait::default()),
        ..Policy::default()
    }
}

fn prepared(face: &Face) -> Prepared {
    prepare(&face.photograph().to_jpeg(92), &policy())
}

fn codes(report: &Report) -> Vec<Code> {
    report.findings.iter().map(|finding| finding.code).collect()
}

fn severity(report: &Report, code: Code) -> Option<Severity> {
    report.find(code).map(|finding| finding.severity)
}

/// A square cut, as somebody drags it, around a place; the shape follows by itself.
fn around(x: f32, y: f32, width: f32) -> Quad {
    let (left, right) = (x - width / 2.0, x + width / 2.0);
    let (top, bottom) = (y - width / 2.0, y + width / 2.0);
    [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y })
}

/// As much as can be had.
fn whole() -> Edit {
    Edit {
        corners: Some(around(0.5, 0.5, 1.0)),
        ..Edit::default()
    }
}

/// One drawing for many tests.
fn before_white() -> &'static Picture {
    static PICTURE: OnceLock<Picture> = OnceLock::new();
    PICTURE.get_or_init(|| Face::before_white().photograph())
}

#[test]
fn a_photograph_before_white_becomes_a_portrait_that_keeps_every_rule() {
    let made = prepare(&before_white().to_jpeg(92), &policy());
    assert_eq!(codes(&made.report), []);
    assert_eq!(made.changes, [Change::MadePortrait]);
    // Two people's portraits are not to be taken for one.
    assert_eq!(made.report.perceptual_hash, None);
    let size = made.report.size.expect("a picture");
    assert_eq!((size.width, size.height), (358, 441));
    assert!((14_000..=40_000).contains(&made.bytes.len()));
    // JFIF: units are dots per inch (1), across and down 350.
    assert_eq!(made.bytes[6..10], *b"JFIF");
    assert_eq!(made.bytes[13..18], [1, 1, 94, 1, 94]);
}

#[test]
fn a_finished_portrait_keeps_its_bytes() {
    let made = prepare(&before_white().to_jpeg(92), &policy());
    let again = prepare(&made.bytes, &policy());
    assert_eq!(again.bytes, made.bytes);
    assert_eq!(again.changes, []);
    assert_eq!(again.report, made.report);
    assert_eq!(check(&made.bytes, &policy()), made.report);
}

#[test]
fn it_is_found_lying_on_its_side_as_phones_store_it_and_loses_its_place() {
    let lying = before_white().clone().lying().to_jpeg(92);
    let made = prepare(&with_camera_data(&lying, 6, true), &policy());
    assert_eq!(codes(&made.report), []);
    assert_eq!(
        made.changes,
        [
            Change::PositionRemoved,
            Change::CameraDataRemoved,
            Change::TurnedUpright,
            Change::MadePortrait,
        ]
    );
}

#[test]
fn the_resident_sees_which_part_was_taken_and_chooses_another() {
    let photograph = before_white().to_jpeg(92);
    let made = prepare(&photograph, &policy());
    let cut = |corners| {
        let edit = Edit {
            corners: Some(corners),
            ..Edit::default()
        };
        edited(&photograph, &edit, None, &policy()).expect("a picture")
    };
    let original = made.original.expect("kept beside");
    let again = edited(&original.bytes, &original.edit, None, &policy()).expect("a picture");
    assert_eq!(codes(&again.report), []);
    let crop = original.edit.corners.expect("cut out");
    assert_eq!(cut(crop).bytes, made.bytes);
    let aside = cut(crop.map(|corner| Point {
        x: corner.x - 0.06,
        ..corner
    }));
    assert_eq!(codes(&aside.report), [Code::HeadOffCentre]);
    let below = cut(crop.map(|corner| Point {
        y: corner.y + 0.05,
        ..corner
    }));
    assert_eq!(codes(&below.report), [Code::CrownTooHigh]);
    let high = cut(crop.map(|corner| Point {
        y: corner.y - 0.05,
        ..corner
    }));
    assert_eq!(codes(&high.report), [Code::CrownTooLow]);
    let above = cut(crop.map(|corner| Point {
        y: corner.y - 0.13,
        ..corner
    }));
    assert_eq!(codes(&above.report), [Code::EyesTooLow]);
    let far = cut(around(0.51, 0.55, 1.0));
    assert!(codes(&far.report).contains(&Code::HeadTooSmall));
    let near = cut(around(0.51, 0.42, 0.42));
    assert!(codes(&near.report).contains(&Code::HeadTooLarge));
    for made in [aside, below, high, above, far, near] {
        assert_eq!(
            made.report.verdict(),
            Some(Severity::Warn),
            "{:?}",
            codes(&made.report)
        );
    }
}

#[test]
fn a_ground_that_no_office_takes_for_white_stops_and_a_dull_one_is_only_told() {
    let before = |colour: [f32; 3]| {
        prepared(&Face {
            backdrop: [colour; 2],
            ..Face::before_white()
        })
        .report
    };
    for (colour, severity_of) in [
        ([67.0, 142.0, 219.0], Severity::Block),
        ([200.0, 40.0, 40.0], Severity::Block),
        ([150.0, 150.0, 150.0], Severity::Block),
        ([212.0, 210.0, 206.0], Severity::Warn),
    ] {
        let report = before(colour);
        assert_eq!(codes(&report), [Code::BackgroundNotWhite], "{colour:?}");
        assert_eq!(report.verdict(), Some(severity_of), "{colour:?}");
    }
    assert_eq!(codes(&before([236.0, 236.0, 236.0])), []);
    let shaded = edited(
        &Face {
            backdrop: [[255.0; 3], [214.0; 3]],
            ..Face::before_white()
        }
        .photograph()
        .to_jpeg(92),
        &whole(),
        None,
        &policy(),
    )
    .expect("a picture");
    assert_eq!(
        severity(&shaded.report, Code::BackgroundUneven),
        Some(Severity::Warn)
    );
}

#[test]
fn nobody_and_two_in_the_picture_are_told_without_stopping() {
    let document = prepare(&sharp_photograph(), &policy());
    assert_eq!(
        severity(&document.report, Code::NoFace),
        Some(Severity::Warn)
    );
    let two = Face {
        eyes: (330.0, 465.0),
        face_width: 245.0,
        companion: Some((670.0, 450.0)),
        ..Face::before_white()
    };
    let made = edited(&two.photograph().to_jpeg(92), &whole(), None, &policy()).expect("a picture");
    let several = made.report.find(Code::SeveralFaces).expect("two faces");
    assert_eq!((several.value, several.severity), (Some(2), Severity::Warn));
}

#[test]
fn a_blurred_or_dark_face_is_told() {
    let with = |change: fn(Picture) -> Picture| {
        let picture = change(before_white().clone());
        prepare(&picture.to_jpeg(92), &policy()).report
    };
    assert_eq!(with(|it| it.blurred(5.0)).verdict(), Some(Severity::Block));
    assert_eq!(
        severity(&with(|it| it.blurred(5.0)), Code::Blurred),
        Some(Severity::Block)
    );
    assert_eq!(
        severity(&with(|it| it.lit(0.2, 0.0)), Code::TooDark),
        Some(Severity::Warn)
    );
}

#[test]
fn too_few_pixels_are_never_made_more() {
    let small = before_white().clone().reduced(420).to_jpeg(95);
    let made = prepare(&small, &policy());
    assert_eq!(made.original, None);
    assert_eq!(made.report.size.map(|size| size.height), Some(420));
    let finding = made.report.find(Code::TooSmall).expect("told");
    assert_eq!((finding.value, finding.limit), (Some(315), Some(358)));
    // One that has just enough is cut less tightly than the face asks.
    let scarce = before_white().clone().reduced(560).to_jpeg(95);
    assert_eq!(
        codes(&prepare(&scarce, &policy()).report),
        [Code::HeadTooSmall]
    );
}

#[test]
fn pixels_and_bytes_of_what_was_never_prepared_are_held_against_the_rules() {
    let whole = check(&before_white().to_jpeg(92), &policy());
    assert_eq!(severity(&whole, Code::PhotoSize), Some(Severity::Block));
    let made = prepare(&before_white().to_jpeg(92), &policy());
    let portrait = Picture::read(&made.bytes).expect("a picture");
    let heavy = check(&portrait.to_png(), &policy());
    assert_eq!(severity(&heavy, Code::TooManyBytes), Some(Severity::Block));
    let light = check(&portrait.to_jpeg(20), &policy());
    assert_eq!(severity(&light, Code::TooFewBytes), Some(Severity::Warn));
}

#[test]
fn the_bytes_follow_the_window_of_the_city() {
    for (min_bytes, max_bytes) in [(14_000, 20_000), (5_000, 50_000), (8_000, 10_000)] {
        let policy = Policy {
            portrait: Some(Portrait {
                min_bytes,
                max_bytes,
                ..Portrait::default()
            }),
            ..Policy::default()
        };
        let made = prepare(&before_white().to_jpeg(92), &policy);
        let window = min_bytes as usize..=max_bytes as usize;
        assert!(window.contains(&made.bytes.len()), "{}", made.bytes.len());
        assert_eq!(codes(&made.report), []);
    }
}
