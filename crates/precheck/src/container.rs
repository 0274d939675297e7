//! What a picture file tells without being decoded: its size, which way is up, what else it carries;
//! and the same file without what a resident would not want to send.

mod bmp;
mod gif;
mod heif;
mod jpeg;
pub(crate) mod png;
mod tiff;
mod webp;

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
    /// Whether the picture moves.
    pub(crate) is_animated: bool,
    /// How often a decoder goes over all pixels: the scans of a JPEG.
    pub(crate) passes: u32,
}

impl Outline {
    /// A whole, still picture of this size, of which nothing else is known; nothing when it has no pixels.
    fn of(stored: Size) -> Option<Self> {
        (stored.short_side() > 0).then_some(Self {
            stored,
            exif: Exif::default(),
            is_complete: true,
            is_bare: false,
            is_animated: false,
            passes: 1,
        })
    }

    /// The pixels as they are meant to be seen.
    pub(crate) fn upright(&self) -> Size {
        if self.exif.orientation.is_quarter_turn() {
            self.stored.turned()
        } else {
            self.stored
        }
    }
}

/// Reads the outline; nothing when the header is broken or this is no picture.
pub(crate) fn outline(format: Format, bytes: &[u8]) -> Option<Outline> {
    match format {
        Format::Jpeg => jpeg::outline(bytes),
        Format::Png => png::outline(bytes),
        Format::Webp => webp::outline(bytes),
        Format::Gif => gif::outline(bytes),
        Format::Bmp => bmp::outline(bytes),
        Format::Tiff => tiff::outline(bytes),
        Format::Heif => heif::outline(bytes),
        _ => None,
    }
}

/// The same pixels, bit for bit, without anything else; nothing when the file is not complete or not decoded here.
pub(crate) fn bare(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg::bare(bytes),
        Format::Png => png::bare(bytes),
        _ => None,
    }
}
