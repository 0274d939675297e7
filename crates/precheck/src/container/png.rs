//! The chunks of a PNG file (ISO/IEC 15948 §5).
//! Only those that make the picture are kept; texts, times and EXIF go.

use super::Outline;
use crate::Size;
use crate::exif::{self, Exif};

const SIGNATURE: usize = 8;
/// Length, type and check sum.
const FRAMING: usize = 12;
/// What makes the picture look as it does. Everything else, animation too, is dropped.
const PICTURE: [&[u8; 4]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs",
];

pub(crate) struct Chunk<'a> {
    pub(crate) kind: &'a [u8],
    pub(crate) payload: &'a [u8],
    whole: &'a [u8],
}

impl Chunk<'_> {
    fn belongs_to_picture(&self) -> bool {
        PICTURE.iter().any(|kind| self.kind == *kind)
    }

    /// Whether a reader that does not know it must not go on: told by the fifth bit of its type (§5.4).
    pub(crate) fn is_critical(&self) -> bool {
        self.kind.first().is_none_or(|first| first & 0x20 == 0)
    }

    /// Whether type and payload are what their check sum was made of (§5.5, annex D).
    pub(crate) fn is_sound(&self) -> bool {
        let Some((summed, sum)) = self.whole.get(4..).and_then(<[u8]>::split_last_chunk::<4>)
        else {
            return false;
        };
        let made = summed.iter().fold(u32::MAX, |sum, byte| {
            REMAINDERS[((sum ^ u32::from(*byte)) & 0xFF) as usize] ^ (sum >> 8)
        });
        !made == u32::from_be_bytes(*sum)
    }
}

/// What a byte leaves of the check sum. One table, not the sixteen of a fast library, which are 16 KB that do not
/// compress.
static REMAINDERS: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
};

pub(crate) struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
    is_done: bool,
}

impl<'a> Chunks<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: SIGNATURE,
            is_done: false,
        }
    }

    fn read(&mut self) -> Option<Chunk<'a>> {
        let rest = self.bytes.get(self.at..)?;
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let whole = rest.get(..length.checked_add(FRAMING)?)?;
        self.at += whole.len();
        let kind = &whole[4..8];
        self.is_done = kind == b"IEND";
        Some(Chunk {
            kind,
            payload: &whole[8..8 + length],
            whole,
        })
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        if self.is_done { None } else { self.read() }
    }
}

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let mut chunks = Chunks::new(bytes);
    let mut stored = None;
    let mut exif = Exif::default();
    let mut is_bare = true;
    let mut is_animated = false;
    for chunk in chunks.by_ref() {
        match chunk.kind {
            // Animation control, the number of images first (PNG, third edition, §11.3.4.1).
            b"acTL" => is_animated = chunk.payload.get(..4) != Some(&[0, 0, 0, 1]),
            b"IHDR" if stored.is_none() => stored = header_size(chunk.payload),
            b"eXIf" => exif = exif::read(chunk.payload),
            _ => {}
        }
        is_bare &= chunk.belongs_to_picture();
    }
    Some(Outline {
        exif,
        is_complete: chunks.is_done,
        is_bare: is_bare && chunks.at == bytes.len(),
        is_animated,
        ..Outline::of(stored?)?
    })
}

fn header_size(payload: &[u8]) -> Option<Size> {
    Some(Size {
        width: u32::from_be_bytes(payload.get(..4)?.try_into().ok()?),
        height: u32::from_be_bytes(payload.get(4..8)?.try_into().ok()?),
    })
}

pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bare = bytes.get(..SIGNATURE)?.to_vec();
    let mut chunks = Chunks::new(bytes);
    for chunk in chunks.by_ref() {
        if chunk.belongs_to_picture() {
            bare.extend_from_slice(chunk.whole);
        }
    }
    chunks.is_done.then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::Picture;

    #[test]
    fn what_a_screenshot_tells_of_its_phone_goes() {
        let plain = Picture::document(60, 40).to_png();
        let mut told = plain[..33].to_vec();
        // tEXt of 13 bytes; its check sum is not looked at.
        told.extend_from_slice(b"\0\0\0\x0DtEXtModel\0a phone\0\0\0\0");
        told.extend_from_slice(&plain[33..]);
        assert!(outline(&told).is_some_and(|it| !it.is_bare && it.is_complete));
        assert_eq!(bare(&told), Some(plain));
    }

    #[test]
    fn a_cut_file_is_not_complete() {
        let plain = Picture::document(60, 40).to_png();
        let cut = &plain[..plain.len() - 5];
        assert!(outline(cut).is_some_and(|it| !it.is_complete));
        assert_eq!(bare(cut), None);
    }
}
