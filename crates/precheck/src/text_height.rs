//! Whether the print has enough pixels to be read, measured on the print itself: a large picture may show a small page.
//! In parts of the picture with most print, ink that hangs together is measured blot by blot. Small characters melt
//! into blots and lines as high as they are; large ones fall apart into strokes, half as high as the character or more.
//! So the height is near to the truth where it is just read, and too low, yet far from the limit, where print is large.
//!
//! Connected components for the size of print: Fletcher, Kasturi, IEEE Trans. PAMI 10 (1988), 910–918.

use crate::analysis_image::CloseUp;
use crate::luma::Histogram;
use crate::raster::Raster;
use crate::{Code, Finding, Policy, Rotation};

// Measured on 42 drawn documents with characters of 5 to 7 pixels (51 to 75 tenths), on 168 good ones of 11 to 38
// pixels (85 and more) and on six real ones at 1200 to 2400 pixels a side: 91 and more, save for a page of English of
// small type at 1200, whose letters have 5 pixels (69).

/// Height of a character in tenths of a pixel from which Chinese print is read.
pub(crate) const READ: u16 = 77;

/// Side of the blocks in which ink is told from paper.
const BLOCK: usize = 32;
/// Grey levels between ink and paper at least.
const CONTRAST: u8 = 30;
/// Pixels of white that do not part one blot: the gaps between small characters, not those between lines.
const GAP: usize = 1;
/// Pixels of ink that are more than a speck.
const SPECK: usize = 6;
/// Tenths of a pixel that rules and strokes of large characters are thick at most; they are three times as long.
const THIN: u32 = 30;
/// Height of a blot in pixels at most; what is larger is no print.
const TALLEST: u32 = 64;
/// Per cent of the print, by its length, that is lower than what is told: headings may be most of a card.
const LOWER: u32 = 33;
/// A blot has two thirds of the height of its character: ascending and descending strokes are few.
const CHARACTER: (u32, u32) = (3, 2);
/// Length of print in pixels without which nothing is said.
const ENOUGH: u32 = 120;

/// Measures the height of the characters in tenths of a pixel, given the turn that brings them upright; nothing where
/// no print is made out.
pub(crate) fn measure(close_ups: &[CloseUp], turn: Rotation) -> Option<u16> {
    let is_down = matches!(turn, Rotation::Left | Rotation::Right);
    let mut heights = Heights::default();
    for part in close_ups {
        let mut ink = Ink::of(&part.grey);
        while let Some(blot) = ink.next() {
            heights.add(blot, part, is_down);
        }
    }
    heights.lower()
}

/// What the measurement means under this policy: never more than a warning, because letters are read where characters
/// of that height are not.
pub(crate) fn finding(height: Option<u16>, policy: &Policy) -> Option<Finding> {
    let height = height.filter(|height| *height < READ)?;
    Finding::when_checked(Code::TextTooSmall, policy.text.of_doubtful())
        .map(|finding| finding.measured(height.into(), READ.into()))
}

/// How much print there is of each height, in tenths of a pixel.
struct Heights {
    lengths: Vec<u32>,
    total: u32,
}

impl Default for Heights {
    fn default() -> Self {
        Self {
            lengths: vec![0; TALLEST as usize * 10 + 1],
            total: 0,
        }
    }
}

impl Heights {
    /// Adds one blot, given by its pixels, where it is print.
    fn add(&mut self, blot: &[(usize, usize)], part: &CloseUp, is_down: bool) {
        let is_rim = |(x, y): &(usize, usize)| {
            *x == 0 || *y == 0 || x + 1 == part.grey.width || y + 1 == part.grey.height
        };
        if blot.len() < SPECK || blot.iter().any(is_rim) || !part.holds(blot[0]) {
            return;
        }
        let upright = reach(blot.iter().copied());
        let lying = reach(blot.iter().map(|(x, y)| (*y, *x)));
        let is_thin = |(thick, long): (u32, u32)| thick <= THIN && long * 10 >= thick * 3;
        if is_thin(upright) || is_thin(lying) {
            return;
        }
        let (height, length) = if is_down { lying } else { upright };
        if let Some(sum) = self.lengths.get_mut(height as usize) {
            *sum += length;
            self.total += length;
        }
    }

    fn lower(&self) -> Option<u16> {
        let mut seen = 0;
        let lower = |length: &u32| {
            seen += length;
            seen * 100 >= self.total * LOWER
        };
        let height = self.lengths.iter().position(lower)? as u32;
        let character = u16::try_from(height * CHARACTER.0 / CHARACTER.1).ok();
        character.filter(|_| self.total >= ENOUGH)
    }
}

/// How far pixels reach down in their columns, in tenths, the longer columns counting more, so that a slant adds
/// nothing; and over how many columns.
fn reach(pixels: impl Iterator<Item = (usize, usize)> + Clone) -> (u32, u32) {
    let first = pixels.clone().map(|(x, _)| x).min().unwrap_or(0);
    let last = pixels.clone().map(|(x, _)| x).max().unwrap_or(0);
    let mut columns = vec![(usize::MAX, 0); last - first + 1];
    for (x, y) in pixels {
        let (top, bottom) = columns[x - first];
        columns[x - first] = (y.min(top), (y + 1).max(bottom));
    }
    let (mut count, mut sum, mut squares) = (0, 0, 0);
    for (top, bottom) in columns {
        let reach = bottom.saturating_sub(top) as u32;
        count += u32::from(reach > 0);
        sum += reach;
        squares += reach * reach;
    }
    (squares * 10 / sum.max(1), count)
}

/// What is darker than the paper around it, taken away blot by blot.
struct Ink {
    width: usize,
    height: usize,
    is_ink: Vec<bool>,
    next: usize,
    blot: Vec<(usize, usize)>,
}

impl Ink {
    /// Darker than the middle between the paper and the darkest of a block.
    fn of(grey: &Raster) -> Self {
        let mut is_ink = vec![false; grey.width * grey.height];
        for top in (0..grey.height).step_by(BLOCK) {
            for left in (0..grey.width).step_by(BLOCK) {
                let right = (left + BLOCK).min(grey.width);
                let rows = top..(top + BLOCK).min(grey.height);
                let levels = rows.clone();
                let levels = levels.flat_map(|y| &grey.levels[y * grey.width..][left..right]);
                let levels = Histogram::of(levels);
                let (low, high) = (levels.percentile(2), levels.percentile(85));
                if high.saturating_sub(low) < CONTRAST {
                    continue;
                }
                let middle = low + (high - low) / 2;
                for y in rows {
                    let row = y * grey.width;
                    for x in left..right {
                        is_ink[row + x] = grey.levels[row + x] < middle;
                    }
                }
            }
        }
        Self {
            width: grey.width,
            height: grey.height,
            is_ink,
            next: 0,
            blot: Vec::new(),
        }
    }

    /// The pixels of the next blot.
    fn next(&mut self) -> Option<&[(usize, usize)]> {
        self.next += self.is_ink.get(self.next..)?.iter().position(|it| *it)?;
        self.is_ink[self.next] = false;
        self.blot.clear();
        self.blot
            .push((self.next % self.width, self.next / self.width));
        let mut at = 0;
        while let Some((x, y)) = self.blot.get(at).copied() {
            at += 1;
            let near =
                |at: usize, side: usize| at.saturating_sub(GAP + 1)..(at + GAP + 2).min(side);
            for y in near(y, self.height) {
                for x in near(x, self.width) {
                    let is_ink = &mut self.is_ink[y * self.width + x];
                    if *is_ink {
                        *is_ink = false;
                        self.blot.push((x, y));
                    }
                }
            }
        }
        Some(&self.blot)
    }
}
