//! The picture in small cells: which are bright, which of these hang together, and what lies around them.

use super::rim::{CELL, Rims, Surface};
use crate::Region;
use crate::analysis_image::{AnalysisImage, Place};
use crate::blob::{self, WAYS};
use crate::exposure::READABLE;
use crate::raster::Raster;

/// Cells from the rim within which there is print that may go on under the patch.
const NEAR: usize = 12;
/// Per cent of holes within a patch at most.
const HOLES: usize = 15;

/// A few pixels side by side.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    /// Grey level of the darkest and of the brightest pixel.
    pub(super) low: u8,
    high: u8,
    /// Whether it belongs to the document.
    pub(super) inside: bool,
}

pub(super) struct Cells {
    across: usize,
    down: usize,
    pub(super) cells: Vec<Cell>,
}

impl Cells {
    pub(super) fn of(look: &AnalysisImage, place: Place) -> Self {
        let grey = &look.grey;
        let (across, down) = (grey.width / CELL, grey.height / CELL);
        let mut cells = Vec::with_capacity(across * down);
        for y in 0..down {
            for x in 0..across {
                let (low, high) = levels(grey, x, y).fold((255, 0), |(low, high), level| {
                    (level.min(low), level.max(high))
                });
                cells.push(Cell {
                    low,
                    high,
                    inside: place.holds((x, y), (across, down)),
                });
            }
        }
        Self {
            across,
            down,
            cells,
        }
    }

    pub(super) fn is_bright(&self, at: usize, least: u8) -> bool {
        let cell = self.cells[at];
        cell.inside && cell.low >= least
    }

    /// All cells of at least this level that hang together with the first.
    pub(super) fn blob(&self, start: usize, least: u8, seen: &mut [bool]) -> Vec<usize> {
        let size = (self.across, self.down);
        blob::blob(start, size, seen, |at| self.is_bright(at, least))
    }

    fn step(&self, at: usize, (across, down): (isize, isize), steps: usize) -> Option<usize> {
        let steps = steps as isize;
        let way = (across * steps, down * steps);
        blob::beside(at, way, (self.across, self.down))
    }

    /// What the light ends in on all the ways out of a blob.
    pub(super) fn rims(
        &self,
        blob: &[usize],
        least: u8,
        is_large: bool,
        surface: &mut Surface<'_>,
    ) -> Rims {
        let mut rims = Rims::default();
        for &at in blob {
            for way in WAYS {
                let next = self.step(at, way, 1);
                if next.is_some_and(|to| self.is_bright(to, least)) {
                    continue;
                }
                rims.all += 1;
                rims.printed += usize::from(self.passes_print(at, way));
                match surface.rim((at % self.across, at / self.across), way, is_large) {
                    Some(true) => rims.gentle += 1,
                    Some(false) => rims.sharp += 1,
                    None => {}
                }
            }
        }
        rims
    }

    /// Whether a blob has few holes in it. Print stays in an over-exposed page as holes; light that is reflected covers
    /// it.
    pub(super) fn is_solid(&self, blob: &[usize]) -> bool {
        let mut rows = vec![(usize::MAX, 0); self.down];
        let mut columns = vec![(usize::MAX, 0); self.across];
        for at in blob {
            let (x, y) = (at % self.across, at / self.across);
            rows[y] = (x.min(rows[y].0), x.max(rows[y].1));
            columns[x] = (y.min(columns[x].0), y.max(columns[x].1));
        }
        let mut enclosed = 0;
        for (y, (first, last)) in rows.iter().enumerate().filter(|(_, (a, b))| a <= b) {
            let columns = &columns[*first..=*last];
            let between = |(top, bottom): &&(usize, usize)| (*top..=*bottom).contains(&y);
            enclosed += columns.iter().filter(between).count();
        }
        (enclosed - blob.len()) * 100 <= enclosed * HOLES
    }

    /// Cells across and down a blob.
    pub(super) fn extent(&self, blob: &[usize]) -> [usize; 2] {
        let span = |of: &dyn Fn(&usize) -> usize| {
            let (first, last) = (blob.iter().map(of).min(), blob.iter().map(of).max());
            last.unwrap_or(0) + 1 - first.unwrap_or(0)
        };
        [span(&|at| at % self.across), span(&|at| at / self.across)]
    }

    /// Whether there is print on the way out of a blob.
    fn passes_print(&self, rim: usize, way: (isize, isize)) -> bool {
        (1..=NEAR).any(|steps| {
            let cell = self.step(rim, way, steps).map(|at| self.cells[at]);
            cell.is_some_and(|it| it.high.abs_diff(it.low) >= READABLE)
        })
    }

    pub(super) fn region(&self, blob: &[usize]) -> Region {
        let columns = || blob.iter().map(|at| at % self.across);
        let rows = || blob.iter().map(|at| at / self.across);
        let part = |first: Option<usize>, last: Option<usize>, of: usize| {
            let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
            let whole = of.max(1) as f32;
            (first as f32 / whole, (last + 1 - first) as f32 / whole)
        };
        let (left, width) = part(columns().min(), columns().max(), self.across);
        let (top, height) = part(rows().min(), rows().max(), self.down);
        Region {
            left,
            top,
            width,
            height,
        }
    }
}

/// The four ways out of a cell.
/// All levels of a cell.
fn levels(raster: &Raster, x: usize, y: usize) -> impl Iterator<Item = u8> + '_ {
    let channels = raster.channels;
    (y * CELL..(y + 1) * CELL).flat_map(move |row| {
        let start = (row * raster.width + x * CELL) * channels;
        raster.levels[start..start + CELL * channels]
            .iter()
            .copied()
    })
}
