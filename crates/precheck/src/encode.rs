//! Pixels to a JPEG within a number of bytes.
//! Nothing but pixels goes in, so that position and camera data cannot come out.

use crate::analysis_image::{AnalysisImage, CloseUp, Place};
use crate::decode::Coding;
use crate::raster::Raster;
use crate::{Policy, Rotation, Strictness, text_height};
use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};

/// Qualities tried in turn. Below the last, small print suffers more from the blocks than from fewer pixels.
const QUALITIES: [u8; 4] = [85, 75, 65, 55];
/// Tried where fewer pixels would be too few: the print is rough, and still there.
const LAST_QUALITIES: [u8; 3] = [45, 35, 25];
/// The long side is reduced to this many hundredths when even the last quality does not fit.
const SMALLER: u32 = 80;
/// How often; 0.8 to the 12th is a fifteenth of the side.
const REDUCTIONS: usize = 12;

/// The best JPEG that fits the material; nothing when none does without losing what is to be read, or the sides exceed
/// what JPEG can say.
pub(crate) fn jpeg_within(mut raster: Raster, policy: &Policy) -> Option<Vec<u8>> {
    let mut readable = None;
    for _ in 0..REDUCTIONS {
        if let Some(bytes) = first_that_fits(&raster, &QUALITIES, policy)? {
            return Some(bytes);
        }
        let size = raster.size();
        let smaller = |side: u32| u64::from(side) * u64::from(SMALLER) / 100;
        let readable = *readable.get_or_insert_with(|| readable_side(&raster, policy));
        if smaller(size.long_side()) < u64::from(policy.min_long_side.max(readable).max(16))
            || smaller(size.short_side()) < u64::from(policy.min_short_side)
        {
            return first_that_fits(&raster, &LAST_QUALITIES, policy)?;
        }
        raster = raster.within(size.long_side() * SMALLER / 100);
    }
    None
}

/// The long side below which print that is read now would be read no more; 0 where there is none.
fn readable_side(raster: &Raster, policy: &Policy) -> u32 {
    if policy.portrait.is_some() || policy.text == Strictness::Off {
        return 0;
    }
    let look = AnalysisImage::at(raster, Coding::Colours);
    let close_ups = CloseUp::of(raster, Coding::Colours, &look, Place::of(None));
    let height = text_height::measure(&close_ups, Rotation::None)
        .filter(|height| *height >= text_height::READ);
    let side = |height: u16| {
        u64::from(raster.size().long_side()) * u64::from(text_height::READ) / u64::from(height)
    };
    height.map_or(0, |height| u32::try_from(side(height)).unwrap_or(0))
}

/// Nothing where the picture cannot be encoded at all; nothing inside where no quality fits.
fn first_that_fits(raster: &Raster, qualities: &[u8], policy: &Policy) -> Option<Option<Vec<u8>>> {
    for quality in qualities {
        let bytes = jpeg(raster, *quality)?;
        if bytes.len() as u64 <= u64::from(policy.max_bytes) {
            return Some(Some(bytes));
        }
    }
    Some(None)
}

pub(crate) fn jpeg(raster: &Raster, quality: u8) -> Option<Vec<u8>> {
    encoded(raster, quality, PixelDensity::default())
}

/// With the dots per inch at which it is to be printed.
pub(crate) fn jpeg_at(raster: &Raster, quality: u8, dpi: u16) -> Option<Vec<u8>> {
    encoded(raster, quality, PixelDensity::dpi(dpi))
}

fn encoded(raster: &Raster, quality: u8, density: PixelDensity) -> Option<Vec<u8>> {
    let width = u16::try_from(raster.width).ok()?;
    let height = u16::try_from(raster.height).ok()?;
    let colours = if raster.channels == 1 {
        ColorType::Luma
    } else {
        ColorType::Rgb
    };
    let mut bytes = Vec::with_capacity(raster.levels.len() / 8);
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_density(density);
    encoder
        .encode(&raster.levels, width, height, colours)
        .ok()?;
    Some(bytes)
}
