//! How much of a picture is print on even ground, in tiles.

use crate::analysis_image::{AnalysisImage, TILE};

// Chosen on the good documents and cards of the corpus and on photographs of other things; docs/precheck.md has the
// figures.

/// Levels between ink and paper of print.
const CONTRAST: u8 = 24;
/// Levels by which the paper of neighbouring tiles differs at most.
const EVEN: u8 = 14;
/// Tenths of a crossing of the middle level in each row and in each column of a tile with strokes.
const ACROSS: usize = 15;
const DOWN: usize = 10;
/// Tiles with print in a row, and thousandths of the picture with print, of what is no document at most; thousandths
/// of all strokes that stand on even ground.
const ROW: u32 = 4;
const PRINT: u32 = 60;
const ON_PAPER: u32 = 500;
/// The same where hardly any stroke stands on even ground.
const LONGER_ROW: u32 = 8;
const HARDLY_ON_PAPER: u32 = 250;

/// Tiles of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Print {
    whole: u32,
    /// With strokes.
    strokes: u32,
    /// With strokes on even ground.
    print: u32,
    /// The most of these beside one another in a row.
    row: u32,
}

impl Print {
    pub(super) fn of(look: &AnalysisImage) -> Self {
        let tiles = &look.tiles;
        let mut found = Self::default();
        for y in 0..tiles.down {
            let mut row = 0;
            for x in 0..tiles.across {
                found.whole += 1;
                let has_strokes = has_strokes(look, x, y);
                let is_print = has_strokes && is_even(look, x, y);
                found.strokes += u32::from(has_strokes);
                found.print += u32::from(is_print);
                row = if is_print { row + 1 } else { 0 };
                found.row = found.row.max(row);
            }
        }
        found
    }

    /// Whether nearly all strokes stand on even ground: no cloth, no carpet.
    pub(super) fn is_on_paper(self) -> bool {
        self.print * 1000 >= self.strokes.max(1) * ON_PAPER
    }

    /// Whether it is so little, in so short rows, and on so uneven ground as on no document.
    pub(super) fn is_of_none(self) -> bool {
        let is_on_paper = |least: u32| self.print * 1000 >= self.strokes.max(1) * least;
        let is_little = self.row <= ROW && self.print * 1000 < self.whole * PRINT;
        is_little && !is_on_paper(ON_PAPER)
            || self.row <= LONGER_ROW && !is_on_paper(HARDLY_ON_PAPER)
    }
}

/// Whether the paper goes on beside a tile.
fn is_even(look: &AnalysisImage, x: usize, y: usize) -> bool {
    let tiles = &look.tiles;
    let paper = tiles.at(x, y).high;
    let beside = [
        (x + 1, y),
        (x.saturating_sub(1), y),
        (x, y + 1),
        (x, y.saturating_sub(1)),
    ];
    beside
        .iter()
        .all(|(x, y)| tiles.at(*x, *y).high.abs_diff(paper) <= EVEN)
}

/// Whether rows and columns of a tile cross its middle level as often as strokes of print do.
fn has_strokes(look: &AnalysisImage, x: usize, y: usize) -> bool {
    let tile = look.tiles.at(x, y);
    if tile.high.saturating_sub(tile.low) < CONTRAST {
        return false;
    }
    let grey = &look.grey;
    let middle = tile.low / 2 + tile.high / 2;
    let (left, right) = (x * TILE, ((x + 1) * TILE).min(grey.width));
    let (top, bottom) = (y * TILE, ((y + 1) * TILE).min(grey.height));
    let row = |y: usize| {
        let row = grey
            .levels
            .get(y * grey.width + left..y * grey.width + right);
        row.unwrap_or(&[])
    };
    let is_ink = |level: &u8| *level < middle;
    let (mut across, mut down) = (0, 0);
    for y in top..bottom {
        let here = row(y);
        let along = here.iter().zip(here.iter().skip(1));
        across += along.filter(|(a, b)| is_ink(a) != is_ink(b)).count();
        if y + 1 < bottom {
            let below = here.iter().zip(row(y + 1));
            down += below.filter(|(a, b)| is_ink(a) != is_ink(b)).count();
        }
    }
    across * 10 >= (bottom - top) * ACROSS && down * 10 >= (right - left) * DOWN
}
