//! Makes a photograph fit to be sent: upright, without position or camera data, within the limits of the material.
//! What is fit already keeps its bytes, so that preparing twice changes nothing.

use crate::container::{self, Outline};
use crate::exif::Orientation;
use crate::raster::Raster;
use crate::sniff::sniff;
use crate::{
    Change, Edit, Format, Policy, Report, Size, check, check_picture, decode, encode, portrait,
};

/// The file to be sent, and the report on exactly these bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub bytes: Vec<u8>,
    pub report: Report,
    pub changes: Vec<Change>,
    pub original: Option<Original>,
}

/// The file to be sent, not yet looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Normalized {
    pub bytes: Vec<u8>,
    pub changes: Vec<Change>,
    pub original: Option<Original>,
}

/// What a portrait was cut from, so that the resident can choose another cut with [`crate::edited`].
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    /// The whole photograph, upright and without camera data.
    pub bytes: Vec<u8>,
    /// The edit that makes the portrait from it: its corners are the cut.
    pub edit: Edit,
}

/// Prepares a file to be sent and reports on the result.
///
/// What is no picture, does not decode or is not bearable comes back as it was, with a report that says so. A PDF is
/// never touched. Of a portrait the part is taken that the face asks for.
///
/// ```
/// use precheck_testkit::{sharp_photograph, with_camera_data};
/// use precheck::{Change, Policy, check, prepare};
///
/// // Taken with the phone turned (EXIF orientation 6), and it says where.
/// let photograph = with_camera_data(&sharp_photograph(), 6, true);
/// let policy = Policy::default();
/// let prepared = prepare(&photograph, &policy);
/// assert!(prepared.changes.contains(&Change::PositionRemoved));
/// assert!(prepared.changes.contains(&Change::TurnedUpright));
///
/// // The server reaches the same verdict on the bytes that are sent, and preparing them again changes nothing.
/// assert_eq!(check(&prepared.bytes, &policy), prepared.report);
/// assert_eq!(prepare(&prepared.bytes, &policy).bytes, prepared.bytes);
/// ```
#[must_use]
pub fn prepare(bytes: &[u8], policy: &Policy) -> Prepared {
    let normalized = normalized_or_as_it_is(bytes, policy);
    let report = check(&normalized.bytes, policy);
    normalized.with(report)
}

/// As [`prepare`]; nothing for what is no picture.
pub(crate) fn prepare_picture(bytes: &[u8], policy: &Policy) -> Option<Prepared> {
    let normalized = normalized_or_as_it_is(bytes, policy);
    let report = check_picture(&normalized.bytes, policy)?;
    Some(normalized.with(report))
}

fn normalized_or_as_it_is(bytes: &[u8], policy: &Policy) -> Normalized {
    normalize(bytes, policy).unwrap_or_else(|| Normalized {
        bytes: bytes.to_vec(),
        ..Normalized::default()
    })
}

impl Normalized {
    fn with(self, report: Report) -> Prepared {
        Prepared {
            bytes: self.bytes,
            report,
            changes: self.changes,
            original: self.original,
        }
    }
}

/// The file made fit, decoded here where it has to be; nothing where it is to go as it is.
#[must_use]
pub fn normalize(bytes: &[u8], policy: &Policy) -> Option<Normalized> {
    let format = sniff(bytes);
    let outline = container::outline(format, bytes)?;
    if !outline.is_complete {
        return None;
    }
    if let Some(bytes) = fit(format, bytes, &outline, policy) {
        let changes = removed(&outline);
        return Some(Normalized {
            bytes,
            changes,
            original: None,
        });
    }
    if !policy.takes(Format::Jpeg) {
        return None;
    }
    let raster = decode::decode(format, bytes, &outline).ok()?;
    let raster = raster
        .within(policy.max_long_side)
        .upright(outline.exif.orientation);
    encoded(raster, &outline, policy)
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
    if outline.is_animated {
        changes.push(Change::Stilled);
    }
    changes
}

/// An upright picture as a JPEG within the limits, and how it differs from the file with this outline.
pub(crate) fn encoded(raster: Raster, outline: &Outline, policy: &Policy) -> Option<Normalized> {
    let mut normalized = as_jpeg(raster, upright(outline), policy)?;
    if normalized.original.is_none() {
        let size = container::outline(Format::Jpeg, &normalized.bytes)?.stored;
        normalized.changes = changed(outline, size);
    }
    Some(normalized)
}

/// How an upright JPEG of this size differs from the file with this outline.
pub(crate) fn changed(outline: &Outline, size: Size) -> Vec<Change> {
    let mut changes = upright(outline);
    if size.long_side() < outline.stored.long_side() {
        changes.push(Change::Reduced);
    }
    changes.push(Change::Compressed);
    changes
}

fn upright(outline: &Outline) -> Vec<Change> {
    let mut changes = removed(outline);
    if outline.exif.orientation != Orientation::Upright {
        changes.push(Change::TurnedUpright);
    }
    changes
}

/// An upright picture as a JPEG within the limits; of a portrait what is cut from it, with the whole beside.
pub(crate) fn as_jpeg(
    raster: Raster,
    mut changes: Vec<Change>,
    policy: &Policy,
) -> Option<Normalized> {
    let rules = policy.portrait.as_ref();
    let cut = rules.and_then(|rules| portrait::cut(&raster, None, rules));
    let whole = encode::jpeg_within(raster, policy)?;
    let Some((bytes, corners)) = cut else {
        return Some(Normalized {
            bytes: whole,
            changes,
            original: None,
        });
    };
    changes.push(Change::MadePortrait);
    let edit = Edit {
        corners: Some(corners),
        ..Edit::default()
    };
    let original = Some(Original { bytes: whole, edit });
    Some(Normalized {
        bytes,
        changes,
        original,
    })
}

/// The file without camera data, where it may go without being encoded again.
pub(crate) fn fit(
    format: Format,
    bytes: &[u8],
    outline: &Outline,
    policy: &Policy,
) -> Option<Vec<u8>> {
    if let Some(rules) = &policy.portrait {
        return portrait::finished(format, bytes, outline, rules);
    }
    let may = policy.takes(format)
        && outline.exif.orientation == Orientation::Upright
        && outline.stored.long_side() <= policy.max_long_side;
    let bare = may.then(|| container::bare(format, bytes)).flatten()?;
    (bare.len() as u64 <= u64::from(policy.max_bytes)).then_some(bare)
}
