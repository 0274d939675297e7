//! Parts of the picture at its own scale, where most print is, or hardly any: small print and the dots of a screen are
//! lost in reducing.

use super::tiles::Tile;
use super::{AnalysisImage, Place};
use crate::decode::Coding;
use crate::raster::Raster;

/// Side of a part in pixels of the picture as it is.
const SIDE: usize = 192;
/// Parts kept at most.
const MOST: usize = 8;
/// Grey levels between paper and ink of a tile beyond which more contrast is no more print.
const CLEAR: u8 = 60;

/// Zones along the longer and the shorter side, each of which has its own even part.
const ZONES: (usize, usize) = (4, 2);
/// Mean grey levels between the light and dark of its tiles in an even part at most: paper, a wall, a screen's window.
const EVEN: u32 = 40;
/// Brightest and darkest mean level of paper at which a pattern can still be seen.
const SEEN: std::ops::RangeInclusive<u32> = 30..=250;

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
        let grid = grid(picture);
        let mut best: Vec<(u32, (usize, usize))> = Vec::new();
        for (column, row) in cells(grid).filter(|at| place.holds(*at, grid)) {
            let print = below(look, (column, row), grid)
                .map(|tile| u32::from(tile.high.saturating_sub(tile.low).min(CLEAR)));
            best.push((print.sum(), (column, row)));
            if best.len() > MOST {
                let least = best.iter().map(|(score, _)| *score).min();
                if let Some(at) = best.iter().position(|(score, _)| Some(*score) == least) {
                    best.remove(at);
                }
            }
        }
        let parts = best.into_iter();
        parts
            .map(|(_, at)| Self::at(picture, coding, at, grid, place))
            .collect()
    }

    /// The most even part of each zone of a picture, wherever its document lies.
    pub(crate) fn even(picture: &Raster, coding: Coding, look: &AnalysisImage) -> Vec<Self> {
        let grid = grid(picture);
        let zones = if picture.width > picture.height {
            ZONES
        } else {
            (ZONES.1, ZONES.0)
        };
        let mut best = [None::<(u32, (usize, usize))>; ZONES.0 * ZONES.1];
        for (column, row) in cells(grid) {
            let (mut count, mut uneven, mut light) = (0, 0, 0);
            for tile in below(look, (column, row), grid) {
                count += 1;
                uneven += u32::from(tile.high.saturating_sub(tile.low));
                light += u32::from(tile.high);
            }
            let zone = row * zones.1 / grid.1 * zones.0 + column * zones.0 / grid.0;
            let is_even = uneven <= EVEN * count && SEEN.contains(&(light / count.max(1)));
            // Parts at the rim cover fewer tiles.
            let uneven = uneven * 16 / count.max(1);
            if is_even && best[zone].is_none_or(|(least, _)| uneven < least) {
                best[zone] = Some((uneven, (column, row)));
            }
        }
        let parts = best.into_iter().flatten();
        parts
            .map(|(_, at)| Self::at(picture, coding, at, grid, Place::of(None)))
            .collect()
    }

    fn at(
        picture: &Raster,
        coding: Coding,
        at: (usize, usize),
        grid: (usize, usize),
        place: Place,
    ) -> Self {
        let (part, at) = cut(picture, at, grid);
        Self {
            grey: coding.grey(&part),
            at,
            of: (picture.width, picture.height),
            place,
        }
    }

    /// Pixels along the longer side of the whole picture.
    pub(crate) fn whole(&self) -> usize {
        self.of.0.max(self.of.1)
    }

    /// Whether one of its pixels belongs to the document.
    pub(crate) fn holds(&self, (x, y): (usize, usize)) -> bool {
        self.place.holds((self.at.0 + x, self.at.1 + y), self.of)
    }
}

/// Cells across and down, each as large as a part or larger.
fn grid(picture: &Raster) -> (usize, usize) {
    let parts = |side: usize| (side / SIDE).max(1);
    (parts(picture.width), parts(picture.height))
}

fn cells((across, down): (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
    (0..down).flat_map(move |row| (0..across).map(move |column| (column, row)))
}

/// The tiles below a cell; it covers at least one.
fn below(
    look: &AnalysisImage,
    (column, row): (usize, usize),
    grid: (usize, usize),
) -> impl Iterator<Item = Tile> + '_ {
    let tiles = &look.tiles;
    let span = |at: usize, cells: usize, tiles: usize| {
        at * tiles / cells..((at + 1) * tiles / cells).max(at * tiles / cells + 1)
    };
    let columns = span(column, grid.0, tiles.across);
    let rows = span(row, grid.1, tiles.down);
    rows.flat_map(move |y| columns.clone().map(move |x| tiles.at(x, y)))
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
