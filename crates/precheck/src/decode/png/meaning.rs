//! What the samples of a PNG file stand for (ISO/IEC 15948 §11.2.3, §11.3.2): levels, places in a palette, opacity.

use super::header::{Colour, Header};
use crate::decode::on_white;

/// What samples stand for.
pub(crate) struct Meaning {
    depth: usize,
    colour: Colour,
    /// Red, green, blue and opacity of each index; black where the file names none.
    palette: Vec<[u8; 4]>,
    /// The one colour that is transparent.
    key: Option<[u16; 3]>,
}

impl Meaning {
    pub(super) fn of(header: &Header) -> Self {
        Self::new(header.depth, header.colour, &[])
    }

    /// Of samples of so many bits; `palette` is red, green and blue of each index.
    pub(crate) fn new(depth: usize, colour: Colour, palette: &[u8]) -> Self {
        let mut meaning = Self {
            depth,
            colour,
            palette: Vec::new(),
            key: None,
        };
        meaning.palette(palette);
        meaning
    }

    /// Levels of a pixel that comes out.
    pub(crate) fn channels(&self) -> usize {
        self.colour.channels()
    }

    /// Takes the colours of a PLTE chunk.
    pub(super) fn palette(&mut self, payload: &[u8]) {
        let (colours, _) = payload.as_chunks::<3>();
        self.palette = colours.iter().map(|&[r, g, b]| [r, g, b, 255]).collect();
    }

    pub(super) fn has_palette(&self) -> bool {
        !self.palette.is_empty()
    }

    /// Takes a tRNS chunk; nothing when it cannot be one of this picture.
    pub(super) fn transparent(&mut self, payload: &[u8]) -> Option<()> {
        let level = |at: usize| {
            let [high, low] = *payload.get(at * 2..)?.first_chunk::<2>()?;
            Some(u16::from_be_bytes([high, low]))
        };
        match self.colour {
            Colour::Palette => {
                for (colour, opaque) in self.palette.iter_mut().zip(payload) {
                    colour[3] = *opaque;
                }
            }
            Colour::Grey => self.key = Some([level(0)?; 3]),
            Colour::Colours => self.key = Some([level(0)?, level(1)?, level(2)?]),
            // Such pictures have their opacity in each pixel, and none here.
            Colour::GreyOpacity | Colour::ColoursOpacity => return None,
        }
        Some(())
    }

    /// Rows of these bytes are pixels already.
    pub(crate) fn is_plain(&self) -> bool {
        let is_whole = matches!(self.colour, Colour::Grey | Colour::Colours);
        is_whole && self.depth == 8 && self.key.is_none()
    }

    /// Sample by sample: the number in the file, and the level of eight bits that it is.
    fn sample(&self, row: &[u8], number: usize) -> Option<(u16, u8)> {
        let sample = match self.depth {
            16 => {
                let [high, low] = *row.get(number * 2..)?.first_chunk::<2>()?;
                return Some((u16::from_be_bytes([high, low]), high));
            }
            8 => *row.get(number)?,
            depth => {
                let at = number * depth;
                (row.get(at / 8)? >> (8 - depth - at % 8)) & (u8::MAX >> (8 - depth))
            }
        };
        let most = u8::MAX >> (8 - self.depth);
        Some((sample.into(), sample * (255 / most)))
    }

    /// The pixel of that number in a row, on white; grey ones thrice the same.
    pub(crate) fn pixel(&self, row: &[u8], number: usize) -> Option<[u8; 3]> {
        let first = number * self.colour.samples();
        let sample = |at: usize| self.sample(row, first + at);
        let (levels, opaque) = match self.colour {
            Colour::Grey => {
                let (is, level) = sample(0)?;
                ([level; 3], self.opaque([is; 3]))
            }
            Colour::Colours => {
                let [r, g, b] = [sample(0)?, sample(1)?, sample(2)?];
                ([r.1, g.1, b.1], self.opaque([r.0, g.0, b.0]))
            }
            Colour::Palette => {
                let (index, _) = sample(0)?;
                let [r, g, b, opaque] = *self
                    .palette
                    .get(usize::from(index))
                    .unwrap_or(&[0, 0, 0, 255]);
                ([r, g, b], opaque)
            }
            Colour::GreyOpacity => ([sample(0)?.1; 3], sample(1)?.1),
            Colour::ColoursOpacity => ([sample(0)?.1, sample(1)?.1, sample(2)?.1], sample(3)?.1),
        };
        Some(levels.map(|level| on_white(level, opaque)))
    }

    fn opaque(&self, colour: [u16; 3]) -> u8 {
        if self.key == Some(colour) { 0 } else { 255 }
    }
}
