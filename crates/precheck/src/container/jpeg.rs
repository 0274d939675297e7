//! The segments of a JPEG file (ITU-T T.81 annex B).
//! Taking segments out loses no quality, unlike encoding the picture again.

use super::Outline;
use crate::Size;
use crate::exif::{self, Exif};

const START_OF_IMAGE: u8 = 0xD8;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const RESTARTS: std::ops::RangeInclusive<u8> = 0xD0..=0xD7;
const COMMENT: u8 = 0xFE;

/// One marker with all that belongs to it; for a scan also the coded data behind it.
struct Segment<'a> {
    marker: u8,
    payload: &'a [u8],
    whole: &'a [u8],
}

impl Segment<'_> {
    /// Frame headers are SOF0 to SOF15 except DHT, JPG and DAC, which share their range.
    fn is_frame(&self) -> bool {
        matches!(self.marker, 0xC0..=0xCF) && !matches!(self.marker, 0xC4 | 0xC8 | 0xCC)
    }

    /// Whether the picture would look different without it. Of the application segments these are the JFIF header
    /// (without a thumbnail), the colour profile and Adobe's note on how colours are coded.
    fn belongs_to_picture(&self) -> bool {
        match self.marker {
            0xE0 => self.payload.starts_with(b"JFIF\0") && self.payload.get(12..) == Some(&[0, 0]),
            0xE2 => self.payload.starts_with(b"ICC_PROFILE\0"),
            0xEE => self.payload.starts_with(b"Adobe"),
            0xE0..=0xEF | COMMENT => false,
            _ => true,
        }
    }
}

/// Walks over the segments up to the end-of-image marker or whatever is broken.
struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    is_done: bool,
}

impl<'a> Segments<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            is_done: false,
        }
    }

    fn read(&mut self) -> Option<Segment<'a>> {
        let bytes = self.bytes;
        let start = self.at;
        if bytes.get(start) != Some(&0xFF) {
            return None;
        }
        // Any number of 0xFF may stand before a marker as filling (B.1.1.2).
        let mut at = start + 1;
        while bytes.get(at) == Some(&0xFF) {
            at += 1;
        }
        let marker = *bytes.get(at)?;
        at += 1;
        let mut payload: &[u8] = &[];
        if !matches!(marker, START_OF_IMAGE | END_OF_IMAGE | 0x01) && !RESTARTS.contains(&marker) {
            let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
            payload = bytes.get(at + 2..at + length.max(2))?;
            at += length.max(2);
        }
        if marker == START_OF_SCAN {
            at = end_of_scan(bytes, at);
        }
        self.at = at;
        self.is_done = marker == END_OF_IMAGE;
        Some(Segment {
            marker,
            payload,
            whole: &bytes[start..at],
        })
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        if self.is_done { None } else { self.read() }
    }
}

/// Where the coded data ends: at the next marker that is neither a stuffed zero nor a restart.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let ends = byte == 0xFF
            && bytes
                .get(at + 1)
                .is_some_and(|&next| next != 0 && next != 0xFF && !RESTARTS.contains(&next));
        if ends {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let mut segments = Segments::new(bytes);
    let mut stored = None;
    let mut exif = Exif::default();
    let mut is_bare = true;
    let mut passes = 0;
    for segment in segments.by_ref() {
        passes += u32::from(segment.marker == START_OF_SCAN);
        if segment.is_frame() && stored.is_none() {
            stored = frame_size(segment.payload);
        } else if segment.marker == 0xE1 {
            // The first block counts; later ones come from careless editors.
            if let Some(tiff) = segment.payload.strip_prefix(b"Exif\0\0")
                && exif == Exif::default()
            {
                exif = exif::read(tiff);
            }
        }
        is_bare &= segment.belongs_to_picture();
    }
    Some(Outline {
        exif,
        is_complete: segments.is_done,
        is_bare: is_bare && segments.at == bytes.len(),
        passes,
        ..Outline::of(stored?)?
    })
}

/// Lines and samples a line of a frame header (B.2.2). A height of zero, allowed there, is written by no camera.
fn frame_size(payload: &[u8]) -> Option<Size> {
    let [_, h1, h0, w1, w0, ..] = payload else {
        return None;
    };
    Some(Size {
        width: u32::from(u16::from_be_bytes([*w1, *w0])),
        height: u32::from(u16::from_be_bytes([*h1, *h0])),
    })
}

pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bare = Vec::with_capacity(bytes.len());
    let mut segments = Segments::new(bytes);
    for segment in segments.by_ref() {
        if segment.belongs_to_picture() {
            bare.extend_from_slice(segment.whole);
        }
    }
    segments.is_done.then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::{Picture, with_camera_data};

    fn photograph() -> Vec<u8> {
        Picture::document(200, 120).to_jpeg(80)
    }

    #[test]
    fn camera_data_goes_and_the_picture_stays() {
        let plain = photograph();
        let told = with_camera_data(&plain, 1, true);
        assert!(outline(&told).is_some_and(|it| it.exif.has_position && !it.is_bare));
        assert_eq!(bare(&told), Some(plain.clone()));
        assert!(outline(&plain).is_some_and(|it| it.is_bare && it.is_complete));
    }

    #[test]
    fn a_film_behind_the_picture_goes() {
        let plain = photograph();
        let mut living = plain.clone();
        living.extend_from_slice(b"\0\0\0\x18ftypmp42");
        assert!(outline(&living).is_some_and(|it| it.is_complete && !it.is_bare));
        assert_eq!(bare(&living), Some(plain));
    }

    #[test]
    fn a_cut_file_is_not_complete() {
        let plain = photograph();
        let cut = &plain[..plain.len() - 2];
        assert!(outline(cut).is_some_and(|it| !it.is_complete));
        assert_eq!(bare(cut), None);
    }
}
