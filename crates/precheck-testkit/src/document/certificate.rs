//! A certificate: a patterned border, a large heading, a few lines, and a red seal half over the date.

use super::{BLACK, RED};
use crate::glyph::{self, Type};
use crate::print::{number, paragraphs, word};
use crate::rng::Rng;
use crate::sheet::Sheet;

pub(crate) fn draw(sheet: &mut Sheet, rng: &mut Rng) {
    let gold = [186, 142, 74];
    sheet.frame(10.0, 10.0, 277.0, 190.0, 1.2, gold);
    sheet.frame(17.0, 17.0, 263.0, 176.0, 0.6, gold);
    for step in 0_u8..66 {
        let x = 13.0 + f32::from(step) * 4.14;
        sheet.disc(x, 14.1, 1.2, 1.2, gold);
        sheet.disc(x, 196.5, 1.2, 1.2, gold);
        if step < 45 {
            let y = 14.1 + f32::from(step) * 4.14;
            sheet.disc(14.1, y, 1.2, 1.2, gold);
            sheet.disc(283.5, y, 1.2, 1.2, gold);
        }
    }
    word(sheet, 106.0, 30.0, 5, Type::bold(17.0, BLACK), rng);
    number(sheet, 200.0, 56.0, 18, Type::regular(4.4, BLACK), rng);
    let (label, value) = (Type::bold(5.4, BLACK), Type::regular(5.6, BLACK));
    for row in 0_u8..6 {
        let y = 70.0 + f32::from(row) * 12.0;
        word(sheet, 34.0, y, 4, label, rng);
        let characters = 6 + rng.below(12);
        word(sheet, 64.0, y, characters, value, rng);
    }
    paragraphs(
        sheet,
        [34.0, 146.0, 176.0, 178.0],
        Type::regular(4.2, BLACK),
        rng,
    );
    word(sheet, 204.0, 150.0, 8, value, rng);
    number(sheet, 206.0, 168.0, 8, value, rng);
    seal(sheet, rng.between(216.0, 232.0), 158.0, rng);
}

fn seal(sheet: &mut Sheet, x: f32, y: f32, rng: &mut Rng) {
    sheet.ring(x, y, 20.0, 1.2, RED);
    sheet.paint([x - 7.0, y - 7.0, x + 7.0, y + 7.0], |u, v| {
        is_in_star((u - x) / 6.6, (v - y) / 6.6).then_some(RED)
    });
    for step in 0_u8..9 {
        let angle = (f32::from(step) - 4.0) * 0.52;
        let (u, v) = (x + 15.0 * angle.sin(), y - 15.0 * angle.cos());
        glyph::character(sheet, u - 2.1, v - 2.1, Type::bold(4.2, RED), rng);
    }
    number(sheet, x - 9.0, y + 11.5, 11, Type::regular(3.0, RED), rng);
}

/// A star of five points with one upwards: inside of at least four of the five half planes of its lines.
fn is_in_star(x: f32, y: f32) -> bool {
    let inside = (0_u8..5).filter(|side| {
        let angle = (f32::from(*side) * 72.0 + 36.0).to_radians();
        x * angle.sin() - y * angle.cos() < 0.309
    });
    inside.count() >= 4 && x * x + y * y <= 1.0
}
