//! Deflate (RFC 1951) with a bound on what comes out.
//! One byte may stand for a thousand, and layers multiply: what one file may unpack to in all is counted.

use fdeflate::Decompressor;

/// What the parts of one file may unpack to together. A page of text is some kilobytes, the longest of forms a
/// megabyte; what needs more is not read, and nothing is said about it.
pub const UNPACKED: usize = 24_000_000;

/// The first piece of memory asked for; what grows doubles.
const FIRST: usize = 4096;

/// How the deflated bytes are wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// Two bytes in front and a check sum behind (RFC 1950), as in PDF.
    Zlib,
    /// Nothing, as in zip.
    Bare,
}

/// Bytes that may still be unpacked for this file.
#[derive(Debug)]
pub struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

impl Budget {
    pub fn new() -> Self {
        Self::of(UNPACKED)
    }

    /// For what is known to be so long and is bounded elsewhere, as a picture is by its sides.
    #[must_use]
    pub fn of(bytes: usize) -> Self {
        Self { left: bytes }
    }

    /// Takes this many bytes; nothing when there are not so many left, and then there is none for anybody.
    pub fn take(&mut self, bytes: usize) -> Option<()> {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Some(())
            }
            None => {
                self.left = 0;
                None
            }
        }
    }

    pub fn is_spent(&self) -> bool {
        self.left == 0
    }
}

/// What is unpacked, up to where the data breaks off: readers show that much, too. Nothing when it is more than is left
/// to unpack. The check sum is not looked at, as by no reader of PDF.
pub fn inflate(data: &[u8], wrapping: Wrapping, budget: &mut Budget) -> Option<Vec<u8>> {
    let mut decoder = Decompressor::new();
    decoder.ignore_adler32();
    if wrapping == Wrapping::Bare {
        decoder.read(&[0x78, 0x01], &mut [], 0, false).ok()?;
    }
    let mut unpacked = vec![0; FIRST.min(budget.left)];
    let (mut read, mut written) = (0, 0);
    while !decoder.is_done() {
        let Ok((consumed, produced)) =
            decoder.read(data.get(read..)?, &mut unpacked, written, false)
        else {
            break;
        };
        read += consumed;
        written += produced;
        if written < unpacked.len() {
            if consumed == 0 && produced == 0 {
                break;
            }
        } else if written < budget.left {
            unpacked.resize((written * 2).min(budget.left), 0);
        } else {
            // Full to the last byte that may be unpacked.
            budget.left = 0;
            return None;
        }
    }
    unpacked.truncate(written);
    budget.take(written)?;
    Some(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        fdeflate::compress_to_vec(text)
    }

    #[test]
    fn both_wrappings_are_unpacked() {
        let text = b"Tm (abc) Tj ".repeat(900);
        let zlib = packed(&text);
        let mut budget = Budget::new();
        assert_eq!(
            inflate(&zlib, Wrapping::Zlib, &mut budget).as_ref(),
            Some(&text)
        );
        let bare = &zlib[2..zlib.len() - 4];
        assert_eq!(
            inflate(bare, Wrapping::Bare, &mut budget).as_ref(),
            Some(&text)
        );
        assert_eq!(UNPACKED - budget.left, 2 * text.len());
    }

    #[test]
    fn what_breaks_off_is_unpacked_so_far() {
        let text: Vec<u8> = (0..3000_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let zlib = packed(&text);
        let part = inflate(&zlib[..zlib.len() / 2], Wrapping::Zlib, &mut Budget::new())
            .expect("the first half");
        assert!(part.len() > 1000 && text.starts_with(&part));
    }

    #[test]
    fn a_bomb_is_given_up_at_the_bound() {
        let bomb = packed(&vec![0; UNPACKED + 1]);
        assert!(bomb.len() < UNPACKED / 100);
        let mut budget = Budget::new();
        assert_eq!(inflate(&bomb, Wrapping::Zlib, &mut budget), None);
        assert_eq!(inflate(&packed(b"a"), Wrapping::Zlib, &mut budget), None);
    }
}
