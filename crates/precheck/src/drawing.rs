//! Pictures drawn in code for tests: a page of print on a table, as a phone sees it, and what goes wrong with it.
//! Every pixel follows from the arguments; nothing in them belongs to anyone.

use crate::exif::Orientation;
use crate::raster::Raster;
use crate::sniff::sniff;
use crate::{container, decode, encode};

mod camera;
mod chance;
mod defect;
mod document;
mod files;
mod glyph;
mod ground;
mod labelled;
mod laid;
mod light;
mod page;
mod pdf;
mod photograph;
mod print;
mod screen;
mod sheet;
mod shot;
mod sitter;
mod sittings;
pub mod steps;

pub use camera::with_camera_data;
pub use defect::{Defect, Degree};
pub use document::Document;
pub use files::{broken, compound, gif, heif, ofd, webp, zip};
pub use ground::Ground;
pub use labelled::{Extent, Sample};
pub use light::Patch;
pub use pdf::{packed_pdf, pdf, pdf_with};
pub use photograph::Scene;
pub use shot::Shot;
pub use sitter::Sitter;
pub use sittings::{Misfit, Sitting};

/// A picture in colours.
#[derive(Clone, Debug)]
pub struct Picture {
    raster: Raster,
}

/// A sharp photograph of a document as a JPEG: 1600 × 1200 pixels, passes the default policy.
#[must_use]
pub fn sharp_photograph() -> Vec<u8> {
    Picture::document(1600, 1200).to_jpeg(85)
}

/// The same out of focus; blocked by the default policy.
#[must_use]
pub fn blurred_photograph() -> Vec<u8> {
    Picture::document(1600, 1200).blurred(4.0).to_jpeg(85)
}

impl Picture {
    /// A printed page, slightly turned, on a wooden table.
    #[must_use]
    pub fn document(width: usize, height: usize) -> Self {
        Self {
            raster: page::draw(width, height),
        }
    }

    /// One colour all over.
    #[must_use]
    pub fn plain(width: usize, height: usize, colour: [u8; 3]) -> Self {
        Self {
            raster: Raster {
                width,
                height,
                channels: 3,
                levels: colour.repeat(width * height),
            },
        }
    }

    /// A JPEG or PNG file, upright; nothing when it does not decode.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let format = sniff(bytes);
        let outline = container::outline(format, bytes)?;
        let raster = decode::decode(format, bytes, &outline).ok()?;
        let mut raster = raster.upright(outline.exif.orientation);
        if raster.channels == 1 {
            raster.levels = raster.levels.iter().flat_map(|level| [*level; 3]).collect();
            raster.channels = 3;
        }
        Some(Self { raster })
    }

    #[cfg(test)]
    pub(crate) fn into_raster(self) -> Raster {
        self.raster
    }

    #[must_use]
    pub fn width(&self) -> usize {
        self.raster.width
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.raster.height
    }

    /// Red, green and blue at a pixel.
    #[must_use]
    pub fn colour(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.raster.width + x) * 3;
        [0, 1, 2].map(|channel| self.raster.levels[at + channel])
    }

    /// Out of focus: Gaussian with this standard deviation in pixels.
    #[must_use]
    pub fn blurred(self, sigma: f32) -> Self {
        let reach = (sigma * 3.0).ceil() as isize;
        let weight = |offset: isize| (-((offset * offset) as f32) / (2.0 * sigma * sigma)).exp();
        let kernel: Vec<_> = (-reach..=reach).map(|at| (at, weight(at))).collect();
        let across: Vec<_> = kernel
            .iter()
            .map(|(at, weight)| (*at, 0, *weight))
            .collect();
        let down: Vec<_> = kernel
            .iter()
            .map(|(at, weight)| (0, *at, *weight))
            .collect();
        self.mixed(&across).mixed(&down)
    }

    /// Out of focus only beyond a place, from the middle in parts of the longer side, in a direction; less and less
    /// towards it.
    #[must_use]
    pub fn blurred_beyond(self, sigma: f32, at: [f32; 2], towards: [f32; 2]) -> Self {
        /// Over this part of the longer side.
        const SOFT: f32 = 0.08;
        let blurred = self.clone().blurred(sigma);
        let (width, height) = (self.width(), self.height());
        let side = width.max(height) as f32;
        self.with_levels(|level, place| {
            let (x, y) = (place / 3 % width, place / 3 / width);
            let x = (x as f32 - width as f32 / 2.0) / side - at[0];
            let y = (y as f32 - height as f32 / 2.0) / side - at[1];
            let part = ((x * towards[0] + y * towards[1]) / SOFT).clamp(0.0, 1.0);
            let level = f32::from(level);
            level + (f32::from(blurred.raster.levels[place]) - level) * part
        })
    }

    /// Moved while the shutter was open, by so many pixels across and down.
    #[must_use]
    pub fn moved(self, across: isize, down: isize) -> Self {
        let steps = across.abs().max(down.abs()).max(1);
        let way: Vec<_> = (0..=steps)
            .map(|step| (across * step / steps, down * step / steps, 1.0))
            .collect();
        self.mixed(&way)
    }

    /// Each level times `gain` plus `offset`: dark with a gain below 1, washed out with a low gain and a high offset.
    #[must_use]
    pub fn lit(self, gain: f32, offset: f32) -> Self {
        self.with_levels(|level, _| f32::from(level) * gain + offset)
    }

    /// The noise of a small sensor in a dark room, up to so many grey levels up or down.
    #[must_use]
    pub fn noisy(self, levels: u8) -> Self {
        let span = u64::from(levels) * 2 + 1;
        self.with_levels(|level, at| {
            f32::from(level) + (chance::scrambled(at as u64) % span) as f32 - f32::from(levels)
        })
    }

    /// With fewer pixels; never more.
    #[must_use]
    pub fn reduced(self, long_side: u32) -> Self {
        Self {
            raster: self.raster.within(long_side),
        }
    }

    /// As a phone held upright stores it: lying on its side, to be turned a quarter clockwise (EXIF orientation 6).
    #[must_use]
    pub fn lying(self) -> Self {
        Self {
            raster: self.raster.upright(Orientation::TurnLeft),
        }
    }

    /// # Panics
    /// When a side has more than 65 535 pixels.
    #[must_use]
    pub fn to_jpeg(&self, quality: u8) -> Vec<u8> {
        encode::jpeg(&self.raster, quality).expect("drawn pictures fit into a JPEG")
    }

    /// # Panics
    /// Never for a picture with pixels.
    #[must_use]
    pub fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(
            &mut file,
            self.raster.width as u32,
            self.raster.height as u32,
        );
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.raster.levels))
            .expect("drawn pictures fit into a PNG");
        file
    }

    fn with_levels(mut self, new: impl Fn(u8, usize) -> f32) -> Self {
        for (at, level) in self.raster.levels.iter_mut().enumerate() {
            *level = new(*level, at).round().clamp(0.0, 255.0) as u8;
        }
        self
    }

    /// Each pixel the weighted mean of others, given by their offsets; the rim repeats outwards.
    fn mixed(self, parts: &[(isize, isize, f32)]) -> Self {
        let (width, height) = (self.raster.width, self.raster.height);
        let total: f32 = parts.iter().map(|(_, _, weight)| weight).sum();
        let reach = parts.iter().map(|(across, _, _)| across.unsigned_abs());
        let reach = reach.max().unwrap_or(0);
        // Every row in numbers, longer at both ends, so that the inner loop is a plain sum.
        let rows: Vec<Vec<f32>> = (self.raster.levels.chunks_exact(width * 3))
            .map(|row| {
                let (first, last) = (&row[..3], &row[row.len() - 3..]);
                let ends = |end: &[u8]| end.repeat(reach);
                let wide = [ends(first), row.to_vec(), ends(last)].concat();
                wide.into_iter().map(f32::from).collect()
            })
            .collect();
        let mut sums = vec![0.0_f32; width * 3];
        let mut levels = Vec::with_capacity(self.raster.levels.len());
        for y in 0..height {
            sums.fill(0.0);
            for (across, down, weight) in parts {
                let row = y.saturating_add_signed(*down).min(height - 1);
                let from = &rows[row][reach.saturating_add_signed(*across) * 3..];
                for (sum, level) in sums.iter_mut().zip(from) {
                    *sum += level * weight;
                }
            }
            levels.extend(sums.iter().map(|sum| (sum / total).round() as u8));
        }
        Self {
            raster: Raster {
                levels,
                ..self.raster.clone_shape()
            },
        }
    }
}

/// The corners of the document as they are found in this picture, with the sides that run out of it and how sure this
/// is in thousandths.
#[must_use]
pub fn outline(picture: &Picture) -> Option<(crate::Quad, [bool; 4], u16)> {
    let small = picture.raster.clone().within(crate::outline::SIDE);
    let found = crate::outline::find(&small)?;
    Some((found.corners, found.open, found.confidence))
}

/// What is measured of each character of an upright page, for learning how characters stand.
#[must_use]
pub fn strengths(page: &Picture) -> Vec<[u32; crate::direction::characters::FEATURES]> {
    let grey = page.raster.clone().within(1000).grey();
    let mut all = Vec::new();
    let ink = crate::direction::Ink::of(&grey);
    crate::direction::characters::each(&ink, &grey, |strengths| {
        all.push(*strengths);
        true
    });
    all
}
