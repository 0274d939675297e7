//! The first directory of a TIFF file (TIFF 6.0 §2), as scanners and cameras write it.

use super::Outline;
use crate::{Size, exif};

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let (width, height) = exif::sides(bytes)?;
    Some(Outline {
        exif: exif::read(bytes),
        ..Outline::of(Size { width, height })?
    })
}
