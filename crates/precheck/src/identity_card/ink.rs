//! What is ink on a strip of print, and the pieces it consists of.

use crate::raster::Raster;

/// Half the side of the square whose mean is the ground around a pixel: wider than a glyph.
const AROUND: usize = 24;
/// One in so many pixels tells how dark ink is here: the glyphs of a number cover three times as many.
const DARKEST: usize = 100;
/// Parts into which the level of the ground is divided, and how many of them the darkest ink has at most: where
/// nothing is darker, nothing is printed.
const GROUND: u32 = 128;
const FAINT: u32 = 104;
/// Pieces at most; more is no line of print.
const MOST: usize = 400;

/// Ink that hangs together: left, top, right and bottom, the last two beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl Piece {
    pub(super) fn width(self) -> usize {
        self.right - self.left
    }

    pub(super) fn height(self) -> usize {
        self.bottom - self.top
    }

    /// In pixels.
    pub(super) fn middle(self) -> (f64, f64) {
        (
            (self.left + self.right) as f64 / 2.0,
            (self.top + self.bottom) as f64 / 2.0,
        )
    }
}

/// The pieces of a grey strip that do not touch its rim.
pub(super) fn pieces(strip: &Raster) -> Vec<Piece> {
    let (width, height) = (strip.width, strip.height);
    let Some(mut ink) = ink(strip) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    let mut open = Vec::new();
    for start in 0..ink.len() {
        if !ink[start] {
            continue;
        }
        let mut piece = Piece {
            left: width,
            top: height,
            right: 0,
            bottom: 0,
        };
        ink[start] = false;
        open.push(start);
        while let Some(at) = open.pop() {
            let (x, y) = (at % width, at / width);
            piece.left = piece.left.min(x);
            piece.right = piece.right.max(x + 1);
            piece.top = piece.top.min(y);
            piece.bottom = piece.bottom.max(y + 1);
            for row in y.saturating_sub(1)..(y + 2).min(height) {
                for column in x.saturating_sub(1)..(x + 2).min(width) {
                    let beside = row * width + column;
                    if std::mem::take(&mut ink[beside]) {
                        open.push(beside);
                    }
                }
            }
        }
        let is_inside =
            piece.left > 0 && piece.top > 0 && piece.right < width && piece.bottom < height;
        if is_inside {
            pieces.push(piece);
            if pieces.len() > MOST {
                return Vec::new();
            }
        }
    }
    pieces
}

/// Whether each pixel is ink: nearer to the darkest than to the ground around it. Nothing where nothing is dark.
fn ink(strip: &Raster) -> Option<Vec<bool>> {
    let (width, height) = (strip.width, strip.height);
    if width == 0 || height == 0 {
        return None;
    }
    let sums = sums(strip);
    let mut parts = Vec::with_capacity(width * height);
    for (y, row) in strip.levels.chunks_exact(width).enumerate() {
        let (above, below) = (y.saturating_sub(AROUND), (y + AROUND + 1).min(height));
        for (x, level) in row.iter().enumerate() {
            let (left, right) = (x.saturating_sub(AROUND), (x + AROUND + 1).min(width));
            let sum = |x: usize, y: usize| sums[y * (width + 1) + x];
            let total = sum(right, below) + sum(left, above) - sum(left, below) - sum(right, above);
            let count = ((right - left) * (below - above)) as u32;
            // In parts of the ground, so that light and shadow do not matter.
            let part = u32::from(*level) * GROUND * count / total.max(1);
            parts.push(part.min(255) as u8);
        }
    }
    let mut counts = [0_usize; 256];
    for part in &parts {
        counts[usize::from(*part)] += 1;
    }
    let mut seen = 0;
    let darkest = counts.iter().position(|count| {
        seen += count;
        seen * DARKEST > parts.len()
    })?;
    let darkest = u32::try_from(darkest).ok().filter(|it| *it < FAINT)?;
    let limit = (darkest + GROUND) / 2;
    Some(parts.iter().map(|part| u32::from(*part) < limit).collect())
}

/// Sums of all levels above and left of each corner of a pixel.
fn sums(strip: &Raster) -> Vec<u32> {
    let across = strip.width + 1;
    let mut sums = vec![0; across * (strip.height + 1)];
    for y in 0..strip.height {
        let mut row = 0;
        for x in 0..strip.width {
            row += u32::from(strip.levels[y * strip.width + x]);
            sums[(y + 1) * across + x + 1] = sums[y * across + x + 1] + row;
        }
    }
    sums
}
