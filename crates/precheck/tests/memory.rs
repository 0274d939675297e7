//! What broken files cost in memory. The only test of its program, so that nothing else is counted; Linux counts for
//! it.
#![cfg(target_os = "linux")]

use precheck::{Format, Policy, prepare};
use precheck_testkit::{
    Picture, PicturePage, broken, compound, gif, heif, ofd, packed_pdf, pdf, picture_pdf, webp,
    with_camera_data, zip,
};
use std::fs;

/// Megabytes beyond what the file itself takes. 29 were measured, by a PDF that unpacks up to the bound of `inflate`,
/// which is 24 million bytes for one file; nearly as many by a scan of 60 million white pixels.
const BOUND: u64 = 45;
/// Ways in which each file is broken.
const WAYS: u32 = 150;

#[test]
fn no_broken_file_of_a_few_kilobytes_takes_much_memory() {
    let policy = Policy {
        formats: vec![
            Format::Jpeg,
            Format::Png,
            Format::Webp,
            Format::Gif,
            Format::Heif,
            Format::Pdf,
            Format::Ofd,
            Format::Office,
        ],
        max_long_side: 90,
        ..Policy::default()
    };
    let mut worst = (0, String::new());
    for (name, whole) in files() {
        for way in 0..WAYS {
            let file = broken(&whole, way);
            let taken = taken_by(|| drop(prepare(&file, &policy)));
            if taken > worst.0 {
                worst = (taken, format!("{name}, broken in way {way}"));
            }
        }
    }
    println!("{} MB at most, by {}", worst.0 / 1_000_000, worst.1);
    assert!(
        worst.0 < BOUND * 1_000_000,
        "{} bytes: {}",
        worst.0,
        worst.1
    );
    // And the measure sees what is taken: twelve million pixels of three levels.
    let large = Picture::document(4000, 3000).to_jpeg(60);
    let taken = taken_by(|| drop(prepare(&large, &policy)));
    assert!(taken > 30_000_000, "{taken} bytes");
}

/// How far the memory of this process rose above what it was, in bytes.
fn taken_by(work: impl FnOnce()) -> u64 {
    // 5 sets the peak back to what is taken now (proc(5)).
    fs::write("/proc/self/clear_refs", "5").expect("Linux lets a process reset its peak");
    let before = status("VmRSS:");
    work();
    status("VmHWM:").saturating_sub(before)
}

fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.map_or(0, |it: u64| it * 1024)
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let small = Picture::document(120, 80);
    let jpeg = small.to_jpeg(70);
    let pages = ["BT /F 9 Tf (text) Tj ET", "/I Do /X Do", ""];
    let print = "<ofd:TextObject ID='5'><ofd:TextCode X='1'>发票</ofd:TextCode></ofd:TextObject>";
    let zeros = String::from_utf8(vec![0; 40_000_000]).expect("zeros are text");
    vec![
        ("camera", with_camera_data(&jpeg, 6, true)),
        (
            "a JPEG that claims many pixels",
            claiming_much(jpeg.clone()),
        ),
        ("jpeg", jpeg),
        ("png", small.to_png()),
        ("gif", gif(96, 64, 2)),
        ("webp", webp(96, 64)),
        ("heif", heif(96, 64)),
        ("pdf", pdf(&pages)),
        ("packed pdf", packed_pdf(&pages)),
        ("a PDF of zeros", packed_pdf(&[&zeros])),
        ("a white scan", picture_pdf(&[white_scan()])),
        ("ofd", ofd(&[print, ""])),
        ("an OFD of zeros", zip(&[("OFD.xml", zeros.as_bytes())])),
        (
            "office",
            compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]),
        ),
    ]
}

/// 60 million pixels, each row of which is one bit (ITU-T T.6: as the row above).
fn white_scan() -> PicturePage {
    let mut page = PicturePage::of_fax(&Picture::document(64, 64));
    for (from, to) in [("/Width 64", "/Width 7000"), ("/Height 64", "/Height 8570")] {
        page.entries = page.entries.replace(from, to);
    }
    page.entries = page.entries.replace("/Columns 64", "/Columns 7000");
    page.data = vec![0xFF; 8570 / 8 + 1];
    page
}

/// As many pixels as its bytes could hold at most: a thousand each.
fn claiming_much(mut jpeg: Vec<u8>) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|it| it == [0xFF, 0xC0]);
    let frame = frame.expect("a baseline frame");
    let side = ((jpeg.len() * 1000).isqrt() as u16).to_be_bytes();
    jpeg[frame + 5..frame + 7].copy_from_slice(&side);
    jpeg[frame + 7..frame + 9].copy_from_slice(&side);
    jpeg
}
