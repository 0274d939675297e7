//! Whether there was too little or too much light.
//! A dark picture with contrast is read well: what is told for sure is told only where contrast is gone as well. A
//! picture in which nothing at all is bright is doubtful.

use crate::analysis_image::Place;
use crate::luma::Histogram;
use crate::raster::Raster;
use crate::{Code, Finding, Policy};

/// Side of the tiles in which contrast is measured, in pixels at the measuring scale: two or three lines of text.
const TILE: usize = 32;
/// The contrast of a document is that of its most detailed tiles: 19 in 20 have less. A short letter fills hardly more.
const DETAILED: u32 = 95;
/// Grey levels between paper and ink that can still be told apart on a screen.
pub(crate) const READABLE: u8 = 25;
/// Nineteen in twenty pixels darker than this, whatever the contrast: dim, and darker still on paper.
const DIM: u8 = 80;
/// Three in four pixels darker than this, and nineteen in twenty than that: a dark room with a lamp in it.
const NIGHT: u8 = 60;
const LAMPS: u8 = 150;
/// Half of the pixels darker than this: a dark picture.
pub(crate) const DARK: u8 = 70;
/// Half of the pixels brighter than this: a bright picture.
pub(crate) const BRIGHT: u8 = 215;

/// Grey levels 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exposure {
    pub(crate) dark: u8,
    pub(crate) middle: u8,
    /// Below which three quarters lie.
    upper: u8,
    pub(crate) light: u8,
    pub(crate) contrast: u8,
}

/// Measures a grey picture at the measuring scale after the median: its light, and the contrast of its document.
pub(crate) fn measure(grey: &Raster, place: Place) -> Exposure {
    let grid = (grey.width.div_ceil(TILE), grey.height.div_ceil(TILE));
    let histogram = Histogram::of(grey.levels.iter());
    let mut contrasts: Vec<u8> = Vec::new();
    for top in (0..grey.height).step_by(TILE) {
        for left in (0..grey.width).step_by(TILE) {
            if !place.holds((left / TILE, top / TILE), grid) {
                continue;
            }
            let right = (left + TILE).min(grey.width);
            let rows = top..(top + TILE).min(grey.height);
            let tile = rows.flat_map(|y| &grey.levels[y * grey.width..][left..right]);
            let tile = Histogram::of(tile);
            contrasts.push(tile.percentile(95) - tile.percentile(5));
        }
    }
    Exposure {
        dark: histogram.percentile(5),
        middle: histogram.percentile(50),
        upper: histogram.percentile(75),
        light: histogram.percentile(95),
        contrast: Histogram::of(contrasts.iter()).percentile(DETAILED),
    }
}

/// What the measurement means under this policy.
pub(crate) fn finding(exposure: Exposure, policy: &Policy) -> Option<Finding> {
    if exposure.contrast >= READABLE {
        let is_dim = exposure.light < DIM || (exposure.upper < NIGHT && exposure.light < LAMPS);
        let severity = is_dim.then(|| policy.exposure.of_doubtful());
        return Finding::when_checked(Code::TooDark, severity.flatten())
            .map(|finding| finding.measured(exposure.light.into(), DIM.into()));
    }
    let code = if exposure.middle < DARK {
        Code::TooDark
    } else if exposure.middle > BRIGHT {
        Code::TooBright
    } else {
        Code::Faint
    };
    Finding::when_checked(code, policy.exposure.of_bad())
        .map(|finding| finding.measured(exposure.contrast.into(), READABLE.into()))
}
