//! Pixels to a JPEG within a number of bytes.
//! Nothing but pixels goes in, so that position and camera data cannot come out.

use crate::raster::Raster;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Qualities tried in turn. Below the last, small print suffers more from the blocks than from fewer pixels.
const QUALITIES: [u8; 4] = [85, 75, 65, 55];
/// The long side is reduced to this many hundredths when even the last quality does not fit.
const SMALLER: u32 = 80;
/// How often; 0.8 to the 12th is a fifteenth of the side.
const REDUCTIONS: usize = 12;

/// The best JPEG that fits; nothing when none does or the sides exceed what JPEG can say.
pub(crate) fn jpeg_within(mut raster: Raster, max_bytes: u32) -> Option<Vec<u8>> {
    for _ in 0..REDUCTIONS {
        for quality in QUALITIES {
            let bytes = jpeg(&raster, quality)?;
            if bytes.len() as u64 <= u64::from(max_bytes) {
                return Some(bytes);
            }
        }
        let side = raster.size().long_side() * SMALLER / 100;
        if side < 16 {
            return None;
        }
        raster = raster.within(side);
    }
    None
}

pub(crate) fn jpeg(raster: &Raster, quality: u8) -> Option<Vec<u8>> {
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
    encoder
        .encode(&raster.levels, width, height, colours)
        .ok()?;
    Some(bytes)
}
