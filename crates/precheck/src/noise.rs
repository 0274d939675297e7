//! How noisy the sensor was: what the median takes away where the picture is even.
//! Measured to be kept with the case; noise alone is no defect.

use crate::analysis_image::{AnalysisImage, TILE};

/// Grey levels that a tile spans at most to be even.
const EVEN: u8 = 16;

/// The noise of even parts in grey levels; 0 where no part is even.
pub(crate) fn measure(look: &AnalysisImage) -> u8 {
    let (grey, calm, tiles) = (&look.grey, &look.calm, &look.tiles);
    let (mut difference, mut pixels) = (0_u64, 0_u64);
    for row in 0..tiles.down {
        for column in 0..tiles.across {
            let tile = tiles.at(column, row);
            if tile.high.saturating_sub(tile.low) > EVEN {
                continue;
            }
            let right = ((column + 1) * TILE).min(calm.width);
            for y in row * TILE..((row + 1) * TILE).min(calm.height) {
                let span = y * calm.width + column * TILE..y * calm.width + right;
                let pairs = grey.levels[span.clone()].iter().zip(&calm.levels[span]);
                difference += pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
                pixels += (right - column * TILE) as u64;
            }
        }
    }
    // The mean deviation of a normal distribution is four fifths of the standard deviation.
    u8::try_from((difference * 5 / 4 + pixels / 2) / pixels.max(1)).unwrap_or(u8::MAX)
}
