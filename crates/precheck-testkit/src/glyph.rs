//! Characters with the strokes, density and lopsidedness of Chinese print, put together from parts as real ones are.
//! What they spell is nothing: no picture says anything of anyone.

pub(crate) mod card_digits;
mod strokes;

use self::strokes::{ABOVE, DIGITS, LEFT, PARTS, Strokes};
use crate::rng::Rng;
use crate::sheet::Sheet;

/// The side of the square of [`Strokes`].
const SIDE: f32 = 16.0;
/// Of a character's square that is left free at each side.
const FREE: f32 = 0.05;

/// How print looks: place of the upper left corner and side in millimetres, and the colour of its ink.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    pub(crate) side: f32,
    /// Width of strokes as a part of the side.
    pub(crate) weight: f32,
    pub(crate) ink: [u8; 3],
}

impl Type {
    pub(crate) fn regular(side: f32, ink: [u8; 3]) -> Self {
        Self {
            side,
            weight: 0.07,
            ink,
        }
    }

    pub(crate) fn bold(side: f32, ink: [u8; 3]) -> Self {
        Self {
            side,
            weight: 0.11,
            ink,
        }
    }
}

/// One character of parts chosen by rng.
pub(crate) fn character(sheet: &mut Sheet, x: f32, y: f32, print: Type, rng: &mut Rng) {
    let part = |rng: &mut Rng| PARTS[rng.below(PARTS.len() as u64) as usize];
    let (left, above) = (rng.below(5) as usize, rng.below(4) as usize);
    let whole = [0.0, 0.0, 1.0, 1.0];
    match rng.below(10) {
        0 | 1 => draw(sheet, x, y, print, part(rng), whole),
        2..=4 => {
            draw(sheet, x, y, print, LEFT[left], [0.0, 0.0, 0.38, 1.0]);
            draw(sheet, x, y, print, part(rng), [0.36, 0.0, 0.64, 1.0]);
        }
        5 => {
            draw(sheet, x, y, print, part(rng), [0.0, 0.1, 0.45, 0.8]);
            draw(sheet, x, y, print, part(rng), [0.47, 0.0, 0.53, 1.0]);
        }
        6 | 7 => {
            draw(sheet, x, y, print, ABOVE[above], [0.0, 0.0, 1.0, 0.42]);
            draw(sheet, x, y, print, part(rng), [0.08, 0.36, 0.84, 0.64]);
        }
        8 => {
            draw(sheet, x, y, print, part(rng), [0.1, 0.0, 0.8, 0.46]);
            draw(sheet, x, y, print, part(rng), [0.0, 0.48, 1.0, 0.52]);
        }
        _ => {
            draw(sheet, x, y, print, LEFT[left], [0.0, 0.0, 0.34, 1.0]);
            draw(sheet, x, y, print, part(rng), [0.34, 0.0, 0.66, 0.48]);
            draw(sheet, x, y, print, part(rng), [0.34, 0.5, 0.66, 0.5]);
        }
    }
}

/// A comma or a full stop, both at the lower left of their square.
pub(crate) fn mark(sheet: &mut Sheet, x: f32, y: f32, print: Type, is_stop: bool) {
    let side = print.side;
    if is_stop {
        let stroke = print.weight * 0.8 * side;
        sheet.ring(
            x + 0.2 * side,
            y + 0.82 * side,
            0.11 * side,
            stroke,
            print.ink,
        );
    } else {
        let (left, right) = (x + 0.14 * side, x + 0.24 * side);
        let thick = Type {
            weight: 0.12,
            ..print
        };
        sheet.line(
            [right, y + 0.76 * side],
            [left, y + 0.94 * side],
            thick.weight * side,
            print.ink,
        );
    }
}

/// One digit, half as wide as a character.
pub(crate) fn digit(sheet: &mut Sheet, x: f32, y: f32, print: Type, rng: &mut Rng) {
    let strokes = DIGITS[rng.below(10) as usize];
    draw(sheet, x, y, print, strokes, [0.0, 0.0, 1.0, 1.0]);
}

/// Strokes squeezed into a part of the character's square: left, top, width, height.
fn draw(
    sheet: &mut Sheet,
    x: f32,
    y: f32,
    print: Type,
    strokes: Strokes,
    [left, top, width, height]: [f32; 4],
) {
    let inside = 1.0 - 2.0 * FREE;
    let place = |across: u8, down: u8| {
        [
            x + print.side * (FREE + inside * (left + width * f32::from(across) / SIDE)),
            y + print.side * (FREE + inside * (top + height * f32::from(down) / SIDE)),
        ]
    };
    for [x1, y1, x2, y2] in strokes {
        sheet.line(
            place(*x1, *y1),
            place(*x2, *y2),
            print.weight * print.side,
            print.ink,
        );
    }
}
