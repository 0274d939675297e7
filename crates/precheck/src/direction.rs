//! Which way the text runs: along the rows as it should, or up and down; and whether it stands on its head.
//! Lines of print leave gaps between them that reach across many characters; gaps between characters do not reach across many
//! lines. That tells sideways text, Chinese or not (projection profiles, after Postl 1986). Chinese marks of punctuation stand
//! in the lower left of their cell (CLREQ, W3C, §3.1.6): to the right of a character and below its middle, on its head to the
//! left of one and above. The characters themselves tell most ([`characters`]). Cards are told by their portrait, which has its
//! fixed side. What is not clear is not said.

pub(crate) mod characters;

use self::characters::Standing;
use crate::look::Look;
use crate::policy::{self, Policy, Shape};
use crate::raster::Raster;
use crate::straighten::Plan;
use crate::{Code, Finding, Quad, Turn};

// Measured on drawn documents turned all four ways and on the corpus; docs/precheck.md says how often it is right.

/// Long side at which text is looked at; that of the checks.
const SIDE: f64 = 1000.0;
/// Bands across which gaps are looked for, along a side.
const BANDS: usize = 10;
/// Gaps down the columns must be this many thousandths of all bands, and more than those along the rows by this factor, in
/// halves.
const ENOUGH: u32 = 300;
const CLEARLY: u32 = 3;
/// Marks that must speak for text on its head, and by what factor; below this height of characters they are not made out.
const MARKS: u32 = 12;
const MARKS_CLEARLY: u32 = 6;
const LEAST_CHARACTER: usize = 9;
/// Tenths of a standard deviation by which characters must speak for one direction; for one that no gaps speak for.
const SURE: i64 = 25;
const SURE_SIDE: i64 = 50;
/// Cells across and down a card: each well within a head or an emblem.
const CARD: (usize, usize) = (16, 10);
/// Levels by which the hair or coat of a portrait is darker than the card, and by which an emblem is redder than green.
const DARKER: u8 = 70;
const REDDER: u8 = 45;

/// The turn that brings the text of an upright picture at the measuring scale upright; none where it is, or where nothing is
/// sure.
pub(crate) fn measure(look: &Look, outline: Option<Quad>, shape: Shape) -> Turn {
    let is_card = shape == Shape::Card && outline.is_some();
    // Only a card is told by its colours.
    let picture = if is_card { &look.colours } else { &look.grey };
    let Some(page) = page(picture, outline) else {
        return Turn::None;
    };
    if is_card {
        // Cards lie.
        let is_sideways = page.height * 10 > page.width * 13;
        let card = if is_sideways {
            page.upright(Turn::Right.into())
        } else {
            page
        };
        let is_on_its_head = stands_on_its_head(&card).unwrap_or_else(|| {
            let grey = card.grey();
            Standing::of(&Ink::of(&grey), &grey).tenths() <= -SURE
        });
        return match (is_sideways, is_on_its_head) {
            (true, true) => Turn::Left,
            (true, false) => Turn::Right,
            (false, true) => Turn::Half,
            (false, false) => Turn::None,
        };
    }
    let ink = Ink::of(&page);
    let upright = Standing::of(&ink, &page).tenths();
    if ink.runs_down() {
        // It lies on its side; on which one is a guess where neither characters nor marks tell it.
        let turned = page.upright(Turn::Right.into());
        let ink = Ink::of(&turned);
        let standing = Standing::of(&ink, &turned).tenths();
        let (up, down) = ink.marks();
        let is_on_its_head = if standing.abs() >= SURE {
            standing < 0
        } else {
            down > up
        };
        return if is_on_its_head {
            Turn::Left
        } else {
            Turn::Right
        };
    }
    if upright.abs() < SURE_SIDE {
        // Tables leave gaps in both directions, and nothing but their characters tells the side.
        let turned = page.upright(Turn::Right.into());
        let standing = Standing::of(&Ink::of(&turned), &turned).tenths();
        let (rows, columns) = ink.gaps();
        let ahead = if columns > rows { 3 } else { 6 };
        if standing.abs() >= SURE_SIDE && standing.abs() * 2 > upright.abs() * ahead {
            return if standing < 0 {
                Turn::Left
            } else {
                Turn::Right
            };
        }
    }
    if upright <= -SURE {
        return Turn::Half;
    }
    let (up, down) = ink.marks();
    // Strokes of tables and stamps pass for marks.
    if upright < 0 && down >= MARKS && down > up * MARKS_CLEARLY {
        return Turn::Half;
    }
    Turn::None
}

/// The document pulled straight, or the whole picture where no outline is found.
fn page(picture: &Raster, outline: Option<Quad>) -> Option<Raster> {
    let plan = outline.and_then(|corners| Plan::new(&corners, picture.size(), Shape::Any));
    let page = match plan {
        Some(plan) => plan.straightened(picture, (SIDE / plan.long_side()).min(1.0)),
        None => picture.clone(),
    };
    (page.width >= 100 && page.height >= 100).then_some(page)
}

/// What the turn means under this policy. Never more than a warning: turning is a tap, and this is a guess.
pub(crate) fn finding(turn: Turn, policy: &Policy) -> Option<Finding> {
    let code = match turn {
        Turn::None => return None,
        Turn::Half => Code::UpsideDown,
        Turn::Right | Turn::Left => Code::Sideways,
    };
    policy::finding(code, policy.direction.of_doubtful())
}

/// The portrait of a card is on its right, and nothing else on it is as dark; on its back the emblem is on the left, and
/// nothing else is as red. Nothing where neither is made out.
fn stands_on_its_head(card: &Raster) -> Option<bool> {
    let small = card.reduced(CARD.0, CARD.1);
    let (mut darkest, mut reddest, mut sum, mut count) = ((u8::MAX, 0), (0, 0), 0, 0);
    for (at, pixel) in small.levels.chunks_exact(small.channels.max(1)).enumerate() {
        let (x, y) = (at % CARD.0, at / CARD.0);
        if x == 0 || y == 0 || x + 1 == CARD.0 || y + 1 == CARD.1 {
            continue;
        }
        let level = pixel.iter().copied().max().unwrap_or(0);
        sum += u32::from(level);
        count += 1;
        if level < darkest.0 {
            darkest = (level, x);
        }
        if let [red, green, _] = pixel
            && red.saturating_sub(*green) > reddest.0
        {
            reddest = (red - green, x);
        }
    }
    let mean = (sum / count.max(1)) as u8;
    let is_left = |x: usize| x < CARD.0 / 2;
    if mean.saturating_sub(darkest.0) >= DARKER {
        Some(is_left(darkest.1))
    } else if reddest.0 >= REDDER {
        Some(!is_left(reddest.1))
    } else {
        None
    }
}

/// Where there is ink on a page.
pub(crate) struct Ink {
    width: usize,
    height: usize,
    is_ink: Vec<bool>,
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
    fn row(&self, y: usize, from: usize, to: usize) -> bool {
        let row = self.is_ink.get(y * self.width + from..y * self.width + to);
        row.is_some_and(|row| row.contains(&true))
    }

    /// Whether there is ink in a part of a column.
    fn column(&self, x: usize, from: usize, to: usize) -> bool {
        (from..to).any(|y| self.is_ink.get(y * self.width + x) == Some(&true))
    }

    fn at(&self, x: isize, y: isize) -> bool {
        let inside = x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height;
        inside && self.is_ink[y as usize * self.width + x as usize]
    }

    /// Whether gaps reach across lines from top to bottom and not from left to right.
    fn runs_down(&self) -> bool {
        let (rows, columns) = self.gaps();
        columns >= ENOUGH && columns * 2 > rows * CLEARLY
    }

    /// Thousandths of gaps between ink in bands down the page (lines of text along the rows leave them), and in bands across
    /// it.
    fn gaps(&self) -> (u32, u32) {
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

    /// Marks that speak for upright text, and for text on its head.
    fn marks(&self) -> (u32, u32) {
        let character = self.character();
        let (mut up, mut down) = (0, 0);
        if character < LEAST_CHARACTER {
            return (0, 0);
        }
        let mut seen = vec![false; self.is_ink.len()];
        let mut todo = Vec::new();
        for start in 0..self.is_ink.len() {
            if seen[start] || !self.is_ink[start] {
                continue;
            }
            let (x, y) = (start % self.width, start / self.width);
            let (mut left, mut right, mut top, mut bottom) = (x, x, y, y);
            seen[start] = true;
            todo.push(start);
            while let Some(at) = todo.pop() {
                let (x, y) = (at % self.width, at / self.width);
                (left, right) = (left.min(x), right.max(x));
                (top, bottom) = (top.min(y), bottom.max(y));
                for (across, along) in [
                    (-1, 0),
                    (1, 0),
                    (0, -1),
                    (0, 1),
                    (-1, -1),
                    (1, -1),
                    (-1, 1),
                    (1, 1),
                ] {
                    let (x, y) = (x as isize + across, y as isize + along);
                    if self.at(x, y) {
                        let at = y as usize * self.width + x as usize;
                        if !seen[at] {
                            seen[at] = true;
                            todo.push(at);
                        }
                    }
                }
            }
            let (wide, high) = (right - left + 1, bottom - top + 1);
            let most = (character * 9 / 20).max(3);
            if wide > most || high > most || wide * high < 4 {
                continue;
            }
            let part = |whole: usize, of: usize| (character * whole / of) as isize;
            let (left, right, top, bottom) =
                (left as isize, right as isize, top as isize, bottom as isize);
            let middle = (top + bottom) / 2;
            let before = self.ink(
                left - part(1, 1),
                middle - part(1, 1),
                left - 1,
                middle + part(1, 1),
            );
            let behind = self.ink(
                right + 1,
                middle - part(1, 1),
                right + part(1, 1),
                middle + part(1, 1),
            );
            // Free towards the middle of its own cell, and one character next to it.
            let free_behind = self.ink(right + 1, top, right + part(2, 5), bottom).0 == 0;
            let free_before = self.ink(left - part(2, 5), top, left - 1, bottom).0 == 0;
            let free_above = self.ink(left, top - part(2, 5), right, top - 1).0 == 0;
            let free_below = self.ink(left, bottom + 1, right, bottom + part(2, 5)).0 == 0;
            let needed = (character * character / 12) as i64;
            let off = part(1, 6) as i64;
            if free_behind
                && free_above
                && free_below
                && before.0 >= needed
                && before.1 < before.0 * (middle as i64 - off)
            {
                up += 1;
            }
            if free_before
                && free_below
                && free_above
                && behind.0 >= needed
                && behind.1 > behind.0 * (middle as i64 + off)
            {
                down += 1;
            }
        }
        (up, down)
    }

    /// How much ink is in a rectangle, and the sum of its rows.
    fn ink(&self, left: isize, top: isize, right: isize, bottom: isize) -> (i64, i64) {
        let (mut count, mut rows) = (0, 0);
        for y in top..=bottom {
            for x in left..=right {
                if self.at(x, y) {
                    count += 1;
                    rows += y as i64;
                }
            }
        }
        (count, rows)
    }

    /// The height of a character in pixels: the commonest height of a line of print in narrow bands.
    fn character(&self) -> usize {
        let band = (self.width / BANDS).max(10);
        let mut heights = [0_u32; 64];
        for first in (0..self.width).step_by(band) {
            let mut run = 0_usize;
            for y in 0..self.height {
                let has = (first..(first + band).min(self.width))
                    .any(|x| self.is_ink[y * self.width + x]);
                if has {
                    run += 1;
                } else if run > 0 {
                    if let Some(height) = heights.get_mut(run) {
                        *height += run as u32;
                    }
                    run = 0;
                }
            }
        }
        let mut best = 0;
        for height in 5..62 {
            let three = |at: usize| heights[at - 1] + heights[at] + heights[at + 1];
            if best == 0 || three(height) > three(best) {
                best = height;
            }
        }
        best
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
