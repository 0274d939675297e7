//! The header of a WebP file (RFC 9649): its size, and whether it moves.

use super::Outline;
use crate::Size;

/// The flag of the extended header for an animation.
const ANIMATION: u8 = 0b10;

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let chunk = bytes.get(12..)?;
    let payload = chunk.get(8..)?;
    let (size, is_animated) = match chunk.get(..4)? {
        b"VP8X" => (extended(payload)?, payload.first()? & ANIMATION != 0),
        b"VP8L" => (lossless(payload)?, false),
        b"VP8 " => (lossy(payload)?, false),
        _ => return None,
    };
    Some(Outline {
        is_complete: length.checked_add(8)? <= bytes.len(),
        is_animated,
        ..Outline::of(size)?
    })
}

/// Width and height less one, 24 bits each (§2.7).
fn extended(payload: &[u8]) -> Option<Size> {
    let [w0, w1, w2, h0, h1, h2] = payload.get(4..10)? else {
        return None;
    };
    Some(Size {
        width: u32::from_le_bytes([*w0, *w1, *w2, 0]) + 1,
        height: u32::from_le_bytes([*h0, *h1, *h2, 0]) + 1,
    })
}

/// After the signature: width and height less one, 14 bits each (§3.4).
fn lossless(payload: &[u8]) -> Option<Size> {
    let [0x2F, bits @ ..] = payload.get(..5)? else {
        return None;
    };
    let bits = u32::from_le_bytes(bits.try_into().ok()?);
    Some(Size {
        width: (bits & 0x3FFF) + 1,
        height: ((bits >> 14) & 0x3FFF) + 1,
    })
}

/// After the frame tag and the start code: 14 bits each (RFC 6386 §9.1).
fn lossy(payload: &[u8]) -> Option<Size> {
    let [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1] = payload.get(..10)? else {
        return None;
    };
    Some(Size {
        width: u32::from(u16::from_le_bytes([*w0, *w1]) & 0x3FFF),
        height: u32::from(u16::from_le_bytes([*h0, *h1]) & 0x3FFF),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::webp;

    fn riff(chunk: &[u8]) -> Vec<u8> {
        let length = (chunk.len() as u32 + 4).to_le_bytes();
        [b"RIFF", &length[..], b"WEBP", chunk].concat()
    }

    #[test]
    fn all_three_headers_tell_the_size() {
        let moving = webp(1600, 1200);
        let lossless = riff(b"VP8L\x05\0\0\0\x2F\x3F\xC6\x2B\x01");
        let lossy = riff(b"VP8 \x0A\0\0\0\0\0\0\x9D\x01\x2A\x40\x06\xB0\x04");
        for (bytes, is_animated) in [(moving, true), (lossless, false), (lossy, false)] {
            let outline = outline(&bytes).expect("a header");
            assert_eq!((outline.stored.width, outline.stored.height), (1600, 1200));
            assert_eq!(outline.is_animated, is_animated);
            assert!(outline.is_complete);
        }
    }
}
