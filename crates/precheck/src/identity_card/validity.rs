//! The two days of 有效期限 on the side with the emblem: 16 digits on one line, with dots and a dash between them,
//! nothing to their right. Their faces differ in width, so each digit is cut out by its own piece of ink.

use super::glyph_network::{GLYPHS, HEIGHT, NOTHING, Network, WIDTH};
use super::ink::Piece;
use super::row;
use crate::raster::Raster;

const DIGITS: usize = 16;
/// After how many digits a dot stands, and the dash.
const DOTS: [usize; 4] = [4, 6, 12, 14];
const DASH: usize = 8;
/// Hundredths of the distance from one digit to the next that it has where a mark stands between, and where none does.
const MARKED: std::ops::RangeInclusive<i32> = 122..=260;
const PLAIN: std::ops::RangeInclusive<i32> = 72..=128;
/// Parts of the height of a digit that a cell is wide and high: those that the network was taught.
const CELL_WIDTH: f64 = 1.12;
const CELL_HEIGHT: f64 = 1.5;
/// 256ths of a natural logarithm by which a digit must be ahead of everything else.
const SURE: i32 = 256;

/// The digits where all are clear: two days, each as year, month and day.
pub(super) fn read(strip: &Raster, network: &Network) -> Option<String> {
    let line = row::line_of(strip)?;
    // Numbers of one kind are sorted throughout: each kind has 2 KB of code of its own.
    let mut order: Vec<usize> = (line.iter().zip(0..).map(|(it, at)| it.left << 16 | at)).collect();
    order.sort_unstable();
    let first = order.len().checked_sub(DIGITS)?;
    let digits = order[first..].iter().map(|key| line[key & 0xffff]);
    let digits: Vec<Piece> = digits.collect();
    let mut heights: Vec<usize> = digits.iter().map(|piece| piece.height()).collect();
    heights.sort_unstable();
    let tall = heights[DIGITS / 2] as f64;
    is_spaced(&digits)?;
    are_marked(strip, &digits)?;
    let mut text = String::with_capacity(DIGITS);
    for piece in &digits {
        text.push(digit(strip, *piece, tall, network)?);
    }
    Some(text)
}

/// Whether the digits stand as those of two days do.
fn is_spaced(digits: &[Piece]) -> Option<()> {
    let steps = digits
        .windows(2)
        .map(|pair| pair[1].middle().0 - pair[0].middle().0);
    let steps: Vec<f64> = steps.collect();
    let mut sorted: Vec<usize> = steps.iter().map(|step| (step * 16.0) as usize).collect();
    sorted.sort_unstable();
    // Of 15 steps ten have no mark between.
    let usual = (sorted[4] + sorted[5]) as f64 / 32.0;
    for (before, step) in steps.iter().enumerate() {
        let hundredths = (step * 100.0 / usual) as i32;
        let at = before + 1;
        let is_marked = DOTS.contains(&at) || at == DASH;
        let wanted = if is_marked { MARKED } else { PLAIN };
        if !wanted.contains(&hundredths) {
            return None;
        }
    }
    Some(())
}

/// Whether dots stand low and the dash in the middle, and nothing else there.
fn are_marked(strip: &Raster, digits: &[Piece]) -> Option<()> {
    for at in DOTS.into_iter().chain([DASH]) {
        let (one, other) = (digits[at - 1], digits[at]);
        let (top, bottom) = (one.top.min(other.top), one.bottom.max(other.bottom));
        let third = (bottom - top) / 3;
        let (left, right) = (one.right + 1, other.left.checked_sub(1)?);
        let darkest = |from: usize, to: usize| {
            let rows = strip.levels.chunks_exact(strip.width).take(to).skip(from);
            let levels = rows.filter_map(|row| row.get(left..right)?.iter().min());
            levels.copied().min()
        };
        let (upper, middle) = (
            darkest(top, top + third)?,
            darkest(top + third, bottom - third)?,
        );
        let lower = darkest(bottom - third, bottom)?;
        let is_mark = if at == DASH {
            middle < upper.min(lower)
        } else {
            lower < upper.min(middle)
        };
        if !is_mark {
            return None;
        }
    }
    Some(())
}

/// What a piece of ink is, where it is clear.
fn digit(strip: &Raster, piece: Piece, tall: f64, network: &Network) -> Option<char> {
    let answer = network.answer(&cut(strip, piece, tall));
    let (best, most) = answer
        .iter()
        .enumerate()
        .max_by_key(|(_, speaks)| **speaks)?;
    let mut others = answer
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != best);
    let is_clear = others.all(|(_, speaks)| speaks + SURE <= *most);
    let glyph = char::from(*GLYPHS.get(best).filter(|_| best != NOTHING)?);
    (is_clear && glyph.is_ascii_digit()).then_some(glyph)
}

/// The grey levels of its cell, each the mean of four places; beyond the piece there is ground, since neighbours stand
/// nearer here than in a number.
fn cut(strip: &Raster, piece: Piece, tall: f64) -> [u8; WIDTH * HEIGHT] {
    let (left, right) = (
        piece.left.saturating_sub(2),
        (piece.right + 2).min(strip.width),
    );
    let (top, bottom) = (
        piece.top.saturating_sub(3),
        (piece.bottom + 3).min(strip.height),
    );
    let rows = || {
        strip
            .levels
            .chunks_exact(strip.width)
            .take(bottom)
            .skip(top)
    };
    let mut levels: Vec<usize> = (rows()
        .flat_map(|row| &row[left..right])
        .map(|it| usize::from(*it)))
    .collect();
    levels.sort_unstable();
    let ground = levels[levels.len() * 7 / 10] as f64;
    let level = |x: i32, y: i32| {
        let inside = |at: i32, from: usize, to: usize| {
            usize::try_from(at)
                .ok()
                .filter(|at| (from..to).contains(at))
        };
        let (x, y) = (inside(x, left, right), inside(y, 0, strip.height));
        x.zip(y).map_or(ground, |(x, y)| {
            f64::from(strip.levels[y * strip.width + x])
        })
    };
    let (middle, centre) = piece.middle();
    let across = CELL_WIDTH * tall / (2 * WIDTH) as f64;
    let down = CELL_HEIGHT * tall / (2 * HEIGHT) as f64;
    let mut cell = [0; WIDTH * HEIGHT];
    for (place, to) in cell.iter_mut().enumerate() {
        let (column, row) = (place % WIDTH * 2, place / WIDTH * 2);
        let mut sum = 0.0;
        for (beside, below) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            // Always above zero, so that cutting off is rounding down.
            let x = middle + ((column + beside) as f64 + 0.5 - WIDTH as f64) * across + 63.5;
            let y = centre + ((row + below) as f64 + 0.5 - HEIGHT as f64) * down + 63.5;
            let (whole_x, whole_y) = (x as i32, y as i32);
            let (part, under) = (x - f64::from(whole_x), y - f64::from(whole_y));
            let (x, y) = (whole_x - 64, whole_y - 64);
            let upper = level(x, y) * (1.0 - part) + level(x + 1, y) * part;
            let lower = level(x, y + 1) * (1.0 - part) + level(x + 1, y + 1) * part;
            sum += upper * (1.0 - under) + lower * under;
        }
        *to = (sum / 4.0 + 0.5) as u8;
    }
    cell
}
