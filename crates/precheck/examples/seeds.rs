//! Writes small whole files of every format into a folder, for the fuzzer to begin with.
//! All are made in code.

use precheck::Policy;
use precheck_testkit::{
    Picture, PicturePage, compound, gif, heif, ofd, packed_pdf, pdf, pdf_with, picture_pdf, webp,
    with_camera_data, zip,
};
use std::path::Path;

/// A header of 2480 × 3508 pixels without any.
const TIFF: &[u8] = b"II*\0\x08\0\0\0\x02\0\
    \0\x01\x04\0\x01\0\0\0\xB0\x09\0\0\
    \x01\x01\x04\0\x01\0\0\0\xB4\x0D\0\0\
    \0\0\0\0";

/// The header of 2 × 3 pixels; they follow.
const BITMAP: &[u8] = b"BM\x4E\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\
    \x02\0\0\0\x03\0\0\0\x01\0\x18\0";

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "seeds".to_owned());
    std::fs::create_dir_all(&folder)?;
    let small = Picture::document(48, 32);
    let jpeg = small.to_jpeg(60);
    let text = "<ofd:TextObject ID='5'><ofd:TextCode X='1'>发票</ofd:TextCode></ofd:TextObject>";
    let image = "<ofd:ImageObject ID='6' ResourceID='3'/>";
    let pages = [
        "BT /F 9 Tf (text) Tj ET",
        "/I Do /X Do",
        "BI /W 1 ID \u{1} EI",
        "",
    ];
    // As small as a picture of a page may be: the fuzzer takes files of 8192 bytes.
    let pictures = Picture::document(64, 64);
    let fax = PicturePage::of_fax(&pictures);
    let scan = |page: &PicturePage| picture_pdf(std::slice::from_ref(page));
    // Rules in the first 64 bytes.
    let rules = |k: i32| format!("{:64}", format!("<</K {k}/Columns 64/Rows 64>>"));
    let coded = |k: i32| [rules(k).as_bytes(), &fax.data].concat();
    let policy = serde_json::to_vec(&Policy::default())?;
    for (name, bytes) in [
        ("camera.jpg", with_camera_data(&jpeg, 6, true)),
        ("plain.jpg", jpeg),
        ("plain.png", small.to_png()),
        ("moving.gif", gif(4, 3, 2)),
        ("moving.webp", webp(1600, 1200)),
        ("tiles.heic", heif(4032, 3024)),
        ("scan.tif", TIFF.to_vec()),
        ("small.bmp", [BITMAP, &[0; 48]].concat()),
        ("plain.pdf", pdf(&pages)),
        ("packed.pdf", packed_pdf(&pages)),
        ("jpeg.pdf", scan(&PicturePage::of_jpeg(&pictures, 60))),
        ("levels.pdf", scan(&PicturePage::of_levels(&pictures))),
        ("bits.pdf", scan(&PicturePage::of_bits(&pictures))),
        ("fax.pdf", scan(&fax)),
        ("group-4.fax", coded(-1)),
        ("group-3.fax", coded(0)),
        ("group-3-mixed.fax", coded(4)),
        (
            "locked.pdf",
            pdf_with(
                &pages,
                "/Encrypt<</R 3/O(a)/U(b)/P -4/Length 128>>/ID[<00>]",
            ),
        ),
        ("pages.ofd", ofd(&[text, image, ""])),
        (
            "locked.doc",
            compound(&[
                "Root Entry",
                "EncryptionInfo",
                "\u{6}DataSpaces",
                "Version",
                "EncryptedPackage",
            ]),
        ),
        (
            "letter.docx",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("word/document.xml", b"<w:p/>"),
            ]),
        ),
        (
            "deflated",
            zip(&[("a", &b"the same again ".repeat(30))])[31..].to_vec(),
        ),
        ("policy.json", policy),
    ] {
        std::fs::write(Path::new(&folder).join(name), bytes)?;
    }
    Ok(())
}
