//! Whether Chinese characters stand upright or on their head, each by the strokes in the parts of its square.
//! Zoned directions of the gradient (directional features, after Kimura et al. 1987; Dalal and Triggs 2005), weighed by
//! a logistic regression: one character is told right four times in five, a few lines of them nearly always. The
//! weights change their sign with a half turn, so that what has no direction speaks for neither.

use super::Ink;
use crate::raster::Raster;

/// Parts across and down a character.
const PARTS: usize = 4;
/// Directions of the gradient, by an eighth of a turn each.
const DIRECTIONS: usize = 8;
pub(crate) const FEATURES: usize = PARTS * PARTS * DIRECTIONS;
/// Pixels of a character at least, and at most.
const LEAST: usize = 9;
const MOST: usize = 40;

/// Characters after which no more are asked, where they speak for one direction by so many tenths of a standard
/// deviation: a page of prose has a thousand.
const MANY: u32 = 250;
const PLAIN: i64 = 100;

/// What the characters of a page say: the sum for upright, that of its squares, and how many were asked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    sum: i64,
    squares: i64,
    count: u32,
}

impl Standing {
    pub(crate) fn of(ink: &Ink, page: &Raster) -> Self {
        let mut standing = Self::default();
        each(ink, page, |strengths| {
            let square: u64 = strengths.iter().map(|it| u64::from(*it).pow(2)).sum();
            let length = (square.isqrt() as i64).max(1);
            let weighed = strengths.iter().zip(WEIGHTS);
            let sum: i64 = weighed
                .map(|(it, weight)| i64::from(*it) * i64::from(weight))
                .sum();
            let score = sum * 16 / length;
            standing.sum += score;
            standing.squares += score * score;
            standing.count += 1;
            let is_plain = standing.count.is_multiple_of(MANY) && standing.tenths().abs() >= PLAIN;
            !is_plain
        });
        standing
    }

    /// How many standard deviations, in tenths, speak for upright; below zero for the opposite.
    pub(crate) fn tenths(self) -> i64 {
        self.sum * 10 / (self.squares.unsigned_abs().isqrt() as i64).max(1)
    }
}

/// Calls with the strengths of the gradient in each part and direction of everything that is as large as a character,
/// band by band, as long as more are wanted.
pub(crate) fn each(
    ink: &Ink,
    page: &Raster,
    mut is_going_on: impl FnMut(&[u32; FEATURES]) -> bool,
) {
    let band = (ink.width / super::projection_profile::BANDS).max(MOST);
    for first in (0..ink.width).step_by(band) {
        let last = (first + band).min(ink.width);
        let mut top = None;
        for y in 0..=ink.height {
            let has = y < ink.height && ink.row(y, first, last);
            match (has, top) {
                (true, None) => top = Some(y),
                (false, Some(from)) => {
                    if (LEAST..=MOST).contains(&(y - from)) {
                        let place = [first, from, last, y];
                        if !line(ink, page, y - from, place, &mut is_going_on) {
                            return;
                        }
                    }
                    top = None;
                }
                _ => {}
            }
        }
    }
}

/// The characters of a part of a line: columns with ink that together are no wider than a character. False when no more
/// are wanted.
fn line(
    ink: &Ink,
    page: &Raster,
    side: usize,
    [first, top, last, bottom]: [usize; 4],
    is_going_on: &mut impl FnMut(&[u32; FEATURES]) -> bool,
) -> bool {
    let mut x = first;
    // One that began in the part before was looked at there.
    while x > 0 && x < last && ink.column(x - 1, top, bottom) && ink.column(x, top, bottom) {
        x += 1;
    }
    while x < last {
        if !ink.column(x, top, bottom) {
            x += 1;
            continue;
        }
        let most = (x + side * 23 / 20).min(ink.width);
        let (mut end, mut at) = (x, x);
        // As far as whole runs of ink fit.
        while at < most {
            let mut run = at;
            while run < ink.width && ink.column(run, top, bottom) {
                run += 1;
            }
            if run > most {
                break;
            }
            end = run;
            at = run;
            while at < most && !ink.column(at, top, bottom) {
                at += 1;
            }
        }
        if end == x {
            // Touches the next: as wide as it is high.
            end = (x + side).min(ink.width);
        }
        if let Some(strengths) = strengths(ink, page, side, [x, top, end, bottom])
            && !is_going_on(&strengths)
        {
            return false;
        }
        x = end;
    }
    true
}

fn strengths(
    ink: &Ink,
    page: &Raster,
    side: usize,
    [left, top, right, bottom]: [usize; 4],
) -> Option<[u32; FEATURES]> {
    let rows = || (top..bottom).filter(|y| ink.row(*y, left, right));
    let (top, bottom) = (rows().next()?, rows().next_back()? + 1);
    let (wide, high) = (right - left, bottom - top);
    let square = wide.max(high);
    if wide * 5 < side * 3 || high * 5 < side * 3 || square * 10 > side * 14 {
        return None;
    }
    // Counted from the middle of its ink in half pixels, so that what is seen on its head falls into the opposite
    // parts.
    let (reach, middle) = (square as isize, [left + right, top + bottom]);
    let part = |at: usize, middle: usize| {
        let off = 2 * at as isize + 1 - middle as isize;
        let is_outer = off.abs() * 2 > reach;
        match (off < 0, is_outer) {
            _ if off == 0 || off.abs() > reach => None,
            (true, true) => Some(0),
            (true, false) => Some(1),
            (false, false) => Some(2),
            (false, true) => Some(3),
        }
    };
    let mut strengths = [0; FEATURES];
    for y in (middle[1].saturating_sub(square) / 2).max(1)..page.height.saturating_sub(1) {
        if y * 2 > middle[1] + square {
            break;
        }
        let Some(down) = part(y, middle[1]) else {
            continue;
        };
        for x in (middle[0].saturating_sub(square) / 2).max(1)..page.width.saturating_sub(1) {
            if x * 2 > middle[0] + square {
                break;
            }
            let Some(across) = part(x, middle[0]) else {
                continue;
            };
            let at = y * page.width + x;
            let level = |at: usize| i32::from(page.levels.get(at).copied().unwrap_or(0));
            let (dx, dy) = (
                level(at - 1) - level(at + 1),
                level(at - page.width) - level(at + page.width),
            );
            // Exact below 2²⁴, and one instruction where the root of an integer is a loop.
            let strength = ((dx * dx + dy * dy) as f32).sqrt() as u32;
            // Steeper or flatter than five in twelve is straight, up to the angle of an eighth of a turn.
            let (flat, steep) = (dy.abs() * 12 < dx.abs() * 5, dx.abs() * 12 < dy.abs() * 5);
            let direction = match (dx < 0, dy < 0) {
                (true, _) if flat => 0,
                (_, true) if steep => 2,
                (false, _) if flat => 4,
                (_, false) if steep => 6,
                (true, true) => 1,
                (false, true) => 3,
                (false, false) => 5,
                (true, false) => 7,
            };
            let part: usize = down * PARTS + across;
            if let Some(sum) = strengths.get_mut(part * DIRECTIONS + direction) {
                *sum += strength;
            }
        }
    }
    Some(strengths)
}

/// For each part, row by row, and each direction.
const WEIGHTS: [i8; FEATURES] = [
    -69, -127, -113, -111, 1, 69, -17, -75, -52, -75, -8, -30, -7, 25, -3, -2, 6, -25, 69, -10, -2,
    -16, 17, 54, 14, -4, 47, -27, -60, -103, -32, 81, -17, -38, -46, -61, -14, 41, 0, -7, -12, 1,
    15, -32, -34, -22, -47, -46, -19, 5, 35, -20, -27, -29, -24, -16, -11, -29, 12, -9, 6, 4, 19,
    26, -6, -4, -19, -26, 11, 29, -12, 9, 27, 29, 24, 16, 19, -5, -35, 20, 34, 22, 47, 46, 12, -1,
    -15, 32, 14, -41, 0, 7, 17, 38, 46, 61, 60, 103, 32, -81, -14, 4, -47, 27, 2, 16, -17, -54, -6,
    25, -69, 10, 7, -25, 3, 2, 52, 75, 8, 30, -1, -69, 17, 75, 69, 127, 113, 111,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_turn_changes_the_sign_of_every_weight() {
        for (at, weight) in WEIGHTS.iter().enumerate() {
            let (part, direction) = (at / DIRECTIONS, at % DIRECTIONS);
            let opposite = PARTS * PARTS - 1 - part;
            let turned = opposite * DIRECTIONS + (direction + DIRECTIONS / 2) % DIRECTIONS;
            assert_eq!(WEIGHTS.get(turned), Some(&-weight), "{at}");
        }
    }
}
