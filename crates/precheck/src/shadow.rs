//! Whether a shadow lies across the text: paper that is much darker on one side of an edge than on the other.
//! Paper is the brighter part of each tile, so that print does not count; only tiles with print are held against each
//! other, and only within an outline, so that a dark table is no shadow. Light that falls off evenly is none either: the two must part clearly.
//!
//! Illumination from the local background: Gatos, Pratikakis, Perantonis, Pattern Recognition 39 (2006), 317–327; the
//! parting of two classes: Otsu, IEEE Trans. SMC 9 (1979), 62–66.

use crate::exposure::READABLE;
use crate::look::{Look, Place, Tiles};
use crate::policy::{self, Policy};
use crate::{Code, Finding};

/// Ink is at most this many hundredths as bright as its paper.
const INK: u32 = 75;
/// Paper in shadow is at most this many hundredths as bright as the rest.
const SHADED: u32 = 72;
/// Each of the two has at least this many hundredths of the tiles with print.
const PART: u32 = 8;
/// Tiles with print without which nothing is said.
const ENOUGH: u32 = 40;
/// Hundredths of the variance of paper that the parting in two must explain.
const PARTED: u64 = 80;

/// Measures how much darker the shaded paper is, in grey levels; 0 where none is.
pub(crate) fn measure(look: &Look, place: Place) -> u8 {
    let tiles = &look.tiles;
    if !place.is_known() {
        return 0;
    }
    let mut counts = [0_u32; 256];
    for row in 0..tiles.down {
        for column in 0..tiles.across {
            if place.holds((column, row), (tiles.across, tiles.down))
                && is_print(tiles, column, row)
            {
                counts[usize::from(tiles.at(column, row).high)] += 1;
            }
        }
    }
    let total: u32 = counts.iter().sum();
    if total < ENOUGH {
        return 0;
    }
    let Some((dark, light, least, explained)) = parted(&counts) else {
        return 0;
    };
    let is_shadow =
        dark * 100 <= light * SHADED && least * 100 >= total * PART && explained >= PARTED;
    if is_shadow {
        u8::try_from(light - dark).unwrap_or(u8::MAX)
    } else {
        0
    }
}

/// What the measurement means under this policy: never more than a warning, for it can be evened out.
pub(crate) fn finding(shadow: u8, policy: &Policy) -> Option<Finding> {
    let severity = (shadow > 0).then(|| policy.shadow.of_doubtful()).flatten();
    policy::finding(Code::Shadow, severity).map(|finding| Finding {
        value: Some(shadow.into()),
        ..finding
    })
}

fn is_print(tiles: &Tiles, x: usize, y: usize) -> bool {
    let tile = tiles.at(x, y);
    tile.high.saturating_sub(tile.low) >= READABLE
        && u32::from(tile.low) * 100 <= u32::from(tile.high) * INK
}

/// The means of the two classes that differ most, how many the smaller has, and the hundredths of variance explained.
fn parted(counts: &[u32; 256]) -> Option<(u32, u32, u32, u64)> {
    let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let weighted = |level: usize, count: u32| level as u64 * u64::from(count);
    let sum: u64 = (0..)
        .zip(counts)
        .map(|(level, count)| weighted(level, *count))
        .sum();
    let squares: u64 = (0..)
        .zip(counts)
        .map(|(level, count)| weighted(level, *count) * level as u64)
        .sum();
    // `total²` times the variance.
    let variance = (squares * total).saturating_sub(sum * sum);
    let (mut below, mut below_sum) = (0_u64, 0_u64);
    let mut best: Option<(u64, (u32, u32, u32, u64))> = None;
    for (level, count) in counts.iter().enumerate() {
        below += u64::from(*count);
        below_sum += weighted(level, *count);
        let above = total - below;
        if below == 0 || above == 0 {
            continue;
        }
        let (dark, light) = (below_sum / below, (sum - below_sum) / above);
        let apart = light.saturating_sub(dark);
        let between = below * above * apart * apart;
        if best.is_none_or(|(most, _)| between > most) {
            let explained = between * 100 / variance.max(1);
            best = Some((
                between,
                (
                    dark as u32,
                    light as u32,
                    below.min(above) as u32,
                    explained,
                ),
            ));
        }
    }
    best.map(|(_, parted)| parted)
}
