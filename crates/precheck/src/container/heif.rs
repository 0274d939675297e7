//! The boxes of a HEIF or AVIF file (ISO/IEC 14496-12 §4.2, 23008-12 §6.5): its size, and whether it moves.
//! The browser decodes it; here only what is to be known before.

use super::Outline;
use crate::Size;
use crate::exif::{Exif, Orientation};

struct ContentBox<'a> {
    kind: &'a [u8],
    payload: &'a [u8],
    /// Whether all that it announces is there.
    is_complete: bool,
}

/// The boxes that stand one after the other in these bytes.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ContentBox<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let short = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let kind = rest.get(4..8)?;
        let (header, length) = match short {
            // Up to the end of the file.
            0 => (8, rest.len() as u64),
            1 => (16, u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)),
            _ => (8, u64::from(short)),
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let is_complete = length <= rest.len();
        let payload = rest.get(header..length.min(rest.len()))?;
        rest = rest.get(length..).unwrap_or(&[]);
        Some(ContentBox {
            kind,
            payload,
            is_complete,
        })
    })
}

fn find<'a>(bytes: &'a [u8], kind: &[u8]) -> Option<&'a [u8]> {
    boxes(bytes).find(|it| it.kind == kind).map(|it| it.payload)
}

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let mut is_complete = true;
    let mut is_animated = false;
    let mut properties: &[u8] = &[];
    for it in boxes(bytes) {
        is_complete &= it.is_complete;
        match it.kind {
            // A track: the picture is one of a sequence.
            b"moov" => is_animated = true,
            // Four bytes of version and flags stand before the boxes within.
            b"meta" => {
                properties = it
                    .payload
                    .get(4..)
                    .and_then(|meta| find(meta, b"iprp"))
                    .and_then(|iprp| find(iprp, b"ipco"))
                    .unwrap_or(&[]);
            }
            _ => {}
        }
    }
    let mut largest: Option<Size> = None;
    let mut orientation = Orientation::Upright;
    for it in boxes(properties) {
        match it.kind {
            // The tiles of a picture and its thumbnail have sizes of their own; the whole is the largest.
            b"ispe" => {
                largest = extent(it.payload)
                    .into_iter()
                    .chain(largest)
                    .max_by_key(|size| u64::from(size.width) * u64::from(size.height));
            }
            b"irot" if it.payload.first().is_some_and(|quarters| quarters & 1 == 1) => {
                orientation = Orientation::TurnLeft;
            }
            _ => {}
        }
    }
    Some(Outline {
        is_complete,
        is_animated,
        exif: Exif {
            orientation,
            ..Exif::default()
        },
        ..Outline::of(largest?)?
    })
}

fn extent(payload: &[u8]) -> Option<Size> {
    Some(Size {
        width: u32::from_be_bytes(payload.get(4..8)?.try_into().ok()?),
        height: u32::from_be_bytes(payload.get(8..12)?.try_into().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::heif;

    #[test]
    fn the_whole_picture_is_larger_than_its_tiles() {
        let bytes = heif(4032, 3024);
        let outline = outline(&bytes).expect("a size");
        assert_eq!(
            (outline.upright().width, outline.upright().height),
            (3024, 4032)
        );
        assert!(outline.is_complete && !outline.is_animated);
    }

    #[test]
    fn a_cut_file_and_a_sequence_are_noticed() {
        let mut bytes = heif(640, 480);
        bytes.pop();
        assert!(outline(&bytes).is_some_and(|it| !it.is_complete));
        bytes.push(7);
        bytes.extend(b"\0\0\0\x08moov");
        assert!(outline(&bytes).is_some_and(|it| it.is_complete && it.is_animated));
    }
}
