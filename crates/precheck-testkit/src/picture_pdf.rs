//! PDF files whose pages are pictures, as scanners and the apps of phones write them.

use crate::Picture;
use fax::encoder::Encoder;
use fax::{Color, VecWriter};
use std::fmt::Write;

/// One page of A4 with a picture on it.
#[derive(Clone, Debug)]
pub struct PicturePage {
    /// The operators that paint the page; the picture is called `I`.
    pub content: String,
    /// How far viewers turn the page clockwise, in degrees.
    pub rotate: i32,
    /// The entries of the picture's dictionary, without its length.
    pub entries: String,
    pub data: Vec<u8>,
}

impl PicturePage {
    /// A JPEG over the whole page.
    #[must_use]
    pub fn of_jpeg(picture: &Picture, quality: u8) -> Self {
        let entries = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode";
        Self::of(picture, entries, picture.to_jpeg(quality))
    }

    /// Deflated levels, each row as the differences to the one above (PNG's filter 2).
    #[must_use]
    pub fn of_levels(picture: &Picture) -> Self {
        let row = picture.width() * 3;
        let mut rows = Vec::new();
        let mut above = vec![0; row];
        for levels in picture.rgb().chunks_exact(row) {
            rows.push(2);
            rows.extend(
                levels
                    .iter()
                    .zip(&above)
                    .map(|(level, above)| level.wrapping_sub(*above)),
            );
            above.copy_from_slice(levels);
        }
        let entries = format!(
            "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode\
             /DecodeParms<</Predictor 15/Colors 3/Columns {}>>",
            picture.width()
        );
        Self::of(picture, &entries, fdeflate::compress_to_vec(&rows))
    }

    /// Black and white, eight pixels a byte, deflated.
    #[must_use]
    pub fn of_bits(picture: &Picture) -> Self {
        let (pixels, _) = picture.rgb().as_chunks::<3>();
        let mut bits = Vec::new();
        for row in pixels.chunks_exact(picture.width()) {
            let byte = |eight: &[[u8; 3]]| {
                let bits = (0..8).map(|at| eight.get(at).is_some_and(is_white));
                bits.fold(0, |byte, bit| byte << 1 | u8::from(bit))
            };
            bits.extend(row.chunks(8).map(byte));
        }
        let entries = "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode";
        Self::of(picture, entries, fdeflate::compress_to_vec(&bits))
    }

    /// Black and white in the coding of group 4 (ITU-T T.6), as office scanners write it.
    ///
    /// # Panics
    /// Where the picture is wider than a fax machine can say.
    #[must_use]
    pub fn of_fax(picture: &Picture) -> Self {
        let width = u32::try_from(picture.width()).expect("as wide as a page");
        let (pixels, _) = picture.rgb().as_chunks::<3>();
        let mut encoder = Encoder::new(VecWriter::new());
        for row in pixels.chunks_exact(picture.width()) {
            let colours = row.iter().map(|it| match is_white(it) {
                true => Color::White,
                false => Color::Black,
            });
            let Ok(()) = encoder.encode_line(colours, width);
        }
        let Ok(writer) = encoder.finish();
        let entries = format!(
            "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode\
             /DecodeParms<</K -1/Columns {width}/Rows {}>>",
            picture.height()
        );
        Self::of(picture, &entries, writer.finish())
    }

    fn of(picture: &Picture, entries: &str, data: Vec<u8>) -> Self {
        let (width, height) = (picture.width(), picture.height());
        Self {
            content: format!("q 595 0 0 {} 0 0 cm /I Do Q", 595 * height / width.max(1)),
            rotate: 0,
            entries: format!("/Width {width}/Height {height}{entries}"),
            data,
        }
    }
}

fn is_white(pixel: &[u8; 3]) -> bool {
    pixel[1] > 127
}

/// A PDF of these pages.
#[must_use]
pub fn picture_pdf(pages: &[PicturePage]) -> Vec<u8> {
    let mut kids = String::new();
    for at in 0..pages.len() {
        let _ = write!(kids, "{} 0 R ", first(at));
    }
    let mut bodies = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595 842]>>",
            pages.len()
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    for (at, page) in pages.iter().enumerate() {
        let (content, picture) = (first(at) + 1, first(at) + 2);
        bodies.push(
            format!(
                "<</Type/Page/Parent 2 0 R/Rotate {}/Contents {content} 0 R\
                 /Resources<</Font<</F 3 0 R>>/XObject<</I {picture} 0 R>>>>>>",
                page.rotate
            )
            .into_bytes(),
        );
        bodies.push(stream("", page.content.as_bytes()));
        bodies.push(stream(
            &["/Type/XObject/Subtype/Image", &page.entries].concat(),
            &page.data,
        ));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    for (at, body) in bodies.iter().enumerate() {
        file.extend(format!("{} 0 obj\n", at + 1).as_bytes());
        file.extend(body);
        file.extend(b"\nendobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    file
}

/// The number of a page; its content and its picture follow.
fn first(at: usize) -> usize {
    4 + 3 * at
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}
