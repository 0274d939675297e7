//! Whether there is anything on the paper: the back of a page, a covered lens, a page fed the wrong way round.
//! Ink is what is darker than the paper around it, though it may be too faint to read; its share of the document is
//! measured after the median, so that neither noise nor dust counts.

use crate::analysis_image::{AnalysisImage, Place, TILE};
use crate::{Code, Finding, Policy};

// A signature alone covers 400 to 1500 millionths of a page of A4, its ruled line as much again.

/// Grey levels by which ink is darker than paper: more than the noise that the median leaves.
const INK: u8 = 10;
/// Ink in millionths of the document below which it is empty.
const EMPTY: u32 = 60;
/// Ink in millionths below which it is nearly empty.
const SPARSE: u32 = 250;

/// Measures how much of the document has ink on it, in millionths.
pub(crate) fn measure(look: &AnalysisImage, place: Place) -> u32 {
    let (calm, tiles) = (&look.calm, &look.tiles);
    let grid = (tiles.across, tiles.down);
    let (mut ink, mut whole) = (0_u64, 0_u64);
    for row in 0..tiles.down {
        for column in 0..tiles.across {
            if !place.holds((column, row), grid) {
                continue;
            }
            let darker = tiles.paper(column, row).saturating_sub(INK);
            let right = ((column + 1) * TILE).min(calm.width);
            for y in row * TILE..((row + 1) * TILE).min(calm.height) {
                let levels = &calm.levels[y * calm.width..][column * TILE..right];
                whole += levels.len() as u64;
                ink += levels.iter().filter(|level| **level < darker).count() as u64;
            }
        }
    }
    (ink * 1_000_000 / whole.max(1)) as u32
}

/// What the measurement means under this policy.
pub(crate) fn finding(ink: u32, policy: &Policy) -> Option<Finding> {
    let severity = if ink < EMPTY {
        policy.blank.of_bad()
    } else if ink < SPARSE {
        policy.blank.of_doubtful()
    } else {
        None
    };
    Finding::when_checked(Code::Blank, severity)
}
