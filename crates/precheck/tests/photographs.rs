//! What a resident with a phone gets wrong, drawn in code so that the right answer is known.
//! Every state is judged as the phone would: the file, not the pixels.

use precheck::{Change, Code, Format, Policy, Report, Severity, Strictness, check, prepare};
use precheck_testkit::{Picture, blurred_photograph, sharp_photograph, with_camera_data};
use std::sync::LazyLock;

fn page() -> Picture {
    static PAGE: LazyLock<Picture> = LazyLock::new(|| Picture::document(1200, 900));
    PAGE.clone()
}

fn judged(picture: &Picture) -> Report {
    check(&picture.to_jpeg(85), &Policy::default())
}

fn severity(report: &Report, code: Code) -> Option<Severity> {
    report.find(code).map(|finding| finding.severity)
}

#[test]
fn what_is_compressed_stays_readable_or_is_told() {
    use precheck_testkit::{Backdrop, Document, Scene};
    let page = Scene::of(Document::Page, Backdrop::Wood, 1600, 3).photograph();
    let file = page.picture.to_jpeg(92);
    for max_bytes in [200_000, 120_000, 90_000, 20_000] {
        let policy = Policy {
            max_bytes,
            min_long_side: 400,
            min_short_side: 300,
            ..Policy::default()
        };
        let prepared = prepare(&file, &policy);
        let is_told = prepared.report.find(Code::TooManyBytes).is_some();
        assert_eq!(is_told, prepared.bytes.len() > max_bytes as usize);
        assert_eq!(
            prepared.report.find(Code::TextTooSmall),
            None,
            "{max_bytes}"
        );
        assert_eq!(
            is_told,
            max_bytes == 20_000,
            "{max_bytes}: {}",
            prepared.bytes.len()
        );
    }
}

#[test]
fn a_sharp_page_passes_without_a_word() {
    let report = check(&sharp_photograph(), &Policy::default());
    assert_eq!(report.findings, []);
    assert_eq!(report.verdict(), None);
    assert_eq!(report.format, Format::Jpeg);
    assert_eq!(
        report.size.map(|size| (size.width, size.height)),
        Some((1600, 1200))
    );
    assert_eq!(
        judged(&page().noisy(10)).verdict(),
        None,
        "noise is no blur"
    );
    assert_eq!(
        judged(&page().lit(0.35, 0.0).noisy(4)).verdict(),
        None,
        "dark and readable"
    );
    assert_eq!(
        judged(&page().lit(0.5, 120.0)).verdict(),
        None,
        "bright and readable"
    );
}

#[test]
fn out_of_focus_is_blocked_at_every_degree() {
    let report = check(&blurred_photograph(), &Policy::default());
    assert_eq!(severity(&report, Code::Blurred), Some(Severity::Block));
    for sigma in [1.5, 2.0, 3.0, 5.0] {
        let blurred = page().blurred(sigma);
        assert_eq!(
            severity(&judged(&blurred), Code::Blurred),
            Some(Severity::Block),
            "{sigma}"
        );
        let noisy = judged(&blurred.noisy(10));
        assert_eq!(
            severity(&noisy, Code::Blurred),
            Some(Severity::Block),
            "{sigma}, noisy"
        );
    }
    // Past the last edge there is nothing left to measure, and still something to say.
    let gone = judged(&page().blurred(16.0));
    assert_eq!(severity(&gone, Code::Blurred), Some(Severity::Warn));
}

#[test]
fn a_moved_camera_is_told_from_a_wrong_focus() {
    for (across, down) in [(6, 0), (0, 6)] {
        let report = judged(&page().moved(across, down));
        assert_eq!(
            severity(&report, Code::MotionBlurred),
            Some(Severity::Block)
        );
        assert_eq!(report.find(Code::Blurred), None);
    }
}

#[test]
fn light_is_told_only_where_contrast_is_gone() {
    for (gain, offset, code) in [(0.08, 0.0, Code::TooDark), (0.1, 230.0, Code::TooBright)] {
        let report = judged(&page().lit(gain, offset));
        assert_eq!(severity(&report, code), Some(Severity::Warn));
        assert!(!report.blocks());
    }
}

#[test]
fn few_pixels_are_told_with_what_is_needed() {
    let report = judged(&page().reduced(640));
    let small = report.find(Code::TooSmall).expect("640 pixels are too few");
    assert_eq!((small.value, small.limit), (Some(640), Some(1000)));
    assert_eq!(small.severity, Severity::Block);
}

#[test]
fn a_lenient_material_only_warns_and_a_careless_one_is_silent() {
    let strict = |strictness| Policy {
        blur: strictness,
        exposure: strictness,
        size: strictness,
        ..Policy::default()
    };
    let blurred = page().reduced(640).blurred(2.0).to_jpeg(85);
    assert_eq!(
        check(&blurred, &strict(Strictness::Warn)).verdict(),
        Some(Severity::Warn)
    );
    assert_eq!(check(&blurred, &strict(Strictness::Off)).findings, []);
}

#[test]
fn a_photograph_taken_upright_is_sent_upright_and_tells_no_place() {
    let seen = page();
    let stored = with_camera_data(&seen.clone().lying().to_jpeg(90), 6, true);
    let before = check(&stored, &Policy::default());
    assert_eq!(severity(&before, Code::PositionData), Some(Severity::Info));
    let prepared = prepare(&stored, &Policy::default());
    assert_eq!(
        prepared.changes,
        [
            Change::PositionRemoved,
            Change::CameraDataRemoved,
            Change::TurnedUpright,
            Change::Compressed
        ]
    );
    assert_eq!(prepared.report.findings, []);
    let exif = b"Exif\0";
    assert!(
        prepared
            .bytes
            .windows(exif.len())
            .all(|window| window != exif)
    );
    let sent = Picture::read(&prepared.bytes).expect("what is sent decodes");
    assert_eq!((sent.width(), sent.height()), (seen.width(), seen.height()));
    for (x, y) in [(30, 30), (600, 450), (1170, 870), (30, 870)] {
        let pairs = sent.colour(x, y).into_iter().zip(seen.colour(x, y));
        for (sent, seen) in pairs {
            assert!(sent.abs_diff(seen) < 48, "at {x}, {y}: {sent} for {seen}");
        }
    }
}

#[test]
fn every_file_fits_its_material_and_keeps_its_bytes_the_second_time() {
    let small = Policy {
        max_bytes: 60_000,
        max_long_side: 1000,
        min_long_side: 500,
        min_short_side: 300,
        ..Policy::default()
    };
    for policy in [Policy::default(), small] {
        for file in [
            page().to_jpeg(95),
            page().noisy(30).to_jpeg(98),
            page().to_png(),
            with_camera_data(&page().to_jpeg(80), 8, true),
            with_camera_data(&page().to_jpeg(80), 1, true),
        ] {
            let once = prepare(&file, &policy);
            assert!(once.bytes.len() <= policy.max_bytes as usize);
            assert!(
                once.report
                    .size
                    .is_some_and(|size| size.long_side() <= policy.max_long_side)
            );
            assert_eq!(
                once.report,
                check(&once.bytes, &policy),
                "phone and server agree"
            );
            let twice = prepare(&once.bytes, &policy);
            assert_eq!(twice.bytes, once.bytes);
            assert_eq!(twice.changes, []);
        }
    }
}

#[test]
fn a_transparent_screenshot_lies_on_white_paper() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 1200, 900);
    encoder.set_color(png::ColorType::Rgba);
    let clear = [10, 20, 30, 0].repeat(1200 * 900);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&clear))
        .expect("encodes");
    let only_jpeg = Policy {
        formats: vec![Format::Jpeg],
        ..Policy::default()
    };
    let prepared = prepare(&file, &only_jpeg);
    assert_eq!(
        prepared.report.format,
        Format::Jpeg,
        "a PNG becomes what the material takes"
    );
    let sent = Picture::read(&prepared.bytes).expect("decodes");
    assert_eq!(sent.colour(600, 450), [255, 255, 255]);
}
