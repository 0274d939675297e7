//! Files that are empty, cut, mislabelled or made to do harm: each gets its own finding, and none a panic.

use precheck::{Code, Format, Policy, Severity, Strictness, check, prepare};
use precheck_testkit::{
    Picture, compound, gif, heif, ofd, packed_pdf, pdf, pdf_with, sharp_photograph, webp,
    with_camera_data, zip,
};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// The only finding, which blocks.
fn blocked_by(bytes: &[u8]) -> Code {
    let report = check(bytes, &Policy::default());
    assert_eq!(report.verdict(), Some(Severity::Block));
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    report.findings[0].code
}

#[test]
fn each_kind_of_bad_file_has_its_own_code() {
    let sharp = sharp_photograph();
    let screenshot = Picture::document(1200, 800).to_png();
    assert_eq!(blocked_by(b""), Code::EmptyFile);
    assert_eq!(blocked_by(b"MZ\x90\0 not a material"), Code::UnknownFormat);
    assert_eq!(
        blocked_by(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        Code::FormatNotAccepted
    );
    assert_eq!(blocked_by(&sharp[..sharp.len() / 2]), Code::Truncated);
    assert_eq!(
        blocked_by(&screenshot[..screenshot.len() / 2]),
        Code::Truncated
    );
    assert_eq!(blocked_by(&sharp[..12]), Code::Corrupt);
    assert_eq!(
        blocked_by(&[&sharp[..2], &[0xFF; 4000]].concat()),
        Code::Corrupt
    );
    assert_eq!(blocked_by(b"%PDF-1.7\n1 0 obj"), Code::Truncated);
    assert_eq!(blocked_by(b"%PDF-1.7\n%%EOF"), Code::Corrupt);
    assert_eq!(blocked_by(&pdf(&[])), Code::NoPages);
}

#[test]
fn a_flipped_bit_in_a_screenshot_is_noticed() {
    let mut screenshot = Picture::document(1200, 800).to_png();
    let middle = screenshot.len() / 2;
    screenshot[middle] ^= 0x10;
    assert_eq!(blocked_by(&screenshot), Code::Corrupt);
}

/// A policy that takes this and nothing else, of any size.
fn takes(format: Format) -> Policy {
    Policy {
        formats: vec![format],
        size: Strictness::Off,
        ..Policy::default()
    }
}

fn codes(bytes: &[u8], policy: &Policy) -> Vec<Code> {
    let report = check(bytes, policy);
    report.findings.iter().map(|it| it.code).collect()
}

const PRINT: &str =
    "<ofd:TextObject ID='5'><ofd:TextCode X='1' Y='1'>发票</ofd:TextCode></ofd:TextObject>";

#[test]
fn an_ofd_is_opened_where_it_is_taken() {
    let policy = takes(Format::Ofd);
    let whole = ofd(&[PRINT, PRINT]);
    let report = check(&whole, &policy);
    assert_eq!((report.pages, &report.findings[..]), (Some(2), &[][..]));
    assert_eq!(blocked_by(&whole), Code::FormatNotAccepted);
    assert_eq!(codes(&whole[..whole.len() - 9], &policy), [Code::Truncated]);
    assert_eq!(codes(&ofd(&[]), &policy), [Code::NoPages]);
    assert_eq!(codes(&ofd(&[PRINT, ""]), &policy), [Code::BlankPages]);
    assert_eq!(
        codes(
            &zip(&[("OFD.xml", b"<OFD/>"), ("Encryptions.xml", b"")]),
            &policy
        ),
        [Code::Encrypted]
    );
}

#[test]
fn an_ofd_that_unpacks_to_gigabytes_is_given_up() {
    // A thousandth of what it unpacks to, named as the document: given up at the bound of `inflate`.
    let bomb = vec![0; 60_000_000];
    let root = b"<DocRoot>D.xml</DocRoot>";
    let archive = zip(&[("OFD.xml", root), ("D.xml", &bomb)]);
    assert!(archive.len() < 400_000);
    assert_eq!(codes(&archive, &takes(Format::Ofd)), [Code::Corrupt]);
}

#[test]
fn an_office_file_with_a_password_is_told() {
    let locked = compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]);
    let policy = takes(Format::Office);
    assert_eq!(codes(&locked, &policy), [Code::Encrypted]);
    assert_eq!(
        codes(&compound(&["Root Entry", "WordDocument"]), &policy),
        []
    );
    assert_eq!(codes(&zip(&[("[Content_Types].xml", b"")]), &policy), []);
}

#[test]
fn pictures_that_only_a_browser_decodes_are_bounded_too() {
    let policy = takes(Format::Gif);
    assert_eq!(codes(&gif(4, 3, 1), &policy), []);
    assert_eq!(codes(&gif(4, 3, 2), &policy), [Code::Animated]);
    assert_eq!(
        codes(&gif(65_000, 65_000, 1), &policy),
        [Code::TooManyPixels]
    );
    let whole = gif(4, 3, 1);
    assert_eq!(codes(&whole[..whole.len() - 1], &policy), [Code::Truncated]);
}

#[test]
fn a_png_that_moves_is_told_and_sent_still() {
    let still = Picture::document(1200, 800).to_png();
    let control = b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\xF3\x8D\x93\x70";
    let moving = [&still[..33], control, &still[33..]].concat();
    let report = check(&moving, &Policy::default());
    assert_eq!(
        report.find(Code::Animated).map(|it| it.severity),
        Some(Severity::Warn)
    );
    assert!(!report.blocks(), "{:?}", report.findings);
    assert_eq!(prepare(&moving, &Policy::default()).bytes, still);
}

#[test]
fn a_pdf_may_be_too_long_and_is_never_touched() {
    let pages = pdf(&["BT (a page) Tj ET"]);
    let short = Policy {
        max_pdf_bytes: 20,
        ..Policy::default()
    };
    let prepared = prepare(&pages, &short);
    assert_eq!(prepared.bytes, pages);
    assert!(
        prepared
            .report
            .find(Code::TooManyBytes)
            .is_some_and(|it| it.limit == Some(20))
    );
    let report = check(&pages, &Policy::default());
    assert_eq!((report.pages, &report.findings[..]), (Some(1), &[][..]));
}

#[test]
fn pages_of_a_pdf_are_held_against_the_material() {
    let policy = Policy {
        min_pages: Some(3),
        ..Policy::default()
    };
    let scanned = packed_pdf(&["/I Do", ""]);
    assert_eq!(
        codes(&scanned, &policy),
        [Code::TooFewPages, Code::BlankPages, Code::PagesOfPictures]
    );
    assert_eq!(
        codes(&packed_pdf(&["", ""]), &Policy::default()),
        [Code::BlankPages]
    );
}

#[test]
fn a_pdf_that_unpacks_to_gigabytes_is_given_up() {
    // An object stream of 60 MB in 60 KB, which has to be unpacked to know the pages.
    let bomb = String::from_utf8(vec![b'\0'; 60_000_000]).expect("zeros are text");
    let structure = packed_pdf(&[&bomb]);
    assert!(structure.len() < 400_000);
    // As the content of a page it only stays unknown.
    assert_eq!(codes(&structure, &Policy::default()), []);
    let at = structure
        .windows(12)
        .position(|it| it == b"/FlateDecode")
        .expect("a deflated stream");
    let mut named = structure;
    named.splice(at - 7..at - 7, *b"/Type/ObjStm/N 1/First 9");
    assert_eq!(codes(&named, &Policy::default()), [Code::Corrupt]);
}

#[test]
fn a_small_file_that_claims_a_huge_picture_is_not_decoded() {
    // The frame header of a real picture, rewritten to claim 60 000 × 60 000 pixels.
    let mut bomb = Picture::document(64, 48).to_jpeg(60);
    let frame = bomb
        .windows(2)
        .position(|marker| marker == [0xFF, 0xC0])
        .expect("a baseline frame");
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    assert_eq!(blocked_by(&bomb), Code::TooManyPixels);
    assert_eq!(prepare(&bomb, &Policy::default()).bytes, bomb);

    // Claims within bounds that so few bytes cannot hold.
    bomb[frame + 5..frame + 9].copy_from_slice(&[0x17, 0x70, 0x17, 0x70]);
    assert_eq!(blocked_by(&bomb), Code::Corrupt);

    let mut bomb = Picture::document(64, 48).to_png();
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    assert_eq!(blocked_by(&bomb), Code::TooManyPixels);
}

#[test]
fn a_policy_without_sense_does_no_harm() {
    let sharp = Picture::document(300, 200).to_jpeg(80);
    for side in [0, 1, u32::MAX] {
        for bytes in [0, 1, u32::MAX] {
            let policy = Policy {
                formats: vec![Format::Jpeg],
                min_long_side: side,
                min_short_side: side,
                max_long_side: side,
                max_bytes: bytes,
                ..Policy::default()
            };
            let prepared = prepare(&sharp, &policy);
            assert_eq!(prepared.report, check(&prepared.bytes, &policy));
        }
    }
}

/// Small whole files of every format, to be damaged.
fn whole_files() -> Vec<Vec<u8>> {
    let small = Picture::document(96, 64);
    let jpeg = small.to_jpeg(70);
    let pages = [
        "BT /F 9 Tf (text) Tj ET",
        "/I Do /X Do",
        "BI /W 1 ID \u{1} EI",
        "",
    ];
    vec![
        with_camera_data(&jpeg, 6, true),
        jpeg,
        small.to_png(),
        gif(96, 64, 2),
        webp(96, 64),
        heif(96, 64),
        pdf(&pages),
        packed_pdf(&pages),
        pdf_with(
            &pages,
            "/Encrypt<</R 3/O(a)/U(b)/P -4/Length 128>>/ID[<00>]",
        ),
        ofd(&[PRINT, "<ofd:ImageObject/>", ""]),
        compound(&["Root Entry", "EncryptionInfo", "x", "y", "EncryptedPackage"]),
        zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<p/>"),
        ]),
    ]
}

/// The same of real files that lie beside the checkout, as far as they are small; none where there are none.
fn real_files() -> Vec<Vec<u8>> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let mut files = Vec::new();
    for folder in ["exif", "heic", "pdf"] {
        let entries = std::fs::read_dir(corpus.join(folder));
        for entry in entries.into_iter().flatten().flatten() {
            if entry
                .metadata()
                .is_ok_and(|it| it.is_file() && it.len() < 60_000)
            {
                files.extend(std::fs::read(entry.path()));
            }
        }
    }
    files
}

/// One way of damaging a file. Places and lengths are fractions of it.
#[derive(Clone, Debug)]
enum Damage {
    Flip(Index, u8),
    Cut(Index),
    Zero(Index, usize),
    /// Written again behind itself.
    Double(Index, usize),
    /// A length that is none.
    Length(Index, u32),
    /// From here on another file.
    Splice(Index, Index),
}

fn damages() -> impl Strategy<Value = Damage> {
    let at = || any::<Index>();
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        1 => at().prop_map(Damage::Cut),
        1 => (at(), 1..64_usize).prop_map(|(at, length)| Damage::Zero(at, length)),
        1 => (at(), 1..200_usize).prop_map(|(at, length)| Damage::Double(at, length)),
        2 => (at(), prop::sample::select(vec![0, 1, 0x7FFF_FFFF, 0x8000_0000, u32::MAX, 0xFFFF]))
            .prop_map(|(at, length)| Damage::Length(at, length)),
        1 => (at(), at()).prop_map(|(at, other)| Damage::Splice(at, other)),
    ]
}

fn damaged(mut file: Vec<u8>, damage: &[Damage], others: &[Vec<u8>]) -> Vec<u8> {
    for one in damage {
        if file.is_empty() {
            break;
        }
        let length = file.len();
        match one {
            Damage::Flip(at, byte) => file[at.index(length)] = *byte,
            Damage::Cut(at) => file.truncate(at.index(length)),
            Damage::Zero(at, many) => {
                file.iter_mut()
                    .skip(at.index(length))
                    .take(*many)
                    .for_each(|it| *it = 0);
            }
            Damage::Double(at, many) => {
                let at = at.index(length);
                let part = file[at..(at + many).min(length)].to_vec();
                file.splice(at..at, part);
            }
            Damage::Length(at, value) => {
                let bytes = file.iter_mut().skip(at.index(length));
                bytes
                    .zip(value.to_be_bytes())
                    .for_each(|(it, byte)| *it = byte);
            }
            Damage::Splice(at, other) => {
                let other = &others[other.index(others.len())];
                let at = at.index(length);
                file.truncate(at);
                file.extend(other.iter().skip(at.min(other.len() / 2)));
            }
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn damage_never_panics_and_phone_and_server_agree(
        file in any::<Index>(),
        damage in prop::collection::vec(damages(), 1..12),
    ) {
        static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| [whole_files(), real_files()].concat());
        let file = damaged(FILES[file.index(FILES.len())].clone(), &damage, &FILES);
        // Small enough to be encoded again, so that this way is damaged too.
        let formats = [
            Format::Jpeg, Format::Png, Format::Webp, Format::Gif, Format::Heif, Format::Pdf, Format::Ofd,
            Format::Office, Format::Zip,
        ];
        let policy = Policy {
            formats: formats.to_vec(),
            max_long_side: 48,
            max_bytes: 1500,
            ..Policy::default()
        };
        let prepared = prepare(&file, &policy);
        prop_assert_eq!(&prepared.report, &check(&prepared.bytes, &policy));
        prop_assert!(prepared.report.findings.is_sorted_by_key(|it| std::cmp::Reverse(it.severity)));
    }

    #[test]
    fn any_bytes_get_a_report(head in prop::sample::select(vec![
        &b""[..], b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", b"%PDF-", b"PK\x03\x04", b"\0\0\0\x18ftyp",
        b"GIF89a", b"BM\0\0\0\0\0\0\0\0", b"II*\0", b"RIFF\0\0\0\0WEBPVP8", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    ]), tail in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = [head, &tail].concat();
        let report = check(&file, &Policy::default());
        prop_assert_eq!(report.bytes, file.len() as u64);
        prop_assert_eq!(prepare(&file, &Policy::default()).report.format, report.format);
    }
}
