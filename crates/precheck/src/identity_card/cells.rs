//! The cells of the number on the strip: of each glyph what stands around it is cut out, 1.15 pitches wide and 1.5
//! glyphs high, as `training/identity_card` draws them.

use super::glyph_network::{GLYPHS, HEIGHT, NOTHING, Network, WIDTH};
use super::row::{COUNT, Row};
use crate::raster::Raster;

/// Tenths of a pixel between which the pitch may be on a strip, where it is 28.5.
const PITCHES: std::ops::RangeInclusive<u32> = 244..=330;
/// Pieces as tall as glyphs that may stand elsewhere on the strip: on a card nothing does, on a page the next lines.
const ELSEWHERE: usize = 4;
const CELL_WIDTH: f64 = 1.15;
const CELL_HEIGHT: f64 = 1.5;
/// 256ths of a natural logarithm by which a glyph must be ahead of every other.
const SURE: i32 = 256;

/// Cells side by side on a strip.
pub(super) struct Cells<'a> {
    strip: &'a Raster,
    row: Row,
}

impl<'a> Cells<'a> {
    /// Nothing where no row of equal pitch is found, or one among others.
    pub(super) fn of(strip: &'a Raster) -> Option<Self> {
        let row = Row::of(strip, PITCHES)?;
        (row.elsewhere <= ELSEWHERE).then_some(Self { strip, row })
    }

    /// The 18 characters where all are clear and nothing stands beside them.
    pub(super) fn number(&self, network: &Network) -> Option<String> {
        // A glyph at either end may not have been found as a piece.
        let starts = (self.row.last - COUNT).max(-1)..=(self.row.last - COUNT + 2).min(1);
        let mut found = None;
        for start in starts {
            if let Some(number) = self.number_from(start, network) {
                if found.is_some() {
                    return None;
                }
                found = Some(number);
            }
        }
        found
    }

    fn number_from(&self, start: i32, network: &Network) -> Option<String> {
        let mut number = String::with_capacity(COUNT as usize);
        for at in 0..COUNT {
            let glyph = self.glyph(start + at, network)?;
            if glyph == 'X' && at + 1 < COUNT {
                return None;
            }
            number.push(glyph);
        }
        let is_alone = |at: i32| self.glyph(at, network).is_none();
        (is_alone(start - 1) && is_alone(start + COUNT)).then_some(number)
    }

    /// What stands in a cell, where it is clear.
    fn glyph(&self, at: i32, network: &Network) -> Option<char> {
        let answer = network.answer(&self.cut(at));
        let (best, most) = (answer.iter().enumerate()).max_by_key(|(_, speaks)| **speaks)?;
        let is_clear = (answer.iter().enumerate())
            .all(|(other, speaks)| other == best || speaks + SURE <= *most);
        if best == NOTHING || !is_clear {
            return None;
        }
        GLYPHS.get(best).map(|glyph| char::from(*glyph))
    }

    /// The grey levels of a cell, each the mean of four places.
    fn cut(&self, at: i32) -> [u8; WIDTH * HEIGHT] {
        let (middle, centre) = self.row.middle(at);
        let across = CELL_WIDTH * self.row.pitch / (2 * WIDTH) as f64;
        let down = CELL_HEIGHT * self.row.tall / (2 * HEIGHT) as f64;
        let x = |half: usize| middle + (half as f64 + 0.5 - WIDTH as f64) * across - 0.5;
        let y = |half: usize| centre + (half as f64 + 0.5 - HEIGHT as f64) * down - 0.5;
        let mut cell = [0; WIDTH * HEIGHT];
        for (place, level) in cell.iter_mut().enumerate() {
            let (column, row) = (place % WIDTH * 2, place / WIDTH * 2);
            let mut sum = 0.0;
            for (right, below) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                sum += self.between(x(column + right), y(row + below));
            }
            *level = (sum / 4.0 + 0.5) as u8;
        }
        cell
    }

    /// The level between four pixels; beyond the rim that of the rim.
    fn between(&self, x: f64, y: f64) -> f64 {
        let (width, height) = (self.strip.width, self.strip.height);
        let (x, y) = (
            x.clamp(0.0, (width - 1) as f64),
            y.clamp(0.0, (height - 1) as f64),
        );
        let (left, top) = (x as usize, y as usize);
        let (right, below) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
        let (part, down) = (x - left as f64, y - top as f64);
        let level = |x: usize, y: usize| f64::from(self.strip.levels[y * width + x]);
        let upper = level(left, top) * (1.0 - part) + level(right, top) * part;
        let lower = level(left, below) * (1.0 - part) + level(right, below) * part;
        upper * (1.0 - down) + lower * down
    }
}
