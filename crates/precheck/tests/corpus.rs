//! Real photographs and files, where a `shared/corpus` lies beside the checkout; elsewhere these tests say so and pass.
//! All of its `documents` are acceptable to a clerk as they are.

use precheck::{Code, Format, Policy, Severity, Strictness, check, prepare};
use precheck_testkit::Picture;
use std::path::{Path, PathBuf};

/// The files of one folder of the corpus; none where there is no corpus.
fn corpus(folder: &str) -> Vec<(String, Vec<u8>)> {
    let up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = up
        .map(|at| at.join("shared/corpus").join(folder))
        .find(|it| it.is_dir());
    let Some(folder) = found else {
        eprintln!("skipped: no shared/corpus/{folder} beside the checkout");
        return Vec::new();
    };
    let files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is readable")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files
        .into_iter()
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read(&path).expect("readable"),
            )
        })
        .collect()
}

/// Documents as they are sent by phones, whatever their size: old test pictures are small.
fn any_size() -> Policy {
    Policy {
        min_long_side: 1,
        min_short_side: 1,
        // Some of them have small print once they are reduced for a test.
        text: Strictness::Off,
        ..Policy::default()
    }
}

#[test]
fn what_a_clerk_accepts_passes() {
    for (name, file) in corpus("documents") {
        let prepared = prepare(&file, &Policy::default());
        let without_verdict = prepared.report.find(Code::SharpnessUnknown).is_some();
        assert!(
            prepared.report.verdict().is_none() || (without_verdict && name.contains("notepad")),
            "{name}: {:?} {:?}",
            prepared.report.findings,
            prepared.report.scores
        );
        assert!(prepared.bytes.len() <= Policy::default().max_bytes as usize);
        assert_eq!(
            prepare(&prepared.bytes, &Policy::default()).bytes,
            prepared.bytes,
            "{name}"
        );
    }
}

#[test]
fn the_same_out_of_focus_or_moved_does_not() {
    for (name, file) in corpus("documents") {
        let sharp = Picture::read(&file)
            .expect("documents decode")
            .reduced(1000);
        let judged = |state: &str, picture: Picture| {
            let report = check(&picture.to_jpeg(85), &any_size());
            println!("{name} {state}: {:?}", report.scores);
            report.verdict()
        };
        for sigma in [1.0, 1.5, 2.0, 3.0] {
            let verdict = judged("blurred", sharp.clone().blurred(sigma));
            assert_eq!(verdict, Some(Severity::Block), "{name} {sigma}");
        }
        let moved = judged("moved", sharp.clone().moved(15, 4));
        assert_eq!(moved, Some(Severity::Block), "{name} moved");
        let noise = judged("noisy", sharp.clone().noisy(10));
        assert_eq!(noise, None, "{name} with noise is still sharp");
    }
}

#[test]
fn photographs_land_upright_and_lose_their_place() {
    for (name, file) in corpus("exif") {
        let prepared = prepare(&file, &any_size());
        assert!(prepared.report.find(Code::PositionData).is_none(), "{name}");
        assert!(
            prepared.bytes.windows(5).all(|window| window != b"Exif\0"),
            "{name}"
        );
        let size = prepared.report.size.expect("all of them have a frame");
        if name.contains("landscape") {
            assert!(size.width > size.height, "{name}: {size:?}");
        } else if name.contains("portrait") {
            assert!(size.width < size.height, "{name}: {size:?}");
        } else if name.contains("gps") {
            let before = check(&file, &any_size());
            assert!(before.find(Code::PositionData).is_some(), "{name}");
        }
    }
}

#[test]
fn heic_is_told_as_what_it_is() {
    for (name, file) in corpus("heic") {
        let report = prepare(&file, &Policy::default()).report;
        assert_eq!(report.format, Format::Heif, "{name}");
        assert!(
            report.blocks() && report.find(Code::FormatNotAccepted).is_some(),
            "{name}"
        );
    }
}

#[test]
fn pdfs_go_as_they_are() {
    for (name, file) in corpus("pdf") {
        let prepared = prepare(&file, &Policy::default());
        assert_eq!(prepared.report.format, Format::Pdf, "{name}");
        assert_eq!(prepared.report.findings, [], "{name}");
        assert_eq!(prepared.bytes, file, "{name}");
        let cut = check(&file[..file.len() / 2], &Policy::default());
        assert!(cut.find(Code::Truncated).is_some(), "{name} cut in half");
    }
}
