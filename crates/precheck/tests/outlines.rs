//! Where the document is, on drawn photographs whose corners are known: found, whole or cut off, and never made up.

use precheck::drawing::{Document, Ground, Scene, Shot};
use precheck::{Code, Edit, Point, Policy, Quad, Report, Shape, Turn, check, edited};

fn judged(shot: &Shot, shape: Shape) -> Report {
    let policy = Policy {
        shape,
        min_long_side: 1,
        min_short_side: 1,
        ..Policy::default()
    };
    check(&shot.picture.to_jpeg(85), &policy)
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
    for (number, ground) in Ground::ALL.into_iter().enumerate() {
        for document in [Document::Page, Document::Register, Document::CardFront] {
            let shot = Scene::of(document, ground, 800, number as u64).taken();
            all += 1;
            if let Some(outline) = judged(&shot, Shape::Any).outline {
                found += 1;
                sum += index(&outline, &shot.corners);
            }
        }
    }
    assert!(found * 10 >= all * 9, "{found} of {all} found");
    let mean = sum / found as f32;
    assert!(mean > 0.97, "mean index {mean}");
}

#[test]
fn a_side_that_lies_outside_is_named_where_it_is() {
    for (part, is_there) in [
        ([0.2, 0.0, 1.0, 1.0], (0.0, 0.5)),
        ([0.0, 0.0, 0.8, 1.0], (1.0, 0.5)),
        ([0.0, 0.2, 1.0, 1.0], (0.5, 0.0)),
        ([0.0, 0.0, 1.0, 0.8], (0.5, 1.0)),
    ] {
        let shot = Scene::of(Document::Page, Ground::Wood, 900, 3).taken();
        let report = judged(&shot.cropped(part), Shape::Any);
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
        let shot = Scene::of(document, Ground::DarkDesk, 900, 5).taken();
        let straight = Edit {
            corners: Some(shot.corners),
            ..Edit::default()
        };
        let policy = Policy {
            min_long_side: 1,
            min_short_side: 1,
            ..Policy::default()
        };
        let scan = edited(&shot.picture.to_jpeg(90), &straight, None, &policy).expect("a picture");
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
    let scene = Scene::of(Document::Page, Ground::Wood, 900, 3);
    let told = |scene: &Scene, shape, code| {
        let report = judged(&scene.taken(), shape);
        report.find(code).is_some()
    };
    assert!(!told(&scene, Shape::Sheet, Code::Tilted));
    assert!(!told(&scene, Shape::Sheet, Code::SmallInFrame));
    assert!(!told(&scene, Shape::Sheet, Code::WrongShape));
    assert!(told(&scene, Shape::Card, Code::WrongShape));
    let askew = Scene {
        turn: 14.0,
        ..scene
    };
    assert!(told(&askew, Shape::Sheet, Code::Tilted));
    let tilt = judged(&askew.taken(), Shape::Sheet)
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
        for turn in [Turn::None, Turn::Right, Turn::Half, Turn::Left] {
            let shot = Scene::of(document, Ground::DarkDesk, 1200, 7)
                .taken()
                .turned(turn);
            let report = judged(&shot, shape);
            assert_eq!(report.turn, shot.upright, "{document:?} {turn:?}");
            let code = match turn {
                Turn::None => None,
                Turn::Half => Some(Code::UpsideDown),
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
fn the_same_picture_is_known_again_and_another_card_of_the_same_layout_is_not() {
    let straight = |seed| {
        let shot = Scene::of(Document::CardFront, Ground::DarkDesk, 1000, seed).taken();
        let edit = Edit {
            corners: Some(shot.corners),
            ..Edit::default()
        };
        let policy = Policy {
            min_long_side: 1,
            min_short_side: 1,
            ..Policy::default()
        };
        let made = edited(&shot.picture.to_jpeg(90), &edit, None, &policy).expect("a picture");
        let smaller = precheck::drawing::Picture::read(&made.bytes)
            .expect("decodes")
            .reduced(900)
            .to_jpeg(75);
        let again = check(&smaller, &policy).likeness.expect("no even picture");
        (made.report.likeness.expect("no even picture"), again)
    };
    let cards: Vec<_> = (0..5).map(straight).collect();
    for (at, (card, again)) in cards.iter().enumerate() {
        assert!(card.is_same(*again), "card {at}: {}", card.distance(*again));
        for (other, _) in &cards[..at] {
            assert!(
                !card.is_same(*other),
                "card {at}: {}",
                card.distance(*other)
            );
        }
    }
}
