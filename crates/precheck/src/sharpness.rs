//! Whether the picture is in focus and was held still.
//! Measured on the edges themselves, so that neither contrast nor the amount of text matters.
//!
//! After a 3 × 3 median the ratio mean |Laplacian| / mean |gradient| over the strongest 2 % of gradients tells how wide
//! the edges are. It parts sharp from defocused photographs where the variance of the Laplacian overlaps (dark, noisy,
//! half-empty pages). Focus measures compared: Pertuz, Puig, Garcia, Pattern Recognition 46 (2013), 1415–1432; their
//! use on documents: Rusiñol, Chazalon, Ogier, DAS 2014, doi:10.1109/das.2014.11.

pub(crate) mod focus_map;

use crate::Policy;
use crate::exposure::READABLE;
use crate::raster::Raster;
use crate::{Code, Finding};

// Chosen on six photographed or scanned documents, each at the measuring scale: as they are 111 to 211; with Gaussian
// blur of one pixel 41 to 80, of two pixels 26 to 40. `examples/measure.rs` prints these numbers for any picture.

/// Sharpness in thousandths below which a picture is clearly out of focus.
const BLURRED: u16 = 82;
/// Sharpness in thousandths that a picture in focus reaches: cards that are a little soft, of large print, and read
/// with ease have 90 to 101.
const SHARP: u16 = 88;

// The same two for the direction that suffered most. Of the same documents at 1000 to 2400 pixels and of drawn ones: as
// they are 104 and more, a little soft 66 to 98, one soft ticket 59 to 75; moved by eight pixels and more 50 at most.

const MOVED: u16 = 50;
const STEADY: u16 = 66;
/// Hundredths of what it has all over that the worse direction has at most where the camera moved. What is merely soft
/// has 50 to 66.
const ONE_WAY: u32 = 47;

/// One pixel in this many is looked at: the strongest 2 %.
const STRONGEST: u32 = 50;
/// Of each direction a quarter of that.
const STRONGEST_OF_DIRECTION: u32 = 200;
/// Fewer edge pixels than this part of those wanted, and the picture cannot be judged.
const ENOUGH: u32 = 8;
/// A Sobel gradient that is an edge at all: 5 grey levels a pixel.
const EDGE: i32 = 40;
/// Greatest Sobel gradient of 8-bit levels, 4 × 255 in both directions, rounded up.
const GREATEST: usize = 1443;

/// What the edges say, in thousandths; nothing where there are too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sharpness {
    pub(crate) overall: Option<u16>,
    pub(crate) across: Option<u16>,
}

/// Measures a grey picture at the measuring scale after the median.
pub(crate) fn measure(grey: &Raster) -> Sharpness {
    let mut edges = Edges::default();
    let (mut level, mut upright) = (Edges::default(), Edges::default());
    let width = grey.width;
    for y in 1..grey.height.saturating_sub(1) {
        let rows: [&[u8]; 3] = [y - 1, y, y + 1].map(|row| &grey.levels[row * width..][..width]);
        for x in 1..width.saturating_sub(1) {
            let at = |row: usize, x: usize| i32::from(rows[row][x]);
            let column = |x: usize| at(0, x) + 2 * at(1, x) + at(2, x);
            let row = |row: usize| at(row, x - 1) + 2 * at(row, x) + at(row, x + 1);
            let (left, right, above, below) = (column(x - 1), column(x + 1), row(0), row(2));
            let (across, down) = (right - left, below - above);
            let square = across * across + down * down;
            if square < EDGE * EDGE {
                continue;
            }
            // Exact: the root of a whole number of 21 bits, rounded down.
            let gradient = f64::from(square).sqrt() as u32 as usize;
            let bend =
                (at(0, x) + at(2, x) + at(1, x - 1) + at(1, x + 1) - 4 * at(1, x)).unsigned_abs();
            edges.add(gradient, bend);
            // Within 27° of a direction, so that slanted strokes do not count for either, and bent in that direction:
            // print that is smeared along a stroke is bent across it as if nothing had moved.
            if down.abs() * 2 <= across.abs() {
                level.add(gradient, (left + right - 2 * column(x)).unsigned_abs());
            } else if across.abs() * 2 <= down.abs() {
                upright.add(gradient, (above + below - 2 * row(1)).unsigned_abs());
            }
        }
    }
    let pixels = (grey.width * grey.height) as u32;
    let [across, down] =
        [&level, &upright].map(|edges| edges.ratio(pixels / STRONGEST_OF_DIRECTION));
    // Three rows or columns are summed, the middle one twice.
    let across = across.zip(down).map(|(across, down)| across.min(down) / 4);
    Sharpness {
        overall: edges.ratio(pixels / STRONGEST),
        across,
    }
}

/// Edge pixels gathered by the strength of their gradient.
struct Edges {
    /// For each gradient: how many pixels, and the sum of their Laplacians.
    by_gradient: Vec<(u32, u32)>,
}

impl Default for Edges {
    fn default() -> Self {
        Self {
            by_gradient: vec![(0, 0); GREATEST],
        }
    }
}

impl Edges {
    fn add(&mut self, gradient: usize, bend: u32) {
        if let Some((count, bends)) = self.by_gradient.get_mut(gradient) {
            *count += 1;
            *bends += bend;
        }
    }

    /// Mean |Laplacian| / mean |gradient| over the `wanted` strongest, in thousandths; nothing when there are far
    /// fewer.
    fn ratio(&self, wanted: u32) -> Option<u16> {
        let (mut seen, mut bends, mut gradients) = (0_u32, 0_u64, 0_u64);
        for (gradient, (count, bend)) in self.by_gradient.iter().enumerate().rev() {
            seen += count;
            bends += u64::from(*bend);
            gradients += gradient as u64 * u64::from(*count);
            if seen >= wanted {
                break;
            }
        }
        if seen < (wanted / ENOUGH).max(1) {
            return None;
        }
        u16::try_from(bends * 1000 / gradients.max(1)).ok()
    }
}

/// What the measurement means under this policy. `contrast` is that of the most detailed parts, in grey levels.
pub(crate) fn finding(sharpness: Sharpness, contrast: u8, policy: &Policy) -> Option<Finding> {
    let strict = policy.blur;
    let severity = |value, bad, good| {
        if value < bad {
            strict.of_bad()
        } else if value < good {
            strict.of_doubtful()
        } else {
            None
        }
    };
    let Some(overall) = sharpness.overall else {
        // Light and dark side by side and yet no edge: so far out of focus that none is left.
        return if contrast >= READABLE {
            Finding::when_checked(Code::Blurred, strict.of_doubtful())
        } else {
            Finding::when_checked(Code::SharpnessUnknown, strict.of_note())
        };
    };
    let across = sharpness.across.unwrap_or(u16::MAX);
    let blurred = Finding::when_checked(Code::Blurred, severity(overall, BLURRED, SHARP))
        .map(|finding| finding.measured(overall.into(), SHARP.into()));
    let is_one_way = u32::from(across) * 100 < u32::from(overall) * ONE_WAY;
    let moved = severity(across, MOVED, STEADY).filter(|_| is_one_way || overall < SHARP);
    let moved = Finding::when_checked(Code::MotionBlurred, moved)
        .map(|finding| finding.measured(across.into(), STEADY.into()));
    match (blurred, moved) {
        (Some(blurred), Some(moved)) if moved.severity > blurred.severity => Some(moved),
        (blurred, moved) => blurred.or(moved),
    }
}
