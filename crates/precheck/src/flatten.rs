//! Evens out light and shadow on a document, on request only: each pixel is divided by the paper around it.
//! After the shading correction of document cameras (Pilu and Pollard, BMVC 2002): paper is the lightest fifth of a
//! small cell. All colours of a pixel get the same factor, so that a red seal stays red.

use crate::luma::Histogram;
use crate::raster::Raster;

/// Cells along the long side. Wider than a character or two, narrower than the edge of a hand's shadow.
const CELLS: usize = 40;
/// Paper is the level that this share of a cell, in per cent, does not exceed.
const PAPER: u32 = 80;
/// The level of the paper afterwards.
const WHITE: u32 = 238;
/// Where the "paper" is darker than this part of the lightest paper it is none: a portrait, a dark table.
const DARKEST: u32 = 4;
/// A factor is in parts of this.
const WHOLE: u32 = 256;

/// The picture under even light.
pub(crate) fn flattened(picture: Raster) -> Raster {
    let paper = Paper::of(&picture);
    let mut levels = picture.levels;
    let stride = picture.width * picture.channels;
    for (y, row) in levels.chunks_exact_mut(stride.max(1)).enumerate() {
        for (x, pixel) in row.chunks_exact_mut(picture.channels.max(1)).enumerate() {
            let factor = paper.factor(x, y);
            for level in pixel {
                *level = (u32::from(*level) * factor / WHOLE).min(255) as u8;
            }
        }
    }
    Raster { levels, ..picture }
}

/// How light the paper is, cell by cell.
struct Paper {
    across: usize,
    down: usize,
    side: usize,
    cells: Vec<u32>,
}

impl Paper {
    fn of(picture: &Raster) -> Self {
        let side = (picture.width.max(picture.height) / CELLS).max(8);
        let (across, down) = (
            picture.width.div_ceil(side).max(1),
            picture.height.div_ceil(side).max(1),
        );
        let mut cells = Vec::with_capacity(across * down);
        for row in 0..down {
            for column in 0..across {
                cells.push(u32::from(lightness(
                    picture,
                    column * side,
                    row * side,
                    side,
                )));
            }
        }
        let paper = Self {
            across,
            down,
            side,
            cells,
        };
        let lightest = paper.cells.iter().copied().max().unwrap_or(0);
        // Print and seals darken a whole cell: the lightest neighbour speaks for it, and the mean of nine hides the
        // seam.
        let mut paper = paper.with_neighbours(|around| around.iter().copied().max().unwrap_or(0));
        for cell in &mut paper.cells {
            *cell = (*cell).max(lightest / DARKEST).max(1);
        }
        paper.with_neighbours(|around| around.iter().sum::<u32>() / around.len().max(1) as u32)
    }

    fn with_neighbours(self, new: impl Fn(&[u32]) -> u32) -> Self {
        let mut cells = Vec::with_capacity(self.cells.len());
        for row in 0..self.down {
            for column in 0..self.across {
                let mut around = [0; 9];
                let mut at = 0;
                for y in row.saturating_sub(1)..(row + 2).min(self.down) {
                    for x in column.saturating_sub(1)..(column + 2).min(self.across) {
                        around[at] = self.cells[y * self.across + x];
                        at += 1;
                    }
                }
                cells.push(new(&around[..at]));
            }
        }
        Self { cells, ..self }
    }

    /// What the pixel here is to be multiplied with, between the middles of four cells.
    fn factor(&self, x: usize, y: usize) -> u32 {
        let (column, right) = self.between(x, self.across);
        let (row, below) = self.between(y, self.down);
        let cell = |x: usize, y: usize| {
            self.cells[y.min(self.down - 1) * self.across + x.min(self.across - 1)]
        };
        let whole = 2 * self.side as u32;
        let upper = cell(column, row) * (whole - right) + cell(column + 1, row) * right;
        let lower = cell(column, row + 1) * (whole - right) + cell(column + 1, row + 1) * right;
        let paper = (upper * (whole - below) + lower * below) / (whole * whole);
        WHITE * WHOLE / paper.max(1)
    }

    /// The cell whose middle lies before this pixel, and how far it is from there in halves of a pixel.
    fn between(&self, at: usize, cells: usize) -> (usize, u32) {
        let from = (2 * at + 1).saturating_sub(self.side);
        let cell = (from / (2 * self.side)).min(cells - 1);
        (
            cell,
            (from - cell * 2 * self.side).min(2 * self.side) as u32,
        )
    }
}

/// The level of the paper in one cell: of the greatest of its colours, as a lamp's tint must not pass for shadow.
fn lightness(picture: &Raster, left: usize, top: usize, side: usize) -> u8 {
    let levels: Vec<u8> = (top..(top + side).min(picture.height))
        .flat_map(|y| {
            let row = &picture.levels[y * picture.width * picture.channels..];
            let from = left * picture.channels;
            let to = (left + side).min(picture.width) * picture.channels;
            row[from..to].chunks_exact(picture.channels)
        })
        .map(|pixel| pixel.iter().copied().max().unwrap_or(0))
        .collect();
    Histogram::of(levels.iter()).percentile(PAPER)
}
