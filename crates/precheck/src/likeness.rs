//! Tells the same picture again: two files in two places that show one photograph, or are one PDF.
//! A difference hash (dHash): each bit says whether a cell of 17 × 16 is clearly darker than its right neighbour. It survives
//! compressing and scaling, which an exact digest does not. The usual 8 × 8 bits call the cards of two people the same, whose
//! layout is one; their print and portraits show only in finer cells.

use crate::raster::Raster;
use serde::{Deserialize, Serialize};

/// 256 bits as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String", try_from = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct Likeness([u64; WORDS]);

// Measured on drawn cards and pages pulled straight, so that nothing but what stands on them differs; numbers in
// docs/precheck.md.

/// Bits in which two pictures of the same may differ.
const SAME: u32 = 5;
/// Bits that must be set: fewer are those of an even picture, where every picture looks like every other.
const SOME: u32 = 8;
/// Grey levels by which a cell must be darker, so that the noise of compression does not decide.
const CLEARLY: u8 = 2;

const ACROSS: usize = 16;
const DOWN: usize = 16;
const WORDS: usize = ACROSS * DOWN / 64;
const DIGITS: usize = WORDS * 16;

impl Likeness {
    /// Of a grey picture; nothing when it is even all over.
    pub(crate) fn of(grey: &Raster) -> Option<Self> {
        if grey.width <= ACROSS || grey.height < DOWN {
            return None;
        }
        let small = grey.reduced(ACROSS + 1, DOWN);
        let mut words = [0_u64; WORDS];
        let rows = small.levels.chunks_exact(ACROSS + 1);
        let bits = rows.flat_map(|row| {
            row.windows(2)
                .map(|pair| pair[0].saturating_add(CLEARLY) < pair[1])
        });
        for (at, bit) in bits.enumerate() {
            if let Some(word) = words.get_mut(at / 64) {
                *word = *word << 1 | u64::from(bit);
            }
        }
        let set: u32 = words.iter().map(|word| word.count_ones()).sum();
        (set >= SOME).then_some(Self(words))
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
        Self([1, 2, 3, 4].map(|word: u64| {
            let mut z = sum.wrapping_add(word.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        }))
    }

    /// Bits in which both differ.
    #[must_use]
    pub fn distance(self, other: Self) -> u32 {
        let pairs = self.0.into_iter().zip(other.0);
        pairs.map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// Whether both are of the same picture.
    #[must_use]
    pub fn is_same(self, other: Self) -> bool {
        self.distance(other) <= SAME
    }
}

impl From<Likeness> for String {
    fn from(likeness: Likeness) -> Self {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let digits = likeness.0.into_iter().flat_map(|word| {
            (0..16)
                .rev()
                .map(move |at| char::from(HEX[(word >> (at * 4) & 15) as usize]))
        });
        digits.collect()
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALikeness;

impl std::fmt::Display for NotALikeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a likeness has 64 hexadecimal digits")
    }
}

impl TryFrom<String> for Likeness {
    type Error = NotALikeness;

    fn try_from(text: String) -> Result<Self, NotALikeness> {
        if text.len() != DIGITS || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotALikeness);
        }
        let mut words = [0; WORDS];
        for (word, digits) in words.iter_mut().zip(text.as_bytes().chunks_exact(16)) {
            for digit in digits {
                let value = char::from(*digit).to_digit(16).ok_or(NotALikeness)?;
                *word = *word << 4 | u64::from(value);
            }
        }
        Ok(Self(words))
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
        assert!(likeness.is_same(Likeness::of_file(&file)));
        assert!(likeness.distance(Likeness::of_file(&other)) > 64);
        assert!(likeness.distance(Likeness::of_file(&file[1..])) > 64);
    }

    #[test]
    fn sixty_four_digits_stand_for_it() {
        let likeness = Likeness([0x0123_4567_89ab_cdef, 1, 2, u64::MAX]);
        let text = String::from(likeness);
        assert_eq!(
            text,
            "0123456789abcdef00000000000000010000000000000002ffffffffffffffff"
        );
        assert_eq!(Likeness::try_from(text.clone()), Ok(likeness));
        assert_eq!(Likeness::try_from(text[1..].to_owned()), Err(NotALikeness));
        assert_eq!(
            Likeness::try_from(text.replace('f', "+")),
            Err(NotALikeness)
        );
    }
}
