//! Whether a blob at the rim is a finger: about as broad all along, longer than half its breadth, and round at its end.

use super::Field;
use crate::Region;
use crate::blob::WAYS;

/// Hundredths of what lies between its rows and columns that a blob fills at least: it has no bays, and small holes.
const FILLED: usize = 80;
/// Breadth in hundredths of the shorter side of the document at least and at most.
const BREADTH: (f32, f32) = (0.035, 0.5);
/// Length in breadths at least and at most.
const LENGTH: (f32, f32) = (0.65, 8.0);
/// Breadths that it has at the rim at least and at most: 0.95 to 1.25 of those laid onto photographs, 0.4 of a portrait
/// that touches the rim, nearly two of a corner of a table.
const ROOT: (f32, f32) = (0.7, 1.5);
/// Part of its breadth that it has at a twelfth and at a half of a breadth from its end.
const END: f32 = 0.9;
const BEFORE_END: f32 = 0.55;
/// Pixels beside it within which there is paper, past its shadow; and per cent of its end that have it.
const PAST: std::ops::RangeInclusive<isize> = 2..=6;
const ON_PAPER: usize = 60;
/// Hundredths by which red to blue differs from that of the paper beside it.
const DIFFERS: u32 = 14;

pub(super) struct Shape {
    width: usize,
    height: usize,
    /// Of the picture: what the blob fills, and the box around it.
    filled: Vec<bool>,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    /// From the middle of the rim to the end.
    root: (f32, f32),
    axis: (f32, f32),
    length: f32,
    breadth: f32,
    /// Pixels at the rim.
    touching: usize,
    /// Its breadth at the end and before it, in parts of its breadth.
    end: f32,
    before_end: f32,
    /// Breadth by the shorter side of the document.
    part: f32,
}

impl Shape {
    /// Nothing where it does not touch the rim, or has bays.
    pub(super) fn of(field: &Field, blob: &[usize]) -> Option<Self> {
        let (width, height) = (field.width, field.height);
        let mut rows = vec![(usize::MAX, 0); height];
        let mut columns = vec![(usize::MAX, 0); width];
        let mut rim = (0.0, 0.0, 0_usize);
        for &at in blob {
            let (x, y) = (at % width, at / width);
            rows[y] = (x.min(rows[y].0), x.max(rows[y].1));
            columns[x] = (y.min(columns[x].0), y.max(columns[x].1));
            if field.is_at_rim(at) {
                rim = (rim.0 + x as f32, rim.1 + y as f32, rim.2 + 1);
            }
        }
        let mut filled = vec![false; width * height];
        let (mut count, mut sum) = (0_usize, (0.0, 0.0));
        let (mut left, mut top, mut right, mut bottom) = (width, height, 0, 0);
        for (y, (first, last)) in rows.iter().enumerate().filter(|(_, (a, b))| a <= b) {
            for x in *first..=*last {
                if (columns[x].0..=columns[x].1).contains(&y) {
                    filled[y * width + x] = true;
                    count += 1;
                    sum = (sum.0 + x as f32, sum.1 + y as f32);
                    (left, right) = (left.min(x), right.max(x));
                    (top, bottom) = (top.min(y), bottom.max(y));
                }
            }
        }
        let touching = rim.2;
        if touching == 0 || blob.len() * 100 < count * FILLED {
            return None;
        }
        let root = (rim.0 / touching as f32, rim.1 / touching as f32);
        let middle = (sum.0 / count as f32, sum.1 / count as f32);
        let towards = (middle.0 - root.0, middle.1 - root.1);
        let far = (towards.0 * towards.0 + towards.1 * towards.1).sqrt();
        if far < 1.0 {
            return None;
        }
        let mut shape = Self {
            width,
            height,
            filled,
            left,
            top,
            right,
            bottom,
            root,
            axis: (towards.0 / far, towards.1 / far),
            length: 0.0,
            breadth: 0.0,
            touching,
            end: 0.0,
            before_end: 0.0,
            part: 0.0,
        };
        shape.measure(field.inside);
        Some(shape)
    }

    fn pixels(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let rows = self.top..=self.bottom;
        let all = rows.flat_map(|y| (self.left..=self.right).map(move |x| (x, y)));
        all.filter(|(x, y)| self.filled[y * self.width + x])
    }

    /// How far a pixel lies from the rim along the finger.
    fn along(&self, (x, y): (usize, usize)) -> f32 {
        (x as f32 - self.root.0) * self.axis.0 + (y as f32 - self.root.1) * self.axis.1
    }

    /// Length, breadth, and how it ends.
    fn measure(&mut self, inside: usize) {
        let mut slices: Vec<usize> = Vec::new();
        for pixel in self.pixels() {
            let along = self.along(pixel);
            if along >= 0.0 {
                let at = along as usize;
                if slices.len() <= at {
                    slices.resize(at + 1, 0);
                }
                slices[at] += 1;
            }
        }
        self.length = slices.len() as f32;
        let mut sorted = slices.clone();
        sorted.sort_unstable();
        self.breadth = sorted
            .get(sorted.len() * 6 / 10)
            .map_or(0.0, |it| *it as f32);
        let breadth = self.breadth.max(1.0);
        let behind = |part: f32| {
            let at = (breadth * part) as usize;
            let at = slices.len().checked_sub(1 + at);
            at.map_or(0.0, |at| slices[at] as f32 / breadth)
        };
        self.end = behind(0.08);
        self.before_end = behind(0.5);
        // The shorter side of a card or sheet is about five sixths of the root of its area.
        self.part = self.breadth / ((inside as f32).sqrt() * 0.83).max(1.0);
    }

    pub(super) fn is_finger(&self) -> bool {
        (BREADTH.0..=BREADTH.1).contains(&self.part)
            && self.length >= self.breadth * LENGTH.0
            && self.length <= self.breadth * LENGTH.1
            && self.touching as f32 >= self.breadth * ROOT.0
            && self.touching as f32 <= self.breadth * ROOT.1 + 2.0
            && self.end <= END
            && self.before_end >= BEFORE_END
    }

    /// Whether around its end there is paper of another colour.
    pub(super) fn lies_on_paper(&self, field: &Field) -> bool {
        let (mut ways, mut on_paper, mut red) = (0_usize, 0_usize, 0_u32);
        let (mut own, mut count) = (0_u32, 0_u32);
        for (x, y) in self.pixels() {
            let at = y * self.width + x;
            own += u32::from(field.redness[at]);
            count += 1;
            if self.along((x, y)) < self.length * 0.4 {
                continue;
            }
            for way in WAYS {
                let is_out = |to: usize| !self.filled[to];
                if !field.beside(at, way).is_some_and(is_out) {
                    continue;
                }
                ways += 1;
                let mut past = PAST.map(|far| field.beside(at, (way.0 * far, way.1 * far)));
                if let Some(to) =
                    past.find_map(|to| to.filter(|to| field.paper[*to] && is_out(*to)))
                {
                    on_paper += 1;
                    red += u32::from(field.redness[to]);
                }
            }
        }
        on_paper * 100 >= ways * ON_PAPER
            && on_paper > 0
            && own / count.max(1) >= red / on_paper as u32 + DIFFERS
    }

    /// Pixels all of whose neighbours belong to it.
    pub(super) fn inner(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let is_filled = |x: usize, y: usize| {
            x < self.width && y < self.height && self.filled[y * self.width + x]
        };
        self.pixels().filter(move |(x, y)| {
            let (x, y) = (*x, *y);
            x > 0
                && y > 0
                && [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
                    .iter()
                    .all(|(x, y)| is_filled(*x, *y))
        })
    }

    /// In fractions of the picture.
    pub(super) fn region(&self) -> Region {
        let (width, height) = (self.width as f32, self.height as f32);
        Region {
            left: self.left as f32 / width,
            top: self.top as f32 / height,
            width: (self.right + 1 - self.left) as f32 / width,
            height: (self.bottom + 1 - self.top) as f32 / height,
        }
    }
}
