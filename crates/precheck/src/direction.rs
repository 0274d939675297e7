//! Which way the text runs: along the rows as it should, or up and down; and whether it stands on its head.
//! Lines of print leave gaps between them that reach across many characters; gaps between characters do not reach
//! across many lines. That tells sideways text, Chinese or not ([`projection_profile`]). The characters themselves tell
//! most of the rest ([`characters`]), and punctuation a little ([`punctuation`]). Cards are told by their portrait,
//! which has its fixed side. Where the weights of the small network are at hand, it is asked first ([`windows`]), and
//! what it is unsure of the rules say where it would rather say the same. What is not clear is not said.

pub(crate) mod characters;
pub(crate) mod network;
mod projection_profile;
mod punctuation;
mod slope;
mod windows;

use self::characters::Standing;
pub(crate) use self::projection_profile::Ink;
use self::punctuation::marks;
use self::windows::Votes;
use crate::analysis_image::AnalysisImage;
use crate::raster::Raster;
use crate::straighten::Plan;
use crate::{Code, Finding, Quad, Rotation};
use crate::{Policy, Shape};

// Measured on drawn documents turned all four ways and on the corpus; docs/precheck.md says how often it is right.

/// Long side at which text is looked at; that of the checks.
const SIDE: f64 = 1000.0;
/// Pixels across and down at least.
const LEAST: usize = 100;
/// Marks that must speak for text on its head, and by what factor.
const MARKS: u32 = 12;
const MARKS_CLEARLY: u32 = 6;
/// Tenths of a standard deviation by which characters must speak for one direction; for one that no gaps speak for.
const SURE: i64 = 25;
const SURE_SIDE: i64 = 50;
/// The same where a portrait or an emblem says so, too.
const LEANS: i64 = 10;
/// Cells across and down a card: each well within a head or an emblem.
const CARD: (usize, usize) = (16, 10);
/// Levels by which the hair or coat of a portrait is darker than the card, and by which an emblem is redder than green.
const DARKER: u8 = 70;
const REDDER: u8 = 45;

/// How the text of a picture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Direction {
    /// The turn that brings it upright; none where it is, or where nothing is sure.
    pub(crate) turn: Rotation,
    /// How far its lines lean where no outline tells it, in tenths of a degree, clockwise positive; nothing where none
    /// stand out.
    pub(crate) slope: Option<i16>,
}

/// Measures an upright picture at the measuring scale.
pub(crate) fn measure(look: &AnalysisImage, outline: Option<Quad>, shape: Shape) -> Direction {
    let Some(page) = page(&look.grey, outline) else {
        return Direction::default();
    };
    let votes = network::installed().and_then(|network| Votes::of(network, &page));
    let mut ink = None;
    let turn = match &votes {
        Some(votes) if votes.are_sure() => votes.turn(),
        votes => {
            let ink = ink.get_or_insert_with(|| Ink::of(&page));
            let turn = by_rules(look, &page, ink, outline, shape);
            let is_borne_out = votes.as_ref().is_none_or(|votes| votes.turn() == turn);
            if is_borne_out { turn } else { Rotation::None }
        }
    };
    let is_level = outline.is_none() && matches!(turn, Rotation::None | Rotation::Half);
    let slope = is_level
        .then(|| slope::of_lines(ink.get_or_insert_with(|| Ink::of(&page))))
        .flatten();
    Direction { turn, slope }
}

/// The turn as gaps, characters, marks and portraits tell it.
fn by_rules(
    look: &AnalysisImage,
    page: &Raster,
    ink: &Ink,
    outline: Option<Quad>,
    shape: Shape,
) -> Rotation {
    if shape == Shape::Card && outline.is_some() {
        // Only a card is told by its colours.
        let Some(card) = self::page(&look.colours, outline) else {
            return Rotation::None;
        };
        if is_of_a_card(&card) {
            return of_a_card(card);
        }
    }
    let upright = Standing::of(ink, page).tenths();
    if ink.runs_down() {
        // It seems to lie on its side: tables and rules do as well. Characters or marks must bear it out.
        let turned = page.clone().upright(Rotation::Right.into());
        let ink = Ink::of(&turned);
        let standing = Standing::of(&ink, &turned).tenths();
        if standing.abs() >= SURE {
            return if standing < 0 {
                Rotation::Left
            } else {
                Rotation::Right
            };
        }
        let (up, down) = marks(&ink);
        return if down >= MARKS && down > up * MARKS_CLEARLY {
            Rotation::Left
        } else if up >= MARKS && up > down * MARKS_CLEARLY {
            Rotation::Right
        } else {
            Rotation::None
        };
    }
    if upright.abs() < SURE_SIDE {
        // Tables leave gaps in both directions, and nothing but their characters tells the side.
        let turned = page.clone().upright(Rotation::Right.into());
        let standing = Standing::of(&Ink::of(&turned), &turned).tenths();
        let (rows, columns) = ink.gaps();
        let ahead = if columns > rows { 3 } else { 6 };
        if standing.abs() >= SURE_SIDE && standing.abs() * 2 > upright.abs() * ahead {
            return if standing < 0 {
                Rotation::Left
            } else {
                Rotation::Right
            };
        }
    }
    if upright <= -SURE {
        return Rotation::Half;
    }
    if upright < 0 {
        let (up, down) = marks(ink);
        // Strokes of tables and stamps pass for marks.
        if down >= MARKS && down > up * MARKS_CLEARLY {
            return Rotation::Half;
        }
    }
    Rotation::None
}

/// Whether it has the shape of a card, lying or standing: long by short side 1.586 (ISO/IEC 7810, ID-1), with what
/// perspective takes from it.
fn is_of_a_card(page: &Raster) -> bool {
    let (long, short) = (page.width.max(page.height), page.width.min(page.height));
    (1400..=1800).contains(&(long * 1000 / short.max(1)))
}

/// Cards lie. Which way up, the characters tell, and where they are few, the portrait or the emblem with them: other
/// cards than that of identity have these on the other side.
fn of_a_card(page: Raster) -> Rotation {
    let is_sideways = page.height > page.width;
    let card = if is_sideways {
        page.upright(Rotation::Right.into())
    } else {
        page
    };
    let grey = card.grey();
    let standing = Standing::of(&Ink::of(&grey), &grey).tenths();
    if !is_sideways {
        let is_on_its_head =
            standing <= -SURE || standing <= -LEANS && stands_on_its_head(&card) == Some(true);
        return if is_on_its_head {
            Rotation::Half
        } else {
            Rotation::None
        };
    }
    let is_on_its_head = if standing.abs() >= SURE {
        Some(standing < 0)
    } else {
        stands_on_its_head(&card)
    };
    match is_on_its_head {
        Some(true) => Rotation::Left,
        Some(false) => Rotation::Right,
        None => Rotation::None,
    }
}

/// The document pulled straight, or the whole picture where no outline is found, or only that of a strip.
fn page(picture: &Raster, outline: Option<Quad>) -> Option<Raster> {
    let is_at_least = |side: usize| move |it: &Raster| it.width.min(it.height) >= side;
    let plan = outline.and_then(|corners| Plan::new(&corners, picture.size(), Shape::Any));
    plan.map(|plan| plan.sketched(picture, (SIDE / plan.long_side()).min(1.0)))
        .filter(is_at_least(network::SIDE))
        .or_else(|| Some(picture.clone()).filter(is_at_least(LEAST)))
}

/// What the turn means under this policy. Never more than a warning: turning is a tap, and this is a guess.
pub(crate) fn finding(turn: Rotation, policy: &Policy) -> Option<Finding> {
    let code = match turn {
        Rotation::None => return None,
        Rotation::Half => Code::UpsideDown,
        Rotation::Right | Rotation::Left => Code::Sideways,
    };
    Finding::when_checked(code, policy.direction.of_doubtful())
}

/// The portrait of a card is on its right, and nothing else on it is as dark; on its back the emblem is on the left,
/// and nothing else is as red. Nothing where neither is made out.
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
