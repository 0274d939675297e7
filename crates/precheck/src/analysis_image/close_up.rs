//! Parts of the picture at its own scale, where most print is: small print and the dots of a screen are lost in
//! reducing.

use super::{AnalysisImage, Place};
use crate::decode::Coding;
use crate::raster::Raster;

/// Side of a part in pixels of the picture as it is.
const SIDE: usize = 192;
/// Parts kept at most.
const MOST: usize = 8;
/// Grey levels between paper and ink of a tile beyond which more contrast is no more print.
const CLEAR: u8 = 60;

/// A part of the picture as it is.
pub(crate) struct CloseUp {
    pub(crate) grey: Raster,
    /// Its upper left corner.
    at: (usize, usize),
    /// The whole picture.
    of: (usize, usize),
    place: Place,
}

impl CloseUp {
    /// The parts of a picture with most print where its document lies.
    pub(crate) fn of(
        picture: &Raster,
        coding: Coding,
        look: &AnalysisImage,
        place: Place,
    ) -> Vec<Self> {
        let parts = |side: usize| (side / SIDE).max(1);
        let grid = (parts(picture.width), parts(picture.height));
        let tiles = &look.tiles;
        let mut best: Vec<(u32, (usize, usize))> = Vec::new();
        for row in 0..grid.1 {
            for column in (0..grid.0).filter(|column| place.holds((*column, row), grid)) {
                // The tiles below the part; a part covers at least one.
                let span = |at: usize, parts: usize, tiles: usize| {
                    at * tiles / parts..((at + 1) * tiles / parts).max(at * tiles / parts + 1)
                };
                let columns = span(column, grid.0, tiles.across);
                let all = span(row, grid.1, tiles.down)
                    .flat_map(|y| columns.clone().map(move |x| (x, y)));
                let print = |(x, y): (usize, usize)| {
                    let tile = tiles.at(x, y);
                    u32::from(tile.high.saturating_sub(tile.low).min(CLEAR))
                };
                best.push((all.map(print).sum(), (column, row)));
                if best.len() > MOST {
                    let least = best.iter().map(|(score, _)| *score).min();
                    if let Some(at) = best.iter().position(|(score, _)| Some(*score) == least) {
                        best.remove(at);
                    }
                }
            }
        }
        let cut = |(_, at)| {
            let (part, at) = cut(picture, at, grid);
            Self {
                grey: coding.grey(&part),
                at,
                of: (picture.width, picture.height),
                place,
            }
        };
        best.into_iter().map(cut).collect()
    }

    /// Whether one of its pixels belongs to the document.
    pub(crate) fn holds(&self, (x, y): (usize, usize)) -> bool {
        self.place.holds((self.at.0 + x, self.at.1 + y), self.of)
    }
}

/// One cell of a grid, and where it begins.
fn cut(picture: &Raster, at: (usize, usize), grid: (usize, usize)) -> (Raster, (usize, usize)) {
    let channels = picture.channels;
    let stride = picture.width * channels;
    let (width, height) = (picture.width.min(SIDE), picture.height.min(SIDE));
    // A cell is as large as a part, or larger.
    let start = |at: usize, cells: usize, side: usize, part: usize| {
        (at * side / cells).min(side.saturating_sub(part))
    };
    let left = start(at.0, grid.0, picture.width, width);
    let top = start(at.1, grid.1, picture.height, height);
    let mut levels = Vec::with_capacity(width * height * channels);
    for y in top..top + height {
        let row = &picture.levels[y * stride + left * channels..];
        levels.extend_from_slice(&row[..width * channels]);
    }
    let part = Raster {
        width,
        height,
        channels,
        levels,
    };
    (part, (left, top))
}
