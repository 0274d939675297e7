//! Chinese marks of punctuation, which stand in the lower left of their cell (CLREQ, W3C, §3.1.6): to the right of a
//! character and below its middle, on its head to the left of one and above.

use super::projection_profile::{BANDS, Ink};

/// Below this height of characters, in pixels, marks are not made out.
const LEAST_CHARACTER: usize = 9;

/// From left to right and from top to bottom, both ends within.
#[derive(Clone, Copy)]
struct Extent {
    left: isize,
    top: isize,
    right: isize,
    bottom: isize,
}

/// Marks that speak for upright text, and for text on its head.
pub(super) fn marks(ink: &Ink) -> (u32, u32) {
    let character = character(ink);
    let (mut up, mut down) = (0, 0);
    if character < LEAST_CHARACTER {
        return (0, 0);
    }
    let largest = (character * 9 / 20).max(3) as isize;
    let mut seen = vec![false; ink.is_ink.len()];
    for start in 0..ink.is_ink.len() {
        if seen[start] || !ink.is_ink[start] {
            continue;
        }
        let blot = blot(ink, start, &mut seen);
        let (wide, high) = (blot.right - blot.left + 1, blot.bottom - blot.top + 1);
        if wide > largest || high > largest || wide * high < 4 {
            continue;
        }
        let (speaks_up, speaks_down) = speaks(ink, blot, character);
        up += u32::from(speaks_up);
        down += u32::from(speaks_down);
    }
    (up, down)
}

/// How far the ink that hangs together with this reaches; all of it is seen then.
fn blot(ink: &Ink, start: usize, seen: &mut [bool]) -> Extent {
    let place = |at: usize| ((at % ink.width) as isize, (at / ink.width) as isize);
    let (x, y) = place(start);
    let mut blot = Extent {
        left: x,
        top: y,
        right: x,
        bottom: y,
    };
    let mut todo = vec![start];
    seen[start] = true;
    while let Some(at) = todo.pop() {
        let (x, y) = place(at);
        (blot.left, blot.right) = (blot.left.min(x), blot.right.max(x));
        (blot.top, blot.bottom) = (blot.top.min(y), blot.bottom.max(y));
        for beside in 0..9 {
            let (x, y) = (x + beside % 3 - 1, y + beside / 3 - 1);
            if ink.at(x, y) {
                let at = y as usize * ink.width + x as usize;
                if !seen[at] {
                    seen[at] = true;
                    todo.push(at);
                }
            }
        }
    }
    blot
}

/// Whether a small blot is a mark behind an upright character, and whether it is one before a character on its head:
/// free towards the middle of its own cell, and one character next to it.
fn speaks(ink: &Ink, blot: Extent, character: usize) -> (bool, bool) {
    let part = |whole: usize, of: usize| (character * whole / of) as isize;
    let Extent {
        left,
        top,
        right,
        bottom,
    } = blot;
    let middle = (top + bottom) / 2;
    let is_free = |extent: Extent| amount(ink, extent).0 == 0;
    let above = Extent {
        top: top - part(2, 5),
        bottom: top - 1,
        ..blot
    };
    let below = Extent {
        top: bottom + 1,
        bottom: bottom + part(2, 5),
        ..blot
    };
    if !is_free(above) || !is_free(below) {
        return (false, false);
    }
    let behind = Extent {
        left: right + 1,
        right: right + part(2, 5),
        ..blot
    };
    let before = Extent {
        left: left - part(2, 5),
        right: left - 1,
        ..blot
    };
    // A character, as high above the middle as below it.
    let neighbour = |left: isize, right: isize| {
        let top = middle - part(1, 1);
        let bottom = middle + part(1, 1);
        amount(
            ink,
            Extent {
                left,
                top,
                right,
                bottom,
            },
        )
    };
    let needed = (character * character / 12) as i64;
    let off = part(1, 6) as i64;
    let speaks_up = is_free(behind) && {
        let (count, rows) = neighbour(left - part(1, 1), left - 1);
        count >= needed && rows < count * (middle as i64 - off)
    };
    let speaks_down = is_free(before) && {
        let (count, rows) = neighbour(right + 1, right + part(1, 1));
        count >= needed && rows > count * (middle as i64 + off)
    };
    (speaks_up, speaks_down)
}

/// How much ink there is, and the sum of its rows.
fn amount(ink: &Ink, extent: Extent) -> (i64, i64) {
    let (mut count, mut rows) = (0, 0);
    for y in extent.top..=extent.bottom {
        for x in extent.left..=extent.right {
            if ink.at(x, y) {
                count += 1;
                rows += y as i64;
            }
        }
    }
    (count, rows)
}

/// The height of a character in pixels: the commonest height of a line of print in narrow bands.
fn character(ink: &Ink) -> usize {
    let band = (ink.width / BANDS).max(10);
    let mut heights = [0_u32; 64];
    for first in (0..ink.width).step_by(band) {
        let last = (first + band).min(ink.width);
        let mut run = 0_usize;
        for y in 0..ink.height {
            if ink.row(y, first, last) {
                run += 1;
            } else if run > 0 {
                if let Some(height) = heights.get_mut(run) {
                    *height += run as u32;
                }
                run = 0;
            }
        }
    }
    let mut best = 0;
    for height in 5..62 {
        let three = |at: usize| heights[at - 1] + heights[at] + heights[at + 1];
        if best == 0 || three(height) > three(best) {
            best = height;
        }
    }
    best
}
