//! Lines of print: words, numbers and paragraphs, running from left to right as Chinese is printed today.

use crate::glyph::{self, Type};
use crate::rng::Rng;
use crate::sheet::Sheet;

/// Distance of lines in characters.
const LEADING: f32 = 1.65;

/// So many characters in a row; their right end.
pub(crate) fn word(
    sheet: &mut Sheet,
    x: f32,
    y: f32,
    count: u64,
    print: Type,
    rng: &mut Rng,
) -> f32 {
    for at in 0..count {
        glyph::character(sheet, x + at as f32 * print.side, y, print, rng);
    }
    x + count as f32 * print.side
}

/// So many digits in a row; their right end.
pub(crate) fn number(
    sheet: &mut Sheet,
    x: f32,
    y: f32,
    count: u64,
    print: Type,
    rng: &mut Rng,
) -> f32 {
    let step = print.side * 0.56;
    for at in 0..count {
        glyph::digit(sheet, x + at as f32 * step, y, print, rng);
    }
    x + count as f32 * step
}

/// Paragraphs within a rectangle (left, top, right, bottom): first lines set in by two characters, last lines ending
/// where they end, commas and full stops.
pub(crate) fn paragraphs(
    sheet: &mut Sheet,
    [left, top, right, bottom]: [f32; 4],
    print: Type,
    rng: &mut Rng,
) {
    let side = print.side;
    let columns = ((right - left) / side) as u64;
    let mut y = top;
    let mut lines_left = 0_u64;
    while y + side <= bottom {
        let is_first = lines_left == 0;
        if is_first {
            lines_left = 2 + rng.below(4);
        }
        lines_left -= 1;
        let first = if is_first { 2 } else { 0 };
        let last = if lines_left == 0 {
            columns.min(first + 3 + rng.below(columns))
        } else {
            columns
        };
        let mut since_mark = 0;
        for column in first..last {
            let x = left + column as f32 * side;
            since_mark += 1;
            let ends = lines_left == 0 && column + 1 == last;
            // The marks of prose stand seven to fourteen characters apart.
            if ends || (since_mark > 5 && rng.below(7) == 0) {
                glyph::mark(sheet, x, y, print, ends || rng.below(3) == 0);
                since_mark = 0;
            } else if rng.below(24) == 0 {
                glyph::digit(sheet, x + side * 0.2, y, print, rng);
            } else {
                glyph::character(sheet, x, y, print, rng);
            }
        }
        y += side * LEADING;
    }
}
