//! What a resident asks to be done to a picture: turned, straightened, freed of shadow, marked for one use.
//! Always from the picture as it was taken in, so that every step can be taken back.

use crate::container;
use crate::decode;
use crate::encode;
use crate::exif::Orientation;
use crate::format::sniff;
use crate::mark::{self, Mark};
use crate::policy::{Policy, Portrait};
use crate::prepare::{self, Change, Prepared};
use crate::straighten::Plan;
use crate::{Format, Quad, Turn, check, flatten, portrait, prepare as as_it_is};
use serde::{Deserialize, Serialize};

/// Everything asked for at once. The default changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// Applied first.
    pub turn: Turn,
    /// The corners of the document in the turned picture; what lies outside is cut off, and it is pulled straight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corners: Option<Quad>,
    /// Whether light and shadow are evened out.
    pub flatten: bool,
    /// Whether the mark 「仅用于办理…」 is laid over it.
    pub mark: bool,
}

/// Does what is asked to a picture, prepares it to be sent and reports on the result. `bytes` are those that were taken
/// in, never those of an earlier edit. Without a tile nothing is marked.
///
/// Nothing comes back for what is no picture, does not decode or is not bearable, and for corners that span no document;
/// the picture then goes as [`crate::prepare`] leaves it.
#[must_use]
pub fn edited(bytes: &[u8], edit: &Edit, mark: Option<&Mark>, policy: &Policy) -> Option<Prepared> {
    if let Some(rules) = &policy.portrait {
        // Nothing is painted on a portrait: neither light nor a mark.
        return portrait_as_asked(bytes, edit, rules, policy);
    }
    let mark = mark.filter(|_| edit.mark);
    if edit.turn.is_none() && edit.corners.is_none() && !edit.flatten && mark.is_none() {
        return Some(as_it_is(bytes, policy));
    }
    let format = sniff(bytes);
    let outline = container::outline(format, bytes)?;
    if !outline.is_complete || !policy.takes(Format::Jpeg) {
        return None;
    }
    let mut changes = prepare::removed(&outline);
    let upright = outline.upright();
    let turned = if matches!(edit.turn, Turn::Left | Turn::Right) {
        upright.turned()
    } else {
        upright
    };
    let plan = match &edit.corners {
        Some(corners) => Some(Plan::new(corners, turned, policy.shape)?),
        None => None,
    };
    // Reduced before it is turned: two whole pictures of 48 megapixels are more than an old phone has. The document is
    // to have its full pixels, whatever part of the picture it is.
    let long = plan.map_or(f64::from(turned.long_side()), |plan| plan.long_side());
    let wanted = if policy.max_long_side == 0 {
        long
    } else {
        f64::from(policy.max_long_side)
    };
    let scale = (wanted / long).min(1.0);
    let raster = decode::decode(format, bytes, &outline).ok()?;
    let mut raster = raster
        .within((f64::from(turned.long_side()) * scale + 0.5) as u32)
        .upright(outline.exif.orientation)
        .upright(edit.turn.into());
    if let Some(plan) = plan {
        raster = plan.straightened(&raster, scale);
    }
    if edit.flatten {
        raster = flatten::flattened(raster);
    }
    if let Some(mark) = mark {
        raster = mark::marked(raster, mark);
    }
    let before = raster.size().long_side();
    let bytes = encode::jpeg_within(raster, policy)?;
    let report = check(&bytes, policy);
    let is_smaller = report.size.is_some_and(|size| size.long_side() < before);
    for (is_done, change) in [
        (
            outline.exif.orientation != Orientation::Upright,
            Change::TurnedUpright,
        ),
        (!edit.turn.is_none(), Change::Turned),
        (plan.is_some(), Change::Straightened),
        (edit.flatten, Change::Flattened),
        (mark.is_some(), Change::Marked),
        (scale < 1.0 || is_smaller, Change::Reduced),
        (true, Change::Compressed),
    ] {
        if is_done {
            changes.push(change);
        }
    }
    Some(Prepared {
        bytes,
        report,
        changes,
        original: None,
    })
}

fn portrait_as_asked(
    bytes: &[u8],
    edit: &Edit,
    rules: &Portrait,
    policy: &Policy,
) -> Option<Prepared> {
    if edit.turn.is_none() && edit.corners.is_none() {
        return Some(as_it_is(bytes, policy));
    }
    let format = sniff(bytes);
    let outline = container::outline(format, bytes)?;
    if !outline.is_complete {
        return None;
    }
    let raster = decode::decode(format, bytes, &outline)
        .ok()?
        .within(policy.max_long_side)
        .upright(outline.exif.orientation)
        .upright(edit.turn.into());
    let (bytes, _) = portrait::cut(&raster, edit.corners.as_ref(), rules)?;
    let mut changes = prepare::removed(&outline);
    if outline.exif.orientation != Orientation::Upright {
        changes.push(Change::TurnedUpright);
    }
    if !edit.turn.is_none() {
        changes.push(Change::Turned);
    }
    changes.push(Change::MadePortrait);
    Some(Prepared {
        report: check(&bytes, policy),
        bytes,
        changes,
        original: None,
    })
}

impl From<Turn> for Orientation {
    fn from(turn: Turn) -> Self {
        match turn {
            Turn::None => Self::Upright,
            Turn::Right => Self::TurnRight,
            Turn::Half => Self::UpsideDown,
            Turn::Left => Self::TurnLeft,
        }
    }
}
