//! A page of the household register: a ruled table with labels and typed values, and a stamp at its foot.

use super::{BLACK, RED};
use crate::glyph::Type;
use crate::print::{number, word};
use crate::rng::Rng;
use crate::sheet::Sheet;

const RULE: [u8; 3] = [84, 74, 70];

/// What lies between two pages.
const FOLD: [u8; 3] = [170, 164, 152];

/// Two pages side by side.
pub(crate) fn open(sheet: &mut Sheet, rng: &mut Rng) {
    let (middle, height) = (sheet.width / 2.0, sheet.height);
    draw(sheet, 0.0, rng);
    draw(sheet, middle, rng);
    sheet.fill(middle - 0.4, 0.0, 0.8, height, FOLD);
}

/// A page that begins so many millimetres from the left.
pub(crate) fn draw(sheet: &mut Sheet, page: f32, rng: &mut Rng) {
    word(sheet, page + 46.0, 5.5, 8, Type::bold(5.2, BLACK), rng);
    let (left, top, width, row) = (page + 7.0, 15.0, 129.0, 8.6);
    sheet.frame(left, top, width, row * 9.0, 0.6, RULE);
    let label = Type::regular(3.0, RULE);
    let value = Type::regular(3.4, BLACK);
    for line in 0_u8..9 {
        let y = top + row * f32::from(line);
        sheet.fill(left, y, width, 0.3, RULE);
        // Every third row runs through; the others hold two pairs.
        let columns: &[f32] = if line % 3 == 2 { &[0.0] } else { &[0.0, 64.5] };
        for column in columns {
            let x = left + column;
            sheet.fill(x, y, 0.3, row, RULE);
            sheet.fill(x + 21.0, y, 0.3, row, RULE);
            let letters = 3 + rng.below(3);
            word(sheet, x + 2.0, y + 2.8, letters, label, rng);
            if rng.below(3) == 0 {
                number(sheet, x + 24.0, y + 2.6, 8, value, rng);
            } else if rng.below(6) > 0 {
                let characters = 2 + rng.below(if columns.len() == 1 { 16 } else { 8 });
                word(sheet, x + 24.0, y + 2.6, characters, value, rng);
            }
        }
    }
    word(sheet, page + 10.0, 96.0, 5, label, rng);
    number(sheet, page + 98.0, 96.0, 8, value, rng);
    let stamp = page + rng.between(70.0, 86.0);
    sheet.frame(stamp, 93.6, 20.0, 8.6, 0.5, RED);
    word(sheet, stamp + 2.0, 96.0, 4, Type::bold(4.0, RED), rng);
}
