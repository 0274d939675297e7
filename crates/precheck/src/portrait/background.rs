//! Whether the ground behind the head is white and even.
//! Looked at where no head may be: two strips along the sides and the upper corners.

use crate::luma::Histogram;
use crate::raster::Raster;
use crate::{Code, Finding, Portrait};

// The rules ask for white without borders. A grey level of 230 is what a white wall has in a photograph that is well
// lit; an ordinary one in a room comes out at 190 to 220 and is doubtful, while blue (67, 142, 219) and red ones of
// other documents are far below.

/// The least that counts as white, of the darkest of the three colours.
const WHITE: u8 = 230;
/// Below this no office takes it for white.
const NOT_WHITE: u8 = 190;
/// Grey levels between the darkest and the lightest twentieth of an even ground.
const EVEN: u8 = 30;
/// More than this is a shadow, an edge or a thing.
const UNEVEN: u8 = 70;

/// Hundredths of the width that each strip along a side has.
const STRIP: usize = 6;
/// Hundredths of the height down to which a strip goes; shoulders begin below.
const DOWN: usize = 45;
/// Hundredths of the width and of the height that each corner has.
const CORNER: (usize, usize) = (22, 6);

/// Grey levels 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Background {
    /// Two fifths of the ground are lighter, in the darkest of their colours: of a wall half in shadow the bright half.
    pub(super) level: u8,
    /// The same of all colours together.
    pub(super) grey: u8,
    /// Between the darkest and the lightest twentieth.
    pub(super) spread: u8,
}

impl Background {
    pub(super) fn measure(colours: &Raster) -> Self {
        let (width, height) = (colours.width, colours.height);
        let part = |whole: usize, hundredths: usize| (whole * hundredths).div_ceil(100);
        let (strip, down) = (part(width, STRIP), part(height, DOWN));
        let (corner, top) = (part(width, CORNER.0), part(height, CORNER.1));
        let rows = colours
            .levels
            .chunks_exact((width * colours.channels).max(1));
        let seen: Vec<(u8, u8)> = rows
            .take(down)
            .enumerate()
            .flat_map(|(y, row)| {
                let side = if y < top { corner } else { strip };
                let pixels = row.chunks_exact(colours.channels.max(1));
                pixels
                    .enumerate()
                    .filter(move |(x, _)| *x < side || x + side >= width)
                    .map(|(_, pixel)| levels(pixel))
            })
            .collect();
        let darkest = Histogram::of(seen.iter().map(|(darkest, _)| darkest));
        let greys = Histogram::of(seen.iter().map(|(_, grey)| grey));
        Self {
            level: darkest.percentile(60),
            grey: greys.percentile(60),
            spread: greys.percentile(95) - greys.percentile(5),
        }
    }

    /// Whether the head stands out against it.
    pub(super) fn is_even(self) -> bool {
        self.spread < UNEVEN
    }

    pub(super) fn finding(self, portrait: &Portrait) -> Option<Finding> {
        let strict = portrait.background;
        let (code, severity, value, limit) = if self.level < WHITE {
            let severity = if self.level < NOT_WHITE {
                strict.of_bad()
            } else {
                strict.of_doubtful()
            };
            (Code::BackgroundNotWhite, severity, self.level, WHITE)
        } else if self.spread > EVEN {
            let severity = if self.spread > UNEVEN {
                strict.of_bad()
            } else {
                strict.of_doubtful()
            };
            (Code::BackgroundUneven, severity, self.spread, EVEN)
        } else {
            return None;
        };
        Finding::when_checked(code, severity)
            .map(|finding| finding.measured(u32::from(value), u32::from(limit)))
    }
}

/// The darkest colour of a pixel, and about how bright all of them are.
fn levels(pixel: &[u8]) -> (u8, u8) {
    match pixel {
        [red, green, blue] => (
            *red.min(green).min(blue),
            ((u16::from(*red) + 2 * u16::from(*green) + u16::from(*blue)) / 4) as u8,
        ),
        [grey, ..] => (*grey, *grey),
        [] => (0, 0),
    }
}
