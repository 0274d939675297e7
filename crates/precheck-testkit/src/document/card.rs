//! Both sides of an identity card: a silhouette for the portrait, discs and rays for the emblem.

use super::{BLACK, RED};
use crate::glyph::Type;
use crate::glyph::card_digits;
use crate::print::{number, word};
use crate::rng::Rng;
use crate::sheet::Sheet;

const LABEL: [u8; 3] = [58, 104, 150];

/// Fine wavy lines in pale colours, as cards carry them against copying.
fn guilloche(sheet: &mut Sheet, rng: &mut Rng) {
    let phase = rng.between(0.0, 6.0);
    // The height of the wave at every fifteenth of a millimetre.
    let waves: Vec<f32> = (0_u16..1400)
        .map(|at| f32::from(at) / 15.0)
        .map(|x| (x * 0.16 + phase).sin() * 2.2 + (x * 0.05 + phase).sin() * 3.0)
        .collect();
    sheet.mix(|x, y| {
        let wave = waves[(x * 15.0) as usize];
        let line = (y + wave) / 1.1;
        let near = (line - line.floor() - 0.5).abs() < 0.14;
        let colour = if y < 27.0 {
            [150, 196, 214]
        } else {
            [216, 178, 186]
        };
        near.then_some((colour, 0.32))
    });
}

pub(crate) fn front(sheet: &mut Sheet, lettering: Option<&str>, rng: &mut Rng) {
    guilloche(sheet, rng);
    let label = Type::regular(2.3, LABEL);
    let value = Type::regular(2.7, BLACK);
    for (row, characters) in [(0, 3), (1, 1), (2, 0)] {
        let y = 6.5 + row as f32 * 6.6;
        word(sheet, 5.5, y, 2, label, rng);
        if characters > 0 {
            word(sheet, 15.0, y, characters, value, rng);
        }
        if row == 1 {
            word(sheet, 24.0, y, 2, label, rng);
            word(sheet, 32.0, y, 1, value, rng);
        }
        if row == 2 {
            let mut x = 15.0;
            for digits in [4, 2, 2] {
                x = number(sheet, x, y, digits, value, rng) + 1.0;
                x = word(sheet, x, y, 1, label, rng) + 1.0;
            }
        }
    }
    word(sheet, 5.5, 26.6, 2, label, rng);
    word(sheet, 15.0, 26.6, 13, value, rng);
    let rest = 4 + rng.below(7);
    word(sheet, 15.0, 31.0, rest, value, rng);
    if let Some(number) = lettering {
        word(sheet, 6.0, 45.2, 6, Type::regular(3.0, LABEL), rng);
        number_of_its_own(sheet, number, rng);
    } else {
        word(sheet, 5.5, 44.8, 6, label, rng);
        self::number(sheet, 28.0, 44.2, 18, Type::bold(3.6, BLACK), rng);
    }
    portrait(sheet);
}

/// The number where cards have it, by measuring specimens: from 0.353 to 0.867 of the width, around 0.865 of the
/// height. No two presses print quite alike.
fn number_of_its_own(sheet: &mut Sheet, number: &str, rng: &mut Rng) {
    let pitch = rng.between(2.38, 2.48);
    let (left, middle) = (rng.between(30.0, 30.7), rng.between(46.3, 47.0));
    let tall = rng.between(2.25, 2.5);
    let stroke = rng.between(0.27, 0.36);
    for (at, glyph) in number.chars().enumerate() {
        let x = left + (at as f32 + 0.5) * pitch;
        card_digits::glyph(sheet, [x, middle], tall, stroke, glyph, BLACK);
    }
}

/// Head and shoulders without a face.
fn portrait(sheet: &mut Sheet) {
    sheet.fill(56.0, 7.0, 24.0, 31.0, [236, 240, 244]);
    let coat = [52, 58, 74];
    sheet.paint([56.0, 28.0, 80.0, 38.0], |x, y| {
        let (u, v) = ((x - 68.0) / 11.5, (y - 38.5) / 9.0);
        (u * u + v * v <= 1.0).then_some(coat)
    });
    let skin = [214, 176, 152];
    sheet.fill(65.6, 24.0, 4.8, 7.0, [198, 160, 138]);
    sheet.disc(68.0, 18.6, 5.6, 7.6, [34, 30, 30]);
    sheet.disc(68.0, 20.4, 4.9, 6.6, skin);
    for eye in [65.9, 70.1] {
        sheet.fill(eye - 1.0, 18.2, 2.0, 0.4, [48, 38, 36]);
        sheet.disc(eye, 19.4, 0.7, 0.45, [44, 36, 36]);
    }
    sheet.fill(66.6, 24.2, 2.8, 0.45, [158, 92, 88]);
}

pub(crate) fn back(sheet: &mut Sheet, lettering: Option<&str>, rng: &mut Rng) {
    guilloche(sheet, rng);
    sheet.disc(15.0, 15.0, 8.2, 8.8, RED);
    let gold = [226, 178, 70];
    sheet.ring(15.0, 15.0, 7.0, 0.9, gold);
    for step in 0_u8..5 {
        let angle = f32::from(step) * 0.7 - 1.4;
        sheet.disc(
            15.0 + angle.sin() * 4.0,
            14.0 - angle.cos() * 3.6,
            0.8,
            0.8,
            gold,
        );
    }
    sheet.fill(10.4, 16.4, 9.2, 2.2, gold);
    word(sheet, 29.0, 8.6, 7, Type::bold(5.0, BLACK), rng);
    word(sheet, 29.0, 17.6, 5, Type::bold(7.4, BLACK), rng);
    let (label, value) = (Type::regular(2.6, BLACK), Type::regular(2.8, BLACK));
    word(sheet, 19.0, 36.6, 4, Type::bold(2.6, BLACK), rng);
    word(sheet, 33.0, 36.6, 6, label, rng);
    word(sheet, 19.0, 43.6, 4, Type::bold(2.6, BLACK), rng);
    if let Some(dates) = lettering {
        let mut x = 33.6;
        for glyph in dates.chars() {
            let step = if glyph == '.' { 0.9 } else { 1.55 };
            card_digits::glyph(sheet, [x + step / 2.0, 45.0], 2.3, 0.3, glyph, BLACK);
            x += step;
        }
        return;
    }
    let mut x = 33.0;
    for (at, digits) in [4, 2, 2, 4, 2, 2].into_iter().enumerate() {
        x = number(sheet, x, 43.6, digits, value, rng);
        sheet.fill(x + 0.2, 45.6, 0.5, 0.5, BLACK);
        x += if at == 2 { 2.4 } else { 1.0 };
    }
}
