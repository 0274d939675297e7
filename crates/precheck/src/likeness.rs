//! Tells the same picture again: two files in two places that show one photograph.
//! A difference hash (dHash): each bit says whether a cell of 9 × 8 is darker than its right neighbour. It survives
//! compressing and scaling, which an exact digest does not.

use crate::raster::Raster;
use serde::{Deserialize, Serialize};

/// 64 bits as 16 hexadecimal digits: JSON numbers of other readers end at 53 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "String", try_from = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct Likeness(u64);

/// Bits in which two pictures of the same may differ.
const SAME: u32 = 6;

const ACROSS: usize = 8;
const DOWN: usize = 8;

impl Likeness {
    /// Of a grey picture; nothing when it is even all over, where every picture looks like every other.
    pub(crate) fn of(grey: &Raster) -> Option<Self> {
        if grey.width <= ACROSS || grey.height < DOWN {
            return None;
        }
        let small = grey.reduced(ACROSS + 1, DOWN);
        let mut bits = 0_u64;
        for row in small.levels.chunks_exact(ACROSS + 1) {
            for pair in row.windows(2) {
                bits = bits << 1 | u64::from(pair[0] < pair[1]);
            }
        }
        (bits != 0 && bits != u64::MAX).then_some(Self(bits))
    }

    /// Whether both are of the same picture.
    #[must_use]
    pub fn is_same(self, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() <= SAME
    }
}

impl From<Likeness> for String {
    fn from(likeness: Likeness) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        (0..16)
            .rev()
            .map(|at| char::from(DIGITS[(likeness.0 >> (at * 4) & 15) as usize]))
            .collect()
    }
}

/// The text is not 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALikeness;

impl std::fmt::Display for NotALikeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a likeness has 16 hexadecimal digits")
    }
}

impl TryFrom<String> for Likeness {
    type Error = NotALikeness;

    fn try_from(text: String) -> Result<Self, NotALikeness> {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bits = is_hex
            .then(|| u64::from_str_radix(&text, 16).ok())
            .flatten();
        bits.map(Self).ok_or(NotALikeness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_stand_for_it() {
        let text = String::from(Likeness(0x0123_4567_89ab_cdef));
        assert_eq!(text, "0123456789abcdef");
        assert_eq!(
            Likeness::try_from(text),
            Ok(Likeness(0x0123_4567_89ab_cdef))
        );
        assert_eq!(
            Likeness::try_from("+123456789abcdef".to_owned()),
            Err(NotALikeness)
        );
    }
}
