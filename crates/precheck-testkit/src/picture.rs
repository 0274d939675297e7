//! A picture in colours: how it is made smaller, turned, written and read.
//! Nothing of it is the pre-check's own code, which is tested with it; reading goes through the same JPEG decoder.

use crate::exif::orientation_of;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use precheck_types::Rotation;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Rows of pixels with a level of red, of green and of blue each.
#[derive(Clone, Debug)]
pub struct Picture {
    width: usize,
    height: usize,
    pub(crate) levels: Vec<u8>,
}

impl Picture {
    pub(crate) fn from_levels(width: usize, height: usize, levels: Vec<u8>) -> Self {
        debug_assert_eq!(levels.len(), width * height * 3);
        Self {
            width,
            height,
            levels,
        }
    }

    /// One colour all over.
    #[must_use]
    pub fn plain(width: usize, height: usize, colour: [u8; 3]) -> Self {
        Self::from_levels(width, height, colour.repeat(width * height))
    }

    /// A JPEG or PNG file of eight bits a sample, upright; nothing when it does not decode.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG") {
            return read_png(bytes);
        }
        read_jpeg(bytes)
    }

    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Red, green and blue at a pixel.
    #[must_use]
    pub fn colour(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        [0, 1, 2].map(|channel| self.levels[at + channel])
    }

    /// Red, green and blue of every pixel, row by row.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.levels
    }

    /// With fewer pixels; never more.
    #[must_use]
    pub fn reduced(self, long_side: u32) -> Self {
        let (is, wanted) = (self.width.max(self.height), long_side as usize);
        if is <= wanted || wanted == 0 {
            return self;
        }
        let scaled = |side: usize| ((side * wanted + is / 2) / is).max(1);
        self.reduced_to(scaled(self.width), scaled(self.height))
    }

    /// Each new pixel is the mean of what it covers, parts of pixels by their part: first across, to 1/256 of a level,
    /// then down.
    fn reduced_to(&self, width: usize, height: usize) -> Self {
        const FRACTION: u64 = 256;
        let mean = |sum: u64, count: u64| (sum + count / 2) / count;
        let across: Vec<_> = (0..width)
            .map(|to| covered(to, self.width, width))
            .collect();
        let narrow: Vec<u64> = self
            .levels
            .chunks_exact(self.width * 3)
            .flat_map(|row| {
                across.iter().flat_map(move |covered| {
                    [0, 1, 2].map(|channel| {
                        let parts = covered.iter();
                        let sum = parts.map(|(at, part)| u64::from(row[at * 3 + channel]) * part);
                        mean(sum.sum::<u64>() * FRACTION, self.width as u64)
                    })
                })
            })
            .collect();
        let mut levels = Vec::with_capacity(width * height * 3);
        for to in 0..height {
            let mut sums = vec![0; width * 3];
            for (row, part) in covered(to, self.height, height) {
                let row = &narrow[row * width * 3..][..width * 3];
                for (sum, level) in sums.iter_mut().zip(row) {
                    *sum += level * part;
                }
            }
            let count = self.height as u64 * FRACTION;
            levels.extend(sums.into_iter().map(|sum| mean(sum, count) as u8));
        }
        Self::from_levels(width, height, levels)
    }

    /// Only the part between these fractions of width and height: left, top, right, bottom.
    #[must_use]
    pub fn cropped(self, [left, top, right, bottom]: [f32; 4]) -> Self {
        let at = |part: f32, whole: usize| ((part * whole as f32).round() as usize).min(whole);
        let (from, to) = (at(left, self.width), at(right, self.width));
        let rows = at(top, self.height)..at(bottom, self.height);
        let height = rows.len();
        let levels = rows
            .flat_map(|row| {
                &self.levels[(row * self.width + from) * 3..(row * self.width + to) * 3]
            })
            .copied()
            .collect();
        Self::from_levels(to - from, height, levels)
    }

    /// Turned clockwise.
    #[must_use]
    pub fn turned(self, turn: Rotation) -> Self {
        self.upright_from(match turn {
            Rotation::None => 1,
            Rotation::Right => 6,
            Rotation::Half => 3,
            Rotation::Left => 8,
        })
    }

    /// As a phone held upright stores it: lying on its side, to be turned a quarter clockwise (EXIF orientation 6).
    #[must_use]
    pub fn lying(self) -> Self {
        self.turned(Rotation::Left)
    }

    /// Turned and mirrored as this EXIF orientation asks; any other number asks for nothing.
    fn upright_from(self, orientation: u16) -> Self {
        let (right, bottom) = (self.width - 1, self.height - 1);
        let (width, height) = match orientation {
            5..=8 => (self.height, self.width),
            2..=4 => (self.width, self.height),
            _ => return self,
        };
        let mut levels = Vec::with_capacity(self.levels.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match orientation {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (y, bottom - x),
                    7 => (right - y, bottom - x),
                    _ => (right - y, x),
                };
                levels.extend(self.colour(from_x, from_y));
            }
        }
        Self::from_levels(width, height, levels)
    }

    /// # Panics
    /// When a side has more than 65 535 pixels.
    #[must_use]
    pub fn to_jpeg(&self, quality: u8) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, quality);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        let side = |pixels: usize| u16::try_from(pixels).expect("drawn pictures fit into a JPEG");
        encoder
            .encode(
                &self.levels,
                side(self.width),
                side(self.height),
                ColorType::Rgb,
            )
            .expect("drawn pictures fit into a JPEG");
        file
    }

    /// # Panics
    /// Never for a picture with pixels.
    #[must_use]
    pub fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.levels))
            .expect("drawn pictures fit into a PNG");
        file
    }
}

/// The old pixels that one new pixel covers, in units of which an old pixel has as many as there are new ones.
fn covered(to: usize, old: usize, new: usize) -> Vec<(usize, u64)> {
    let (start, end) = (to * old, (to + 1) * old);
    (start / new..=(end - 1) / new)
        .map(|at| {
            let part = ((at + 1) * new).min(end) - (at * new).max(start);
            (at, part as u64)
        })
        .collect()
}

fn read_jpeg(bytes: &[u8]) -> Option<Picture> {
    let options = DecoderOptions::default()
        .set_use_unsafe(false)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let levels = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    let orientation = decoder.exif().and_then(|tiff| orientation_of(tiff));
    let stored = Picture::from_levels(width, height, levels);
    Some(stored.upright_from(orientation.unwrap_or(1)))
}

fn read_png(bytes: &[u8]) -> Option<Picture> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut stored = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut stored).ok()?;
    let samples = frame.color_type.samples();
    // What is transparent is not expected in what the tests read.
    let levels = stored.chunks_exact(samples).flat_map(|pixel| match pixel {
        [grey] | [grey, _] => [*grey; 3],
        [red, green, blue, ..] => [*red, *green, *blue],
        [] => [0; 3],
    });
    Some(Picture::from_levels(
        frame.width as usize,
        frame.height as usize,
        levels.collect(),
    ))
}
