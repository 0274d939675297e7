//! Makes the portrait: cut, scaled down, and as a JPEG within its window of bytes.
//! Never enlarged: where the photograph has too few pixels nothing is made, and it is told.

use super::Sitting;
use super::crop::Crop;
use crate::container::{self, Outline};
use crate::exif::Orientation;
use crate::raster::Raster;
use crate::{Format, Portrait, Quad, encode};

/// Qualities between which the best that fits is searched; above the last nothing more is seen.
const QUALITIES: (u8, u8) = (30, 95);
/// Qualities that bring a plain portrait up to the least bytes.
const HIGHER: std::ops::RangeInclusive<u8> = 96..=100;

/// The finished portrait from an upright photograph, and the corners of what was cut out: what the resident chose, or
/// what the face asks for.
pub(crate) fn cut(
    raster: &Raster,
    chosen: Option<&Quad>,
    portrait: &Portrait,
) -> Option<(Vec<u8>, Quad)> {
    let size = raster.size();
    let crop = match chosen {
        Some(corners) => Crop::chosen(corners, size, portrait),
        None => {
            let sitting = Sitting::at(raster, &raster.grey());
            Crop::suggested(sitting.faces.first(), size, portrait)
        }
    }?;
    let bytes = within_window(&crop.of(raster, portrait), portrait)?;
    Some((bytes, crop.corners(size)))
}

/// A finished portrait keeps its bytes; nothing where the file is none.
pub(crate) fn finished(
    format: Format,
    bytes: &[u8],
    outline: &Outline,
    portrait: &Portrait,
) -> Option<Vec<u8>> {
    let is_finished = format == Format::Jpeg
        && outline.exif.orientation == Orientation::Upright
        && outline.stored.width == u32::from(portrait.width)
        && outline.stored.height == u32::from(portrait.height);
    let bare = is_finished
        .then(|| container::bare(format, bytes))
        .flatten()?;
    let window = portrait.min_bytes as usize..=portrait.max_bytes as usize;
    window.contains(&bare.len()).then_some(bare)
}

/// The best JPEG with no more bytes than allowed and, if it can be, no fewer than wanted.
fn within_window(raster: &Raster, portrait: &Portrait) -> Option<Vec<u8>> {
    let jpeg = |quality| encode::jpeg_at(raster, quality, portrait.dpi);
    let fits = |bytes: &[u8]| bytes.len() as u64 <= u64::from(portrait.max_bytes);
    let (mut least, mut most) = QUALITIES;
    let mut best = jpeg(least)?;
    while least < most {
        let quality = (least + most).div_ceil(2);
        let bytes = jpeg(quality)?;
        if fits(&bytes) {
            (least, best) = (quality, bytes);
        } else {
            most = quality - 1;
        }
    }
    for quality in HIGHER {
        if best.len() as u64 >= u64::from(portrait.min_bytes) {
            break;
        }
        let bytes = jpeg(quality)?;
        if !fits(&bytes) {
            break;
        }
        best = bytes;
    }
    Some(best)
}
