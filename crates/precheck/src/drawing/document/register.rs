//! A page of the household register: a ruled table with labels and typed values, and a stamp at its foot.

use super::super::chance::Chance;
use super::super::glyph::Type;
use super::super::print::{number, word};
use super::super::sheet::Sheet;
use super::{BLACK, RED};

const RULE: [u8; 3] = [84, 74, 70];

/// What lies between two pages.
const FOLD: [u8; 3] = [170, 164, 152];

/// Two pages side by side.
pub(super) fn open(sheet: &mut Sheet, chance: &mut Chance) {
    let (middle, height) = (sheet.width / 2.0, sheet.height);
    draw(sheet, 0.0, chance);
    draw(sheet, middle, chance);
    sheet.fill(middle - 0.4, 0.0, 0.8, height, FOLD);
}

/// A page that begins so many millimetres from the left.
pub(super) fn draw(sheet: &mut Sheet, page: f32, chance: &mut Chance) {
    word(sheet, page + 46.0, 5.5, 8, Type::bold(5.2, BLACK), chance);
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
            let letters = 3 + chance.below(3);
            word(sheet, x + 2.0, y + 2.8, letters, label, chance);
            if chance.below(3) == 0 {
                number(sheet, x + 24.0, y + 2.6, 8, value, chance);
            } else if chance.below(6) > 0 {
                let characters = 2 + chance.below(if columns.len() == 1 { 16 } else { 8 });
                word(sheet, x + 24.0, y + 2.6, characters, value, chance);
            }
        }
    }
    word(sheet, page + 10.0, 96.0, 5, label, chance);
    number(sheet, page + 98.0, 96.0, 8, value, chance);
    let stamp = page + chance.between(70.0, 86.0);
    sheet.frame(stamp, 93.6, 20.0, 8.6, 0.5, RED);
    word(sheet, stamp + 2.0, 96.0, 4, Type::bold(4.0, RED), chance);
}
