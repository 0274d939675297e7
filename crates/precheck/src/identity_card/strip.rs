//! The strip of a card on which its number stands, or until when it is valid, pulled straight and level out of the
//! picture.
//! By measuring specimen cards the number reaches over 0.353 to 0.867 of the width and has its middle at 0.865 of the
//! height; the outline may be out by three hundredths.

use super::row::{COUNT, Row};
use crate::raster::Raster;
use crate::straighten::Plan;
use crate::{Point, Quad, Rotation, Shape, luma, outline};
use std::ops::RangeInclusive;

/// Pixels of the width of a card in the strip.
pub(super) const CARD: f64 = 1000.0;
/// Left, top, right and bottom of where the number may stand, in parts of the card, and of where the days may, right of
/// their label.
pub(super) const NUMBER: [f64; 4] = [0.31, 0.76, 0.93, 0.97];
pub(super) const VALIDITY: [f64; 4] = [0.3, 0.75, 0.9, 0.95];
/// Pixels of a card above which the picture is reduced first, so that no pixel is skipped.
const MOST: f64 = 1300.0;
/// Pixels of a card at least: below, a glyph has eight pixels of height.
const LEAST: f64 = 360.0;
/// Hundredths of long by short side between which it may be ISO/IEC 7810 ID-1 (159), seen at a slant.
const ASPECT: RangeInclusive<i32> = 143..=178;
/// Long side at which rows are looked for, and tenths of a pixel of their pitch there: of cards over half of it and
/// more.
const SEARCHED: u32 = 1400;
const PITCHES: RangeInclusive<u32> = 190..=420;
/// Pitches of the width of a card, and where the middle of the first glyph is on it.
const WIDE: f64 = 35.0;
const FIRST: (f64, f64) = (0.367, 0.865);
/// Part of the picture by which such a card may lie outside.
const BEYOND: f32 = 0.01;
const WHOLE: Quad = [
    Point { x: 0.0, y: 0.0 },
    Point { x: 1.0, y: 0.0 },
    Point { x: 1.0, y: 1.0 },
    Point { x: 0.0, y: 1.0 },
];

/// The card that was found, and the whole picture, any way up.
pub(super) fn cards(picture: &Raster) -> Vec<Plan> {
    let small = luma::at_measuring_scale(picture).within(outline::SIDE);
    let found = outline::find_doubtful(&small).map(|document| document.corners);
    let mut cards = Vec::new();
    for outline in found.into_iter().chain([WHOLE]) {
        for turn in 0..4 {
            let mut corners = outline;
            corners.rotate_left(turn);
            let plan = Plan::new(&corners, picture.size(), Shape::Card);
            let is_card = |plan: &Plan| ASPECT.contains(&((plan.aspect() * 100.0 + 0.5) as i32));
            cards.extend(plan.filter(is_card));
        }
    }
    cards
}

/// Where the number stands on the cards that must lie around rows of glyphs, where no outline was found: white on
/// white.
pub(super) fn of_rows(picture: &Raster) -> impl Iterator<Item = Raster> + '_ {
    let turns = [
        Rotation::None,
        Rotation::Half,
        Rotation::Right,
        Rotation::Left,
    ];
    // Not before all else has failed.
    let searched = std::iter::once_with(|| {
        if picture.size().long_side() > SEARCHED {
            picture.reduced_within(SEARCHED)
        } else {
            picture.clone()
        }
    });
    searched.flat_map(move |searched| {
        turns.into_iter().filter_map(move |turn| {
            let turned = searched.clone().upright(turn.into());
            let corners = around(&brightest(&turned))?;
            let plan = Plan::new(&corners, turned.size(), Shape::Card)?;
            of_card(&turned, &plan, NUMBER)
        })
    })
}

/// The corners of the card whose number is the row that is found; it ends where the row ends.
fn around(picture: &Raster) -> Option<Quad> {
    let row = Row::of(picture, PITCHES)?;
    let (x, y) = row.middle(row.last + 1 - COUNT);
    let width = row.pitch * WIDE;
    let height = width * 54.0 / 85.6;
    let mut corners = WHOLE;
    for corner in &mut corners {
        let across = (f64::from(corner.x) - FIRST.0) * width;
        let down = (f64::from(corner.y) - FIRST.1) * height;
        // Leaning by so little, its sides keep their length.
        let (u, v) = (x + across - down * row.slope, y + down + across * row.slope);
        corner.x = (u / picture.width as f64) as f32;
        corner.y = (v / picture.height as f64) as f32;
        let is_seen = |at: f32| (-BEYOND..=1.0 + BEYOND).contains(&at);
        if !is_seen(corner.x) || !is_seen(corner.y) {
            return None;
        }
    }
    Some(corners)
}

/// This part, in parts of the card.
#[inline(never)]
pub(super) fn of_card(picture: &Raster, card: &Plan, part: [f64; 4]) -> Option<Raster> {
    let width = card.long_side();
    if width < LEAST {
        return None;
    }
    let part = card.part(part, picture.size());
    let strip = if width > MOST {
        let size = picture.size();
        let side = f64::from(size.long_side()) * MOST / width;
        let reduced = picture.reduced_within(side as u32);
        part.sketched(&reduced, CARD / width)
    } else {
        part.sketched(picture, CARD / width)
    };
    Some(brightest(&strip))
}

/// The greatest of red, green and blue: black stays dark, the blue of labels and the pale lines of the ground fade.
fn brightest(picture: &Raster) -> Raster {
    let pixels = picture.levels.chunks_exact(picture.channels.max(1));
    let brightest = |pixel: &[u8]| pixel.iter().copied().max().unwrap_or(0);
    Raster {
        channels: 1,
        levels: pixels.map(brightest).collect(),
        ..picture.clone_shape()
    }
}
