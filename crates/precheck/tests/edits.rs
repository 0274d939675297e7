//! Making a picture right: what residents ask for in the editor, on drawn pages whose true look is known.

use precheck::{
    Change, Edit, Point, Policy, Prepared, Quad, Rotation, Shape, Watermark, edited, prepare,
};
use precheck_testkit::{Picture, sharp_photograph, with_camera_data};
use proptest::prelude::*;
use std::sync::LazyLock;

fn quad(corners: [(f32, f32); 4]) -> Quad {
    corners.map(|(x, y)| Point { x, y })
}

fn done(picture: &Picture, edit: &Edit) -> Prepared {
    edited(&picture.to_jpeg(92), edit, None, &Policy::default()).expect("a picture")
}

fn read(prepared: &Prepared) -> Picture {
    Picture::read(&prepared.bytes).expect("what is sent decodes")
}

/// Mean difference of two pictures of one size, in grey levels, leaving out a rim of a hundredth.
fn difference(a: &Picture, b: &Picture) -> f64 {
    assert_eq!((a.width(), a.height()), (b.width(), b.height()));
    let (rim_x, rim_y) = (a.width() / 100, a.height() / 100);
    let (mut sum, mut count) = (0_u64, 0_u64);
    for y in rim_y..a.height() - rim_y {
        for x in rim_x..a.width() - rim_x {
            for (a, b) in a.colour(x, y).into_iter().zip(b.colour(x, y)) {
                sum += u64::from(a.abs_diff(b));
                count += 1;
            }
        }
    }
    sum as f64 / count as f64
}

#[test]
fn a_page_seen_from_the_side_is_given_back() {
    let page = Picture::document(1200, 900);
    let corners = quad([(0.12, 0.10), (0.93, 0.06), (0.90, 0.92), (0.08, 0.86)]);
    let seen = page.warped_onto(&Picture::plain(1600, 1200, [90, 80, 70]), &corners);
    let edit = Edit {
        corners: Some(corners),
        ..Edit::default()
    };
    let straight = done(&seen, &edit);
    assert_eq!(straight.changes, [Change::Straightened, Change::Compressed]);
    let got = read(&straight);
    assert!(got.width() > 1200 && got.width() < 1400, "{}", got.width());
    // The page as it would be at that scale.
    let whole = quad([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
    let page = page.warped_onto(&Picture::plain(got.width(), got.height(), [0; 3]), &whole);
    let apart = difference(&got, &page);
    assert!(apart < 9.0, "{apart} levels apart");
    assert!(difference(&got, &Picture::plain(got.width(), got.height(), [200; 3])) > 3.0 * apart);
}

#[test]
fn a_quarter_turn_and_back_is_the_same_page() {
    let page = Picture::document(1200, 900);
    let turned = |turn| Edit {
        rotation: turn,
        ..Edit::default()
    };
    let right = done(&page, &turned(Rotation::Right));
    assert_eq!(right.changes, [Change::Rotated, Change::Compressed]);
    let right = read(&right);
    assert_eq!((right.width(), right.height()), (900, 1200));
    assert!(difference(&read(&done(&right, &turned(Rotation::Left))), &page) < 4.0);
    let half = read(&done(&page, &turned(Rotation::Half)));
    assert!(difference(&read(&done(&half, &turned(Rotation::Half))), &page) < 4.0);
}

#[test]
fn corners_are_those_of_the_turned_picture() {
    let page = Picture::document(1200, 900);
    // The left half of the turned page is the lower half of the page.
    let edit = Edit {
        rotation: Rotation::Right,
        corners: Some(quad([(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)])),
        ..Edit::default()
    };
    let got = read(&done(&page, &edit));
    assert_eq!((got.width(), got.height()), (450, 1200));
    for (x, y) in [(20, 30), (300, 700), (440, 1190)] {
        let pairs = got.colour(x, y).into_iter().zip(page.colour(y, 899 - x));
        for (got, was) in pairs {
            assert!(got.abs_diff(was) < 48, "at {x}, {y}: {got} for {was}");
        }
    }
}

#[test]
fn a_photograph_with_camera_data_loses_it_and_stands_upright_first() {
    let page = Picture::document(1200, 900);
    let stored = with_camera_data(&page.clone().lying().to_jpeg(92), 6, true);
    let edit = Edit {
        rotation: Rotation::Half,
        ..Edit::default()
    };
    let got = edited(&stored, &edit, None, &Policy::default()).expect("a picture");
    assert_eq!(
        got.changes,
        [
            Change::PositionRemoved,
            Change::CameraDataRemoved,
            Change::TurnedUpright,
            Change::Rotated,
            Change::Compressed
        ]
    );
    let expected = read(&done(&page, &edit));
    assert!(difference(&read(&got), &expected) < 4.0);
}

#[test]
fn asking_for_nothing_is_preparing() {
    let file = sharp_photograph();
    let policy = Policy::default();
    let mark = Edit {
        watermark: true,
        ..Edit::default()
    };
    for edit in [Edit::default(), mark] {
        assert_eq!(
            edited(&file, &edit, None, &policy),
            Some(prepare(&file, &policy))
        );
    }
    assert_eq!(
        edited(
            b"%PDF-1.7",
            &Edit {
                flatten: true,
                ..mark
            },
            None,
            &policy
        ),
        None
    );
}

#[test]
fn shadow_goes_and_a_red_seal_stays() {
    let page = Picture::plain(1200, 900, [216, 214, 206]);
    let seal = quad([(0.3, 0.3), (0.34, 0.3), (0.34, 0.34), (0.3, 0.34)]);
    let sealed = Picture::plain(60, 60, [190, 40, 44]).warped_onto(&page, &seal);
    let shaded = sealed.shaded(0.5, 0.4);
    let edit = Edit {
        flatten: true,
        ..Edit::default()
    };
    let got = done(&shaded, &edit);
    assert_eq!(got.changes, [Change::Flattened, Change::Compressed]);
    let got = read(&got);
    let (lit, dark) = (got.colour(300, 700)[1], got.colour(1000, 700)[1]);
    assert!(lit.abs_diff(dark) < 12, "{lit} and {dark}");
    assert!(shaded.colour(300, 700)[1].abs_diff(shaded.colour(1000, 700)[1]) > 60);
    let [red, green, _] = got.colour(384, 288);
    assert!(red > 150 && green < 90, "red {red}, green {green}");
}

#[test]
fn a_mark_lies_everywhere_and_hides_nothing() {
    let page = Picture::document(1200, 900);
    let mark = Watermark {
        width: 40,
        height: 20,
        cover: (0..800)
            .map(|at| if at % 40 < 20 && at / 40 > 4 { 255 } else { 0 })
            .collect(),
    };
    let edit = Edit {
        watermark: true,
        ..Edit::default()
    };
    let got = edited(&page.to_jpeg(92), &edit, Some(&mark), &Policy::default()).expect("a picture");
    assert_eq!(got.changes, [Change::Watermarked, Change::Compressed]);
    assert_eq!(got.report.verdict(), None, "{:?}", got.report.findings);
    let got = read(&got);
    // In each ninth of the picture some paper is darker than before, and none by more than a quarter.
    for part in 0..9 {
        let (left, top) = (part % 3 * 400, part / 3 * 300);
        let darker = (0..400 * 300).filter(|at| {
            let (x, y) = (left + at % 400, top + at / 400);
            let (is, was) = (got.colour(x, y)[1], page.colour(x, y)[1]);
            was > 170 && f32::from(is) < f32::from(was) * 0.88
        });
        assert!(darker.count() > 5_000, "part {part}");
    }
    let ill_formed = Watermark {
        cover: vec![1; 3],
        ..mark
    };
    assert!(
        edited(
            &page.to_jpeg(92),
            &edit,
            Some(&ill_formed),
            &Policy::default()
        )
        .is_some()
    );
}

#[test]
fn a_small_limit_costs_quality_before_pixels_and_never_the_least_size() {
    let noisy = Picture::document(1600, 1200).noisy(40).to_jpeg(95);
    let edit = Edit {
        rotation: Rotation::Half,
        ..Edit::default()
    };
    let policy = Policy {
        max_bytes: 330_000,
        ..Policy::default()
    };
    let got = edited(&noisy, &edit, None, &policy).expect("a picture");
    assert!(got.bytes.len() <= 330_000);
    let size = got.report.size.expect("a picture");
    assert!(size.long_side() >= policy.min_long_side && size.short_side() >= policy.min_short_side);
    let hopeless = Policy {
        max_bytes: 20_000,
        ..Policy::default()
    };
    assert_eq!(edited(&noisy, &edit, None, &hopeless), None);
    let told = prepare(&noisy, &hopeless).report;
    assert!(told.find(precheck::Code::TooManyBytes).is_some());
}

#[test]
fn a_card_gets_the_shape_of_a_card() {
    let page = Picture::document(1200, 900);
    let edit = Edit {
        corners: Some(quad([(0.1, 0.1), (0.9, 0.1), (0.9, 0.75), (0.1, 0.75)])),
        ..Edit::default()
    };
    let policy = Policy {
        shape: Shape::Card,
        ..Policy::default()
    };
    let got = edited(&page.to_jpeg(92), &edit, None, &policy).expect("a picture");
    let size = got.report.size.expect("a picture");
    assert_eq!(size.width * 1000 / size.height, 1584);
}

static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| Picture::document(160, 120).to_jpeg(80));

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        6 => -0.3_f32..1.3,
        1 => any::<f32>(),
        1 => proptest::sample::select(vec![0.0, 1.0, -0.0, f32::NAN, f32::INFINITY, f32::MIN_POSITIVE, f32::MAX]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_corners_break_it(
        numbers in proptest::array::uniform8(number()),
        turn in 0..4_usize,
        flatten: bool,
        cover in proptest::collection::vec(any::<u8>(), 0..40),
        width in 0..9_u32,
        limit in 0..300_u32,
    ) {
        let corners = [0, 2, 4, 6].map(|at| Point { x: numbers[at], y: numbers[at + 1] });
        let edit = Edit {
            rotation: [Rotation::None, Rotation::Right, Rotation::Half, Rotation::Left][turn],
            corners: Some(corners),
            flatten,
            watermark: true,
        };
        let mark = Watermark { width, height: cover.len() as u32 / width.max(1), cover };
        let policy = Policy { max_long_side: limit, min_long_side: 1, min_short_side: 1, ..Policy::default() };
        if let Some(got) = edited(&SMALL, &edit, Some(&mark), &policy) {
            let size = got.report.size.expect("what is made decodes");
            prop_assert!(size.long_side() <= 200 && size.width * size.height <= 160 * 120 + 400);
            prop_assert_eq!(&got.report, &precheck::check(&got.bytes, &policy));
        }
    }
}
