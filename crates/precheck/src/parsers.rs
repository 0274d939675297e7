//! Every parser of outside bytes by itself, for `fuzz/`: reached by way of [`crate::check`] alone, most bytes would be
//! spent on others.

use crate::page_pictures::PageJudge;
use crate::{Format, Policy, Size, container, decode, exif, ofd, office, pages, pdf, sniff};
use archive::Archive;
use archive::{Budget, Wrapping, inflate};

/// What one file may unpack to.
pub const UNPACKED: usize = archive::UNPACKED;

pub const PICTURES: [Format; 7] = [
    Format::Jpeg,
    Format::Png,
    Format::Webp,
    Format::Gif,
    Format::Bmp,
    Format::Tiff,
    Format::Heif,
];
pub const DOCUMENTS: [Format; 4] = [Format::Pdf, Format::Ofd, Format::Office, Format::Zip];

#[must_use]
pub fn sniff(bytes: &[u8]) -> Format {
    sniff::sniff(bytes)
}

#[must_use]
pub fn outline(format: Format, bytes: &[u8]) -> Option<Size> {
    container::outline(format, bytes).map(|it| it.upright())
}

#[must_use]
pub fn bare(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    container::bare(format, bytes)
}

/// How many pixels a PNG shows; nothing when it does not decode.
#[must_use]
pub fn pixels(png: &[u8]) -> Option<usize> {
    let outline = container::outline(Format::Png, png)?;
    let raster = decode::decode(Format::Png, png, &outline).ok()?;
    Some(raster.width * raster.height)
}

#[must_use]
pub fn has_position(tiff: &[u8]) -> bool {
    let _ = exif::sides(tiff);
    exif::read(tiff).has_position
}

/// How many bytes come out, taken both ways.
#[must_use]
pub fn inflated(bytes: &[u8]) -> usize {
    [Wrapping::Zlib, Wrapping::Bare]
        .into_iter()
        .filter_map(|wrapping| inflate(bytes, wrapping, &mut Budget::new()))
        .map(|it| it.len())
        .sum()
}

/// How many bytes come out of all members.
#[must_use]
pub fn unzipped(bytes: &[u8]) -> usize {
    let mut budget = Budget::new();
    Archive::read(bytes)
        .members()
        .filter_map(|member| member.content(&mut budget))
        .map(|it| it.len())
        .sum()
}

#[must_use]
pub fn ofd_pages(bytes: &[u8]) -> Option<u32> {
    told(ofd::read(bytes))
}

#[must_use]
pub fn pdf_pages(bytes: &[u8]) -> Option<u32> {
    let policy = Policy::default();
    told(pdf::read(bytes, &mut PageJudge::new(&policy)))
}

/// How many bytes come out of a picture in the coding of fax machines: the dictionary of its rules in the first 64
/// bytes, then its data.
#[must_use]
pub fn fax_bytes(bytes: &[u8]) -> Option<usize> {
    pdf::fax_bytes(bytes)
}

fn told(read: Result<pages::Pages, pages::Unread>) -> Option<u32> {
    let pages = read.ok()?;
    let _ = pages::findings(&pages, &Policy::default());
    Some(pages.count)
}

#[must_use]
pub fn xml_elements(bytes: &[u8]) -> usize {
    archive::elements(bytes)
        .filter(|it| it.attribute(b"BaseLoc").is_some())
        .count()
}

#[must_use]
pub fn is_locked_office(bytes: &[u8]) -> bool {
    office::is_encrypted(bytes)
}
