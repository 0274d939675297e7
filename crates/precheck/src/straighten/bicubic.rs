//! Levels between the pixels of a picture, in whole numbers: Catmull and Rom's cubic, which keeps print as sharp as it
//! was, and a linear one for what is only measured.

use crate::decode::MAX_SIDE;
use crate::raster::Raster;

/// Places between two pixels that are told apart.
const PHASES: i32 = 32;
/// The weights of each phase of the cubic add up to this many bits.
const WEIGHT_BITS: u32 = 16;
/// Dropped between the two passes, so that the second stays within 32 bits.
const DROPPED: u32 = 10;

/// A picture to take levels from.
pub(super) struct Source<'a, const CHANNELS: usize> {
    pixels: &'a [[u8; CHANNELS]],
    width: usize,
    height: usize,
    weights: [[i32; 4]; PHASES as usize],
}

impl<'a, const CHANNELS: usize> Source<'a, CHANNELS> {
    pub(super) fn of(picture: &'a Raster) -> Self {
        Self {
            pixels: picture.levels.as_chunks().0,
            width: picture.width,
            height: picture.height,
            weights: weights(),
        }
    }

    /// The row of that number. The rim repeats outwards.
    fn row(&self, row: i32) -> &'a [[u8; CHANNELS]] {
        let first = within(row, self.height) * self.width;
        self.pixels.get(first..first + self.width).unwrap_or(&[])
    }
}

/// The weights of four neighbours for each phase: Catmull and Rom's cubic in whole numbers, without any rounding.
fn weights() -> [[i32; 4]; PHASES as usize] {
    let mut phase = -1;
    [(); PHASES as usize].map(|()| {
        phase += 1;
        let (t, square, cube) = (
            phase * PHASES * PHASES,
            phase * phase * PHASES,
            phase * phase * phase,
        );
        [
            2 * square - t - cube,
            2 * PHASES * PHASES * PHASES - 5 * square + 3 * cube,
            t + 4 * square - 3 * cube,
            cube - square,
        ]
    })
}

/// By four neighbours in each direction.
pub(super) fn cubic<const CHANNELS: usize>(
    source: &Source<CHANNELS>,
    (x, y): (f64, f64),
) -> [u8; CHANNELS] {
    let (column, across) = place(x);
    let (row, down) = place(y);
    let (across, down) = (&source.weights[across], &source.weights[down]);
    let mut sums = [0; CHANNELS];
    for (offset, weight) in (-1..).zip(down) {
        let along = along(source.row(row + offset), column, across);
        for (sum, along) in sums.iter_mut().zip(along) {
            *sum += (along >> DROPPED) * weight;
        }
    }
    const BITS: u32 = 2 * WEIGHT_BITS - DROPPED;
    sums.map(|sum| ((sum + (1 << (BITS - 1))) >> BITS).clamp(0, 255) as u8)
}

/// By two neighbours in each direction.
pub(super) fn linear<const CHANNELS: usize>(
    source: &Source<CHANNELS>,
    (x, y): (f64, f64),
) -> [u8; CHANNELS] {
    let (column, right) = place(x);
    let (row, below) = place(y);
    let (right, below) = (right as i32, below as i32);
    let (first, second) = (
        within(column, source.width),
        within(column + 1, source.width),
    );
    let along = |row: i32| {
        let row = source.row(row);
        let pixel = |at: usize| row.get(at).copied().unwrap_or([0; CHANNELS]);
        let (first, second) = (pixel(first), pixel(second));
        std::array::from_fn::<i32, CHANNELS, _>(|channel| {
            i32::from(first[channel]) * (PHASES - right) + i32::from(second[channel]) * right
        })
    };
    let (above, beneath) = (along(row), along(row + 1));
    std::array::from_fn(|channel| {
        let sum = above[channel] * (PHASES - below) + beneath[channel] * below;
        ((sum + PHASES * PHASES / 2) / (PHASES * PHASES)) as u8
    })
}

/// Four neighbours in a row, weighed. The rim repeats outwards.
fn along<const CHANNELS: usize>(
    row: &[[u8; CHANNELS]],
    column: i32,
    across: &[i32; 4],
) -> [i32; CHANNELS] {
    let inside = usize::try_from(column - 1).ok();
    let inside = inside.and_then(|first| row.get(first..first + 4)?.first_chunk());
    let pixels: [[u8; CHANNELS]; 4] = match inside {
        Some(pixels) => *pixels,
        None => [-1, 0, 1, 2].map(|offset| {
            let pixel = row.get(within(column + offset, row.len()));
            *pixel.unwrap_or(&[0; CHANNELS])
        }),
    };
    std::array::from_fn(|channel| {
        let [a, b, c, d] = pixels.map(|pixel| i32::from(pixel[channel]));
        a * across[0] + b * across[1] + c * across[2] + d * across[3]
    })
}

fn within(at: i32, length: usize) -> usize {
    at.clamp(0, (length as i32 - 1).max(0)) as usize
}

/// The pixel before a place, and how far behind it the place lies, in phases.
fn place(at: f64) -> (i32, usize) {
    // The middle of the first pixel lies half a pixel from the edge. Whole numbers are cheaper to bound than others.
    const BEFORE: i32 = 1024;
    let at = ((at - 0.5) * f64::from(PHASES) + f64::from(BEFORE)) as i32;
    let at = at.clamp(BEFORE - 64, BEFORE + MAX_SIDE as i32 * PHASES) - BEFORE;
    (at.div_euclid(PHASES), at.rem_euclid(PHASES) as usize)
}
