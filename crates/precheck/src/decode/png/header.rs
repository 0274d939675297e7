//! The header of a PNG file (ISO/IEC 15948 §11.2.2), and how many bytes its rows have.

use crate::Size;
use crate::container::png::Chunk;

/// First column and row, and the steps to the next, of each pass of an interlaced picture (§8.2).
const ADAM7: [Pass; 7] = [
    Pass::new([0, 0], [8, 8]),
    Pass::new([4, 0], [8, 8]),
    Pass::new([0, 4], [4, 8]),
    Pass::new([2, 0], [4, 4]),
    Pass::new([0, 2], [2, 4]),
    Pass::new([1, 0], [2, 2]),
    Pass::new([0, 1], [1, 2]),
];
const WHOLE: [Pass; 1] = [Pass::new([0, 0], [1, 1])];

/// Which pixels of the picture the rows of a pass hold.
#[derive(Clone, Copy)]
pub(super) struct Pass {
    pub(super) first: [usize; 2],
    pub(super) step: [usize; 2],
}

impl Pass {
    const fn new(first: [usize; 2], step: [usize; 2]) -> Self {
        Self { first, step }
    }

    pub(super) fn columns(self, width: usize) -> usize {
        width.saturating_sub(self.first[0]).div_ceil(self.step[0])
    }

    pub(super) fn rows(self, height: usize) -> usize {
        height.saturating_sub(self.first[1]).div_ceil(self.step[1])
    }
}

/// What the samples of a pixel are (§11.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Grey,
    Colours,
    Palette,
    GreyOpacity,
    ColoursOpacity,
}

impl Colour {
    pub(super) fn samples(self) -> usize {
        match self {
            Self::Grey | Self::Palette => 1,
            Self::GreyOpacity => 2,
            Self::Colours => 3,
            Self::ColoursOpacity => 4,
        }
    }

    /// Of the picture that comes out, on white.
    pub(super) fn channels(self) -> usize {
        match self {
            Self::Grey | Self::GreyOpacity => 1,
            _ => 3,
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Header {
    pub(super) size: Size,
    /// Bits of a sample.
    pub(super) depth: usize,
    pub(super) colour: Colour,
    pub(super) is_interlaced: bool,
}

impl Header {
    pub(super) fn read(chunk: &Chunk) -> Option<Self> {
        let [
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            depth,
            colour,
            packing,
            filtering,
            passes,
        ] = *chunk.payload.first_chunk::<13>()?;
        let colour = match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) => Colour::Grey,
            (2, 8 | 16) => Colour::Colours,
            (3, 1 | 2 | 4 | 8) => Colour::Palette,
            (4, 8 | 16) => Colour::GreyOpacity,
            (6, 8 | 16) => Colour::ColoursOpacity,
            _ => return None,
        };
        let is_known = (chunk.kind, packing, filtering) == (b"IHDR", 0, 0) && passes < 2;
        is_known.then_some(Self {
            size: Size {
                width: u32::from_be_bytes([a, b, c, d]),
                height: u32::from_be_bytes([e, f, g, h]),
            },
            depth: depth.into(),
            colour,
            is_interlaced: passes == 1,
        })
    }

    pub(super) fn passes(&self) -> &'static [Pass] {
        if self.is_interlaced { &ADAM7 } else { &WHOLE }
    }

    /// Bits of a pixel.
    pub(super) fn bits(&self) -> usize {
        self.depth * self.colour.samples()
    }

    /// Bytes of a row of so many pixels.
    pub(super) fn bytes(&self, columns: usize) -> usize {
        (columns * self.bits()).div_ceil(8)
    }

    /// Bytes that must come out of deflate, with one for the filter of each row.
    pub(super) fn unpacked(&self) -> u64 {
        let [width, height] = [self.size.width as usize, self.size.height as usize];
        let passes = self.passes().iter();
        let of = |pass: &Pass| match pass.columns(width) {
            0 => 0,
            columns => pass.rows(height) as u64 * (1 + self.bytes(columns) as u64),
        };
        passes.map(of).sum()
    }
}
