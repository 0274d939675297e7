//! Which side of a resident identity card (居民身份证, GA 448-2013) a picture shows: the portrait stands on the right
//! of one, the red emblem in the upper left of the other. A portrait on the left is that of another card.

use crate::analysis_image::AnalysisImage;
use crate::direction::Ink;
use crate::portrait::finder::{self, Found};
use crate::raster::Raster;
use crate::straighten::Plan;
use crate::{CardSide, Point, Quad, Rotation, Shape};
use std::ops::RangeInclusive;

// Measured on drawn cards, on the specimens of the corpus, and on its pages; docs/precheck.md has the figures.

/// Pixels of the width of a card at which faces are looked for: then they have 35 to 45.
const WIDTH: f64 = 240.0;
/// Pixels of the width of a card at least: of fewer, no face is told.
const LEAST_WIDTH: usize = 120;
/// Thousandths of long by short side of what may be a card (ISO/IEC 7810 ID-1: 1585), seen at a slant.
const ASPECT: RangeInclusive<usize> = 1430..=1780;
/// Windows that must agree on a face: on those of specimens 11 to 71 do, on what is none in print 7 at most.
const AGREEING: u32 = 10;
/// Hundredths of the width at which the middle of a portrait on the right stands, and on the left.
const RIGHT: RangeInclusive<usize> = 68..=88;
const LEFT: RangeInclusive<usize> = 8..=32;
/// Hundredths of the width that such a face has, and of the height above it.
const FACE: RangeInclusive<usize> = 10..=24;
const LARGER_FACE: RangeInclusive<usize> = 10..=32;
const ABOVE: RangeInclusive<usize> = 8..=48;
/// The same of a portrait side that lies somewhere in a picture, its outline not found.
const SOMEWHERE: RangeInclusive<usize> = 50..=85;
const SMALLER_FACE: RangeInclusive<usize> = 9..=18;

/// Cells across and down a card, each well within its emblem, and those that may be its reddest.
const CELLS: (usize, usize) = (16, 10);
const EMBLEM: (RangeInclusive<usize>, RangeInclusive<usize>) = (1..=4, 1..=4);
/// Hundredths of the light of the card by which the emblem is redder than its middle, and by what part of that the
/// right half may be. Skin and hair reach 22.
const REDDER: i32 = 28;
const ELSEWHERE: i32 = 2;

/// Lines of print one below another from which on it is a page: the specimens of cards and passports have 11 at most,
/// two cards on one sheet 16.
const LINES: usize = 18;
/// Pixels of a page at which its lines are counted, and of its short side at least.
const PAGE: f64 = 1000.0;
const LEAST: usize = 100;

const WHOLE: Quad = [
    Point { x: 0.0, y: 0.0 },
    Point { x: 1.0, y: 0.0 },
    Point { x: 1.0, y: 1.0 },
    Point { x: 0.0, y: 1.0 },
];

/// What a card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Side(CardSide),
    /// A portrait where the identity card has none.
    OtherCard,
}

/// Nothing where neither is plain. `turn` brings the picture upright.
pub(super) fn seen(look: &AnalysisImage, outline: Option<Quad>, turn: Rotation) -> Option<Seen> {
    let view = upright(&look.colours, outline, WIDTH, turn)?;
    let thousandths = view.width * 1000 / view.height.max(1);
    if ASPECT.contains(&thousandths) && view.width >= LEAST_WIDTH {
        return on_card(&view);
    }
    if outline.is_some() {
        return None;
    }
    let is_portrait = |face: &Found| {
        let place = Place::of(face, &view);
        SOMEWHERE.contains(&place.middle) && SMALLER_FACE.contains(&place.side)
    };
    let faces = finder::faces(&view.grey());
    let found = faces
        .first()
        .filter(|it| it.agreeing >= AGREEING && is_portrait(it));
    found.map(|_| Seen::Side(CardSide::Portrait))
}

fn on_card(card: &Raster) -> Option<Seen> {
    let faces = finder::faces(&card.grey());
    let is_in = |face: &Found, across: &RangeInclusive<usize>, side: &RangeInclusive<usize>| {
        let place = Place::of(face, card);
        across.contains(&place.middle) && side.contains(&place.side) && ABOVE.contains(&place.above)
    };
    let sure = faces.first().filter(|it| it.agreeing >= AGREEING);
    // Hair and skin may be as red as an emblem in poor light.
    let may_be_portrait = faces.iter().any(|it| is_in(it, &LEFT, &LARGER_FACE));
    match (sure, has_emblem(card)) {
        (Some(face), false) if is_in(face, &RIGHT, &FACE) => Some(Seen::Side(CardSide::Portrait)),
        (Some(face), _) if is_in(face, &LEFT, &LARGER_FACE) => Some(Seen::OtherCard),
        (None, true) if !may_be_portrait => Some(Seen::Side(CardSide::Emblem)),
        _ => None,
    }
}

/// A face in hundredths of the picture: of its width, and above it of the height.
struct Place {
    middle: usize,
    side: usize,
    above: usize,
}

impl Place {
    fn of(face: &Found, card: &Raster) -> Self {
        let part = |length: usize, of: usize| length * 100 / of.max(1);
        Self {
            middle: part(face.middle, card.width),
            side: part(face.side, card.width),
            above: part(face.top, card.height),
        }
    }
}

/// Whether the reddest place is where the emblem stands, and nothing on the right is half as red.
fn has_emblem(card: &Raster) -> bool {
    let small = card.reduced(CELLS.0, CELLS.1);
    let red = |pixel: &[u8]| match pixel {
        [red, green, blue] => i32::from(*red) - i32::from(*green.max(blue)),
        _ => 0,
    };
    let pixels = || small.levels.chunks_exact(small.channels.max(1));
    let cells: Vec<i32> = pixels().map(red).collect();
    let middle = median(cells.clone());
    let lightest = |pixel: &[u8]| i32::from(pixel.iter().copied().max().unwrap_or(0));
    let light = median(pixels().map(lightest).collect());
    let is_emblem = |(at, _): &(usize, &i32)| {
        let (x, y) = (at % CELLS.0, at / CELLS.0);
        EMBLEM.0.contains(&x) && EMBLEM.1.contains(&y)
    };
    let reddest = |of: &dyn Fn(&(usize, &i32)) -> bool| {
        let of = cells.iter().enumerate().filter(|it| of(it));
        of.map(|(_, it)| *it - middle).max().unwrap_or(0)
    };
    let emblem = reddest(&is_emblem);
    let right = reddest(&|(at, _)| at % CELLS.0 >= CELLS.0 / 2);
    emblem * 100 >= light * REDDER && right * ELSEWHERE <= emblem
}

fn median(mut levels: Vec<i32>) -> i32 {
    levels.sort_unstable();
    levels.get(levels.len() / 2).copied().unwrap_or(0)
}

/// Whether as many lines of print stand below one another as on no card.
pub(super) fn has_lines_of_a_page(
    look: &AnalysisImage,
    outline: Option<Quad>,
    turn: Rotation,
) -> bool {
    upright(&look.grey, outline, PAGE, turn)
        .filter(|it| it.width.min(it.height) >= LEAST)
        .is_some_and(|page| Ink::of(&page).lines() >= LINES)
}

/// The document, or the whole picture where its outline is not known, upright and with so many pixels at most.
fn upright(
    picture: &Raster,
    outline: Option<Quad>,
    long_side: f64,
    turn: Rotation,
) -> Option<Raster> {
    let plan = Plan::new(&outline.unwrap_or(WHOLE), picture.size(), Shape::Card)?;
    let view = plan.sketched(picture, (long_side / plan.long_side()).min(1.0));
    Some(view.upright(turn.into()))
}
