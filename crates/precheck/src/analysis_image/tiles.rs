//! The light and dark of small tiles: what is paper, and how far print stands out from it.

use crate::luma::Histogram;
use crate::raster::Raster;

/// Side of a tile in pixels at the measuring scale: a line of text.
pub(crate) const TILE: usize = 16;

/// Grey levels of one tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tile {
    /// Below which 5 % of its pixels lie.
    pub(crate) low: u8,
    /// Below which 90 % lie: paper, wherever there is any.
    pub(crate) high: u8,
}

/// Tiles in rows over the whole picture; those at the right and lower rim may be cut.
pub(crate) struct Tiles {
    pub(crate) across: usize,
    pub(crate) down: usize,
    tiles: Vec<Tile>,
}

impl Tiles {
    /// Of a grey picture.
    pub(crate) fn of(grey: &Raster) -> Self {
        let (across, down) = (grey.width.div_ceil(TILE), grey.height.div_ceil(TILE));
        let mut tiles = Vec::with_capacity(across * down);
        for top in (0..grey.height).step_by(TILE) {
            for left in (0..grey.width).step_by(TILE) {
                let right = (left + TILE).min(grey.width);
                let rows = top..(top + TILE).min(grey.height);
                let levels = rows.flat_map(|y| &grey.levels[y * grey.width..][left..right]);
                let levels = Histogram::of(levels);
                tiles.push(Tile {
                    low: levels.percentile(5),
                    high: levels.percentile(90),
                });
            }
        }
        Self {
            across,
            down,
            tiles,
        }
    }

    /// The tile at a place in the grid; beyond the rim the nearest.
    pub(crate) fn at(&self, x: usize, y: usize) -> Tile {
        let (x, y) = (
            x.min(self.across.saturating_sub(1)),
            y.min(self.down.saturating_sub(1)),
        );
        let none = Tile { low: 0, high: 0 };
        *self.tiles.get(y * self.across + x).unwrap_or(&none)
    }

    /// The paper at a tile: the brightest of it and its neighbours, so that a tile full of ink is not taken for dark
    /// paper.
    pub(crate) fn paper(&self, x: usize, y: usize) -> u8 {
        let mut paper = 0;
        for y in y.saturating_sub(1)..=y + 1 {
            for x in x.saturating_sub(1)..=x + 1 {
                paper = paper.max(self.at(x, y).high);
            }
        }
        paper
    }
}
