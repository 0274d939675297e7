//! What there is at a border of the picture: paper of the page, strokes and rules that end at it, and how much of it is
//! free of print.

use crate::analysis_image::{AnalysisImage, TILE};
use crate::shadow;

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
/// Rows of which one has ink, too, where strokes end at the border: a line beside it has none there.
const DEEPER: std::ops::Range<usize> = 4..8;
/// A rule goes on for so many rows, at most this many hundredths as bright as paper, with a gap or none, and is no
/// wider than so many pixels.
const LONG: std::ops::Range<usize> = 1..25;
const RULE: u32 = 88;
const GAPS: usize = 1;
const WIDTH: usize = 6;
/// Rows from the border in which print is looked for, and pixels of ink in a tile that are no speck.
const REACH: usize = 120;
const SPECK: usize = 4;
/// Hundredths of the tiles of paper along a side that have print at its margin.
const MARGIN: usize = 10;
/// Hundredths of one of the first rows that is ink where a frame runs along the border.
const FRAME: usize = 60;
const FRAME_ROWS: usize = 8;

/// A border of the picture, as if it were the upper one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

/// Clockwise, as the corners of an outline are.
pub(super) const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// Brightness and tint of the paper of a page.
#[derive(Clone, Copy)]
pub(super) struct Paper {
    level: u32,
    tint: [u32; 2],
}

/// What there is along a side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Border {
    /// Tiles along it.
    pub(super) tiles: usize,
    /// Of these paper of the page.
    pub(super) paper: usize,
    /// Of these such that strokes end in at the border.
    pub(super) touched: usize,
    /// Rules that end at the border.
    pub(super) rules: usize,
    /// Pixels from the border to the nearest print; none where there is none for long.
    pub(super) margin: Option<usize>,
    /// Whether a line or a bar runs along the border.
    pub(super) is_framed: bool,
}

impl Paper {
    pub(super) fn of(look: &AnalysisImage) -> Self {
        /// One tile in so many is looked at.
        const ASKED: usize = 3;
        let level = brightness(look);
        let (across, down) = (look.tiles.across, look.tiles.down);
        let (mut sums, mut count) = ([0; 2], 0);
        for at in (0..across * down).step_by(ASKED) {
            let at = (at % across, at / across);
            let here = look.tiles.at(at.0, at.1).high;
            if u32::from(here) * 100 >= level * CLEAR
                && let Some([red, blue]) = shadow::tint(look, at, here)
            {
                sums = [sums[0] + red, sums[1] + blue];
                count += 1;
            }
        }
        Self {
            level,
            tint: sums.map(|sum| sum / count.max(1)),
        }
    }

    fn is_at(self, look: &AnalysisImage, at: (usize, usize)) -> bool {
        let here = look.tiles.at(at.0, at.1).high;
        let its_own = shadow::tint(look, at, here);
        u32::from(here) * 100 >= self.level * BRIGHT
            && its_own.is_some_and(|[red, blue]| {
                red.abs_diff(self.tint[0]) <= TINT && blue.abs_diff(self.tint[1]) <= TINT
            })
    }
}

/// The level of most paper: the middle of the brighter half of all tiles.
fn brightness(look: &AnalysisImage) -> u32 {
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

impl Border {
    pub(super) fn of(look: &AnalysisImage, side: Side, paper: Paper) -> Self {
        let mut border = Self::default();
        let strip = Strip { look, side };
        let (along, across) = strip.extent();
        if across <= LONG.end || along < 4 * TILE {
            return border;
        }
        let mut margins = Vec::new();
        for first in (0..=along - TILE).step_by(TILE) {
            border.tiles += 1;
            let (x, y) = strip.tile(first);
            if !paper.is_at(look, (x, y)) {
                continue;
            }
            border.paper += 1;
            let ink = u32::from(look.tiles.paper(x, y)) * INK;
            let (is_touched, rules) = strip.ends(first, ink);
            border.touched += usize::from(is_touched);
            border.rules += rules;
            margins.push(strip.margin(first, ink));
        }
        margins.sort_unstable();
        let margin = margins.get(border.paper * MARGIN / 100).copied();
        border.margin = margin.filter(|it| *it < REACH);
        border.is_framed = (0..FRAME_ROWS).any(|row| {
            let is_ink = |at: &usize| strip.level(*at, row) * 100 < paper.level * INK;
            (0..along).filter(is_ink).count() * 100 >= along * FRAME
        });
        border
    }
}

/// The picture as seen from one of its borders.
struct Strip<'a> {
    look: &'a AnalysisImage,
    side: Side,
}

impl Strip<'_> {
    /// Pixels along the border, and from it to the opposite one.
    fn extent(&self) -> (usize, usize) {
        let grey = &self.look.grey;
        match self.side {
            Side::Top | Side::Bottom => (grey.width, grey.height),
            Side::Left | Side::Right => (grey.height, grey.width),
        }
    }

    /// The level at a place along the border, so many pixels from it.
    fn level(&self, at: usize, from: usize) -> u32 {
        let grey = &self.look.grey;
        let (x, y) = match self.side {
            Side::Top => (at, from),
            Side::Bottom => (at, grey.height - 1 - from),
            Side::Left => (from, at),
            Side::Right => (grey.width - 1 - from, at),
        };
        u32::from(grey.levels[y * grey.width + x])
    }

    /// The tile that begins at a place along the border: the outermost that is whole.
    fn tile(&self, first: usize) -> (usize, usize) {
        let grey = &self.look.grey;
        let (x, y) = match self.side {
            Side::Top => (first, 0),
            Side::Bottom => (first, grey.height - TILE),
            Side::Left => (0, first),
            Side::Right => (grey.width - TILE, first),
        };
        (x / TILE, y / TILE)
    }

    /// Whether strokes end at the border in a tile, and how many rules. Ink is darker than a hundredth of `ink`.
    fn ends(&self, first: usize, ink: u32) -> (bool, usize) {
        let is_ink = |at: usize| {
            ROWS.iter().all(|rows| {
                let sum: u32 = rows.clone().map(|from| self.level(at, from)).sum();
                sum * 100 < ink * rows.len() as u32
            })
        };
        let is_rule = |at: usize| {
            let is_light = |from: &usize| self.level(at, *from) * 100 * INK >= ink * RULE;
            LONG.filter(is_light).count() <= GAPS
        };
        let (mut run, mut has_rule, mut is_touched, mut rules) = (0, false, false, 0);
        for at in first..=first + TILE {
            if at < first + TILE && is_ink(at) {
                run += 1;
                has_rule |= is_rule(at);
                continue;
            }
            rules += usize::from((1..=WIDTH).contains(&run) && has_rule);
            is_touched |= (1..=STROKE).contains(&run) && !has_rule;
            (run, has_rule) = (0, false);
        }
        let goes_on = || {
            let has_ink = |from| (first..first + TILE).any(|at| self.level(at, from) * 100 < ink);
            DEEPER.into_iter().any(has_ink)
        };
        (is_touched && goes_on(), rules)
    }

    /// Pixels from the border to the first print in a tile and what lies behind it.
    fn margin(&self, first: usize, ink: u32) -> usize {
        let mut count = 0;
        let found = (0..REACH.min(self.extent().1)).find(|from| {
            let is_ink = |at: &usize| self.level(*at, *from) * 100 < ink;
            count += (first..first + TILE).filter(is_ink).count();
            count >= SPECK
        });
        found.unwrap_or(REACH)
    }
}
