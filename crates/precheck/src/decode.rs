//! From file to pixels, within bounds that a phone can bear.
//! Sizes are read and bounded before anything is decoded: a small file may claim a picture of any size.

mod png;
/// What samples of other containers are read with, too.
pub(crate) mod samples {
    pub(crate) use super::png::{Colour, Meaning, unfilter};
}

use crate::container::Outline;
use crate::raster::Raster;
use crate::{Format, Size};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Pixels decoded at most; phones of 2026 photograph with up to 50 million.
pub(crate) const MAX_PIXELS: u64 = 60_000_000;
/// Pixels that one side may have at most.
pub(crate) const MAX_SIDE: u32 = 20_000;

/// Pixels that a byte of JPEG can stand for at most. The cheapest block of 64 pixels costs one bit, in the first scan
/// of a progressive grey picture whose later scans are one run of nothing (ITU-T T.81 §G.1.2); this is twice that.
const JPEG_PIXELS_PER_BYTE: u64 = 1024;

/// Pixels that a decoder goes over at most, all scans of a progressive JPEG together. Cameras and editors write ten
/// scans or fewer; a thousand empty ones fit into a few kilobytes (libjpeg-turbo, "Two Issues with the JPEG Standard").
const MAX_PIXELS_PASSED: u64 = 12 * MAX_PIXELS;

/// The file does not decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Corrupt;

/// Whether a picture of this size is decoded at all.
pub(crate) fn is_bearable(size: Size) -> bool {
    size.long_side() <= MAX_SIDE && pixels(size) <= MAX_PIXELS
}

/// Whether a file of this length can hold the picture it claims, and the picture can be borne.
pub(crate) fn is_plausible(format: Format, length: usize, outline: &Outline) -> bool {
    let most = match format {
        Format::Jpeg => length as u64 * JPEG_PIXELS_PER_BYTE,
        _ => MAX_PIXELS,
    };
    let passed = pixels(outline.stored).saturating_mul(u64::from(outline.passes));
    is_bearable(outline.stored) && pixels(outline.stored) <= most && passed <= MAX_PIXELS_PASSED
}

pub(crate) fn pixels(size: Size) -> u64 {
    u64::from(size.width) * u64::from(size.height)
}

/// What the three levels of a pixel say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Red, green and blue; or one level of grey.
    Colours,
    /// Lightness and two of chroma, as JPEG stores them (JFIF 1.02).
    LightAndChroma,
}

impl Coding {
    /// The grey levels of a picture that is so coded.
    pub(crate) fn grey(self, picture: &Raster) -> Raster {
        match self {
            Self::Colours => picture.grey(),
            Self::LightAndChroma => picture.light(),
        }
    }

    /// The same in red, green and blue, or grey.
    pub(crate) fn colours(self, picture: Raster) -> Raster {
        match self {
            Self::Colours => picture,
            Self::LightAndChroma => picture.colours_of_chroma(),
        }
    }
}

/// The pixels as they are stored, not yet upright: in colours, or grey where the file has none.
pub(crate) fn decode(format: Format, bytes: &[u8], outline: &Outline) -> Result<Raster, Corrupt> {
    decoded(format, bytes, outline, Coding::Colours).map(|(raster, _)| raster)
}

/// The same as they are coded, to be measured: lightness stands there already, and colours are made of few pixels
/// sooner than of all.
pub(crate) fn decode_coded(
    format: Format,
    bytes: &[u8],
    outline: &Outline,
) -> Result<(Raster, Coding), Corrupt> {
    decoded(format, bytes, outline, Coding::LightAndChroma)
}

fn decoded(
    format: Format,
    bytes: &[u8],
    outline: &Outline,
    coding: Coding,
) -> Result<(Raster, Coding), Corrupt> {
    if !is_plausible(format, bytes.len(), outline) {
        return Err(Corrupt);
    }
    let (raster, coding) = match format {
        Format::Jpeg => jpeg(bytes, coding),
        Format::Png => png::decoded(bytes)
            .map(|raster| (raster, Coding::Colours))
            .ok_or(Corrupt),
        _ => Err(Corrupt),
    }?;
    let whole = raster.width * raster.height * raster.channels;
    // The decoders read the header on their own; they must have understood it as the outline did.
    if raster.size() == outline.stored && raster.levels.len() == whole {
        Ok((raster, coding))
    } else {
        Err(Corrupt)
    }
}

fn jpeg(bytes: &[u8], wanted: Coding) -> Result<(Raster, Coding), Corrupt> {
    let options = |colours| {
        DecoderOptions::default()
            .set_max_width(MAX_SIDE as usize)
            .set_max_height(MAX_SIDE as usize)
            .set_use_unsafe(false)
            .jpeg_set_out_colorspace(colours)
    };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options(ColorSpace::Luma));
    decoder.decode_headers().map_err(|_| Corrupt)?;
    let stored = decoder.input_colorspace().ok_or(Corrupt)?;
    let (channels, colours, coding) = match stored {
        ColorSpace::Luma => (1, ColorSpace::Luma, Coding::Colours),
        ColorSpace::YCbCr if wanted == Coding::LightAndChroma => (3, ColorSpace::YCbCr, wanted),
        _ => (3, ColorSpace::RGB, Coding::Colours),
    };
    decoder.set_options(options(colours));
    let (width, height) = decoder.dimensions().ok_or(Corrupt)?;
    let levels = decoder.decode().map_err(|_| Corrupt)?;
    let raster = Raster {
        width,
        height,
        channels,
        levels,
    };
    Ok((raster, coding))
}

/// Lays what is transparent on white, as every viewer and printer does; in place.
pub(crate) fn on_paper<const CHANNELS: usize>(mut levels: Vec<u8>) -> Vec<u8> {
    let pixels = levels.len() / CHANNELS;
    let colours = CHANNELS - 1;
    for pixel in 0..pixels {
        let from = levels.get(pixel * CHANNELS..(pixel + 1) * CHANNELS);
        let Some(Ok(from)) = from.map(<[u8; CHANNELS]>::try_from) else {
            break;
        };
        let opaque = from[colours];
        let Some(to) = levels.get_mut(pixel * colours..(pixel + 1) * colours) else {
            break;
        };
        for (to, colour) in to.iter_mut().zip(from) {
            *to = on_white(colour, opaque);
        }
    }
    levels.truncate(pixels * colours);
    levels
}

fn on_white(level: u8, opaque: u8) -> u8 {
    // Nearly every pixel is opaque.
    if opaque == 255 {
        return level;
    }
    let opaque = u32::from(opaque);
    ((u32::from(level) * opaque + 255 * (255 - opaque) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container;
    use precheck_testkit::Picture;

    #[test]
    fn a_picture_of_endless_scans_is_not_begun() {
        let jpeg = Picture::document(640, 480).to_jpeg(80);
        let mut outline = container::outline(Format::Jpeg, &jpeg).expect("an outline");
        assert_eq!(outline.passes, 1);
        assert!(decode(Format::Jpeg, &jpeg, &outline).is_ok());
        outline.passes = 10_000;
        assert_eq!(decode(Format::Jpeg, &jpeg, &outline).err(), Some(Corrupt));
    }
}
