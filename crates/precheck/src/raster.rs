//! Pixels in memory, and the two things done to all of them: making smaller and turning upright.
//! Whole numbers throughout, so that phone and server compute the same.

mod reduce;

use crate::Size;
use crate::exif::Orientation;

/// Rows of pixels with one (grey) or three (red, green, blue) levels each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Raster {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) channels: usize,
    /// `width × height × channels` levels.
    pub(crate) levels: Vec<u8>,
}

impl Raster {
    pub(crate) fn size(&self) -> Size {
        Size {
            width: u32::try_from(self.width).unwrap_or(u32::MAX),
            height: u32::try_from(self.height).unwrap_or(u32::MAX),
        }
    }

    /// The same width, height and channels without levels, to be filled.
    pub(crate) fn clone_shape(&self) -> Self {
        Self {
            levels: Vec::new(),
            ..*self
        }
    }

    /// The grey levels of a picture in colours; a grey one as it is.
    pub(crate) fn grey(&self) -> Self {
        // ITU-R BT.601 in sixteenths of a thousand, as JPEG itself weighs colours (JFIF 1.02).
        let grey = |[r, g, b]: &[u8; 3]| {
            let sum = 19_595 * u32::from(*r) + 38_470 * u32::from(*g) + 7_471 * u32::from(*b);
            ((sum + 32_768) >> 16) as u8
        };
        if self.channels == 1 {
            return self.clone();
        }
        let (pixels, _) = self.levels.as_chunks();
        Self {
            channels: 1,
            levels: pixels.iter().map(grey).collect(),
            ..*self
        }
    }

    /// The first level of each pixel.
    pub(crate) fn light(&self) -> Self {
        Self {
            channels: 1,
            levels: (self.levels.iter().copied())
                .step_by(self.channels.max(1))
                .collect(),
            ..*self
        }
    }

    /// Red, green and blue of lightness and chroma (JFIF 1.02), in 14 bits behind the point.
    pub(crate) fn colours_of_chroma(mut self) -> Self {
        let (pixels, _) = self.levels.as_chunks_mut();
        for pixel in pixels {
            let [light, blue, red] = pixel.map(i32::from);
            let (light, blue, red) = ((light << 14) + 8191, blue - 128, red - 128);
            *pixel = [
                light + 22_970 * red,
                light - 11_700 * red - 5_638 * blue,
                light + 29_032 * blue,
            ]
            .map(|level| (level >> 14).clamp(0, 255) as u8);
        }
        self
    }

    /// As given if the long side has no more than `long_side` pixels; otherwise reduced to that.
    pub(crate) fn within(self, long_side: u32) -> Self {
        if self.size().long_side() <= long_side || long_side == 0 {
            return self;
        }
        self.reduced_within(long_side)
    }

    /// A copy with a long side of so many pixels, of which this one has more.
    pub(crate) fn reduced_within(&self, long_side: u32) -> Self {
        let is = self.size().long_side();
        let scaled = |side: usize| {
            let exact = (side as u64 * u64::from(long_side) + u64::from(is) / 2) / u64::from(is);
            usize::try_from(exact).unwrap_or(1).max(1)
        };
        self.reduced(scaled(self.width), scaled(self.height))
    }

    /// Turned and mirrored so that it stands as the camera was held.
    pub(crate) fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::Upright {
            return self;
        }
        let (width, height) = if orientation.is_quarter_turn() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let (right, bottom) = (self.width - 1, self.height - 1);
        let mut levels = Vec::with_capacity(self.levels.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match orientation {
                    Orientation::Upright => (x, y),
                    Orientation::Mirrored => (right - x, y),
                    Orientation::UpsideDown => (right - x, bottom - y),
                    Orientation::UpsideDownMirrored => (x, bottom - y),
                    Orientation::Transposed => (y, x),
                    Orientation::TurnRight => (y, bottom - x),
                    Orientation::Transversed => (right - y, bottom - x),
                    Orientation::TurnLeft => (right - y, x),
                };
                let at = (from_y * self.width + from_x) * self.channels;
                levels.extend_from_slice(&self.levels[at..at + self.channels]);
            }
        }
        Self {
            width,
            height,
            channels: self.channels,
            levels,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, levels: &[u8]) -> Raster {
        Raster {
            width,
            height: levels.len() / width,
            channels: 1,
            levels: levels.to_vec(),
        }
    }

    #[test]
    fn every_orientation_brings_the_letter_upright() {
        // An F as it should be seen, and stored in the eight ways of the EXIF specification.
        let upright = grey(3, &[1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0]);
        for (orientation, width, stored) in [
            (
                Orientation::Upright,
                3,
                vec![1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0],
            ),
            (
                Orientation::Mirrored,
                3,
                vec![1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1],
            ),
            (
                Orientation::UpsideDown,
                3,
                vec![0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1],
            ),
            (
                Orientation::UpsideDownMirrored,
                3,
                vec![1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1],
            ),
            (
                Orientation::Transposed,
                4,
                vec![1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0],
            ),
            (
                Orientation::TurnRight,
                4,
                vec![1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1],
            ),
            (
                Orientation::Transversed,
                4,
                vec![0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1],
            ),
            (
                Orientation::TurnLeft,
                4,
                vec![1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1],
            ),
        ] {
            assert_eq!(
                grey(width, &stored).upright(orientation),
                upright,
                "{orientation:?}"
            );
        }
    }
}
