//! Whether print runs out of a page that fills the picture and shows no rim of its own: strokes that end at the border
//! of the picture, along much of two sides. One side alone may be a table that was cut out.

use crate::analysis_image::{AnalysisImage, TILE};
use crate::{Code, Finding, Policy};

// Measured on the corpus: handwriting that runs out on all sides reaches 44 to 68 hundredths of them; of 44 good
// documents and cards one, a table cut out of a page, has more than 32 on one side, and none on two.

/// Hundredths of the tiles along a side that strokes end in.
const TOUCHED: usize = 35;
/// Hundredths of a side that is paper.
const PAPER: usize = 50;
/// Sides that print runs out of at least.
const SIDES: usize = 2;
/// Paper at the border is at least this many hundredths as bright as most of it is.
const BRIGHT: u32 = 60;
/// Ink is at most this many hundredths as bright as its paper.
const INK: u32 = 70;
/// Rows from the border that are looked at, and pixels along it that a stroke covers.
const ROWS: std::ops::Range<usize> = 1..4;
const STROKE: std::ops::RangeInclusive<usize> = 3..=15;

/// A border of the picture, as if it were the upper one.
#[derive(Clone, Copy)]
enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

/// Whether print runs out, as a finding under this policy: never more than a warning.
pub(crate) fn finding(look: &AnalysisImage, policy: &Policy) -> Option<Finding> {
    let sides = [Side::Top, Side::Right, Side::Bottom, Side::Left];
    let paper = paper(look);
    let out = sides.iter().filter(|side| runs_out(look, **side, paper));
    let severity = (out.count() >= SIDES).then(|| policy.edges.of_doubtful());
    Finding::when_checked(Code::CutOff, severity.flatten())
}

/// The level of most paper: the middle of the brighter half of all tiles.
fn paper(look: &AnalysisImage) -> u32 {
    let mut counts = [0_usize; 256];
    let (across, down) = (look.tiles.across, look.tiles.down);
    for at in 0..across * down {
        counts[usize::from(look.tiles.at(at % across, at / across).high)] += 1;
    }
    let mut brighter = 0;
    let level = (0..256).rev().find(|level| {
        brighter += counts[*level];
        brighter * 4 >= across * down
    });
    level.unwrap_or(255) as u32
}

fn runs_out(look: &AnalysisImage, side: Side, paper: u32) -> bool {
    let calm = &look.calm;
    let (width, height) = (calm.width, calm.height);
    let (along, across) = match side {
        Side::Top | Side::Bottom => (width, height),
        Side::Left | Side::Right => (height, width),
    };
    if across <= TILE || along < 4 * TILE {
        return false;
    }
    let level = |at: usize, from: usize| {
        let (x, y) = match side {
            Side::Top => (at, from),
            Side::Bottom => (at, height - 1 - from),
            Side::Left => (from, at),
            Side::Right => (width - 1 - from, at),
        };
        u32::from(calm.levels[y * width + x])
    };
    let (mut bright, mut touched, mut tiles) = (0, 0, 0);
    for first in (0..=along - TILE).step_by(TILE) {
        tiles += 1;
        let (x, y) = match side {
            Side::Top => (first, 0),
            Side::Bottom => (first, height - 1),
            Side::Left => (0, first),
            Side::Right => (width - 1, first),
        };
        let here = u32::from(look.tiles.paper(x / TILE, y / TILE));
        if here * 100 < paper * BRIGHT {
            continue;
        }
        bright += 1;
        let is_ink = |at: usize| {
            let sum: u32 = ROWS.map(|from| level(at, from)).sum();
            sum * 100 < here * INK * ROWS.len() as u32
        };
        let (mut run, mut is_touched) = (0, false);
        for at in first..first + TILE {
            if is_ink(at) {
                run += 1;
            } else {
                is_touched |= STROKE.contains(&run);
                run = 0;
            }
        }
        touched += usize::from(is_touched || STROKE.contains(&run));
    }
    bright * 100 >= tiles * PAPER && touched * 100 >= bright * TOUCHED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;
    use crate::decode::Coding;
    use crate::raster::Raster;

    /// Strokes on paper that end before the sides, or at those that are named.
    fn page(at: &[Side]) -> AnalysisImage {
        let (width, height) = (400, 474);
        let margin = |side: fn(&Side) -> bool| if at.iter().any(side) { 0 } else { 24 };
        let rows =
            margin(|it| matches!(it, Side::Top))..height - margin(|it| matches!(it, Side::Bottom));
        let columns =
            margin(|it| matches!(it, Side::Left))..width - margin(|it| matches!(it, Side::Right));
        let mut levels = vec![220; width * height];
        for y in rows {
            for x in columns.clone() {
                if (x / 6) % 2 == 0 && (y / 6) % 2 == 0 {
                    levels[y * width + x] = 30;
                }
            }
        }
        let page = Raster {
            width,
            height,
            channels: 1,
            levels,
        };
        AnalysisImage::at(&page, Coding::Colours)
    }

    #[test]
    fn print_that_ends_at_two_sides_runs_out() {
        let policy = Policy::default();
        let told = |at: &[Side]| finding(&page(at), &policy).map(|it| (it.code, it.severity));
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[Side::Left]), None, "a table that was cut out");
        let cut = Some((Code::CutOff, Severity::Warn));
        assert_eq!(told(&[Side::Left, Side::Right]), cut);
        assert_eq!(told(&[Side::Top, Side::Bottom]), cut);
    }
}
