//! A till receipt: a name, rows of goods with prices, a sum, a bar code.

use crate::glyph::Type;
use crate::print::{number, word};
use crate::rng::Rng;
use crate::sheet::Sheet;

/// Heated paper is never quite black.
const THERMAL: [u8; 3] = [70, 68, 78];

pub(crate) fn draw(sheet: &mut Sheet, rng: &mut Rng) {
    word(sheet, 15.0, 7.0, 6, Type::bold(4.6, THERMAL), rng);
    let print = Type::regular(2.5, THERMAL);
    for (row, digits) in [(0_u8, 12), (1, 14), (2, 8)] {
        let y = 17.0 + f32::from(row) * 4.6;
        let x = word(sheet, 5.0, y, 3, print, rng);
        number(sheet, x + 2.0, y, digits, print, rng);
    }
    dashes(sheet, 32.0);
    for row in 0_u8..12 {
        let y = 35.0 + f32::from(row) * 4.8;
        let characters = 4 + rng.below(6);
        word(sheet, 5.0, y, characters, print, rng);
        let digits = 1 + rng.below(2);
        number(sheet, 36.0, y, digits, print, rng);
        number(sheet, 44.0, y, 4, print, rng);
    }
    dashes(sheet, 95.0);
    word(sheet, 5.0, 99.0, 3, Type::bold(3.8, THERMAL), rng);
    number(sheet, 38.0, 99.0, 6, Type::bold(3.8, THERMAL), rng);
    let mut x = 8.0;
    while x < 50.0 {
        let bar = 0.3 * (1 + rng.below(3)) as f32;
        sheet.fill(x, 110.0, bar, 13.0, THERMAL);
        x += bar + 0.3 * (1 + rng.below(3)) as f32;
    }
    number(sheet, 12.0, 125.0, 20, print, rng);
    word(sheet, 19.0, 132.0, 8, print, rng);
}

fn dashes(sheet: &mut Sheet, y: f32) {
    for step in 0_u8..24 {
        sheet.fill(5.0 + 2.0 * f32::from(step), y, 1.2, 0.35, THERMAL);
    }
}
