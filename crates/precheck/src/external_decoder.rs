//! Pixels lent by another decoder: a browser's is faster than the one here and knows more formats.
//! It is asked only for files whose outline is in order, and what it brings is believed only as far as it can be.

use crate::container::{self, Outline};
use crate::exif::Orientation;
use crate::prepare::{Normalized, as_jpeg, changed, encoded, fit, removed};
use crate::raster::Raster;
use crate::sniff::sniff;
use crate::{Change, Format, Policy, Size, decode};

/// What another decoder is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeRequest {
    /// The picture as it is seen; nothing where only that decoder can tell.
    pub size: Option<Size>,
    /// Pixels that the long side should have at most; fewer are not asked for, and more are never made.
    pub long_side: u32,
    /// Whether the pixels have to be turned to stand upright.
    pub is_turned: bool,
    /// Whether they may come back as a JPEG, for [`normalize_encoded`].
    pub is_encodable: bool,
}

/// What it brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedPixels {
    pub width: u32,
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row.
    pub rgba: Vec<u8>,
    /// Whether they stand upright; otherwise they lie as they are stored in the file.
    pub is_upright: bool,
}

/// What is wanted of another decoder; nothing where the file goes as it is, or is not to be decoded by anyone: broken,
/// too large to bear, not a picture.
#[must_use]
pub fn decode_request(bytes: &[u8], policy: &Policy) -> Option<DecodeRequest> {
    let format = sniff(bytes);
    if !policy.takes(Format::Jpeg) {
        return None;
    }
    let whole = DecodeRequest {
        size: None,
        long_side: match policy.max_long_side {
            0 => decode::MAX_SIDE,
            side => side,
        },
        is_turned: false,
        is_encodable: false,
    };
    if !format.is_picture() {
        return None;
    }
    let outline = container::outline(format, bytes)?;
    if !outline.is_complete || !decode::is_plausible(format, bytes.len(), &outline) {
        return None;
    }
    if !format.is_decodable() {
        // Also where the format is taken: only pixels can be judged, and only they are free of other data. Turning them
        // is the other decoder's alone: an EXIF tag counts in some of these formats and not in others.
        return Some(whole);
    }
    if fit(format, bytes, &outline, policy).is_some() {
        return None;
    }
    Some(DecodeRequest {
        size: Some(outline.upright()),
        is_turned: outline.exif.orientation != Orientation::Upright,
        // A portrait is cut out of the pixels.
        is_encodable: policy.portrait.is_none(),
        ..whole
    })
}

/// The file made fit out of pixels that another decoder read from it; nothing where they cannot be those of the file.
#[must_use]
pub fn normalize_pixels(
    bytes: &[u8],
    pixels: DecodedPixels,
    policy: &Policy,
) -> Option<Normalized> {
    let format = sniff(bytes);
    if !pixels.are_whole() || !policy.takes(Format::Jpeg) {
        return None;
    }
    let outline = container::outline(format, bytes)?;
    if !format.is_decodable() {
        let raster = pixels.on_paper().within(policy.max_long_side);
        let outline = Outline {
            is_bare: true,
            ..outline
        };
        let mut changes = removed(&outline);
        changes.push(Change::Converted);
        return as_jpeg(raster, changes, policy);
    }
    if !pixels.may_be_of(format, &outline) {
        return None;
    }
    let turn = if pixels.is_upright {
        Orientation::Upright
    } else {
        outline.exif.orientation
    };
    let raster = pixels.on_paper();
    encoded(
        raster.within(policy.max_long_side).upright(turn),
        &outline,
        policy,
    )
}

/// The file made fit out of the upright pixels that another decoder read from it and an encoder beside it made a JPEG
/// of; nothing where that cannot be of the file, or does not fit. Whether the pixels are whole is for the other side to
/// see before they are encoded. What comes with them, such as a profile of colours, is dropped as from any other file.
#[must_use]
pub fn normalize_encoded(bytes: &[u8], jpeg: &[u8], policy: &Policy) -> Option<Normalized> {
    let format = sniff(bytes);
    let may = format.is_decodable() && policy.portrait.is_none() && policy.takes(Format::Jpeg);
    if !may || sniff(jpeg) != Format::Jpeg {
        return None;
    }
    let outline = container::outline(format, bytes)?;
    let encoded = container::outline(Format::Jpeg, jpeg)?;
    if !may_be_of(encoded.stored, outline.upright()) {
        return None;
    }
    let limits = Policy {
        max_long_side: match policy.max_long_side {
            0 => decode::MAX_SIDE,
            side => side,
        },
        ..policy.clone()
    };
    Some(Normalized {
        bytes: fit(Format::Jpeg, jpeg, &encoded, &limits)?,
        changes: changed(&outline, encoded.stored),
        original: None,
    })
}

/// Whether a picture of this size can be one of that size, or the same reduced: of its proportions, as far as each side
/// is rounded to a whole pixel, and not enlarged.
fn may_be_of(size: Size, file: Size) -> bool {
    let product = |width: u32, height: u32| u64::from(width) * u64::from(height);
    let proportion = product(size.width, file.height).abs_diff(product(size.height, file.width));
    proportion <= u64::from(file.long_side())
        && size.width <= file.width
        && size.height <= file.height
}

impl DecodedPixels {
    /// As many as they should be and bearable, and not all transparent, as where a phone's memory for canvases is used
    /// up.
    fn are_whole(&self) -> bool {
        let size = Size {
            width: self.width,
            height: self.height,
        };
        decode::is_bearable(size)
            && decode::pixels(size) * 4 == self.rgba.len() as u64
            && self.opacities().any(|opacity| opacity > 0)
    }

    fn opacities(&self) -> impl Iterator<Item = u8> {
        self.rgba.iter().skip(3).step_by(4).copied()
    }

    /// Whether they can have come out of a file with this outline: of its proportions, not enlarged, opaque where the
    /// format is, and not of one colour, as what a browser hands out that is short of memory or hides what it drew.
    /// A picture that is really of one colour loses nothing: it is decoded here.
    fn may_be_of(&self, format: Format, outline: &Outline) -> bool {
        let file = if self.is_upright {
            outline.upright()
        } else {
            outline.stored
        };
        let size = Size {
            width: self.width,
            height: self.height,
        };
        let opaque = format != Format::Jpeg || self.opacities().all(|opacity| opacity == 255);
        let mut colours = self.rgba.chunks_exact(4);
        let first = colours.next();
        let plain = colours.all(|colour| Some(colour) == first);
        may_be_of(size, file) && opaque && !plain
    }

    /// In the memory they came in: a phone has no room for them twice.
    fn on_paper(self) -> Raster {
        Raster {
            width: self.width as usize,
            height: self.height as usize,
            channels: 3,
            levels: decode::on_paper::<4>(self.rgba),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check, prepare};
    use precheck_testkit::{Picture, with_camera_data};

    fn policy() -> Policy {
        Policy {
            max_long_side: 1200,
            ..Policy::default()
        }
    }

    /// A photograph of 1600 × 1200 pixels, to be turned by a quarter, with a position in it.
    fn lying() -> Vec<u8> {
        let lying = Picture::document(1200, 1600).lying().to_jpeg(85);
        with_camera_data(&lying, 6, true)
    }

    fn pixels(picture: &Picture, is_upright: bool) -> DecodedPixels {
        let (width, height) = (picture.width(), picture.height());
        let at = |at: usize| picture.colour(at % width, at / width);
        DecodedPixels {
            width: width as u32,
            height: height as u32,
            rgba: (0..width * height)
                .flat_map(|pixel| [at(pixel)[0], at(pixel)[1], at(pixel)[2], 255])
                .collect(),
            is_upright,
        }
    }

    #[test]
    fn a_large_photograph_is_wanted_as_it_is_seen() {
        let wanted = decode_request(&lying(), &policy()).expect("it is too large");
        assert_eq!(
            wanted.size.map(|size| (size.width, size.height)),
            Some((1200, 1600))
        );
        assert!(wanted.is_turned);
        assert_eq!(wanted.long_side, 1200);
    }

    #[test]
    fn nothing_is_wanted_of_what_is_fit_broken_a_bomb_or_no_picture() {
        let fit = Picture::document(1000, 700).to_jpeg(80);
        let cut = lying()[..20_000].to_vec();
        let mut bomb = Picture::document(64, 64).to_png();
        bomb[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
        for bytes in [fit, cut, bomb, b"%PDF-1.7\n".to_vec(), Vec::new()] {
            assert_eq!(decode_request(&bytes, &policy()), None);
        }
    }

    #[test]
    fn lent_pixels_and_our_own_make_the_same_of_a_photograph() {
        let file = lying();
        let ours = prepare(&file, &policy());
        for is_upright in [true, false] {
            let seen = Picture::read(&file).expect("it decodes");
            let lent = if is_upright { seen } else { seen.lying() };
            let lent = normalize_pixels(&file, pixels(&lent, is_upright), &policy());
            let lent = lent.expect("they are its pixels");
            assert_eq!(lent.changes, ours.changes);
            let report = check(&lent.bytes, &policy());
            assert_eq!(report.size, ours.report.size);
            assert_eq!(report.verdict(), ours.report.verdict());
        }
    }

    #[test]
    fn pixels_that_cannot_be_those_of_the_file_are_refused() {
        let file = lying();
        let seen = Picture::read(&file).expect("it decodes");
        let good = pixels(&seen, true);
        let sideways = pixels(&seen.lying(), true);
        let enlarged = pixels(&Picture::document(2400, 3200), true);
        let mut plain = good.clone();
        plain
            .rgba
            .chunks_exact_mut(4)
            .for_each(|pixel| pixel.copy_from_slice(&[255; 4]));
        let mut blank = good.clone();
        blank.rgba.fill(0);
        let mut torn = good.clone();
        torn.rgba
            .iter_mut()
            .skip(900_000)
            .for_each(|level| *level = 0);
        let mut short = good.clone();
        short.rgba.truncate(1000);
        let mut endless = good.clone();
        (endless.width, endless.height) = (u32::MAX, u32::MAX);
        assert!(normalize_pixels(&file, good, &policy()).is_some());
        for bad in [sideways, enlarged, plain, blank, torn, short, endless] {
            assert_eq!(normalize_pixels(&file, bad, &policy()), None);
        }
    }

    #[test]
    fn a_jpeg_from_beside_the_other_decoder_is_taken_bare_where_it_fits() {
        let file = lying();
        let seen = Picture::read(&file).expect("it decodes");
        let own = prepare(&file, &policy());
        let small = Picture::read(&own.bytes).expect("it decodes").to_jpeg(85);
        let dressed = with_camera_data(&small, 1, true);
        let taken = normalize_encoded(&file, &dressed, &policy()).expect("it is its picture");
        assert_eq!(taken.changes, own.changes);
        assert_eq!(taken.bytes, small, "without position and camera data");
        let too_large = seen.to_jpeg(85);
        let lies = seen.lying().to_jpeg(85);
        let turned = with_camera_data(&small, 6, false);
        let cut = &small[..small.len() / 2];
        for bad in [&too_large, &lies, &turned, cut, b"\x89PNG", b""] {
            assert_eq!(normalize_encoded(&file, bad, &policy()), None);
        }
        let narrow = Policy {
            max_bytes: 5000,
            ..policy()
        };
        assert_eq!(normalize_encoded(&file, &small, &narrow), None);
    }

    /// One image of 1600 × 1200 pixels; its data are of no interest here.
    fn gif() -> Vec<u8> {
        let mut file = b"GIF89a\x40\x06\xB0\x04\0\0\0".to_vec();
        file.extend_from_slice(b"\x2C\0\0\0\0\x40\x06\xB0\x04\0\x02\x01\0\0;");
        file
    }

    #[test]
    fn a_format_that_is_not_decoded_here_is_converted() {
        let file = &gif()[..];
        assert!(decode_request(file, &policy()).is_some_and(|wanted| wanted.size.is_none()));
        let seen = Picture::document(1600, 1200);
        let lent = normalize_pixels(file, pixels(&seen, true), &policy()).expect("a picture");
        assert_eq!(lent.changes, [Change::Converted]);
        let report = check(&lent.bytes, &policy());
        assert_eq!(
            (report.format, report.size.map(Size::long_side)),
            (Format::Jpeg, Some(1200))
        );
        let blank = DecodedPixels {
            width: 8,
            height: 8,
            rgba: vec![0; 256],
            is_upright: true,
        };
        assert_eq!(normalize_pixels(file, blank, &policy()), None);
    }
}
