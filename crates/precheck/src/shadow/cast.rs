//! The shadow of a hand or a phone anywhere on a page that fills the picture, also in its middle: the darker paper
//! hangs together, and somewhere it meets the lighter within a few lines. Light that falls off has no such edge, and
//! what is dark by itself, pictures and folds, lies in pieces.

use super::{Parted, Printed, SHADED_TINT, most_have, printed};
use crate::analysis_image::AnalysisImage;

// Measured on the corpus: shadows on real pages have 68 to 99 hundredths of the variance explained, 63 to 100 of the
// dark together and edges at 2.6 to 10 hundredths of the neighbours. Of 44 good documents and cards those that come
// near have 48 of the dark together (a sheet with coloured leaves, folded in the sun), or edges at half a hundredth of
// the neighbours (light that falls off).

/// Print in deep shadow stands out by no more than this, and its ink is at most this many hundredths of the paper.
const FAINT: u8 = 12;
const INK: u32 = 80;
/// Tiles with print without which nothing is said.
const TILES: u32 = 400;
/// The darker paper is at most this many hundredths as bright.
const SHADED: u32 = 82;
/// Hundredths of the tiles that are darker, at least and at most.
const PART: std::ops::RangeInclusive<u32> = 8..=60;
/// Hundredths of the variance that the parting in two must explain.
const EXPLAINED: u64 = 66;
/// Hundredths of the darker ones that hang together.
const TOGETHER: usize = 55;
/// Thousandths of the pairs of tiles between which there is an edge.
const EDGES: usize = 20;
const GAP: usize = 2;
/// An edge: paper so many tiles further is at most this many hundredths as bright.
const STEP: usize = 3;
const EDGE: u32 = 80;

/// Paper in shadow and in light on a page whose outline is not known, if there is both.
pub(super) fn shadow(look: &AnalysisImage) -> Option<Parted> {
    let (across, down) = (look.tiles.across, look.tiles.down);
    let mut page = printed(look, FAINT, INK);
    let parted = Parted::of(&page)?;
    let is_bright = |it: &Printed| u32::from(it.paper) * 2 > parted.dark + parted.light;
    let tint = most_have(&page, is_bright)?;
    page.retain(|it| !it.differs(tint, SHADED_TINT));
    brightest_near(&mut page, (across, down));
    let parted = Parted::of(&page)?;
    let shaded = parted.shaded(&page);
    let part = shaded.len() as u32 * 100 / parted.total.max(1);
    let is_shadow = parted.total >= TILES
        && parted.dark * 100 <= parted.light * SHADED
        && PART.contains(&part)
        && parted.explained >= EXPLAINED
        && together(&shaded, GAP) >= TOGETHER
        && edges(&page, (across, down), |_, _| true) >= EDGES;
    is_shadow.then_some(parted)
}

/// Gives each tile the brightest paper of its neighbours: one that is full of ink is no dark paper.
pub(super) fn brightest_near(page: &mut [Printed], (across, down): (usize, usize)) {
    let mut paper = vec![0_u8; across * down];
    for tile in &*page {
        paper[tile.at.1 * across + tile.at.0] = tile.paper;
    }
    for tile in page {
        for y in tile.at.1.saturating_sub(1)..(tile.at.1 + 2).min(down) {
            for x in tile.at.0.saturating_sub(1)..(tile.at.0 + 2).min(across) {
                tile.paper = tile.paper.max(paper[y * across + x]);
            }
        }
    }
}

/// Thousandths of the pairs of tiles a few apart between which paper grows much darker, from a level to one that count.
pub(super) fn edges(
    page: &[Printed],
    (across, down): (usize, usize),
    counts: impl Fn(u8, u8) -> bool,
) -> usize {
    let mut paper = vec![0_u8; across * down];
    for tile in page {
        paper[tile.at.1 * across + tile.at.0] = tile.paper;
    }
    let (mut edges, mut pairs) = (0, 0);
    for tile in page {
        let (x, y) = tile.at;
        for (x, y) in [(x + STEP, y), (x, y + STEP)] {
            if x >= across || y >= down || paper[y * across + x] == 0 {
                continue;
            }
            let other = paper[y * across + x];
            let (dark, light) = (tile.paper.min(other), tile.paper.max(other));
            pairs += 1;
            let is_edge = u32::from(dark) * 100 < u32::from(light) * EDGE;
            edges += usize::from(is_edge && counts(dark, light));
        }
    }
    edges * 1000 / pairs.max(1)
}

/// Hundredths of some tiles that lie in one piece, across gaps of so many tiles between lines.
pub(super) fn together(tiles: &[(usize, usize)], gap: usize) -> usize {
    let mut left: Vec<(usize, usize)> = tiles.to_vec();
    let mut most = 0;
    while let Some(first) = left.pop() {
        let mut piece = vec![first];
        let mut next = 0;
        while let Some(&(x, y)) = piece.get(next) {
            next += 1;
            let is_near = |it: &(usize, usize)| it.0.abs_diff(x) <= gap && it.1.abs_diff(y) <= gap;
            let mut at = 0;
            while let Some(&tile) = left.get(at) {
                if is_near(&tile) {
                    left.swap_remove(at);
                    piece.push(tile);
                } else {
                    at += 1;
                }
            }
        }
        most = most.max(piece.len());
    }
    most * 100 / tiles.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_pieces_is_told_from_what_hangs_together() {
        let row = |y: usize| (0..10).map(move |x| (x, y));
        let one: Vec<_> = row(4).chain(row(6)).collect();
        assert_eq!(together(&one, 2), 100);
        let two: Vec<_> = row(4).chain(row(14)).collect();
        assert_eq!(together(&two, 2), 50);
        assert_eq!(together(&[], 2), 0);
    }
}
