//! Which way the print of a page stands, as the network says it of the tiles with most print.

use super::network::{CLASSES, Network, SIDE};
use crate::Rotation;
use crate::raster::Raster;

/// Tiles that are looked at, those with most print first: at most, and at least.
const TILES: usize = 20;
const LEAST: usize = 4;
/// A difference between neighbours beyond which more is no more print.
const CLEAR: u32 = 60;

// In 256ths of a natural logarithm.

/// What one tile says against a direction at most: one that is odd must not outweigh the others.
const MOST: i32 = 3 * 256;
// On the 44 good documents and cards of the corpus, at all four turns: none that stands upright is called turned; of
// the turned ones 80 of 88 on their side and 37 of 44 on their head are told, all with the right turn.

/// By how much the best must be ahead for the network alone to be believed: upright, on the side; on the head, which
/// looks most like upright, only the rules say.
const UPRIGHT: i32 = 3 * 256;
const ON_SIDE: i32 = 4 * 256;
const ON_HEAD: i32 = i32::MAX;
/// By how much upright must be ahead of what the rules say, for these not to be believed.
const DOUBTS: i32 = 256;
/// By how much it must be ahead for the rest not to be asked.
const ENOUGH: i32 = 12 * 256;

/// What speaks against each direction, over all tiles with print: upright, and turned clockwise by one, two and three
/// quarters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Votes {
    against: [i32; 4],
}

impl Votes {
    pub(super) fn of(network: &Network, page: &Raster) -> Self {
        let mut votes = Self::default();
        let mut places = places(page);
        for seen in 1..=TILES {
            let most = places.iter().map(|(print, _)| *print).max();
            let Some(at) = places.iter().position(|(print, _)| Some(*print) == most) else {
                break;
            };
            let (_, (x, y)) = places.swap_remove(at);
            let mut tile = [0; SIDE * SIDE];
            for (row, to) in tile.chunks_exact_mut(SIDE).enumerate() {
                to.copy_from_slice(&page.levels[(y + row) * page.width + x..][..SIDE]);
            }
            votes.add(network.answer(&tile));
            if seen >= LEAST && votes.best().1 >= ENOUGH {
                break;
            }
        }
        votes
    }

    fn add(&mut self, answer: [i32; CLASSES]) {
        let [upright, right, half, left, nothing] = answer;
        let turns = [upright, right, half, left];
        let best = upright.max(right).max(half).max(left);
        if nothing > best {
            return;
        }
        for (against, speaks) in self.against.iter_mut().zip(turns) {
            *against += (best - speaks).min(MOST);
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
        let needed = match best {
            0 => UPRIGHT,
            2 => ON_HEAD,
            _ => ON_SIDE,
        };
        ahead >= needed
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

    /// Whether they doubt that this turn brings it upright.
    pub(super) fn speak_against(&self, turn: Rotation) -> bool {
        let [upright, right, half, left] = self.against;
        let print = match turn {
            Rotation::None => return false,
            Rotation::Left => right,
            Rotation::Half => half,
            Rotation::Right => left,
        };
        print > upright + DOUBTS
    }
}

/// The upper left corner of each tile, and how much print it has.
fn places(page: &Raster) -> Vec<(u32, (usize, usize))> {
    let (across, down) = (page.width / SIDE, page.height / SIDE);
    let mut places = Vec::with_capacity(across * down);
    for row in 0..down {
        for column in 0..across {
            let at = (column * page.width / across, row * page.height / down);
            let at = (at.0.min(page.width - SIDE), at.1.min(page.height - SIDE));
            places.push((print(page, at), at));
        }
    }
    places
}

/// How much neighbouring pixels of a tile differ.
fn print(page: &Raster, (left, top): (usize, usize)) -> u32 {
    let mut sum = 0;
    for y in top..top + SIDE - 1 {
        let row = &page.levels[y * page.width + left..];
        let (here, below) = (&row[..SIDE], &row[page.width..][..SIDE]);
        for ((a, beside), under) in here.iter().zip(&here[1..]).zip(below) {
            let differs = u32::from(a.abs_diff(*beside)) + u32::from(a.abs_diff(*under));
            sum += differs.min(CLEAR);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(against: [i32; 4]) -> Votes {
        Votes { against }
    }

    #[test]
    fn the_best_must_be_well_ahead() {
        let sure = votes([30 * 256, 256, 20 * 256, 28 * 256]);
        assert!(sure.are_sure());
        assert_eq!(sure.turn(), Rotation::Left);
        let on_head = votes([30 * 256, 20 * 256, 256, 28 * 256]);
        assert!(!on_head.are_sure());
        assert!(!votes([256, 20 * 256, 3 * 256, 28 * 256]).are_sure());
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
            assert_eq!(votes(against).speak_against(Rotation::Half), best == 0);
        }
    }

    #[test]
    fn one_odd_tile_does_not_outweigh_the_others() {
        let mut votes = Votes::default();
        for _ in 0..5 {
            votes.add([512, 0, 0, 0, 0]);
        }
        votes.add([0, 0, 90_000, 0, 0]);
        assert_eq!(votes.turn(), Rotation::None);
        votes.add([0, 0, 90_000, 0, 95_000]);
        assert_eq!(votes.turn(), Rotation::None, "nothing is no print");
    }
}
