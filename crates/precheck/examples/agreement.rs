//! Writes files of every kind, whole, spoilt and broken, and what is said of them here, into a folder: what WebAssembly
//! must say of them, too, letter for letter, and what number and days it must read off those that are identity cards.
//! `cargo xtask test` asks the worker itself (`worker/agreement.js`).

use precheck::{CardReader, Format, Policy, Portrait, Rotation, Shape, check, prepare};
use precheck_testkit::{
    Backdrop, Defect, Degree, Document, Face, LabelledSample, Picture, PicturePage, SampleSet,
    Scene, broken, compound, gif, heif, ofd, packed_pdf, pdf, pdf_with, picture_pdf, webp,
    with_camera_data, zip,
};
use serde_json::{Value, json};
use std::path::Path;
use std::{fs, io};

/// Photographs as they come from a phone, only smaller: what is measured is measured at 1000 pixels.
const EXTENT: SampleSet = SampleSet {
    backdrops: 1,
    seeds: 1,
    long_side: 1200,
};
const GLYPHS: &[u8] = include_bytes!("../identity_card.weights");
/// Ways in which each small file is broken.
const BROKEN: u32 = 5;

fn main() -> io::Result<()> {
    assert!(precheck::install_network(precheck::DIRECTION_WEIGHTS));
    let cards = CardReader::new(GLYPHS).expect("the weights that come with the code");
    let folder = std::env::args().nth(1).expect("a folder to write to");
    let folder = Path::new(&folder);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut listed: Vec<Value> = Vec::new();
    let mut say = |name: &str, file: &[u8], policy: &Policy| -> io::Result<()> {
        let number = listed.len();
        let prepared = prepare(file, policy);
        fs::write(folder.join(format!("{number}.file")), file)?;
        fs::write(folder.join(format!("{number}.sent")), &prepared.bytes)?;
        listed.push(json!({
            "name": name,
            "policy": serde_json::to_string(policy)?,
            "report": serde_json::to_string(&check(file, policy))?,
            "prepared": serde_json::to_string(&prepared.report)?,
            "card": cards.read(file),
        }));
        Ok(())
    };
    for sample in photographs() {
        say(&sample.name, &sample.file, &sample.policy)?;
    }
    let card = Policy {
        shape: Shape::Card,
        ..Policy::default()
    };
    for (name, file) in numbered_cards() {
        say(&name, &file, &card)?;
    }
    let portrait = Policy {
        portrait: Some(Portrait::default()),
        ..Policy::default()
    };
    let face = Face::before_white().photograph().to_jpeg(85);
    say("a portrait", &face, &portrait)?;
    let all = Policy {
        formats: FORMATS.to_vec(),
        max_long_side: 90,
        ..Policy::default()
    };
    for (name, whole) in whole_files() {
        say(name, &whole, &all)?;
        for number in 1..=BROKEN {
            let broken = broken(&whole, number);
            say(&format!("{name}, broken: {number}"), &broken, &all)?;
        }
    }
    fs::write(folder.join("list.json"), serde_json::to_vec(&listed)?)?;
    println!("{} files", listed.len());
    Ok(())
}

const FORMATS: [Format; 8] = [
    Format::Jpeg,
    Format::Png,
    Format::Gif,
    Format::Webp,
    Format::Heif,
    Format::Pdf,
    Format::Ofd,
    Format::Office,
];

/// One good photograph of each document, and one clearly spoilt one of each defect.
fn photographs() -> impl Iterator<Item = LabelledSample> {
    let scenes: Vec<_> = EXTENT.scenes().collect();
    let spoilt = Defect::ALL
        .into_iter()
        .enumerate()
        .filter_map(move |(at, defect)| {
            let scene = &scenes[at % scenes.len()];
            let sample = defect.photographed(scene, Degree::Clear)?;
            let name = format!("{:?} on {:?}, {defect:?}", scene.document, scene.backdrop);
            Some(LabelledSample::of(
                name,
                Some((defect, Degree::Clear)),
                sample,
                scene.seed,
            ))
        });
    EXTENT.good().step_by(2).chain(spoilt)
}

/// Identity cards with numbers and days: as they lie, turned, and too blurred to be read.
fn numbered_cards() -> impl Iterator<Item = (String, Vec<u8>)> {
    let cards = [
        (Document::CardFront, "320000199003070022"),
        (Document::CardFront, "320000194508080316"),
        (Document::CardBack, "2014.03.12-2024.03.12"),
    ];
    cards
        .into_iter()
        .zip(1..)
        .flat_map(|((side, number), seed)| {
            Backdrop::ALL.into_iter().map(move |backdrop| {
                let scene = Scene {
                    lettering: Some(number.to_owned()),
                    ..Scene::of(side, backdrop, 1200, seed)
                };
                let sample = scene.photograph();
                let sample = match backdrop {
                    Backdrop::Cloth => sample.turned(Rotation::Left),
                    Backdrop::Tiles => sample.with(|it| it.blurred(4.0)),
                    _ => sample,
                };
                let name = format!("a card with {number} on {backdrop:?}");
                (name, sample.picture.to_jpeg(85))
            })
        })
}

fn whole_files() -> Vec<(&'static str, Vec<u8>)> {
    let small = Picture::document(120, 80);
    let jpeg = small.to_jpeg(70);
    let print = "<ofd:TextObject ID='5'><ofd:TextCode X='1'>发票</ofd:TextCode></ofd:TextObject>";
    let pages = [
        "BT /F 9 Tf (text) Tj ET",
        "/I Do /X Do",
        "BI /W 1 ID \u{1} EI",
        "",
    ];
    let lock = "/Encrypt<</R 3/O(a)/U(b)/P -4/Length 128>>/ID[<00>]";
    let pictures = [
        PicturePage::of_jpeg(&small, 70),
        PicturePage::of_levels(&small),
        PicturePage::of_bits(&small),
        PicturePage::of_fax(&small),
    ];
    let scan = PicturePage::of_fax(&Picture::document(1240, 1754));
    vec![
        ("camera", with_camera_data(&jpeg, 6, true)),
        ("jpeg", jpeg),
        ("png", small.to_png()),
        ("gif", gif(96, 64, 2)),
        ("webp", webp(96, 64)),
        ("heif", heif(96, 64)),
        ("pdf", pdf(&pages)),
        ("packed pdf", packed_pdf(&pages)),
        ("pdf of pictures", picture_pdf(&pictures)),
        ("pdf of a scan", picture_pdf(&[scan])),
        ("locked pdf", pdf_with(&pages, lock)),
        ("ofd", ofd(&[print, "<ofd:ImageObject/>", ""])),
        (
            "office",
            compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]),
        ),
        (
            "zip",
            zip(&[("[Content_Types].xml", b"<Types/>"), ("a", &[7; 900])]),
        ),
        ("nothing", Vec::new()),
        ("no picture", b"MZ\x90\0 not a material".to_vec()),
    ]
}
