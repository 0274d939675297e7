//! What a patch of light ends in: it fades, or it stops at an edge.
//! Print is left out by looking at the middle level of what lies around a place, be it dark on light or light on dark:
//! strokes cover less than half of it, and an edge stays an edge.

use crate::luma::Histogram;
use crate::raster::Raster;

/// Side of a cell in pixels at the measuring scale: a stroke and the gap beside it, so that print shows as unevenness.
pub(super) const CELL: usize = 4;
/// Cells around a place on each side whose middle level is that of its surface.
const AROUND: usize = 2;
/// Cells from the rim of a patch within which a reflection fades: a tenth of the picture.
const REACH: usize = 25;
/// Grey levels by which it fades at least.
const FADES: u8 = 15;

/// Hundredths of the fall that the steepest two cells have at most, and one cell at the rim of a large patch: an edge
/// has half of it or more.
const STEEP: u32 = 50;
const STEEP_OF_LARGE: u32 = 45;

/// What the light ends in on the ways out of a patch.
#[derive(Default)]
pub(super) struct Rims {
    pub(super) all: usize,
    /// It fades.
    pub(super) gentle: usize,
    /// It ends at an edge.
    pub(super) sharp: usize,
    /// There is print close by.
    pub(super) printed: usize,
}

/// The picture without its print, looked at where it is asked for.
pub(super) struct Surface<'a> {
    grey: &'a Raster,
    across: usize,
    down: usize,
    known: Vec<Option<u8>>,
}

impl<'a> Surface<'a> {
    pub(super) fn of(grey: &'a Raster) -> Self {
        let (across, down) = (grey.width / CELL, grey.height / CELL);
        Self {
            grey,
            across,
            down,
            known: vec![None; across * down],
        }
    }

    /// Whether the light fades gently from a cell outwards, or ends at a sharp edge; nothing where it goes on.
    pub(super) fn rim(
        &mut self,
        (x, y): (usize, usize),
        way: (isize, isize),
        is_large: bool,
    ) -> Option<bool> {
        let from = self.level(x, y);
        let (mut lowest, mut steepest) = (from, 0);
        // Two cells before, and one. Small patches lie between strokes, whose edges are soft.
        let mut before = [from; 2];
        for steps in 1..=REACH as isize {
            let at = |at: usize, by: isize, of: usize| {
                at.checked_add_signed(by * steps).filter(|at| *at < of)
            };
            let (Some(x), Some(y)) = (at(x, way.0, self.across), at(y, way.1, self.down)) else {
                break;
            };
            lowest = lowest.min(self.level(x, y));
            steepest = steepest.max(before[usize::from(is_large)] - lowest);
            before = [before[1], lowest];
        }
        let fall = from - lowest;
        let steep = if is_large { STEEP_OF_LARGE } else { STEEP };
        (fall >= FADES).then_some(u32::from(steepest) * 100 <= u32::from(fall) * steep)
    }

    fn level(&mut self, x: usize, y: usize) -> u8 {
        let at = y * self.across + x;
        if let Some(level) = self.known[at] {
            return level;
        }
        let span = |at: usize, side: usize| {
            at.saturating_sub(AROUND) * CELL..((at + AROUND + 1) * CELL).min(side)
        };
        let (width, columns) = (self.grey.width, span(x, self.grey.width));
        let rows = span(y, self.grey.height);
        let levels = rows.flat_map(|y| &self.grey.levels[y * width..][columns.clone()]);
        let level = Histogram::of(levels).percentile(50);
        self.known[at] = Some(level);
        level
    }
}
