//! Makes a photograph fit to be sent: upright, without position or camera data, within the limits of the material.
//! What is fit already keeps its bytes, so that preparing twice changes nothing.

use crate::container::{self, Outline};
use crate::decode::{self, Want};
use crate::exif::Orientation;
use crate::format::sniff;
use crate::policy::Policy;
use crate::{Format, Report, check, encode};
use serde::{Deserialize, Serialize};

/// What was done to the picture, for the resident to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The file told where the photograph was taken; now it does not.
    PositionRemoved,
    /// Camera data, thumbnails, comments or a film behind the picture were dropped.
    CameraDataRemoved,
    TurnedUpright,
    /// Turned by quarters, as asked.
    Turned,
    /// Pulled straight and cut to its corners, as asked.
    Straightened,
    /// Light and shadow evened out, as asked.
    Flattened,
    /// The mark 「仅用于办理…」 laid over it, as asked.
    Marked,
    /// Fewer pixels than before.
    Reduced,
    /// Encoded again as JPEG.
    Compressed,
}

/// The file to be sent, and the report on exactly these bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub bytes: Vec<u8>,
    pub report: Report,
    pub changes: Vec<Change>,
}

/// Prepares a file to be sent and reports on the result.
///
/// What is no picture, does not decode or is not bearable comes back as it was, with a report that says so. A PDF is
/// never touched.
#[must_use]
pub fn prepare(bytes: &[u8], policy: &Policy) -> Prepared {
    let (bytes, changes) = prepared(bytes, policy).unwrap_or_else(|| (bytes.to_vec(), Vec::new()));
    let report = check(&bytes, policy);
    Prepared {
        bytes,
        report,
        changes,
    }
}

fn prepared(bytes: &[u8], policy: &Policy) -> Option<(Vec<u8>, Vec<Change>)> {
    let format = sniff(bytes);
    let outline = container::outline(format, bytes)?;
    if !outline.is_complete {
        return None;
    }
    let mut changes = removed(&outline);
    let bare = container::bare(format, bytes)?;
    if is_fit(format, &outline, bare.len(), policy) {
        return Some((bare, changes));
    }
    if !policy.takes(Format::Jpeg) {
        return None;
    }
    let raster = decode::decode(format, bytes, &outline, Want::Colours).ok()?;
    let raster = raster
        .within(policy.max_long_side)
        .upright(outline.exif.orientation);
    let jpeg = encode::jpeg_within(raster, policy)?;
    if outline.exif.orientation != Orientation::Upright {
        changes.push(Change::TurnedUpright);
    }
    let size = container::outline(Format::Jpeg, &jpeg)?.stored;
    if size.long_side() < outline.stored.long_side() {
        changes.push(Change::Reduced);
    }
    changes.push(Change::Compressed);
    Some((jpeg, changes))
}

/// What never goes along.
pub(crate) fn removed(outline: &Outline) -> Vec<Change> {
    let mut changes = Vec::new();
    if outline.exif.has_position {
        changes.push(Change::PositionRemoved);
    }
    if !outline.is_bare {
        changes.push(Change::CameraDataRemoved);
    }
    changes
}

/// Whether the picture may go without being encoded again.
fn is_fit(format: Format, outline: &Outline, length: usize, policy: &Policy) -> bool {
    policy.takes(format)
        && outline.exif.orientation == Orientation::Upright
        && outline.stored.long_side() <= policy.max_long_side
        && length as u64 <= u64::from(policy.max_bytes)
}
