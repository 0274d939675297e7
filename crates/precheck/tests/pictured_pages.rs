//! Pages of a PDF that are one picture each are judged as photographs are, and told by their numbers.

use precheck::{Code, Policy, Report, Severity, check};
use precheck_testkit::{
    Backdrop, Defect, Degree, Document, Picture, PicturePage, Scene, picture_pdf,
};
use std::path::Path;

fn scene() -> Scene {
    Scene::of(Document::Page, Backdrop::DarkDesk, 1400, 5)
}

fn good() -> Picture {
    scene().photograph().picture
}

fn spoilt(defect: Defect) -> Picture {
    let scene = scene();
    let sample = defect.photographed(&scene, Degree::Clear);
    sample.expect("a page can be so spoilt").picture
}

fn checked(pages: &[PicturePage]) -> Report {
    check(&picture_pdf(pages), &Policy::default())
}

/// What was told, and of which pages.
fn told(report: &Report) -> Vec<(Code, Vec<u32>)> {
    let findings = report.findings.iter();
    findings.map(|it| (it.code, it.pages.clone())).collect()
}

#[test]
fn a_photograph_in_a_pdf_is_told_as_it_is_by_itself() {
    for defect in [
        Defect::OutOfFocus,
        Defect::Glare,
        Defect::Dark,
        Defect::Sideways,
        Defect::Shadow,
    ] {
        let picture = spoilt(defect);
        let alone = check(&picture.to_jpeg(85), &Policy::default());
        let code = defect.codes().iter().find(|it| alone.find(**it).is_some());
        let code = code.expect("it is told of the photograph");
        let page = PicturePage::of_jpeg(&picture, 85);
        let report = checked(&[PicturePage::of_jpeg(&good(), 85), page]);
        let finding = report.find(*code);
        let finding = finding.unwrap_or_else(|| panic!("{defect:?}: {:?}", told(&report)));
        assert_eq!(finding.pages, [2], "{defect:?}");
        assert_eq!(
            Some(finding.severity),
            alone.find(*code).map(|it| it.severity)
        );
        assert_eq!((report.pages, report.size), (Some(2), None));
    }
}

#[test]
fn good_pages_pass_in_every_coding() {
    let scan = Picture::document(1240, 1754);
    for page in [
        PicturePage::of_jpeg(&good(), 85),
        PicturePage::of_levels(&good()),
        PicturePage::of_bits(&scan),
        PicturePage::of_fax(&scan),
    ] {
        assert_eq!(told(&checked(&[page])), []);
    }
    let blurred = PicturePage::of_levels(&spoilt(Defect::OutOfFocus));
    assert!(checked(&[blurred]).find(Code::Blurred).is_some());
}

#[test]
fn what_is_said_of_several_pages_is_said_once() {
    let blurred = PicturePage::of_jpeg(&spoilt(Defect::OutOfFocus), 85);
    let mut text = blurred.clone();
    text.content = "BT /F 12 Tf (a page) Tj ET".to_owned();
    let report = checked(&[blurred.clone(), text, blurred]);
    let finding = report.find(Code::Blurred).expect("is told");
    assert_eq!(finding.pages, [1, 3]);
    assert_eq!(finding.severity, Severity::Block);
}

#[test]
fn a_page_is_judged_as_it_is_seen() {
    let mut upright = PicturePage::of_jpeg(&spoilt(Defect::Sideways), 85);
    let code = |page: &PicturePage| {
        checked(std::slice::from_ref(page))
            .find(Code::Sideways)
            .is_some()
    };
    assert!(code(&upright));
    let turned = [90, 270].map(|rotate| {
        upright.rotate = rotate;
        code(&upright)
    });
    assert!(
        turned.contains(&false),
        "one of the two turns puts it upright"
    );
}

#[test]
fn what_lies_over_a_scan_unseen_does_not_hide_it() {
    let mut read = PicturePage::of_jpeg(&spoilt(Defect::OutOfFocus), 85);
    // A white ground, the scan, and what a reader of characters lays over it.
    read.content =
        "1 1 1 rg 0 0 595 842 re f q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 9 Tf (text) Tj ET"
            .to_owned();
    assert!(checked(&[read.clone()]).find(Code::Blurred).is_some());
    read.content = "q 595 0 0 842 0 0 cm /I Do Q BT /F 9 Tf (text) Tj ET".to_owned();
    assert_eq!(told(&checked(&[read])), [], "a page of text is not judged");
}

#[test]
fn an_empty_scan_is_an_empty_page() {
    let empty = PicturePage::of_jpeg(&Picture::plain(1200, 1700, [250; 3]), 85);
    let report = checked(&[PicturePage::of_jpeg(&good(), 85), empty.clone()]);
    assert_eq!(told(&report), [(Code::BlankPages, vec![2])]);
    assert_eq!(report.verdict(), Some(Severity::Warn));
    assert_eq!(checked(&[empty]).verdict(), Some(Severity::Block));
    let empty = PicturePage::of_fax(&Picture::plain(1200, 1700, [250; 3]));
    let report = checked(&[PicturePage::of_jpeg(&good(), 85), empty]);
    assert_eq!(told(&report), [(Code::BlankPages, vec![2])]);
}

#[test]
fn a_fine_scan_is_judged_as_a_coarse_one_is() {
    // A4 at 600 dots to an inch.
    let pages = [4960, 1240].map(|width| {
        let scan = Picture::document(width, width * 1754 / 1240);
        PicturePage::of_fax(&scan)
    });
    assert_eq!(told(&checked(&pages)), []);
    // Three have more pixels than are judged of one file; what is judged has a quarter of them.
    let many = vec![pages[0].clone(); 3];
    assert_eq!(told(&checked(&many)), []);
}

#[test]
fn what_cannot_be_read_is_left_to_people() {
    let mut unknown = PicturePage::of_jpeg(&good(), 85);
    unknown.entries = unknown.entries.replace("DCTDecode", "JPXDecode");
    let mut cut = PicturePage::of_jpeg(&good(), 85);
    cut.data.truncate(2000);
    let scan = PicturePage::of_fax(&Picture::document(620, 877));
    let changed = |from: &str, to: &str| PicturePage {
        entries: scan.entries.replace(from, to),
        ..scan.clone()
    };
    let other_rows = changed("/Columns 620", "/Columns 600");
    let other_coding = changed("/K -1", "/K 0");
    let another = changed("CCITTFaxDecode", "JBIG2Decode");
    let mut cut_fax = scan.clone();
    cut_fax.data.truncate(2000);
    let mut short = PicturePage::of_levels(&good());
    short.entries = short.entries.replace("/Height ", "/Height 9");
    for page in [
        unknown,
        cut,
        short,
        other_rows,
        other_coding,
        another,
        cut_fax,
    ] {
        let report = checked(&[page, PicturePage::of_jpeg(&good(), 85)]);
        assert_eq!(told(&report), [(Code::PagesOfPictures, vec![1])]);
        assert_eq!(report.verdict(), Some(Severity::Info));
    }
}

#[test]
fn of_many_pages_the_first_are_judged() {
    let small = PicturePage::of_jpeg(&good().reduced(400), 85);
    let report = checked(&vec![small; 15]);
    let unread = report.find(Code::PagesOfPictures).expect("is told");
    assert_eq!(unread.pages, [13, 14, 15]);
    assert_eq!(
        report.find(Code::TooSmall).map(|it| it.pages.len()),
        Some(12)
    );
}

/// Files from the world, where a `shared/corpus` lies beside the checkout.
#[test]
fn real_files_of_photographs_are_told() {
    let up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = up.map(|at| at.join("shared/corpus/photos/files"));
    let Some(folder) = folder.into_iter().find(|it| it.is_dir()) else {
        println!("skipped: no shared/corpus/photos/files beside the checkout");
        return;
    };
    for entry in std::fs::read_dir(folder).expect("is readable").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let file = std::fs::read(entry.path()).expect("is readable");
        let report = check(&file, &Policy::default());
        println!(
            "{name}: {:?} {:?} {:?} {:?}",
            report.format,
            report.pages,
            report.verdict(),
            told(&report)
        );
        let code = match name.as_str() {
            "iqs_blur.pdf" => Code::Blurred,
            "heif_truncated.heic" => Code::Truncated,
            it if it.ends_with(".jxl") || it.ends_with(".ofd") => Code::FormatNotAccepted,
            _ => continue,
        };
        assert!(report.find(code).is_some(), "{name}");
    }
}
