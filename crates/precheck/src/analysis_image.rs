//! The picture as the checks see it: decoded once, reduced to the measuring scale, with a few close-ups of the full
//! one. Colours, grey levels, grey levels freed of noise, and the light and dark of small tiles are shared by all
//! checks.

mod close_up;
mod place;
mod tiles;

pub(crate) use close_up::CloseUp;
pub(crate) use place::Place;
pub(crate) use tiles::{TILE, Tiles};

use crate::decode::Coding;
use crate::luma;
use crate::raster::Raster;

/// One picture, looked at once.
pub(crate) struct AnalysisImage {
    /// Red, green and blue at the measuring scale, or one level a pixel where the file has no colours.
    pub(crate) colours: Raster,
    /// Grey levels at the measuring scale.
    pub(crate) grey: Raster,
    /// The same after the median, which takes out noise.
    pub(crate) calm: Raster,
    /// The calm levels in tiles.
    pub(crate) tiles: Tiles,
}

impl AnalysisImage {
    /// Of the whole picture, upright.
    pub(crate) fn at(picture: &Raster, coding: Coding) -> Self {
        let reduced = luma::at_measuring_scale(picture);
        let grey = coding.grey(&reduced);
        let colours = coding.colours(reduced);
        let calm = luma::median(&grey);
        let tiles = Tiles::of(&calm);
        Self {
            colours,
            grey,
            calm,
            tiles,
        }
    }
}
