//! Where there is ink on a page, and the gaps that lines of print leave between them (projection profiles, after Postl
//! 1986).

use crate::raster::Raster;
use std::ops::RangeInclusive;

/// Bands across which gaps are looked for, along a side.
pub(super) const BANDS: usize = 10;
/// Gaps down the columns must be this many thousandths of all bands, and more than those along the rows by this factor,
/// in halves.
const ENOUGH: u32 = 300;
const CLEARLY: u32 = 3;
/// Rows of a line of print.
const LINE: RangeInclusive<usize> = 5..=30;

/// Where there is ink on a page.
pub(crate) struct Ink {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) is_ink: Vec<bool>,
}

impl Ink {
    /// Darker than nine tenths of the mean around it, and no part of a long line or bar.
    pub(crate) fn of(page: &Raster) -> Self {
        let (width, height) = (page.width, page.height);
        let row = width + 1;
        let mut sums = vec![0_u32; row * (height + 1)];
        for y in 0..height {
            let mut sum = 0;
            let (above, below) = sums[y * row..].split_at_mut(row);
            let sums = below.iter_mut().zip(above).skip(1);
            for ((below, above), level) in sums.zip(&page.levels[y * width..]) {
                sum += u32::from(*level);
                *below = *above + sum;
            }
        }
        let reach = (width.max(height) / 50).max(6);
        // The rim is table as often as paper.
        let (rim_x, rim_y) = (width / 30, height / 30);
        let mut is_ink = vec![false; width * height];
        for y in rim_y..height - rim_y {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            let (above, below) = (&sums[top * row..][..row], &sums[bottom * row..][..row]);
            let levels = page.levels[y * width..][..width].iter();
            let places = levels.zip(&mut is_ink[y * width..]).enumerate();
            for (x, (level, is_ink)) in places.take(width - rim_x).skip(rim_x) {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
                let sum = below[right] + above[left] - above[right] - below[left];
                let count = ((right - left) * (bottom - top)) as u32;
                let level = u32::from(*level) * count;
                *is_ink = level * 10 < sum * 9 && level + 10 * count < sum;
            }
        }
        let mut ink = Self {
            width,
            height,
            is_ink,
        };
        ink.drop_rules(width, height, 1, width);
        ink.drop_rules(height, width, width, 1);
        ink
    }

    /// Takes out runs too long for a stroke along one direction.
    fn drop_rules(&mut self, along: usize, across: usize, step: usize, next: usize) {
        let longest = (self.width.max(self.height) / 18).max(12);
        for line in 0..across {
            let mut run = 0;
            for at in 0..=along {
                let is_ink = at < along && self.is_ink[line * next + at * step];
                if is_ink {
                    run += 1;
                    continue;
                }
                if run > longest {
                    for back in at - run..at {
                        self.is_ink[line * next + back * step] = false;
                    }
                }
                run = 0;
            }
        }
    }

    /// Whether there is ink in a part of a row.
    pub(super) fn row(&self, y: usize, from: usize, to: usize) -> bool {
        let row = self.is_ink.get(y * self.width + from..y * self.width + to);
        row.is_some_and(|row| row.contains(&true))
    }

    /// Whether there is ink in a part of a column.
    pub(super) fn column(&self, x: usize, from: usize, to: usize) -> bool {
        (from..to).any(|y| self.is_ink.get(y * self.width + x) == Some(&true))
    }

    pub(super) fn at(&self, x: isize, y: isize) -> bool {
        let inside = x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height;
        inside && self.is_ink[y as usize * self.width + x as usize]
    }

    /// Whether gaps reach across lines from top to bottom and not from left to right.
    pub(super) fn runs_down(&self) -> bool {
        let (rows, columns) = self.gaps();
        columns >= ENOUGH && columns * 2 > rows * CLEARLY
    }

    /// How many lines of print stand below one another: in ten bands down the page runs of rows with ink, no higher
    /// than a character at the measuring scale; the fifth of their counts, so that half of the width has as many.
    pub(crate) fn lines(&self) -> usize {
        let band = (self.width / BANDS).max(10);
        let bands = (0..self.width).step_by(band);
        let mut counts: Vec<usize> = bands
            .map(|first| self.lines_between(first, first + band))
            .collect();
        counts.sort_unstable();
        counts.iter().rev().nth(BANDS / 2 - 1).copied().unwrap_or(0)
    }

    fn lines_between(&self, from: usize, to: usize) -> usize {
        let (mut lines, mut run) = (0, 0);
        for y in 0..=self.height {
            let row = self
                .is_ink
                .get(y * self.width + from..y * self.width + to.min(self.width));
            // One speck is dirt.
            let has_ink = row.is_some_and(|row| row.iter().filter(|it| **it).take(2).count() == 2);
            if has_ink {
                run += 1;
            } else {
                lines += usize::from(LINE.contains(&run));
                run = 0;
            }
        }
        lines
    }

    /// Thousandths of gaps between ink in bands down the page (lines of text along the rows leave them), and in bands
    /// across it.
    pub(super) fn gaps(&self) -> (u32, u32) {
        let band = (self.width.max(self.height) / BANDS).max(10);
        (
            gaps(band, self.width, self.height, |line, at| {
                self.at(line as isize, at as isize)
            }),
            gaps(band, self.height, self.width, |line, at| {
                self.at(at as isize, line as isize)
            }),
        )
    }
}

/// Thousandths of the length of all bands with ink that are gaps between ink: no ink across the whole band.
fn gaps(band: usize, lines: usize, length: usize, is_ink: impl Fn(usize, usize) -> bool) -> u32 {
    let (mut gaps, mut whole) = (0, 0);
    // Longer ones are no gaps between lines.
    let longest = band / 2;
    for first in (0..lines)
        .step_by(band)
        .filter(|first| first + band <= lines)
    {
        let mut empty = usize::MAX;
        for at in 0..length {
            // One speck in a gap is dirt.
            let count = (first..first + band)
                .filter(|line| is_ink(*line, at))
                .take(2)
                .count();
            if count < 2 {
                empty = empty.saturating_add(1);
                continue;
            }
            if (2..=longest).contains(&empty) {
                gaps += empty;
                whole += empty;
            }
            whole += 1;
            empty = 0;
        }
    }
    (gaps * 1000 / whole.max(1)) as u32
}
