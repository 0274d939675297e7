//! Sheets of A4: full of print, and with little on it.

use super::BLACK;
use crate::glyph::Type;
use crate::print::{number, paragraphs, word};
use crate::rng::Rng;
use crate::sheet::Sheet;

pub(crate) fn full(sheet: &mut Sheet, rng: &mut Rng) {
    let heading = 6 + rng.below(6);
    let title = Type::bold(7.0, BLACK);
    word(
        sheet,
        (210.0 - 7.0 * heading as f32) / 2.0,
        24.0,
        heading,
        title,
        rng,
    );
    let body = Type::regular(4.2, BLACK);
    paragraphs(sheet, [24.0, 42.0, 187.0, 262.0], body, rng);
    number(sheet, 103.0, 275.0, 2, Type::regular(3.6, BLACK), rng);
}

pub(crate) fn sparse(sheet: &mut Sheet, rng: &mut Rng) {
    word(sheet, 80.0, 34.0, 7, Type::bold(7.0, BLACK), rng);
    let body = Type::regular(4.2, BLACK);
    paragraphs(
        sheet,
        [26.0, 62.0, 184.0, 62.0 + 7.0 * (3.0 + rng.below(3) as f32)],
        body,
        rng,
    );
    for (line, at) in [118.0, 134.0].into_iter().enumerate() {
        let end = word(sheet, 112.0, at, 4, body, rng);
        sheet.fill(end + 2.0, at + 4.6, 42.0, 0.35, BLACK);
        if line == 1 {
            number(sheet, end + 5.0, at, 8, body, rng);
        }
    }
}
