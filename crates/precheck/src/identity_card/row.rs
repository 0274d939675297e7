//! The row in which the number stands: pieces of ink of one height on one line, their middles equally far apart.

use super::ink::{self, Piece};
use crate::raster::Raster;
use std::ops::RangeInclusive;

/// Glyphs of the number.
pub(super) const COUNT: i32 = 18;
/// Pixels of the height and the greatest width of what may be a glyph.
const TALL: RangeInclusive<usize> = 14..=46;
const WIDE: usize = 44;
/// Pieces that must stand on one line.
const LEAST: usize = 12;
/// Slopes of the line that are tried, in hundredths.
const SLOPES: RangeInclusive<i32> = -4..=4;
/// Pixels by which the middle of a glyph may lie beside the line.
const BESIDE: f64 = 5.0;
/// Part of the pitch by which the middle of a glyph may lie beside that of its cell.
const ASIDE: f64 = 0.25;

/// Measures are pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The middle of the first cell that holds a glyph, and the distance from one to the next.
    first: f64,
    pub(super) pitch: f64,
    /// Number of the last cell that holds one.
    pub(super) last: i32,
    /// Height of the line at the left rim, and how much lower it is one pixel further to the right.
    level: f64,
    pub(super) slope: f64,
    pub(super) tall: f64,
    /// Pieces as tall as glyphs that do not stand on it.
    pub(super) elsewhere: usize,
}

impl Row {
    /// The one with most pieces, whose pitch lies between these tenths of a pixel.
    pub(super) fn of(picture: &Raster, pitches: RangeInclusive<u32>) -> Option<Self> {
        let pieces = glyphs(picture);
        let line = line(&pieces)?;
        let mut heights: Vec<usize> = line.iter().map(|piece| piece.height()).collect();
        heights.sort_unstable();
        let middles: Vec<(f64, f64)> = line.iter().map(|piece| piece.middle()).collect();
        let (level, slope) = fitted(middles.iter().copied())?;
        let (first, pitch, last) = pitched(&middles, pitches)?;
        Some(Self {
            first,
            pitch,
            last,
            level,
            slope,
            tall: heights[heights.len() / 2] as f64,
            elsewhere: pieces.len() - line.len(),
        })
    }

    /// The middle of a cell.
    pub(super) fn middle(&self, cell: i32) -> (f64, f64) {
        let x = self.first + self.pitch * f64::from(cell);
        (x, self.level + self.slope * x)
    }
}

/// The pieces of the line on which most of those stand that may be glyphs.
pub(super) fn line_of(picture: &Raster) -> Option<Vec<Piece>> {
    line(&glyphs(picture))
}

fn glyphs(picture: &Raster) -> Vec<Piece> {
    let mut pieces = ink::pieces(picture);
    pieces.retain(|piece| TALL.contains(&piece.height()) && piece.width() <= WIDE);
    pieces
}

/// The pieces of one height on the line on which most of them stand.
fn line(pieces: &[Piece]) -> Option<Vec<Piece>> {
    let mut best = Vec::new();
    for anchor in pieces {
        let (x, y) = anchor.middle();
        for slope in SLOPES {
            let is_on = |piece: &&Piece| {
                let (across, down) = piece.middle();
                let beside = down - y - (across - x) * f64::from(slope) / 100.0;
                let differs = piece.height().abs_diff(anchor.height());
                (-BESIDE..=BESIDE).contains(&beside) && differs * 4 <= anchor.height()
            };
            let on: Vec<Piece> = pieces.iter().filter(is_on).copied().collect();
            if on.len() > best.len() {
                best = on;
            }
        }
    }
    (best.len() >= LEAST).then_some(best)
}

/// The straight line through places that has the least squares of distances: where it begins and how it rises.
fn fitted(places: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let (mut count, mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (u, v) in places {
        count += 1.0;
        x += u;
        y += v;
        xx += u * u;
        xy += u * v;
    }
    let spread = count * xx - x * x;
    if spread <= 0.0 {
        return None;
    }
    let slope = (count * xy - x * y) / spread;
    Some(((y - slope * x) / count, slope))
}

/// The middle of the first cell, the pitch, and the number of the last cell, of the pitch that most middles follow.
fn pitched(middles: &[(f64, f64)], pitches: RangeInclusive<u32>) -> Option<(f64, f64, i32)> {
    let mut best = (0.0, 0.0, 0.0);
    for tenths in pitches {
        let pitch = f64::from(tenths) / 10.0;
        for (anchor, _) in middles {
            let follow = |(x, _): &(f64, f64)| (1.0 - aside(*x, *anchor, pitch) / ASIDE).max(0.0);
            let score = middles.iter().map(follow).sum::<f64>();
            if score > best.0 {
                best = (score, *anchor, pitch);
            }
        }
    }
    let (_, anchor, pitch) = best;
    let mut numbered: Vec<(f64, f64)> = Vec::new();
    for (x, _) in middles {
        if aside(*x, anchor, pitch) < ASIDE {
            numbered.push((nearest((x - anchor) / pitch), *x));
        }
    }
    if numbered.len() < LEAST {
        return None;
    }
    let (begin, pitch) = fitted(numbered.iter().copied())?;
    let least = numbered.iter().map(|it| it.0).fold(f64::MAX, f64::min);
    let most = numbered.iter().map(|it| it.0).fold(f64::MIN, f64::max);
    Some((begin + pitch * least, pitch, (most - least) as i32))
}

/// Parts of the pitch by which a place lies beside the nearest cell.
fn aside(x: f64, anchor: f64, pitch: f64) -> f64 {
    let at = (x - anchor) / pitch;
    let off = at - nearest(at);
    if off < 0.0 { -off } else { off }
}

/// Not `f64::round`, which is a call on some machines.
fn nearest(at: f64) -> f64 {
    let whole = if at < 0.0 { at - 0.5 } else { at + 0.5 };
    f64::from(whole as i32)
}
