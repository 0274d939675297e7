//! What a resident asks to be done to a picture: turned, straightened, freed of shadow, marked for one use.
//! Always from the picture as it was taken in, so that every step can be taken back.

use crate::exif::Orientation;
use crate::prepare::{self, Prepared, prepare_picture};
use crate::sniff::sniff;
use crate::straighten::Plan;
use crate::{
    Change, Edit, Format, Policy, Portrait, Rotation, Watermark, check_picture, container, decode,
    encode, flatten, portrait, watermark,
};

/// Does what is asked to a picture, prepares it to be sent and reports on the result. `bytes` are those that were taken
/// in, never those of an earlier edit. Without a tile there is no watermark.
///
/// Nothing comes back for what is no picture, does not decode or is not bearable, and for corners that span no
/// document; the picture then goes as [`crate::prepare`] leaves it.
#[must_use]
pub fn edited(
    bytes: &[u8],
    edit: &Edit,
    tile: Option<&Watermark>,
    policy: &Policy,
) -> Option<Prepared> {
    if let Some(rules) = &policy.portrait {
        // Nothing is painted on a portrait: neither light nor a watermark.
        return portrait_as_asked(bytes, edit, rules, policy);
    }
    let tile = tile.filter(|_| edit.watermark);
    if edit.rotation.is_none() && edit.corners.is_none() && !edit.flatten && tile.is_none() {
        return prepare_picture(bytes, policy);
    }
    let format = sniff(bytes);
    let outline = container::outline(format, bytes)?;
    if !outline.is_complete || !policy.takes(Format::Jpeg) {
        return None;
    }
    let mut changes = prepare::removed(&outline);
    let upright = outline.upright();
    let turned = if matches!(edit.rotation, Rotation::Left | Rotation::Right) {
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
        .upright(edit.rotation.into());
    if let Some(plan) = plan {
        raster = plan.straightened(&raster, scale);
    }
    if edit.flatten {
        raster = flatten::flattened(raster);
    }
    if let Some(tile) = tile {
        raster = watermark::watermarked(raster, tile);
    }
    let before = raster.size().long_side();
    let bytes = encode::jpeg_within(raster, policy)?;
    let report = check_picture(&bytes, policy)?;
    let is_smaller = report.size.is_some_and(|size| size.long_side() < before);
    for (is_done, change) in [
        (
            outline.exif.orientation != Orientation::Upright,
            Change::TurnedUpright,
        ),
        (!edit.rotation.is_none(), Change::Rotated),
        (plan.is_some(), Change::Straightened),
        (edit.flatten, Change::Flattened),
        (tile.is_some(), Change::Watermarked),
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
    if edit.rotation.is_none() && edit.corners.is_none() {
        return prepare_picture(bytes, policy);
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
        .upright(edit.rotation.into());
    let (bytes, _) = portrait::cut(&raster, edit.corners.as_ref(), rules)?;
    let mut changes = prepare::removed(&outline);
    if outline.exif.orientation != Orientation::Upright {
        changes.push(Change::TurnedUpright);
    }
    if !edit.rotation.is_none() {
        changes.push(Change::Rotated);
    }
    changes.push(Change::MadePortrait);
    Some(Prepared {
        report: check_picture(&bytes, policy)?,
        bytes,
        changes,
        original: None,
    })
}

impl From<Rotation> for Orientation {
    fn from(rotation: Rotation) -> Self {
        match rotation {
            Rotation::None => Self::Upright,
            Rotation::Right => Self::TurnRight,
            Rotation::Half => Self::UpsideDown,
            Rotation::Left => Self::TurnLeft,
        }
    }
}
