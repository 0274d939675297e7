//! Which way the print of a page stands, as the network says it of squares of the page.

use super::network::{CLASSES, Network, SIDE};
use crate::Rotation;
use crate::raster::Raster;

/// Squares that are looked at, at most.
const MOST_WINDOWS: usize = 4;
/// Parts into which the short side is cut where all of it does not tell.
const PARTS: usize = 2;

// In 256ths of a natural logarithm. Chosen on the photographs of the corpus and drawn documents; docs/precheck.md says
// what comes of it.

/// What one look says against a direction at most: one that is odd must not outweigh the others.
const MOST: i32 = 3 * 256;
/// By how much upright must be ahead at the very first look for nothing else to be asked: most pictures are upright.
const AT_ONCE: i32 = 640;
/// By how much the best must be ahead after two looks at a square, and after four, for nothing else to be asked.
const ENOUGH_OF_TWO: i32 = 512;
const ENOUGH: i32 = 384;
/// By how much the best must be ahead to be believed: upright, and turned.
const UPRIGHT: i32 = 256;
const TURNED: i32 = 320;

/// What speaks against each direction, over all squares: upright, and turned clockwise by one, two and three quarters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Votes {
    against: [i32; CLASSES],
}

impl Votes {
    /// Nothing where the page is too narrow for the network.
    ///
    /// Each square is looked at as it is and on its head, and if that does not tell, on both sides: turned about, it
    /// must be told as turned about, and what the network would rather say than anything else cancels out.
    pub(super) fn of(network: &Network, page: &Raster) -> Option<Self> {
        let windows = windows(page);
        if windows.is_empty() {
            return None;
        }
        let mut votes = Self::default();
        for (at, window) in windows.into_iter().take(MOST_WINDOWS).enumerate() {
            let window = window.seen(page);
            let mut here = Self::default();
            let look = |here: &mut Self, turn| {
                here.add(network.answer(&turned(&window, turn)), turn);
            };
            look(&mut here, 0);
            let (best, ahead) = here.best();
            if at == 0 && best == 0 && ahead >= AT_ONCE {
                return Some(here);
            }
            look(&mut here, 2);
            let two = votes.with_mean(&here, 2);
            if two.best().1 >= ENOUGH_OF_TWO {
                return Some(two);
            }
            look(&mut here, 1);
            look(&mut here, 3);
            votes = votes.with_mean(&here, 4);
            if votes.best().1 >= ENOUGH {
                break;
            }
        }
        Some(votes)
    }

    /// Together with the mean of so many looks at one more square.
    fn with_mean(mut self, here: &Self, looks: i32) -> Self {
        for (against, here) in self.against.iter_mut().zip(here.against) {
            *against += here / looks;
        }
        self
    }

    /// What was answered of a square that was turned by so many quarters.
    fn add(&mut self, answer: [i32; CLASSES], turn: usize) {
        let best = answer.into_iter().max().unwrap_or_default();
        for (at, against) in self.against.iter_mut().enumerate() {
            *against += (best - answer[(at + turn) % CLASSES]).min(MOST);
        }
    }

    /// The best direction, and how far it is ahead of the next.
    fn best(&self) -> (usize, i32) {
        let (mut best, mut next) = ((0, i32::MAX), i32::MAX);
        for (at, against) in self.against.iter().enumerate() {
            if *against < best.1 {
                next = best.1;
                best = (at, *against);
            } else {
                next = next.min(*against);
            }
        }
        (best.0, next - best.1)
    }

    /// Whether they are sure enough to be believed without anything else.
    pub(super) fn are_sure(&self) -> bool {
        let (best, ahead) = self.best();
        ahead >= if best == 0 { UPRIGHT } else { TURNED }
    }

    /// The turn that brings the print upright.
    pub(super) fn turn(&self) -> Rotation {
        match self.best().0 {
            0 => Rotation::None,
            1 => Rotation::Left,
            2 => Rotation::Half,
            _ => Rotation::Right,
        }
    }
}

/// A square of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    left: usize,
    top: usize,
    side: usize,
}

impl Window {
    /// Its levels at the size of the network.
    fn seen(self, page: &Raster) -> Vec<u8> {
        let rows = page.levels.chunks_exact(page.width).skip(self.top);
        let rows = rows.take(self.side).map(|it| &it[self.left..][..self.side]);
        let window = Raster {
            width: self.side,
            height: self.side,
            channels: 1,
            levels: rows.collect::<Vec<_>>().concat(),
        };
        window.reduced(SIDE, SIDE).levels
    }
}

/// Levels of a square, row by row, turned clockwise by so many quarters.
fn turned(levels: &[u8], quarters: usize) -> Vec<u8> {
    let last = SIDE - 1;
    let from = |at: usize| {
        let (x, y) = (at % SIDE, at / SIDE);
        let (x, y) = match quarters {
            0 => (x, y),
            1 => (y, last - x),
            2 => (last - x, last - y),
            _ => (last - y, x),
        };
        levels[y * SIDE + x]
    };
    (0..SIDE * SIDE).map(from).collect()
}

/// Squares as wide as the short side, from the middle outwards, then its parts; none that the network would have to
/// enlarge.
fn windows(page: &Raster) -> Vec<Window> {
    let short = page.width.min(page.height);
    let mut windows = Vec::new();
    if short < SIDE {
        return windows;
    }
    for side in [short, (short / PARTS).max(SIDE)] {
        if windows.iter().any(|it: &Window| it.side == side) {
            continue;
        }
        let mut of_side = Vec::new();
        for top in steps(page.height, side) {
            for left in steps(page.width, side) {
                of_side.push(Window { left, top, side });
            }
        }
        let off = |it: &Window| {
            let (x, y) = (2 * it.left + side, 2 * it.top + side);
            x.abs_diff(page.width) + y.abs_diff(page.height)
        };
        of_side.sort_by_key(off);
        windows.extend(of_side);
    }
    windows
}

/// Where squares of this side begin that cover a length, a quarter of a side left out at most.
fn steps(length: usize, side: usize) -> impl Iterator<Item = usize> {
    let count = ((4 * length + side) / (4 * side)).max(1);
    let room = length - side;
    (0..count).map(move |at| match count {
        1 => room / 2,
        _ => room * at / (count - 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(against: [i32; 4]) -> Votes {
        Votes { against }
    }

    #[test]
    fn the_best_must_be_ahead() {
        let sure = votes([12 * 256, 256, 8 * 256, 11 * 256]);
        assert!(sure.are_sure());
        assert_eq!(sure.turn(), Rotation::Left);
        assert!(!votes([12 * 256, 2 * 256, 256, 8 * 256]).are_sure());
        assert!(!Votes::default().are_sure());
    }

    #[test]
    fn a_turn_is_undone_by_the_opposite_one() {
        for (best, turn) in [
            (0, Rotation::None),
            (1, Rotation::Left),
            (2, Rotation::Half),
            (3, Rotation::Right),
        ] {
            let mut against = [20 * 256; 4];
            against[best] = 0;
            assert_eq!(votes(against).turn(), turn);
        }
    }

    #[test]
    fn a_look_at_a_turned_square_speaks_for_the_square_as_it_is() {
        // On its head as it is, so on its side once it is turned.
        let mut votes = Votes::default();
        votes.add([0, 0, 512, 0], 0);
        votes.add([0, 0, 0, 512], 1);
        votes.add([512, 0, 0, 0], 2);
        votes.add([0, 512, 0, 0], 3);
        assert_eq!(votes.best(), (2, 4 * 512));
    }

    #[test]
    fn one_odd_look_does_not_outweigh_the_others() {
        let mut votes = Votes::default();
        for _ in 0..7 {
            votes.add([512, 0, 0, 0], 0);
        }
        votes.add([0, 0, 90_000, 0], 0);
        assert_eq!(votes.turn(), Rotation::None);
    }

    #[test]
    fn four_quarters_are_a_whole_turn() {
        let square: Vec<u8> = (0..SIDE * SIDE).map(|at| (at * 7 % 251) as u8).collect();
        let quarter = turned(&square, 1);
        // The lower left corner comes to the upper left.
        assert_eq!(quarter[0], square[(SIDE - 1) * SIDE]);
        assert_eq!(turned(&quarter, 1), turned(&square, 2));
        assert_eq!(turned(&quarter, 2), turned(&square, 3));
        assert_eq!(turned(&quarter, 3), square);
    }

    #[test]
    fn squares_cover_the_page_and_stay_within_it() {
        for (width, height) in [
            (1000, 707),
            (500, 1000),
            (200, 1000),
            (192, 192),
            (1000, 300),
        ] {
            let page = Raster {
                width,
                height,
                channels: 1,
                levels: Vec::new(),
            };
            let windows = windows(&page);
            assert_eq!(windows[0].side, width.min(height));
            for it in windows {
                assert!(
                    it.side >= SIDE && it.left + it.side <= width && it.top + it.side <= height
                );
            }
        }
    }

    #[test]
    fn what_is_narrower_than_a_square_is_not_looked_at() {
        let page = Raster {
            width: 150,
            height: 1000,
            channels: 1,
            levels: Vec::new(),
        };
        assert!(windows(&page).is_empty());
    }
}
