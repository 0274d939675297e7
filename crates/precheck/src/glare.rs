//! Whether light reflected by the document hides a part of it.
//! White paper is as bright as a reflection, so brightness alone says nothing. A reflection is brighter than the paper
//! or card around it, covers print, and fades outwards; paper ends at a sharp edge and shows its print, and where paper
//! itself is as bright as can be nothing is told.
//!
//! Specular blobs by saturation and lack of detail: Rodin, Orlov, arXiv:1911.05189. The test of the fading rim is our
//! own.

use crate::analysis_image::{AnalysisImage, Place};
use crate::exposure::READABLE;
use crate::raster::Raster;
use crate::{Code, Finding, Policy, Region};

/// Side of a cell in pixels at the measuring scale: a stroke and the gap beside it, so that print shows as unevenness.
const CELL: usize = 4;
/// A cell hides what is there when the darkest channel of its darkest pixel is at least this.
const SATURATED: u8 = 240;
/// Pixels from the rim of a patch within which a reflection fades: a tenth of the picture.
const REACH: usize = 100;
/// Grey levels by which it fades at least.
const FADES: i32 = 15;
/// Cells from the rim within which there is print that may go on under the patch.
const NEAR: usize = 12;

// Measured on eleven photographs of documents, a scan among them: drawn reflections of six kinds have gentle rims on 22
// to 99 % of the ways out and 0 to 13 % of holes; over-exposed copies (light × 1.1 to 1.5, even and from one side) have
// gentle rims on 0 to 29 % and, where print stands in them, 10 to 29 % of holes. As they are none has a patch.

/// Per cent of holes within a patch at most.
const HOLES: usize = 15;
/// Cells that a patch is wide and high at least: a character. The gaps between ruled lines are narrower.
const WIDTH: usize = 8;
/// Smaller patches are a glint, in thousandths of the document.
const GLINT: u32 = 3;
/// From this on a patch hides more than a character or two.
const HIDES: u32 = 8;
/// Findings told at most.
const MOST: usize = 3;

/// A patch of reflected light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Patch {
    /// In thousandths of the document.
    share: u32,
    /// Whether it surely is one, and hides more than a character or two.
    is_clear: bool,
    region: Region,
}

/// What is hidden by reflected light.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Glare {
    /// All patches together, in thousandths of the document.
    pub(crate) share: u16,
    /// The largest, in the order of the picture.
    patches: Vec<Patch>,
}

/// Measures a picture where its document lies.
pub(crate) fn measure(look: &AnalysisImage, place: Place) -> Glare {
    let cells = Cells::of(look, place);
    let mut glare = Glare::default();
    let mut seen = vec![false; cells.cells.len()];
    let whole = cells.cells.iter().filter(|cell| cell.inside).count().max(1);
    for start in 0..cells.cells.len() {
        if seen[start] || !cells.is_bright(start) {
            continue;
        }
        let blob = cells.blob(start, &mut seen);
        let share = (blob.len() * 1000 / whole) as u32;
        if share < GLINT {
            continue;
        }
        if let Some(rims) = cells.rims(&blob, &look.grey) {
            glare.share += share as u16;
            glare.patches.push(Patch {
                share,
                is_clear: share >= HIDES && rims.gentle * 3 >= rims.gentle + rims.sharp,
                region: cells.region(&blob),
            });
        }
    }
    while glare.patches.len() > MOST {
        let least = glare.patches.iter().map(|it| it.share).min();
        glare.patches.retain(|it| Some(it.share) != least);
    }
    glare
}

/// What the measurement means under this policy: one finding a patch.
pub(crate) fn findings(glare: &Glare, policy: &Policy) -> Vec<Finding> {
    let told = |patch: &Patch| {
        let severity = if patch.is_clear {
            policy.glare.of_bad()
        } else {
            policy.glare.of_doubtful()
        }?;
        Some(Finding {
            region: Some(patch.region),
            value: Some(patch.share),
            ..Finding::new(Code::Glare, severity)
        })
    };
    glare.patches.iter().filter_map(told).collect()
}

/// A few pixels side by side.
#[derive(Clone, Copy)]
struct Cell {
    /// Darkest channel of the darkest pixel.
    least: u8,
    /// Grey level of the darkest and of the brightest pixel.
    low: u8,
    high: u8,
    /// Whether it belongs to the document.
    inside: bool,
}

struct Cells {
    across: usize,
    down: usize,
    cells: Vec<Cell>,
}

impl Cells {
    fn of(look: &AnalysisImage, place: Place) -> Self {
        let grey = &look.grey;
        let (across, down) = (grey.width / CELL, grey.height / CELL);
        let mut cells = Vec::with_capacity(across * down);
        for y in 0..down {
            for x in 0..across {
                let least = levels(&look.colours, x, y).min().unwrap_or(0);
                let (low, high) = levels(grey, x, y).fold((255, 0), |(low, high), level| {
                    (level.min(low), level.max(high))
                });
                cells.push(Cell {
                    least,
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

    fn is_bright(&self, at: usize) -> bool {
        let cell = self.cells[at];
        cell.inside && cell.least >= SATURATED
    }

    /// All bright cells that hang together with the first, which is marked as seen like the rest.
    fn blob(&self, start: usize, seen: &mut [bool]) -> Vec<usize> {
        let mut blob = vec![start];
        seen[start] = true;
        let mut next = 0;
        while let Some(&at) = blob.get(next) {
            next += 1;
            for way in WAYS {
                if let Some(to) = self.step(at, way, 1)
                    && !seen[to]
                    && self.is_bright(to)
                {
                    seen[to] = true;
                    blob.push(to);
                }
            }
        }
        blob
    }

    fn step(&self, at: usize, (across, down): (isize, isize), steps: usize) -> Option<usize> {
        let steps = steps as isize;
        let x = (at % self.across).checked_add_signed(across * steps)?;
        let y = (at / self.across).checked_add_signed(down * steps)?;
        (x < self.across && y < self.down).then_some(y * self.across + x)
    }

    /// Whether a blob is reflected light: solid, fading outwards on many sides, and with print beside it that may go on
    /// below. Tells what the light ends in on all the ways out.
    fn rims(&self, blob: &[usize], grey: &Raster) -> Option<Rims> {
        let mut rims = Rims::default();
        for &at in blob {
            for way in WAYS {
                if self.step(at, way, 1).is_some_and(|to| self.is_bright(to)) {
                    continue;
                }
                rims.all += 1;
                rims.printed += usize::from(self.passes_print(at, way));
                match self.rim(at, way, grey) {
                    Some(true) => rims.gentle += 1,
                    Some(false) => rims.sharp += 1,
                    None => {}
                }
            }
        }
        let is_reflection = rims.gentle * 5 >= rims.all && rims.printed * 4 >= rims.all;
        (is_reflection && self.is_solid(blob)).then_some(rims)
    }

    /// Whether a blob has width, and few holes in it. Print stays in an over-exposed page as holes; light that is
    /// reflected covers it.
    fn is_solid(&self, blob: &[usize]) -> bool {
        let mut rows = vec![(usize::MAX, 0); self.down];
        let mut columns = vec![(usize::MAX, 0); self.across];
        for at in blob {
            let (x, y) = (at % self.across, at / self.across);
            rows[y] = (x.min(rows[y].0), x.max(rows[y].1));
            columns[x] = (y.min(columns[x].0), y.max(columns[x].1));
        }
        let spans = |spans: &[(usize, usize)]| spans.iter().filter(|(a, b)| a <= b).count();
        let mut enclosed = 0;
        for (y, (first, last)) in rows.iter().enumerate().filter(|(_, (a, b))| a <= b) {
            let columns = &columns[*first..=*last];
            let between = |(top, bottom): &&(usize, usize)| (*top..=*bottom).contains(&y);
            enclosed += columns.iter().filter(between).count();
        }
        spans(&rows) >= WIDTH
            && spans(&columns) >= WIDTH
            && (enclosed - blob.len()) * 100 <= enclosed * HOLES
    }

    /// Whether there is print on the way out of a blob.
    fn passes_print(&self, rim: usize, way: (isize, isize)) -> bool {
        (1..=NEAR).any(|steps| {
            let cell = self.step(rim, way, steps).map(|at| self.cells[at]);
            cell.is_some_and(|it| it.high.abs_diff(it.low) >= READABLE)
        })
    }

    /// Whether the light fades gently from the rim of a blob outwards, or ends at a sharp edge; nothing where it goes
    /// on.
    fn rim(&self, rim: usize, (across, down): (isize, isize), grey: &Raster) -> Option<bool> {
        let (x, y) = ((rim % self.across) * CELL, (rim / self.across) * CELL);
        // The brightest of a cell around each step, so that strokes on the way do not count.
        let level = |steps: usize| {
            let left = x.checked_add_signed(across * steps as isize)?;
            let top = y.checked_add_signed(down * steps as isize)?;
            let is_in = left + CELL <= grey.width && top + CELL <= grey.height;
            let rows = (top..top + CELL).filter(|_| is_in);
            rows.flat_map(|y| &grey.levels[y * grey.width + left..][..CELL])
                .max()
                .map(|level| i32::from(*level))
        };
        let from = level(0)?;
        let (mut fall, mut steepest) = (0, 0);
        let mut last = [from; 2];
        for steps in 1..=REACH {
            let Some(now) = level(steps) else { break };
            fall = fall.max(from - now);
            steepest = steepest.max(last[0] - now);
            last = [last[1], now];
        }
        (fall >= FADES).then_some(steepest * 2 <= fall)
    }

    fn region(&self, blob: &[usize]) -> Region {
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

/// What the light ends in on the ways out of a patch.
#[derive(Default)]
struct Rims {
    all: usize,
    /// It fades.
    gentle: usize,
    /// It ends at an edge.
    sharp: usize,
    /// There is print close by.
    printed: usize,
}

/// The four ways out of a cell.
const WAYS: [(isize, isize); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];

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
