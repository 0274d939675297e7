//! Where the document is, on drawn photographs whose corners are known: found, whole or cut off, and never made up.

use precheck::{Code, Edit, Point, Policy, Quad, Report, Rotation, Shape, check, edited};
use precheck_testkit::{Backdrop, Document, Picture, Sample, Scene};

fn judged(sample: &Sample, shape: Shape) -> Report {
    let policy = Policy {
        shape,
        min_long_side: 1,
        min_short_side: 1,
        ..Policy::default()
    };
    check(&sample.picture.to_jpeg(85), &policy)
}

/// Common area by joint area (Jaccard), counted on a grid.
fn index(a: &Quad, b: &Quad) -> f32 {
    let has = |quad: &Quad, at: Point| {
        (0..4).all(|side| {
            let (a, b) = (quad[side], quad[(side + 1) % 4]);
            (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) >= 0.0
        })
    };
    let (mut both, mut any) = (0.0, 0.0);
    for place in 0..300 * 300 {
        let at = Point {
            x: (place % 300) as f32 / 300.0,
            y: (place / 300) as f32 / 300.0,
        };
        let (a, b) = (has(a, at), has(b, at));
        both += f32::from(u8::from(a && b));
        any += f32::from(u8::from(a || b));
    }
    both / any
}

#[test]
fn documents_are_found_in_clutter_to_a_hundredth() {
    let (mut sum, mut found, mut all) = (0.0, 0, 0);
    for (number, backdrop) in Backdrop::ALL.into_iter().enumerate() {
        for document in [Document::Page, Document::Register, Document::CardFront] {
            let sample = Scene::of(document, backdrop, 800, number as u64).photograph();
            all += 1;
            if let Some(outline) = judged(&sample, Shape::Any).outline {
                found += 1;
                sum += index(&outline, &sample.corners);
            }
        }
    }
    assert!(found * 10 >= all * 9, "{found} of {all} found");
    let mean = sum / found as f32;
    assert!(mean > 0.97, "mean index {mean}");
}

#[test]
fn papers_are_found_whose_edges_drown_in_a_pattern_or_are_faint() {
    for (document, backdrop, fit) in [
        (Document::Page, Backdrop::Cloth, 0.3),
        (Document::Register, Backdrop::Cloth, 0.35),
        (Document::CardBack, Backdrop::Keyboard, 0.35),
        (Document::CardBack, Backdrop::WhiteDesk, 0.35),
        (Document::CardBack, Backdrop::WhiteDesk, 0.85),
        (Document::CardFront, Backdrop::WhiteDesk, 0.85),
    ] {
        let scene = Scene {
            fit,
            ..Scene::of(document, backdrop, 1000, 4)
        };
        let sample = scene.photograph();
        let report = judged(&sample, Shape::Any);
        let index = report.outline.map_or(0.0, |it| index(&it, &sample.corners));
        assert!(index > 0.93, "{document:?} on {backdrop:?}, {fit}: {index}");
        let is_small = report.find(Code::SmallInFrame).is_some();
        assert_eq!(is_small, fit < 0.5, "{document:?} on {backdrop:?}, {fit}");
    }
}

#[test]
fn an_emblem_on_the_rim_hides_no_side_that_is_cut_off() {
    for backdrop in [Backdrop::Wood, Backdrop::Tiles] {
        let sample = Scene::of(Document::CardBack, backdrop, 1000, 2).photograph();
        // Through the emblem.
        let report = judged(&sample.cropped([0.18, 0.0, 1.0, 1.0]), Shape::Card);
        assert!(report.find(Code::CutOff).is_some(), "{backdrop:?}");
    }
}

#[test]
fn a_side_that_lies_outside_is_named_where_it_is() {
    for (part, is_there) in [
        ([0.2, 0.0, 1.0, 1.0], (0.0, 0.5)),
        ([0.0, 0.0, 0.8, 1.0], (1.0, 0.5)),
        ([0.0, 0.2, 1.0, 1.0], (0.5, 0.0)),
        ([0.0, 0.0, 1.0, 0.8], (0.5, 1.0)),
    ] {
        let sample = Scene::of(Document::Page, Backdrop::Wood, 900, 3).photograph();
        let report = judged(&sample.cropped(part), Shape::Any);
        let region = report
            .find(Code::CutOff)
            .and_then(|finding| finding.region)
            .unwrap_or_else(|| panic!("{part:?}: {:?}", report.findings));
        let (x, y) = is_there;
        assert!(
            (region.left..=region.left + region.width).contains(&x)
                && (region.top..=region.top + region.height).contains(&y),
            "{part:?}: {region:?}"
        );
    }
}

#[test]
fn a_scan_without_any_table_has_no_outline_and_is_not_cut_off() {
    for document in [Document::Page, Document::Register, Document::Certificate] {
        let sample = Scene::of(document, Backdrop::DarkDesk, 900, 5).photograph();
        let straight = Edit {
            corners: Some(sample.corners),
            ..Edit::default()
        };
        let policy = Policy {
            min_long_side: 1,
            min_short_side: 1,
            ..Policy::default()
        };
        let scan =
            edited(&sample.picture.to_jpeg(90), &straight, None, &policy).expect("a picture");
        for code in [
            Code::CutOff,
            Code::SmallInFrame,
            Code::Tilted,
            Code::WrongShape,
        ] {
            assert_eq!(
                scan.report.find(code),
                None,
                "{document:?} {:?}",
                scan.report.outline
            );
        }
    }
}

#[test]
fn what_lies_askew_small_or_is_something_else_is_told() {
    let scene = Scene::of(Document::Page, Backdrop::Wood, 900, 3);
    let told = |scene: &Scene, shape, code| {
        let report = judged(&scene.photograph(), shape);
        report.find(code).is_some()
    };
    assert!(!told(&scene, Shape::Sheet, Code::Tilted));
    assert!(!told(&scene, Shape::Sheet, Code::SmallInFrame));
    assert!(!told(&scene, Shape::Sheet, Code::WrongShape));
    assert!(told(&scene, Shape::Card, Code::WrongShape));
    let askew = Scene {
        turn: 14.0,
        ..scene.clone()
    };
    assert!(told(&askew, Shape::Sheet, Code::Tilted));
    let tilt = judged(&askew.photograph(), Shape::Sheet)
        .scores
        .and_then(|it| it.tilt);
    assert!(tilt.is_some_and(|tilt| (tilt - 140).abs() < 12), "{tilt:?}");
    let small = Scene { fit: 0.3, ..scene };
    assert!(told(&small, Shape::Sheet, Code::SmallInFrame));
}

#[test]
fn pages_and_cards_are_told_from_themselves_on_their_side_and_on_their_head() {
    for (document, shape) in [
        (Document::Page, Shape::Sheet),
        (Document::CardFront, Shape::Card),
    ] {
        for turn in [
            Rotation::None,
            Rotation::Right,
            Rotation::Half,
            Rotation::Left,
        ] {
            let sample = Scene::of(document, Backdrop::DarkDesk, 1200, 7)
                .photograph()
                .turned(turn);
            let report = judged(&sample, shape);
            assert_eq!(report.rotation, sample.upright, "{document:?} {turn:?}");
            let code = match turn {
                Rotation::None => None,
                Rotation::Half => Some(Code::UpsideDown),
                _ => Some(Code::Sideways),
            };
            for told in [Code::Sideways, Code::UpsideDown] {
                assert_eq!(
                    report.find(told).is_some(),
                    code == Some(told),
                    "{document:?} {turn:?}"
                );
            }
        }
    }
}

#[test]
fn the_same_picture_is_known_again_and_another_paper_of_the_same_layout_is_not() {
    let policy = Policy {
        min_long_side: 1,
        min_short_side: 1,
        ..Policy::default()
    };
    let likeness = |file: &[u8]| {
        check(file, &policy)
            .perceptual_hash
            .expect("no even picture")
    };
    let known_again = |name: &str, file: &[u8]| {
        let picture = Picture::read(file).expect("decodes");
        let long_side = picture.width().max(picture.height()) as u32;
        let copies = [
            picture.to_jpeg(50),
            picture.clone().reduced(long_side / 2).to_jpeg(50),
            picture.clone().lit(0.85, 20.0).to_jpeg(80),
            picture.clone().turned(Rotation::Left).to_jpeg(80),
            picture.turned(Rotation::Half).to_jpeg(80),
        ];
        let first = likeness(file);
        for (number, copy) in copies.iter().enumerate() {
            assert!(first.is_same(&likeness(copy)), "{name}: copy {number}");
        }
        first
    };
    for document in [Document::CardFront, Document::CardBack, Document::Register] {
        // Papers of several people at one place before a camera that stands, and pulled straight.
        let (mut placed, mut straight) = (Vec::new(), Vec::new());
        for person in 0..4 {
            let scene = Scene {
                seed: person,
                ..Scene::of(document, Backdrop::Wood, 1000, 3)
            };
            let sample = scene.photograph();
            let edit = Edit {
                corners: Some(sample.corners),
                ..Edit::default()
            };
            let file = sample.picture.to_jpeg(90);
            let made = edited(&file, &edit, None, &policy).expect("a picture");
            placed.push(known_again("placed", &file));
            straight.push(known_again("straight", &made.bytes));
        }
        for papers in [placed, straight] {
            for (at, paper) in papers.iter().enumerate() {
                let taken_for = papers[..at].iter().position(|other| paper.is_same(other));
                assert_eq!(taken_for, None, "{document:?} {at}");
            }
        }
    }
}

#[test]
fn a_picture_cropped_a_little_is_the_same_picture() {
    for (number, document) in Document::WRITTEN.into_iter().enumerate() {
        let picture = Scene::of(document, Backdrop::DarkDesk, 1000, number as u64)
            .photograph()
            .picture;
        let cropped = picture.clone().cropped([0.01, 0.02, 0.98, 0.99]);
        let [whole, part] = [picture, cropped].map(|it| {
            let report = check(&it.to_jpeg(85), &Policy::default());
            report.perceptual_hash.expect("no even picture")
        });
        assert!(whole.is_same(&part) && part.is_same(&whole), "{document:?}");
    }
}
