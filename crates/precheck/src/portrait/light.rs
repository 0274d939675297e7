//! Whether the face itself is sharp and well lit.
//! Judged on the face alone, at one width: hair and a white ground would hide what matters.

use super::face::Face;
use crate::luma::{self, Histogram};
use crate::raster::Raster;
use crate::{Code, Finding, Policy, sharpness};

/// Pixels across at which a face is judged: those it has in a finished portrait.
const FACE: usize = 200;
/// Sharpness in thousandths below which a face is clearly blurred, and what one in focus reaches.
const BLURRED: u16 = 36;
const SHARP: u16 = 50;
/// Half of the face darker than this: badly lit.
const DARK: u8 = 45;
/// Half of the face brighter than this: burnt out.
const BRIGHT: u8 = 240;

/// Grey levels of the face below which 5, 50 and 95 % lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Light {
    pub(super) dark: u8,
    pub(super) middle: u8,
    pub(super) light: u8,
}

pub(super) fn measure(grey: &Raster, face: &Face) -> (Light, Option<u16>) {
    let half = face.width / 2;
    let columns = face.eyes.0.saturating_sub(half)..(face.eyes.0 + half).min(grey.width);
    let rows = face.eyes.1.saturating_sub(half)..(face.eyes.1 + face.width).min(grey.height);
    let cut = Raster {
        width: columns.len(),
        height: rows.len(),
        channels: 1,
        levels: rows
            .flat_map(|y| &grey.levels[y * grey.width..][columns.clone()])
            .copied()
            .collect(),
    };
    let long_side = cut.width.max(cut.height) * FACE / face.width.max(1);
    let cut = cut.within(long_side as u32);
    let levels = Histogram::of(cut.levels.iter());
    let light = Light {
        dark: levels.percentile(5),
        middle: levels.percentile(50),
        light: levels.percentile(95),
    };
    (light, sharpness::measure(&luma::median(&cut)).overall)
}

pub(super) fn findings(light: Light, sharpness: Option<u16>, policy: &Policy) -> Vec<Finding> {
    let blurred = sharpness.filter(|is| *is < SHARP).and_then(|is| {
        let severity = if is < BLURRED {
            policy.blur.of_bad()
        } else {
            policy.blur.of_doubtful()
        };
        Finding::when_checked(Code::Blurred, severity)
            .map(|it| it.measured(is.into(), SHARP.into()))
    });
    let code = match light.middle {
        middle if middle < DARK => Some(Code::TooDark),
        middle if middle > BRIGHT => Some(Code::TooBright),
        _ => None,
    };
    let lit = code.and_then(|code| Finding::when_checked(code, policy.exposure.of_bad()));
    blurred.into_iter().chain(lit).collect()
}
