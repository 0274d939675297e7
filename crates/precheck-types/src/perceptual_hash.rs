//! Recognises duplicates: two files in two places that show one photograph, or are one PDF.
//!
//! A picture is stored as 48 × 48 smoothed cells. To compare two, one is aligned with the other by quarter turns and
//! by shifting its sides (direct registration, after Lucas and Kanade 1981), because a cropped copy shows each cell
//! elsewhere; then the gradients from cell to cell are compared block by block. A difference hash short enough to
//! survive cropping would call the cards of two people the same: they differ in a few places only, but there wholly.

mod alignment;

use serde::{Deserialize, Serialize};

/// A digit for each cell, or 64 hexadecimal digits of a file that is no picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String", try_from = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct PerceptualHash(String);

/// Cells across and down.
const SIDE: usize = PerceptualHash::SIDE;
/// Grey levels that lightest and darkest cell must be apart: in an even picture every cell looks like every other.
const SOME: u8 = 16;
/// Base64 for addresses (RFC 4648, §5).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Digits of a file; earlier versions had as many for a picture.
const HEX: usize = 64;

impl PerceptualHash {
    /// Cells across and down. Print on a card that fills the picture takes about one cell a character.
    pub const SIDE: usize = 48;

    /// Of a grey picture reduced to [`Self::SIDE`] × [`Self::SIDE`] levels, row by row; nothing when they are even all
    /// over.
    #[must_use]
    pub fn of_cells(cells: &[u8]) -> Option<Self> {
        if cells.len() != SIDE * SIDE {
            return None;
        }
        let (dark, light) = cells.iter().fold((u8::MAX, 0), |(dark, light), level| {
            (dark.min(*level), light.max(*level))
        });
        let span = light.saturating_sub(dark);
        let digit = |level: &u8| {
            let cell = (u32::from(level - dark) * 63 + u32::from(span) / 2) / u32::from(span);
            DIGITS.get(cell as usize).map(|digit| char::from(*digit))
        };
        (span >= SOME).then(|| Self(cells.iter().filter_map(digit).collect()))
    }

    /// Of a file that is no picture: another file, however little it differs, has about half of the bits different.
    #[must_use]
    pub fn of_file(bytes: &[u8]) -> Self {
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

    /// Whether both are of the same picture, though one may have been compressed, reduced, lightened, rotated by
    /// quarters or cropped by a few hundredths.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        if self.0.len() != SIDE * SIDE || other.0.len() != SIDE * SIDE {
            return self == other;
        }
        alignment::is_same(&self.cells(), &other.cells())
    }

    fn cells(&self) -> Vec<f64> {
        self.0.bytes().map(|digit| level(digit).into()).collect()
    }
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

impl From<PerceptualHash> for String {
    fn from(hash: PerceptualHash) -> Self {
        hash.0
    }
}

/// The text is no perceptual hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a perceptual hash has 2304 digits of base64url, or 64 hexadecimal ones")]
pub struct InvalidPerceptualHash;

impl TryFrom<String> for PerceptualHash {
    type Error = InvalidPerceptualHash;

    fn try_from(text: String) -> Result<Self, InvalidPerceptualHash> {
        let is_one = match text.len() {
            HEX => text.bytes().all(|digit| digit.is_ascii_hexdigit()),
            length => length == SIDE * SIDE && text.bytes().all(|digit| level(digit) < 64),
        };
        is_one.then_some(Self(text)).ok_or(InvalidPerceptualHash)
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
        let hash = PerceptualHash::of_file(&file);
        assert!(hash.is_same(&PerceptualHash::of_file(&file)));
        assert!(!hash.is_same(&PerceptualHash::of_file(&other)));
        assert!(!hash.is_same(&PerceptualHash::of_file(&file[1..])));
    }

    #[test]
    fn an_even_picture_has_no_hash() {
        assert_eq!(PerceptualHash::of_cells(&[200; SIDE * SIDE]), None);
        assert_eq!(PerceptualHash::of_cells(&[0, 255]), None);
    }

    #[test]
    fn text_stands_for_it_and_that_of_earlier_versions_is_read() {
        for text in ["0f".repeat(32), "A_-9".repeat(SIDE * SIDE / 4)] {
            let hash = PerceptualHash::try_from(text.clone()).expect("a perceptual hash");
            assert_eq!(String::from(hash), text);
            assert_eq!(
                PerceptualHash::try_from(text[1..].to_owned()),
                Err(InvalidPerceptualHash)
            );
            assert_eq!(
                PerceptualHash::try_from(text.replace(['0', '9'], "+")),
                Err(InvalidPerceptualHash)
            );
        }
    }
}
