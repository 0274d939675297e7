//! The pixels of a picture in a PDF (ISO 32000-1 §8.9.5): a JPEG, a fax, or samples packed as any other stream.
//! What is transparent in parts, in colours of ink by name, or packed in another way is left unread.

use super::fax;
use super::file::{File, Stream};
use super::filter::{LAYERS, layer, listed};
use super::lock::bytes_of;
use super::object::{Dict, Object};
use crate::decode::samples::{Colour, Meaning, unfilter};
use crate::decode::{self, Coding};
use crate::raster::Raster;
use crate::{Format, Size, container};
use archive::Budget;
use std::borrow::Cow;

/// Levels that one picture may have: a sheet of A4 in colours at 500 dots to an inch.
const LEVELS: usize = 80_000_000;

/// Pixels of black and white above which four become one level of grey: A4 at 400 dots to an inch has fewer, at 600 it
/// has 35 million, and a coding that says a white row in one bit puts 60 million into few kilobytes.
const FINE: u64 = 16_000_000;

/// What has fewer pixels is a mark, or one colour stretched over the page.
const LEAST_SIDE: u32 = 64;

/// The picture as it is stored, where it has no more pixels than this.
pub(super) fn decoded<'d>(
    file: &'d File<'d>,
    stream: &Stream<'d>,
    most: u64,
) -> Option<(Raster, Coding)> {
    let dict = &stream.dict;
    if [&b"SMask"[..], b"Mask"]
        .iter()
        .any(|it| dict.get(it).is_some())
    {
        return None;
    }
    let side = |key: &[u8]| match file.value(dict, key)? {
        Object::Number(number) => u32::try_from(number.whole()).ok(),
        _ => None,
    };
    let size = Size {
        width: side(b"Width")?,
        height: side(b"Height")?,
    };
    if size.short_side() < LEAST_SIDE || !decode::is_bearable(size) || decode::pixels(size) > most {
        return None;
    }
    let filter = file.value(dict, b"Filter");
    let layers = listed(filter.as_ref());
    if layers.len() > LAYERS {
        return None;
    }
    let rules = file.value(dict, b"DecodeParms");
    let rules = listed(rules.as_ref());
    let samples = Samples::read(file, dict, size);
    // Packings of text around it at their worst, and then its rows, each with the number of its filter.
    let bytes = samples
        .as_ref()
        .map_or(0, |it| (it.row + 1) * size.height as usize);
    let mut budget = Budget::of(stream.data.len().saturating_mul(2).saturating_add(bytes));
    let mut data = Cow::Borrowed(stream.data);
    for (at, name) in layers.iter().enumerate() {
        let rules = match rules.get(at).and_then(|it| file.resolved(it)) {
            Some(Object::Dict(rules)) => rules,
            _ => Dict::default(),
        };
        let is_last = at + 1 == layers.len();
        let is = |long: &[u8], short: &[u8]| matches!(name, Object::Name(name) if name.is(long) || name.is(short));
        if is(b"DCTDecode", b"DCT") {
            return is_last.then(|| jpeg(&data, most))?;
        }
        if is(b"CCITTFaxDecode", b"CCF") {
            let bits = is_last.then(|| fax::unpacked(&data, &rules, size))??;
            return Some((samples?.raster(bits)?, Coding::Colours));
        }
        data = Cow::Owned(unpredicted(layer(name, &data, &mut budget)?, &rules)?);
    }
    Some((samples?.raster(data.into_owned())?, Coding::Colours))
}

/// Viewers show what is stored, whatever EXIF says.
fn jpeg(bytes: &[u8], most: u64) -> Option<(Raster, Coding)> {
    let outline = container::outline(Format::Jpeg, bytes)?;
    let levels = decode::pixels(outline.stored).saturating_mul(3);
    let is_bearable = levels <= LEVELS as u64 && decode::pixels(outline.stored) <= most;
    let is_picture = outline.stored.short_side() >= LEAST_SIDE;
    (outline.is_complete && is_picture && is_bearable)
        .then(|| decode::decode_coded(Format::Jpeg, bytes, &outline).ok())?
}

/// Undoes the differences in which rows may be stored (§7.4.4.4).
fn unpredicted(data: Vec<u8>, rules: &Dict<'_>) -> Option<Vec<u8>> {
    let is_late = rules.whole(b"EarlyChange").is_some_and(|it| it != 1);
    let number = |key: &[u8], otherwise: usize| {
        rules
            .whole(key)
            .map_or(Some(otherwise), |it| usize::try_from(it).ok())
            .filter(|it| (1..=decode::MAX_SIDE as usize).contains(it))
    };
    let predictor = number(b"Predictor", 1)?;
    if is_late {
        return None;
    }
    if predictor == 1 {
        return Some(data);
    }
    let (colours, bits) = (number(b"Colors", 1)?, number(b"BitsPerComponent", 8)?);
    if colours > 4 || bits > 16 {
        return None;
    }
    let bytes = (number(b"Columns", 1)? * colours * bits).div_ceil(8);
    let apart = (colours * bits).div_ceil(8);
    let mut rows = Vec::with_capacity(data.len());
    if predictor == 2 && bits == 8 {
        for row in data.chunks(bytes) {
            let start = rows.len();
            rows.extend_from_slice(row);
            unfilter(1, apart, row, rows.get_mut(start..)?)?;
        }
        return Some(rows);
    }
    if !(10..=15).contains(&predictor) {
        return None;
    }
    let mut above = vec![0; bytes];
    for row in data.chunks_exact(bytes + 1) {
        let (filter, row) = row.split_first()?;
        let start = rows.len();
        rows.extend_from_slice(row);
        let row = rows.get_mut(start..)?;
        unfilter(*filter, apart, &above, row)?;
        above.copy_from_slice(row);
    }
    Some(rows)
}

/// How the samples of a picture stand, and for what.
struct Samples {
    size: Size,
    /// Bytes of a row.
    row: usize,
    colours: Colours,
    is_inverted: bool,
    /// Each pixel is a bit, white where it is set.
    is_black_and_white: bool,
}

enum Colours {
    Plain(Meaning),
    /// Cyan, magenta, yellow and black of eight bits each.
    Inks,
}

impl Samples {
    /// Nothing where they stand for something that is not known here.
    fn read<'d>(file: &'d File<'d>, dict: &Dict<'d>, size: Size) -> Option<Self> {
        let is_mask = matches!(file.value(dict, b"ImageMask"), Some(Object::Word(b"true")));
        let depth = if is_mask {
            1
        } else {
            usize::try_from(dict.whole(b"BitsPerComponent")?).ok()?
        };
        let space = file.value(dict, b"ColorSpace");
        let (kind, palette) = match (&space, is_mask) {
            (_, true) => (1, None),
            (Some(space), false) => kind(file, space, true)?,
            (None, false) => return None,
        };
        let channels = if kind == 1 { 1 } else { 3 };
        let is_known = match kind {
            4 => depth == 8,
            _ => matches!(depth, 1 | 2 | 4 | 8 | 16),
        };
        let samples = if palette.is_some() { 1 } else { kind };
        let levels = decode::pixels(size).checked_mul(channels)?;
        if !is_known || levels > LEVELS as u64 || palette.is_some() && depth > 8 {
            return None;
        }
        let first = match file.value(dict, b"Decode") {
            Some(Object::Array(numbers)) => numbers.first().cloned(),
            _ => None,
        };
        let is_inverted = matches!(first, Some(Object::Number(number)) if number.whole() > 0)
            && palette.is_none();
        Some(Self {
            size,
            row: (size.width as usize * samples * depth).div_ceil(8),
            colours: match (kind, palette) {
                (_, Some(palette)) => {
                    Colours::Plain(Meaning::new(depth, Colour::Palette, &palette))
                }
                (1, None) => Colours::Plain(Meaning::new(depth, Colour::Grey, &[])),
                (3, None) => Colours::Plain(Meaning::new(depth, Colour::Colours, &[])),
                _ => Colours::Inks,
            },
            is_inverted,
            is_black_and_white: kind == 1 && depth == 1,
        })
    }

    /// The picture of these bytes; nothing where some are missing.
    fn raster(&self, mut data: Vec<u8>) -> Option<Raster> {
        let [width, height] = [self.size.width as usize, self.size.height as usize];
        data.truncate(self.row * height);
        if data.len() < self.row * height {
            return None;
        }
        if self.is_inverted {
            // Of samples of any number of bits.
            for byte in &mut data {
                *byte = !*byte;
            }
        }
        if decode::pixels(self.size) > FINE && self.is_black_and_white {
            return Some(halved(&data, width, self.row));
        }
        let (channels, levels) = match &self.colours {
            Colours::Plain(meaning) if meaning.is_plain() => (self.row / width, data),
            Colours::Plain(meaning) => {
                let channels = meaning.channels();
                let mut levels = Vec::with_capacity(width * height * channels);
                for row in data.chunks_exact(self.row) {
                    for x in 0..width {
                        levels.extend_from_slice(meaning.pixel(row, x)?.get(..channels)?);
                    }
                }
                (channels, levels)
            }
            Colours::Inks => {
                let (pixels, _) = data.as_chunks::<4>();
                let level = |ink: u8, black: u8| {
                    (u16::from(255 - ink) * u16::from(255 - black) / 255) as u8
                };
                let levels = pixels
                    .iter()
                    .flat_map(|[c, m, y, k]| [c, m, y].map(|it| level(*it, *k)));
                (3, levels.collect())
            }
        };
        Some(Raster {
            width,
            height,
            channels,
            levels,
        })
    }
}

/// Half as wide and half as high: each level is how many of four pixels are white.
fn halved(bits: &[u8], width: usize, row: usize) -> Raster {
    let mut levels = Vec::with_capacity(bits.len() * 2);
    for rows in bits.chunks_exact(row * 2) {
        let (upper, lower) = rows.split_at(row);
        for x in 0..width / 2 {
            let white = |row: &[u8]| {
                let byte = row.get(x / 4).copied().unwrap_or_default();
                (byte >> (6 - x % 4 * 2) & 3).count_ones()
            };
            levels.push(((white(upper) + white(lower)) * 255 / 4) as u8);
        }
    }
    Raster {
        width: width / 2,
        height: bits.len() / row / 2,
        channels: 1,
        levels,
    }
}

/// How many samples a pixel has in a space of colours (§8.6), and the palette that they stand in: red, green, blue.
fn kind<'d>(
    file: &'d File<'d>,
    space: &Object<'d>,
    may_be_indexed: bool,
) -> Option<(usize, Option<Vec<u8>>)> {
    let (name, rest) = match space {
        Object::Name(name) => (*name, &[][..]),
        Object::Array(parts) => match parts.split_first()? {
            (Object::Name(name), rest) => (*name, rest),
            _ => return None,
        },
        _ => return None,
    };
    let is = |names: &[&[u8]]| names.iter().any(|it| name.is(it));
    if is(&[b"DeviceGray", b"CalGray", b"G"]) {
        Some((1, None))
    } else if is(&[b"DeviceRGB", b"CalRGB", b"RGB"]) {
        Some((3, None))
    } else if is(&[b"DeviceCMYK", b"CMYK"]) {
        Some((4, None))
    } else if is(&[b"ICCBased"]) {
        let count = file.stream(rest.first()?)?.dict.whole(b"N")?;
        matches!(count, 1 | 3 | 4).then_some((count as usize, None))
    } else if may_be_indexed && is(&[b"Indexed", b"I"]) {
        let base = file.resolved(rest.first()?)?;
        let (samples, _) = kind(file, &base, false)?;
        let listed = rest.get(2)?;
        let colours = match file.resolved(listed)? {
            Object::Dict(_) => file.stream(listed)?.unpacked(&mut Budget::new())?,
            text => bytes_of(&text)?,
        };
        let palette = match samples {
            1 => colours.iter().flat_map(|grey| [*grey; 3]).collect(),
            3 => colours,
            _ => return None,
        };
        Some((3, Some(palette)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_pixels_of_a_fine_scan_become_one_level() {
        // Five wide and three high: what is over at the right and below is left out.
        let bits = [0b1100_1000, 0b1001_0000, 0b1111_1000];
        let halved = halved(&bits, 5, 1);
        assert_eq!((halved.width, halved.height), (2, 1));
        assert_eq!(halved.levels, [191, 63]);
    }
}
