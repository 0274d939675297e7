//! Documents as pictures, for web-views that download nothing.

mod common;

use std::sync::OnceLock;

use documents::pdf::{MOST_PAGES, picture};
use documents::{Error, Fonts, Kind, MaterialLine, Receipt, SuppliedAs, Template};

const WIDTH: u32 = 1080;

fn pictured<K: Kind>(data: &K) -> Result<Vec<u8>, Error> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    let document = Template::of::<K>().unwrap().fill(data).unwrap();
    picture(&document, FONTS.get_or_init(common::fonts), WIDTH)
}

/// Width, height, and how dark each pixel is.
fn grey(png: &[u8]) -> (usize, usize, Vec<u8>) {
    let picture = tiny_skia::Pixmap::decode_png(png).unwrap();
    let grey = picture.pixels().iter().map(|pixel| pixel.green());
    (
        picture.width() as usize,
        picture.height() as usize,
        grey.collect(),
    )
}

#[test]
fn the_code_of_a_receipt_is_read_from_its_picture() {
    let png = pictured(&common::receipt()).unwrap();
    let (width, height, grey) = grey(&png);
    assert_eq!(width, WIDTH as usize);
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
    let grids = image.detect_grids();
    let (_, link) = grids.first().expect("a code is seen").decode().unwrap();
    assert_eq!(Some(link), common::receipt().link);
}

#[test]
fn a_picture_ends_where_its_words_end_and_is_as_dark_as_a_page_of_words() {
    let (width, height, grey) = grey(&pictured(&common::receipt()).unwrap());
    let dark = |row: &[u8]| row.iter().any(|pixel| *pixel < 0x80);
    let rows: Vec<bool> = grey.chunks(width).map(dark).collect();
    let last = rows.iter().rposition(|dark| *dark).unwrap();
    assert!(height - last < height / 10, "{last} of {height}");
    let inked = grey.iter().filter(|pixel| **pixel < 0x80).count();
    let share = inked * 1000 / grey.len();
    assert!((20..200).contains(&share), "{share} thousandths");
}

#[test]
fn what_is_too_long_for_a_picture_says_so() {
    let line = MaterialLine {
        name: Some("劳动合同".to_owned()),
        supplied: Some(SuppliedAs::Counter),
    };
    let long = Receipt {
        materials: vec![line; 400],
        ..common::receipt()
    };
    let refused = pictured(&long);
    assert!(
        matches!(refused, Err(Error::TooManyPages { pages }) if pages > MOST_PAGES),
        "{refused:?}"
    );
}
