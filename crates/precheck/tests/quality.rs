//! How good a photograph is, on documents drawn in code under lamps, hands and screens.
//! What is good is said to be good as well: every test shows both.

use precheck::{Code, Finding, Policy, Report, Severity, check};
use precheck_testkit::{Backdrop, Document, Patch, Picture, Sample, Scene};

/// A good photograph, as a phone sends it.
fn photograph(document: Document, backdrop: Backdrop) -> Sample {
    Scene::of(document, backdrop, 1600, 7).photograph()
}

fn judged(picture: &Picture) -> Report {
    check(&picture.to_jpeg(88), &Policy::default())
}

fn severity(report: &Report, code: Code) -> Option<Severity> {
    report.find(code).map(|finding| finding.severity)
}

/// A lamp mirrored a little off the middle, as large as a part of the longer side.
fn lamp(size: f32) -> Patch {
    Patch {
        x: -0.06,
        y: 0.04,
        across: size,
        down: size * 0.7,
        turn: 20.0,
        soft: 0.05,
        strength: 1.0,
    }
}

fn glares(report: &Report) -> Vec<&Finding> {
    let is_glare = |finding: &&Finding| finding.code == Code::Glare;
    report.findings.iter().filter(is_glare).collect()
}

#[test]
fn a_lamp_on_a_laminated_card_hides_what_is_below() {
    for document in [
        Document::CardFront,
        Document::CardBack,
        Document::Register,
        Document::Page,
    ] {
        let card = photograph(document, Backdrop::Wood);
        assert_eq!(glares(&judged(&card.picture)), [] as [&Finding; 0]);
        let report = judged(&card.picture.clone().glaring(&[lamp(0.08)]));
        let [glare] = glares(&report)[..] else {
            panic!("{document:?}: {:?}", report.findings);
        };
        assert_eq!(glare.severity, Severity::Block, "{document:?}");
        let region = glare.region.expect("a patch has a place");
        let is_in = |at: f32, from: f32, extent: f32| (from..from + extent).contains(&at);
        assert!(is_in(0.44, region.left, region.width), "{region:?}");
        assert!(is_in(0.53, region.top, region.height), "{region:?}");
        assert!(region.width < 0.4 && region.height < 0.4, "{region:?}");
    }
}

#[test]
fn two_lamps_are_told_one_by_one() {
    let card = photograph(Document::CardFront, Backdrop::DarkDesk);
    let other = Patch {
        x: 0.22,
        y: -0.1,
        ..lamp(0.05)
    };
    let report = judged(&card.picture.glaring(&[lamp(0.07), other]));
    assert_eq!(glares(&report).len(), 2, "{:?}", report.findings);
}

#[test]
fn white_is_not_glare() {
    for document in Document::WRITTEN {
        let sheet = photograph(document, Backdrop::WhiteDesk);
        assert_eq!(
            glares(&judged(&sheet.picture)),
            [] as [&Finding; 0],
            "{document:?} on a white table"
        );
        let bright = judged(&sheet.picture.clone().lit(1.15, 0.0));
        assert_eq!(
            glares(&bright),
            [] as [&Finding; 0],
            "{document:?} in much light"
        );
    }
    let screenshot = Picture::screenshot(Document::Page, 1);
    let report = check(&screenshot.to_png(), &Policy::default());
    assert_eq!(glares(&report), [] as [&Finding; 0]);
}

#[test]
fn an_empty_picture_is_told_and_a_few_lines_are_not() {
    for colour in [[214, 211, 204], [12, 11, 14], [255, 255, 255]] {
        let report = judged(&Picture::plain(1600, 1200, colour).noisy(4));
        assert_eq!(severity(&report, Code::Blank), Some(Severity::Block));
        assert_eq!(report.find(Code::SharpnessUnknown), None);
    }
    for document in Document::WRITTEN {
        let report = judged(&photograph(document, Backdrop::WhiteDesk).picture);
        assert_eq!(report.find(Code::Blank), None, "{document:?}");
    }
}

#[test]
fn a_hand_between_lamp_and_page_throws_a_shadow() {
    let page = photograph(Document::Page, Backdrop::DarkDesk);
    assert_eq!(judged(&page.picture).find(Code::Shadow), None);
    // Light that falls off evenly from one side is no shadow.
    let window = Scene {
        slope: (0.3, 0.2),
        ..Scene::of(Document::Page, Backdrop::DarkDesk, 1600, 7)
    };
    assert_eq!(
        judged(&window.photograph().picture).find(Code::Shadow),
        None
    );

    let hand = Patch {
        x: 0.4,
        y: 0.1,
        across: 0.4,
        down: 0.6,
        turn: 15.0,
        soft: 0.02,
        strength: 0.5,
    };
    let report = judged(&page.picture.shadowed(&[hand]));
    let shadow = report
        .find(Code::Shadow)
        .expect("half of the light is gone");
    assert_eq!(shadow.severity, Severity::Warn);
    assert!(
        shadow
            .value
            .is_some_and(|levels| (70..150).contains(&levels)),
        "{shadow:?}"
    );
}

#[test]
fn print_is_measured_on_the_print() {
    let small_is_fine = Policy {
        min_long_side: 1,
        min_short_side: 1,
        ..Policy::default()
    };
    let page = photograph(Document::Page, Backdrop::DarkDesk);
    for (height, wanted) in [
        (5.5, Some(Severity::Warn)),
        (7.0, Some(Severity::Warn)),
        (11.0, None),
        (18.0, None),
    ] {
        let long_side = 1600.0 * height / page.character;
        let sample = page.clone().with(|it| it.reduced(long_side as u32));
        let report = check(&sample.picture.to_jpeg(88), &small_is_fine);
        assert_eq!(severity(&report, Code::TextTooSmall), wanted, "{height}");
        let measured = report.scores.and_then(|scores| scores.text_height);
        let measured = f32::from(measured.expect("a page has text")) / 10.0;
        // Large print falls apart into strokes and is told lower than it is.
        assert!(
            (height * 0.65..height * 1.1).contains(&measured),
            "{measured} for {height}"
        );
    }
}

#[test]
fn faint_print_is_told_as_such() {
    let page = photograph(Document::Register, Backdrop::WhiteDesk);
    let report = judged(&page.picture.clone().lit(0.08, 120.0));
    assert_eq!(severity(&report, Code::Faint), Some(Severity::Warn));
    let report = judged(&page.picture.lit(0.3, 90.0));
    assert_eq!(report.find(Code::Faint), None, "pale and readable");
}

#[test]
fn screens_are_hinted_at_and_never_block() {
    for document in [Document::Page, Document::Certificate, Document::Receipt] {
        let paper = photograph(document, Backdrop::DarkDesk).picture;
        let report = judged(&paper);
        assert_eq!(report.find(Code::ScreenPhotograph), None, "{document:?}");
        assert_eq!(report.find(Code::Screenshot), None, "{document:?}");
        let report = judged(&paper.rephotographed(2.2, 3.0, 0.6));
        assert_eq!(
            severity(&report, Code::ScreenPhotograph),
            Some(Severity::Warn),
            "{document:?}"
        );
        let caught = Picture::screenshot(document, 3);
        for file in [caught.to_png(), caught.to_jpeg(90)] {
            let report = check(&file, &Policy::default());
            assert_eq!(
                severity(&report, Code::Screenshot),
                Some(Severity::Warn),
                "{document:?}"
            );
        }
    }
}
