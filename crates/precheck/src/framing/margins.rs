//! Whether print runs out of a page that fills the picture and shows no rim of its own: strokes that end at the border
//! of the picture, along much of a side. Rules of a table that was cut out end there as well, but are straight and
//! long.

use crate::analysis_image::{AnalysisImage, TILE};
use crate::shadow;
use crate::{Code, Finding, Policy};

// Measured on the corpus, in hundredths of the tiles of paper along a side: pages that run out have 29 to 83, of 31
// good documents none more than 21. Cards and passport pages cut to their rim have headings there, and up to 53.

/// Hundredths of the tiles along a side that strokes end in.
const TOUCHED: usize = 27;
/// Hundredths of a side that is paper of the page.
const PAPER: usize = 60;
/// Sides that print runs out of at least where the picture has the shape of a card, width by height in hundredths:
/// these are printed to their rim.
const SIDES_OF_CARD: usize = 2;
const CARD: std::ops::RangeInclusive<usize> = 138..=185;
/// Paper at the border is at least this many hundredths as bright as most of it is.
const BRIGHT: u32 = 60;
/// Paper that tells the tint of the page: at least this many hundredths as bright as most of it is.
const CLEAR: u32 = 80;
/// Thousandths by which the tint of paper differs.
const TINT: u32 = 30;
/// Ink is at most this many hundredths as bright as its paper: thin strokes are grey at the measuring scale.
const INK: u32 = 80;
/// Rows from the border that are looked at, all dark in their means, and pixels along it that a stroke covers at most.
/// The outermost row alone may be the frame of a picture that was cut out.
const ROWS: [std::ops::Range<usize>; 2] = [0..3, 1..4];
const STROKE: usize = 15;
/// A rule goes on for so many rows, at most this many hundredths as bright as paper, with a gap or none.
const LONG: std::ops::Range<usize> = 1..25;
const RULE: u32 = 88;
const GAPS: usize = 1;

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
    let tint = tint(look, paper);
    let out = sides
        .iter()
        .filter(|side| runs_out(look, **side, paper, tint));
    let shape = look.grey.width * 100 / look.grey.height.max(1);
    let enough = if CARD.contains(&shape) {
        SIDES_OF_CARD
    } else {
        1
    };
    let severity = (out.count() >= enough).then(|| policy.edges.of_doubtful());
    Finding::when_checked(Code::CutOff, severity.flatten())
}

/// The mean tint of clear paper.
fn tint(look: &AnalysisImage, paper: u32) -> [u32; 2] {
    /// One tile in so many is looked at.
    const ASKED: usize = 3;
    let (across, down) = (look.tiles.across, look.tiles.down);
    let (mut sums, mut count) = ([0; 2], 0);
    for at in (0..across * down).step_by(ASKED) {
        let at = (at % across, at / across);
        let here = look.tiles.at(at.0, at.1).high;
        if u32::from(here) * 100 >= paper * CLEAR
            && let Some([red, blue]) = shadow::tint(look, at, here)
        {
            sums = [sums[0] + red, sums[1] + blue];
            count += 1;
        }
    }
    sums.map(|sum| sum / count.max(1))
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

fn runs_out(look: &AnalysisImage, side: Side, paper: u32, tint: [u32; 2]) -> bool {
    let grey = &look.grey;
    let (width, height) = (grey.width, grey.height);
    let (along, across) = match side {
        Side::Top | Side::Bottom => (width, height),
        Side::Left | Side::Right => (height, width),
    };
    if across <= LONG.end || along < 4 * TILE {
        return false;
    }
    let level = |at: usize, from: usize| {
        let (x, y) = match side {
            Side::Top => (at, from),
            Side::Bottom => (at, height - 1 - from),
            Side::Left => (from, at),
            Side::Right => (width - 1 - from, at),
        };
        u32::from(grey.levels[y * width + x])
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
        let (x, y) = (x / TILE, y / TILE);
        let here = u32::from(look.tiles.paper(x, y));
        let its_own = shadow::tint(look, (x, y), look.tiles.at(x, y).high);
        let is_paper = its_own.is_some_and(|[red, blue]| {
            red.abs_diff(tint[0]) <= TINT && blue.abs_diff(tint[1]) <= TINT
        });
        if here * 100 < paper * BRIGHT || !is_paper {
            continue;
        }
        bright += 1;
        let is_ink = |at: usize| {
            ROWS.iter().all(|rows| {
                let sum: u32 = rows.clone().map(|from| level(at, from)).sum();
                sum * 100 < here * INK * rows.len() as u32
            })
        };
        let is_rule = |at: usize| {
            let is_light = |from: &usize| level(at, *from) * 100 >= here * RULE;
            LONG.filter(is_light).count() <= GAPS
        };
        let (mut run, mut has_rule, mut is_touched) = (0, false, false);
        for at in first..=first + TILE {
            if at < first + TILE && is_ink(at) {
                run += 1;
                has_rule |= is_rule(at);
                continue;
            }
            is_touched |= (1..=STROKE).contains(&run) && !has_rule;
            (run, has_rule) = (0, false);
        }
        touched += usize::from(is_touched);
    }
    bright * 100 >= tiles * PAPER && touched * 100 >= bright * TOUCHED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;
    use crate::decode::Coding;
    use crate::raster::Raster;

    /// Strokes on paper that end before the sides, or at those that are named, as long as the page where they are
    /// rules.
    fn page(at: &[Side], are_rules: bool) -> AnalysisImage {
        let (width, height) = (400, 474);
        let margin = |side: fn(&Side) -> bool| if at.iter().any(side) { 0 } else { 24 };
        let rows =
            margin(|it| matches!(it, Side::Top))..height - margin(|it| matches!(it, Side::Bottom));
        let columns =
            margin(|it| matches!(it, Side::Left))..width - margin(|it| matches!(it, Side::Right));
        let mut levels = vec![220; width * height];
        for y in rows {
            for x in columns.clone() {
                let is_stroke = are_rules || (x / 6) % 2 == 0;
                if is_stroke && (y / 6) % 2 == 0 {
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
    fn print_that_ends_at_a_side_runs_out_and_rules_do_not() {
        let policy = Policy::default();
        let told = |at: &[Side], are_rules: bool| {
            finding(&page(at, are_rules), &policy).map(|it| (it.code, it.severity))
        };
        assert_eq!(told(&[], false), None);
        assert_eq!(told(&[Side::Left], true), None, "a table that was cut out");
        let cut = Some((Code::CutOff, Severity::Warn));
        assert_eq!(told(&[Side::Left], false), cut);
        assert_eq!(told(&[Side::Top, Side::Bottom], false), cut);
    }
}
