//! Whether a shadow lies across the text: paper that is much darker on one side of an edge than on the other.
//! Paper is the brighter part of each tile, so that print does not count; only tiles with print are held against each
//! other. Light that falls off evenly is no shadow: the two must part clearly. A dark table is none either: only what lies
//! within the outline counts, or, where that shows nothing, what has the tint of the paper and lies to one side of it.
//!
//! Illumination from the local background: Gatos, Pratikakis, Perantonis, Pattern Recognition 39 (2006), 317–327; the
//! parting of two classes: Otsu, IEEE Trans. SMC 9 (1979), 62–66.

use crate::exposure::READABLE;
use crate::look::{Look, Place, TILE, Tiles};
use crate::policy::{self, Policy};
use crate::{Code, Finding};

/// Ink is at most this many hundredths as bright as its paper.
const INK: u32 = 75;
/// Tiles with print without which nothing is said.
const ENOUGH: u32 = 40;

/// What makes two kinds of paper a shadow and the rest.
struct Limits {
    /// The darker is at least and at most this many hundredths as bright as the other.
    shaded: (u32, u32),
    /// Each of the two has at least this many hundredths of the tiles with print.
    part: u32,
    /// Hundredths of the variance of paper that the parting in two must explain.
    explained: u64,
}

/// Within the outline.
const WITHIN: Limits = Limits {
    shaded: (0, 72),
    part: 8,
    explained: 80,
};
/// Where no outline is known, or a wrong one: the edge of a shadow may be taken for that of the document.
const ANYWHERE: Limits = Limits {
    shaded: (36, 64),
    part: 12,
    explained: 80,
};

/// Grey levels by which the paper of a tile differs within itself.
const PAPER: u32 = 12;
/// Thousandths by which the tint of paper in shadow differs from that in light.
const TINT: u32 = 30;
/// Hundredths of the longer side that the middles of shadow and light lie apart at least: a table lies all around.
const ASIDE: u32 = 12;

/// Measures how much darker the shaded paper is, in grey levels; 0 where none is.
pub(crate) fn measure(look: &Look, place: Place) -> u8 {
    let within = if place.is_known() {
        printed(&look.tiles, place)
    } else {
        Vec::new()
    };
    let shadow = Parted::of(&within).filter(|it| it.is_shadow(&WITHIN));
    let shadow = shadow.or_else(|| anywhere(look));
    shadow.map_or(0, |it| u8::try_from(it.light - it.dark).unwrap_or(u8::MAX))
}

/// A shadow that lies anywhere in the picture, on one side of it: on paper of one tint, because a table has another.
fn anywhere(look: &Look) -> Option<Parted> {
    let mut printed = printed(&look.tiles, Place::of(None));
    let parted = Parted::of(&printed).filter(|it| it.dark * 100 <= it.light * ANYWHERE.shaded.1)?;
    let tints: Vec<_> = printed.iter().map(|it| tint(look, it)).collect();
    let is_light = |it: &Printed| u32::from(it.paper) * 2 > parted.dark + parted.light;
    let (mut sum, mut count) = ([0; 2], 0);
    for (_, tint) in printed.iter().zip(&tints).filter(|(it, _)| is_light(it)) {
        let tint = (*tint)?;
        sum = [sum[0] + tint[0], sum[1] + tint[1]];
        count += 1;
    }
    let paper = sum.map(|sum| sum / count.max(1));
    let mut tints = tints.iter();
    printed.retain(|_| {
        let tint = tints.next().copied().flatten().unwrap_or_default();
        tint[0].abs_diff(paper[0]) <= TINT && tint[1].abs_diff(paper[1]) <= TINT
    });
    let parted = Parted::of(&printed).filter(|it| it.is_shadow(&ANYWHERE))?;
    let side = look.tiles.across.max(look.tiles.down) as u32;
    (parted.apart(&printed) * 100 >= side * ASIDE).then_some(parted)
}

/// What the measurement means under this policy: never more than a warning, for it can be evened out.
pub(crate) fn finding(shadow: u8, policy: &Policy) -> Option<Finding> {
    let severity = (shadow > 0).then(|| policy.shadow.of_doubtful()).flatten();
    policy::finding(Code::Shadow, severity).map(|finding| Finding {
        value: Some(shadow.into()),
        ..finding
    })
}

/// A tile with print, and the brightness of its paper.
struct Printed {
    at: (usize, usize),
    paper: u8,
}

fn printed(tiles: &Tiles, place: Place) -> Vec<Printed> {
    let grid = (tiles.across, tiles.down);
    let mut printed = Vec::new();
    for row in 0..tiles.down {
        for column in 0..tiles.across {
            let tile = tiles.at(column, row);
            let is_print = tile.high.saturating_sub(tile.low) >= READABLE
                && u32::from(tile.low) * 100 <= u32::from(tile.high) * INK;
            if is_print && place.holds((column, row), grid) {
                printed.push(Printed {
                    at: (column, row),
                    paper: tile.high,
                });
            }
        }
    }
    printed
}

/// Red and blue of the paper of a tile in thousandths of a third of all its light; nothing where the file has no colours.
fn tint(look: &Look, printed: &Printed) -> Option<[u32; 2]> {
    let calm = &look.calm;
    let (left, top) = (printed.at.0 * TILE, printed.at.1 * TILE);
    let right = (left + TILE).min(calm.width);
    let mut sums = [0_u32; 3];
    for y in top..(top + TILE).min(calm.height) {
        for x in left..right {
            let at = y * calm.width + x;
            if u32::from(calm.levels[at]) + PAPER >= u32::from(printed.paper) {
                let [red, green, blue] = look.colours.levels.get(at * 3..)?.first_chunk()?;
                let add = [*red, *green, *blue];
                for (sum, level) in sums.iter_mut().zip(add) {
                    *sum += u32::from(level);
                }
            }
        }
    }
    let whole = sums.iter().sum::<u32>().max(1);
    Some([sums[0] * 3000 / whole, sums[2] * 3000 / whole])
}

/// Tiles parted in two by the brightness of their paper, where they differ most.
struct Parted {
    /// The means of the two.
    dark: u32,
    light: u32,
    /// How many there are, and how many the smaller of the two has.
    total: u32,
    least: u32,
    /// Hundredths of the variance that the parting explains.
    explained: u64,
}

impl Parted {
    fn of(printed: &[Printed]) -> Option<Self> {
        let total = printed.len() as u64;
        let mut counts = [0_u32; 256];
        for tile in printed {
            counts[usize::from(tile.paper)] += 1;
        }
        let weighted = |level: usize, count: u32| level as u64 * u64::from(count);
        let levels = || {
            (0..)
                .zip(counts)
                .map(|(level, count)| weighted(level, count))
        };
        let sum: u64 = levels().sum();
        let squares: u64 = (0..)
            .zip(levels())
            .map(|(level, sum): (u64, u64)| level * sum)
            .sum();
        // `total²` times the variance.
        let variance = (squares * total).saturating_sub(sum * sum);
        let (mut below, mut below_sum) = (0_u64, 0_u64);
        let mut best: Option<(u64, Self)> = None;
        for (level, count) in counts.into_iter().enumerate() {
            below += u64::from(count);
            below_sum += weighted(level, count);
            let above = total - below;
            if below == 0 || above == 0 {
                continue;
            }
            let (dark, light) = (below_sum / below, (sum - below_sum) / above);
            let apart = light.saturating_sub(dark);
            let between = below * above * apart * apart;
            if best.as_ref().is_none_or(|(most, _)| between > *most) {
                let parted = Self {
                    dark: dark as u32,
                    light: light as u32,
                    total: total as u32,
                    least: below.min(above) as u32,
                    explained: between * 100 / variance.max(1),
                };
                best = Some((between, parted));
            }
        }
        best.map(|(_, parted)| parted)
    }

    fn is_shadow(&self, limits: &Limits) -> bool {
        let (deepest, shaded) = limits.shaded;
        self.total >= ENOUGH
            && (self.light * deepest..=self.light * shaded).contains(&(self.dark * 100))
            && self.least * 100 >= self.total * limits.part
            && self.explained >= limits.explained
    }

    /// How far the middles of the two lie apart, in tiles.
    fn apart(&self, printed: &[Printed]) -> u32 {
        // The sums of both places, and how many there are.
        let mut both = [(0, 0, 0); 2];
        for tile in printed {
            let is_light = u32::from(tile.paper) * 2 > self.dark + self.light;
            let (x, y, count) = &mut both[usize::from(is_light)];
            *x += tile.at.0 as u32;
            *y += tile.at.1 as u32;
            *count += 1;
        }
        let [dark, light] = both;
        let middle = |sum: u32, count: u32| sum / count.max(1);
        let across = middle(dark.0, dark.2).abs_diff(middle(light.0, light.2));
        let down = middle(dark.1, dark.2).abs_diff(middle(light.1, light.2));
        (across * across + down * down).isqrt()
    }
}
