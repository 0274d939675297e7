//! A shadow across all the paper of a page, also where nothing is printed: the darker paper is one piece, has print,
//! and somewhere ends within three tiles. Light that falls off has no such edge; leaves, pictures and folds are many
//! pieces.

use super::{Parted, Printed, SHADED_TINT, cast, most_have, tint};
use crate::analysis_image::{AnalysisImage, Place};

// Measured on 44 good documents and cards of the corpus, on the spoilt ones and on 76 shadows laid onto good ones. Of
// good ones whose darker paper is one piece at most 3 thousandths of the neighbours have such an edge, and 10 of a
// crumpled receipt.

/// Print in shadow stands out by no more than this, and its ink is at most this many hundredths of the paper.
const FAINT: u8 = 12;
const INK: u32 = 80;
/// Tiles with print in the shadow at least, and hundredths of it that has print.
const PRINTED: usize = 30;
const DENSE: usize = 10;
/// Hundredths of the paper that are darker, at least and at most; and at most where light is reflected, around which
/// all other paper is darker.
const PART: std::ops::RangeInclusive<u32> = 3..=85;
const PART_BESIDE_GLARE: u32 = 60;
/// Edges between darker and lighter paper for each one within either of them: rows of a table that are shaded in turn,
/// in uneven light, have more of these.
const BETWEEN: usize = 2;
/// Hundredths of the darker tiles that touch one another.
const TOGETHER: usize = 85;
const GAP: usize = 1;

/// What makes the darker paper a shadow.
struct Limits {
    /// It is at most this many hundredths as bright.
    shaded: u32,
    /// Hundredths of the variance that the parting in two must explain.
    explained: u64,
    /// Thousandths of the pairs of tiles between which there is an edge.
    edges: usize,
}

/// Deep ones, which part the paper clearly; and lighter ones in uneven light, which end at an edge for long.
const LIMITS: [Limits; 2] = [
    Limits {
        shaded: 75,
        explained: 75,
        edges: 9,
    },
    Limits {
        shaded: 88,
        explained: 55,
        edges: 20,
    },
];

/// Paper in shadow and in light where the document lies, if there is both. Whether light is reflected there, too.
pub(super) fn shadow(look: &AnalysisImage, place: Place, has_glare: bool) -> Option<Parted> {
    let grid = (look.tiles.across, look.tiles.down);
    let mut paper = paper(look, place);
    let parted = Parted::of(&paper)?;
    let is_bright = |it: &Printed| u32::from(it.paper) * 2 > parted.dark + parted.light;
    let tint = most_have(&paper, is_bright)?;
    paper.retain(|it| !it.differs(tint, SHADED_TINT));
    cast::brightest_near(&mut paper, grid);
    let parted = Parted::of(&paper)?;
    let shaded = parted.shaded(&paper);
    let part = shaded.len() as u32 * 100 / parted.total.max(1);
    if !PART.contains(&part) || (has_glare && part > PART_BESIDE_GLARE) {
        return None;
    }
    let has_print = |at: &&(usize, usize)| {
        let tile = look.tiles.at(at.0, at.1);
        tile.high.saturating_sub(tile.low) >= FAINT
            && u32::from(tile.low) * 100 <= u32::from(tile.high) * INK
    };
    let printed = shaded.iter().filter(has_print).count();
    let is_dark = |level: u8| u32::from(level) * 2 <= parted.dark + parted.light;
    let between = cast::edges(&paper, grid, |dark, light| is_dark(dark) && !is_dark(light));
    let edges = cast::edges(&paper, grid, |_, _| true);
    let is_deep = LIMITS.iter().any(|limits| {
        parted.dark * 100 <= parted.light * limits.shaded
            && parted.explained >= limits.explained
            && between >= limits.edges
    });
    let is_shadow = is_deep
        && between >= (edges - between) * BETWEEN
        && printed >= PRINTED
        && printed * 100 >= shaded.len() * DENSE
        && (place.is_known() || !parted.is_all_around(&paper, grid))
        && cast::together(&shaded, GAP) >= TOGETHER;
    is_shadow.then_some(parted)
}

/// All tiles of one colour, or mostly so, where the document lies.
fn paper(look: &AnalysisImage, place: Place) -> Vec<Printed> {
    let (across, down) = (look.tiles.across, look.tiles.down);
    let tiles = (0..across * down).map(|at| (at % across, at / across));
    let of_document = tiles.filter(|at| place.holds(*at, (across, down)));
    let paper = of_document.filter_map(|at| {
        let paper = look.tiles.at(at.0, at.1).high;
        let tint = tint(look, at, paper)?;
        Some(Printed { at, paper, tint })
    });
    paper.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Coding;
    use crate::raster::Raster;

    const SIZE: (usize, usize) = (640, 480);

    /// Lines of print on the upper half of a page under this light, in hundredths.
    fn told(light: impl Fn(usize, usize) -> usize) -> bool {
        let level = |at: usize| {
            let (x, y) = (at % SIZE.0, at / SIZE.0);
            let is_ink = y < SIZE.1 / 2 && (x / 3) % 2 == 0 && (y / 6) % 3 == 0;
            let level = if is_ink { 40 } else { 230 };
            (level * light(x, y) / 100) as u8
        };
        let page = Raster {
            width: SIZE.0,
            height: SIZE.1,
            channels: 1,
            levels: (0..SIZE.0 * SIZE.1).map(level).collect(),
        };
        let look = AnalysisImage::at(&page, Coding::Colours);
        shadow(&look, Place::of(None), false).is_some()
    }

    #[test]
    fn a_shadow_that_lies_mostly_beside_the_print_is_told_and_falling_light_is_not() {
        assert!(!told(|_, _| 100));
        assert!(!told(|x, _| 100 - x * 50 / SIZE.0));
        assert!(told(|x, y| if x > 400 && y > 120 { 62 } else { 100 }));
        let has_soft_edge = |x: usize, y: usize| match (x.max(360), y) {
            (x, 120..) => 100 - (x - 360).min(64) * 40 / 64,
            _ => 100,
        };
        assert!(told(has_soft_edge));
    }

    #[test]
    fn dark_pieces_of_a_page_and_what_has_no_print_are_no_shadow() {
        let leaves = |x: usize, y: usize| {
            if x % 220 < 100 && y % 160 < 80 {
                60
            } else {
                100
            }
        };
        assert!(!told(leaves));
        assert!(!told(|_, y| if y > 320 { 60 } else { 100 }));
        // Rows of a table that are shaded in turn, in falling light.
        let table = |_: usize, y: usize| (100 - y * 60 / SIZE.1) * (100 - y / 48 % 2 * 35) / 100;
        assert!(!told(table));
    }
}
