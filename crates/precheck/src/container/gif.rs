//! The blocks of a GIF file (GIF89a specification, 1990): its size, and whether it moves.

use super::Outline;
use crate::Size;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let [w0, w1, h0, h1, flags] = bytes.get(6..11)? else {
        return None;
    };
    let size = Size {
        width: u32::from(u16::from_le_bytes([*w0, *w1])),
        height: u32::from(u16::from_le_bytes([*h0, *h1])),
    };
    let (images, is_complete) = images(bytes, 13 + colours(*flags));
    Some(Outline {
        is_complete,
        is_animated: images > 1,
        ..Outline::of(size)?
    })
}

/// The length of a table of colours, if these flags announce one.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// How many images there are, and whether the file reaches its end.
fn images(bytes: &[u8], from: usize) -> (u32, bool) {
    let mut images = 0;
    let mut at = from;
    loop {
        let next = match bytes.get(at) {
            Some(&TRAILER) => return (images, true),
            Some(&EXTENSION) => after_blocks(bytes, at + 2),
            Some(&IMAGE) => {
                images += 1;
                let flags = bytes.get(at + 9).copied().unwrap_or(0);
                after_blocks(bytes, at + 11 + colours(flags))
            }
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => return (images, false),
        }
    }
}

/// Where a chain of blocks ends: each begins with its length, and the last is of length nothing.
fn after_blocks(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += length + 1;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::gif;

    #[test]
    fn more_than_one_image_moves() {
        let still = outline(&gif(4, 3, 1)).expect("a header");
        assert_eq!((still.stored.width, still.stored.height), (4, 3));
        assert!(still.is_complete && !still.is_animated);
        assert!(outline(&gif(4, 3, 2)).is_some_and(|it| it.is_complete && it.is_animated));
    }

    #[test]
    fn a_cut_file_is_not_complete() {
        let whole = gif(4, 3, 1);
        for length in 13..whole.len() {
            assert!(outline(&whole[..length]).is_some_and(|it| !it.is_complete));
        }
    }
}
