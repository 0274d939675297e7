//! Tells the same picture again: two files in two places that show one photograph, or are one PDF.
//! The picture is kept as 48 × 48 soft cells. One is laid over the other, turned by quarters and moved by its sides (direct
//! registration, after Lucas and Kanade 1981), because a cropped copy shows each cell elsewhere; then the changes from cell
//! to cell are compared in blocks. A difference hash of so few bits that it survives cropping calls the cards of two people
//! the same: they differ in a few places only, and there wholly.

mod registration;

use crate::raster::Raster;
use serde::{Deserialize, Serialize};

/// A digit for each cell, or 64 hexadecimal digits of a file that is no picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String", try_from = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct Likeness(String);

/// Cells across and down. Print on a card that fills the picture takes about one cell a character.
const SIDE: usize = 48;
/// Grey levels that lightest and darkest cell must be apart: in an even picture every cell looks like every other.
const SOME: u8 = 16;
/// Base64 for addresses (RFC 4648, §5).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Digits of a file; earlier versions had as many for a picture.
const HEX: usize = 64;

impl Likeness {
    /// Of a grey picture; nothing when it is even all over.
    pub(crate) fn of(grey: &Raster) -> Option<Self> {
        if grey.width <= SIDE * 2 || grey.height <= SIDE * 2 {
            return None;
        }
        // Each cell reaches half into its neighbours, so that what lies between two cells can be told from them.
        let fine = grey.reduced(SIDE * 2, SIDE * 2);
        let halved = soft(&soft(&fine.levels, SIDE * 2), SIDE * 2);
        let (dark, light) = halved.iter().fold((u8::MAX, 0), |(dark, light), level| {
            (dark.min(*level), light.max(*level))
        });
        let span = light.saturating_sub(dark);
        let digit = |level: &u8| {
            let cell = (u32::from(level - dark) * 63 + u32::from(span) / 2) / u32::from(span);
            DIGITS.get(cell as usize).map(|digit| char::from(*digit))
        };
        (span >= SOME).then(|| Self(halved.iter().filter_map(digit).collect()))
    }

    /// Of a file that is no picture: another file, however little it differs, has about half of the bits different.
    pub(crate) fn of_file(bytes: &[u8]) -> Self {
        // Eight bytes a step (after FNV-1a), and each word from it by SplitMix64 (Steele et al., OOPSLA 2014).
        let mut sum = 0xCBF2_9CE4_8422_2325 ^ bytes.len() as u64;
        for chunk in bytes.chunks(8) {
            let eight = chunk
                .iter()
                .fold(0, |eight, byte| eight << 8 | u64::from(*byte));
            sum = (sum ^ eight)
                .wrapping_mul(0x0000_0100_0000_01B3)
                .rotate_left(23);
        }
        let words = (1..5_u64).map(|word| {
            let mut z = sum.wrapping_add(word.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        });
        let digits = words.flat_map(|word| {
            (0..16)
                .rev()
                .map(move |at| char::from(b"0123456789abcdef"[(word >> (at * 4) & 15) as usize]))
        });
        Self(digits.collect())
    }

    /// Whether both are of the same picture, though one may have been compressed, reduced, lightened, turned by quarters or
    /// cropped by a few hundredths.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        if self.0.len() != SIDE * SIDE || other.0.len() != SIDE * SIDE {
            return self == other;
        }
        registration::is_same(&self.cells(), &other.cells())
    }

    fn cells(&self) -> Vec<f64> {
        self.0.bytes().map(|digit| level(digit).into()).collect()
    }
}

/// Halves the rows of a square, each of this many levels, and lays them down as columns. Weights 1, 3, 3, 1.
fn soft(levels: &[u8], across: usize) -> Vec<u8> {
    let rows: Vec<&[u8]> = levels.chunks_exact(across).collect();
    let mut halved = Vec::with_capacity(levels.len() / 2);
    for to in 0..across / 2 {
        for row in &rows {
            let at = |at: usize| u32::from(row[at.min(across - 1)]);
            let (left, right) = (at((to * 2).saturating_sub(1)), at(to * 2 + 2));
            halved.push(((left + 3 * (at(to * 2) + at(to * 2 + 1)) + right + 4) / 8) as u8);
        }
    }
    halved
}

/// What a digit stands for; 64 and more for what is none.
fn level(digit: u8) -> u8 {
    match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => 64,
    }
}

impl From<Likeness> for String {
    fn from(likeness: Likeness) -> Self {
        likeness.0
    }
}

/// The text is no likeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALikeness;

impl std::fmt::Display for NotALikeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a likeness has 2304 digits of base64url, or 64 hexadecimal ones")
    }
}

impl TryFrom<String> for Likeness {
    type Error = NotALikeness;

    fn try_from(text: String) -> Result<Self, NotALikeness> {
        let is_one = match text.len() {
            HEX => text.bytes().all(|digit| digit.is_ascii_hexdigit()),
            length => length == SIDE * SIDE && text.bytes().all(|digit| level(digit) < 64),
        };
        is_one.then_some(Self(text)).ok_or(NotALikeness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_the_same_only_as_itself() {
        let file = [7; 1003];
        let mut other = file;
        other[1002] = 8;
        let likeness = Likeness::of_file(&file);
        assert!(likeness.is_same(&Likeness::of_file(&file)));
        assert!(!likeness.is_same(&Likeness::of_file(&other)));
        assert!(!likeness.is_same(&Likeness::of_file(&file[1..])));
    }

    #[test]
    fn an_even_picture_is_like_nothing() {
        let even = Raster {
            width: 200,
            height: 200,
            channels: 1,
            levels: vec![200; 40_000],
        };
        assert_eq!(Likeness::of(&even), None);
    }

    #[test]
    fn text_stands_for_it_and_that_of_earlier_versions_is_read() {
        for text in ["0f".repeat(32), "A_-9".repeat(SIDE * SIDE / 4)] {
            let likeness = Likeness::try_from(text.clone()).expect("a likeness");
            assert_eq!(String::from(likeness), text);
            assert_eq!(Likeness::try_from(text[1..].to_owned()), Err(NotALikeness));
            assert_eq!(
                Likeness::try_from(text.replace(['0', '9'], "+")),
                Err(NotALikeness)
            );
        }
    }
}
