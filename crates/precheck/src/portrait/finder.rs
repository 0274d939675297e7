//! Finds frontal faces in a grey picture by a cascade of local binary patterns.
//! Whole numbers only. Liao, Zhu, Lei, Zhang, Li, ICB 2007, doi:10.1007/978-3-540-74549-5_87; the way of cascades:
//! Viola, Jones, IJCV 57 (2004), 137–154, doi:10.1023/b:visi.0000013087.49260.fb.

use super::cascade::{HINTS, Hint, STAGES, WINDOW};
use crate::raster::Raster;

/// Long side of the picture that is searched. A face of a tenth of it still has more pixels than the window.
const SEARCHED_SIDE: u32 = 320;
/// The narrowest face that is looked for, in pixels of the searched picture.
const NARROWEST: usize = 32;
/// Each size that is tried is wider than the one before by one part in this many.
const STEP: usize = 10;
/// Windows that must agree on a face, and on the only one where no other is found.
const AGREEING: u32 = 6;
const AGREEING_ALONE: u32 = 3;
/// Windows kept at most: a picture made of faces ends here.
const MOST_WINDOWS: usize = 2000;

/// A face from its brows to its chin, in pixels of the picture that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// From the left to its middle.
    pub(crate) middle: usize,
    pub(crate) top: usize,
    /// Of the square around it, which may be wider than the picture.
    pub(crate) side: usize,
    /// How many windows agree on it.
    pub(crate) agreeing: u32,
}

/// A window that the cascade takes for a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Square {
    left: usize,
    top: usize,
    side: usize,
}

/// The faces of an upright grey picture, the surest first.
pub(crate) fn faces(grey: &Raster) -> Vec<Found> {
    let searched = grey.clone().within(SEARCHED_SIDE);
    let margin = searched.width / MARGIN;
    let windows = windows(&with_margins(&searched, margin));
    let scaled = |at: usize| at * grey.width / searched.width.max(1) / FINE;
    let found = together(&windows)
        .into_iter()
        .map(|(face, agreeing)| Found {
            middle: scaled((face.left + face.side / 2).saturating_sub(margin * FINE)),
            top: scaled(face.top),
            side: scaled(face.side),
            agreeing,
        });
    found.collect()
}

/// A face as wide as the picture is found where the ground goes on to either side by one part in this many.
const MARGIN: usize = 6;

fn with_margins(grey: &Raster, margin: usize) -> Raster {
    let mut levels = Vec::with_capacity((grey.width + 2 * margin) * grey.height);
    for row in grey.levels.chunks_exact(grey.width.max(1)) {
        let (first, last) = (row.first().copied(), row.last().copied());
        levels.extend(std::iter::repeat_n(first.unwrap_or_default(), margin));
        levels.extend_from_slice(row);
        levels.extend(std::iter::repeat_n(last.unwrap_or_default(), margin));
    }
    Raster {
        width: grey.width + 2 * margin,
        levels,
        ..grey.clone_shape()
    }
}

/// Places and sizes are averaged in this part of a pixel.
const FINE: usize = 16;

/// Every window that the cascade takes for a face, in pixels of the picture.
fn windows(grey: &Raster) -> Vec<Square> {
    let mut found = Vec::new();
    let mut side = NARROWEST;
    while side <= grey.width.min(grey.height) {
        let (width, height) = (grey.width * WINDOW / side, grey.height * WINDOW / side);
        let sums = Sums::of(&grey.reduced(width, height));
        for top in 0..=height.saturating_sub(WINDOW) {
            for left in 0..=width.saturating_sub(WINDOW) {
                if sums.is_face(left, top) && found.len() < MOST_WINDOWS {
                    found.push(Square {
                        left: left * side / WINDOW,
                        top: top * side / WINDOW,
                        side,
                    });
                }
            }
        }
        side += side.div_ceil(STEP);
    }
    found
}

/// For every pixel the sum of all levels above and to the left of it (Crow, SIGGRAPH 1984).
struct Sums {
    stride: usize,
    sums: Vec<u32>,
}

impl Sums {
    fn of(grey: &Raster) -> Self {
        let stride = grey.width + 1;
        let mut sums = vec![0_u32; stride * (grey.height + 1)];
        for (y, row) in grey.levels.chunks_exact(grey.width.max(1)).enumerate() {
            let mut along = 0_u32;
            for (x, level) in row.iter().enumerate() {
                along += u32::from(*level);
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + along;
            }
        }
        Self { stride, sums }
    }

    fn is_face(&self, left: usize, top: usize) -> bool {
        let mut hints = HINTS.iter();
        STAGES.iter().all(|(count, least)| {
            let told = hints.by_ref().take(usize::from(*count));
            let told: i32 = told.map(|hint| self.told(hint, left, top)).sum();
            told >= i32::from(*least)
        })
    }

    /// The local binary pattern of nine cells: which of the eight around are at least as bright as the middle one,
    /// clockwise from the upper left.
    fn told(&self, hint: &Hint, left: usize, top: usize) -> i32 {
        let cells = &hint.cells;
        let (across, down) = (usize::from(cells.width), usize::from(cells.height));
        let left = left + usize::from(cells.left);
        let top = top + usize::from(cells.top);
        let cell = |column: usize, row: usize| {
            let upper = (top + row * down) * self.stride + left + column * across;
            let lower = upper + down * self.stride;
            (self.sums[lower + across] + self.sums[upper])
                .wrapping_sub(self.sums[lower] + self.sums[upper + across])
        };
        const AROUND: [(usize, usize); 8] = [
            (0, 0),
            (1, 0),
            (2, 0),
            (2, 1),
            (2, 2),
            (1, 2),
            (0, 2),
            (0, 1),
        ];
        let middle = cell(1, 1);
        let mut pattern = 0_usize;
        for (column, row) in AROUND {
            pattern = pattern << 1 | usize::from(cell(column, row) >= middle);
        }
        let is_set = hint.patterns[pattern / 32] >> (pattern % 32) & 1 == 1;
        i32::from(hint.counts[usize::from(!is_set)])
    }
}

/// Windows that lie on each other become one face, the mean of theirs, in `FINE` parts of a pixel, and how many they
/// are; the most first.
fn together(windows: &[Square]) -> Vec<(Square, u32)> {
    let mut groups: Vec<Group> = Vec::new();
    for window in windows {
        match groups.iter_mut().find(|group| group.holds(window)) {
            Some(group) => group.add(window),
            None => groups.push(Group::of(window)),
        }
    }
    let mut faces: Vec<(Square, u32)> = Vec::new();
    while let Some((at, _)) = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| {
            let is_alone = faces.is_empty();
            group.count >= if is_alone { AGREEING_ALONE } else { AGREEING }
        })
        .max_by_key(|(_, group)| group.count)
    {
        let group = groups.swap_remove(at);
        let face = group.mean();
        if !faces.iter().any(|(other, _)| overlap(other, &face)) {
            faces.push((face, group.count));
        }
    }
    faces
}

#[derive(Default)]
struct Group {
    count: u32,
    left: usize,
    top: usize,
    side: usize,
}

impl Group {
    fn of(window: &Square) -> Self {
        let mut group = Self::default();
        group.add(window);
        group
    }

    fn add(&mut self, window: &Square) {
        self.count += 1;
        self.left += window.left * FINE;
        self.top += window.top * FINE;
        self.side += window.side * FINE;
    }

    fn mean(&self) -> Square {
        let count = self.count.max(1) as usize;
        Square {
            left: self.left / count,
            top: self.top / count,
            side: self.side / count,
        }
    }

    /// Whether the window differs from the mean by no more than a fifth of its side.
    fn holds(&self, window: &Square) -> bool {
        let mean = self.mean();
        let near = |a: usize, b: usize| a.abs_diff(b * FINE) * 5 <= mean.side;
        let middle = |at: usize, side: usize| at + side / 2;
        near(
            middle(mean.left, mean.side),
            middle(window.left, window.side),
        ) && near(middle(mean.top, mean.side), middle(window.top, window.side))
            && mean.side.abs_diff(window.side * FINE) * 3 <= mean.side
    }
}

/// Whether the middle of one lies in the other.
fn overlap(one: &Square, other: &Square) -> bool {
    let within = |a: &Square, b: &Square| {
        let (x, y) = (a.left + a.side / 2, a.top + a.side / 2);
        (b.left..b.left + b.side).contains(&x) && (b.top..b.top + b.side).contains(&y)
    };
    within(one, other) || within(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portrait::cascade::HINTS;

    #[test]
    fn every_pattern_lies_in_the_window() {
        for hint in &HINTS {
            let cells = &hint.cells;
            assert!(usize::from(cells.left + 3 * cells.width) <= WINDOW);
            assert!(usize::from(cells.top + 3 * cells.height) <= WINDOW);
        }
        let told: usize = STAGES.iter().map(|(count, _)| usize::from(*count)).sum();
        assert_eq!(told, HINTS.len());
    }

    #[test]
    fn pictures_smaller_than_a_face_hold_none() {
        for side in [1, 2, 23, 31, 33] {
            let grey = Raster {
                width: side,
                height: 40,
                channels: 1,
                levels: vec![7; side * 40],
            };
            assert_eq!(faces(&grey), []);
        }
    }
}
