//! Lays the watermark 「仅用于办理…」 over a picture, so that a copy is of no use for anything else.
//! It darkens and never covers: print below stays readable, and so does the watermark above print.

use crate::Watermark;
use crate::raster::Raster;

/// What is left of red, green and blue below the full watermark, in parts of 256: a bluish grey that takes no more than
/// a quarter.
const LEFT: [u32; 3] = [192, 202, 222];
/// What is left where there are no colours.
const LEFT_OF_GREY: u32 = 200;
/// A tile is as wide as this part of the long side of the picture.
const TILES: i64 = 3;
/// Sine and cosine of the slant in thirteenths, about 23°: 5, 12 and 13 are sides of a right triangle.
const SLANT: (i64, i64) = (5, 12);
const SLANT_PARTS: i64 = 13;

/// The picture with the watermark all over; as it was where the tile is none.
pub(crate) fn watermarked(picture: Raster, watermark: &Watermark) -> Raster {
    let (tile_width, tile_height) = (i64::from(watermark.width), i64::from(watermark.height));
    if watermark.cover.is_empty()
        || u64::from(watermark.width) * u64::from(watermark.height) != watermark.cover.len() as u64
    {
        return picture;
    }
    let long = picture.width.max(picture.height) as i64;
    let mut levels = picture.levels;
    let channels = picture.channels.max(1);
    for (at, pixel) in levels.chunks_exact_mut(channels).enumerate() {
        let (x, y) = ((at % picture.width) as i64, (at / picture.width) as i64);
        // Along the slanting line of text, and across it, in pixels of the tile.
        let along = (x * SLANT.1 - y * SLANT.0) * TILES * tile_width / (long * SLANT_PARTS);
        let across = (x * SLANT.0 + y * SLANT.1) * TILES * tile_width / (long * SLANT_PARTS);
        let row = across.div_euclid(tile_height);
        // Every other line by half a tile, as bricks lie: no column of the picture stays free.
        let shift = if row % 2 == 0 { 0 } else { tile_width / 2 };
        let column = (along + shift).rem_euclid(tile_width);
        let from = across.rem_euclid(tile_height) * tile_width + column;
        let cover = usize::try_from(from)
            .ok()
            .and_then(|from| watermark.cover.get(from));
        let cover = u32::from(cover.copied().unwrap_or(0));
        let left = if channels == 1 {
            [LEFT_OF_GREY; 3]
        } else {
            LEFT
        };
        for (level, left) in pixel.iter_mut().zip(left) {
            let keeps = 256 * 255 - cover * (256 - left);
            *level = (u32::from(*level) * keeps / (256 * 255)) as u8;
        }
    }
    Raster { levels, ..picture }
}
