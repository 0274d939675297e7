//! What a picture file tells without being decoded: its size, which way is up, what else it carries;
//! and the same file without what a resident would not want to send.

mod jpeg;
mod png;

use crate::exif::Exif;
use crate::{Format, Size};

/// The outline of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The pixels as they are stored, before turning.
    pub(crate) stored: Size,
    pub(crate) exif: Exif,
    /// Whether the file reaches the end that its format demands.
    pub(crate) is_complete: bool,
    /// Whether it carries anything but the picture: camera data, thumbnails, comments, a film behind the end.
    pub(crate) is_bare: bool,
}

impl Outline {
    /// The pixels as they are meant to be seen.
    pub(crate) fn upright(&self) -> Size {
        if self.exif.orientation.is_quarter_turn() {
            self.stored.turned()
        } else {
            self.stored
        }
    }
}

/// Reads the outline; nothing when the header is broken or the format is not decoded here.
pub(crate) fn outline(format: Format, bytes: &[u8]) -> Option<Outline> {
    match format {
        Format::Jpeg => jpeg::outline(bytes),
        Format::Png => png::outline(bytes),
        _ => None,
    }
}

/// The same pixels, bit for bit, without anything else; nothing when the file is not complete.
pub(crate) fn bare(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg::bare(bytes),
        Format::Png => png::bare(bytes),
        _ => None,
    }
}
