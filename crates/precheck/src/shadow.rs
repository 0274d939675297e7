//! Whether a shadow lies across the text: paper that is much darker on one side of an edge than on the other.
//! Paper is the brighter part of each tile, so that print does not count; only tiles with print are held against each
//! other, and of these only those whose paper has the tint that most have: an emblem, a portrait or a wooden table is
//! no paper in shadow. Light that falls off evenly is no shadow: the two must part clearly. First what lies within the
//! outline is looked at; where that shows nothing, the whole picture, because the edge of a shadow may have been taken
//! for that of the document. There the shadow must lie to one side of the light.
//!
//! Illumination from the local background: Gatos, Pratikakis, Perantonis, Pattern Recognition 39 (2006), 317–327; the
//! parting of two classes: Otsu, IEEE Trans. SMC 9 (1979), 62–66.

mod cast;
mod paper;

use crate::analysis_image::{AnalysisImage, Place, TILE};
use crate::exposure::READABLE;
use crate::{Code, Finding, Policy};

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
// Chosen on 126 drawn photographs with shadows (1600 and 1400 pixels) and tried on 84 others (1280 pixels); what is of
// the tint of paper in the 336 good ones is at most 31 hundredths as bright (keys) or at least 66 (cloth), and in a
// real one with uneven light 69, of which 74 hundredths are explained.

/// Where no outline is known, or a wrong one.
const ANYWHERE: Limits = Limits {
    shaded: (33, 64),
    part: 10,
    explained: 77,
};

/// Grey levels by which the paper of a tile differs within itself.
const PAPER: u32 = 12;
/// Pixels of a tile that paper covers at least: fewer are bright print on something dark.
const COVERED: u32 = (TILE * TILE / 3) as u32;
/// Thousandths by which the tint of one paper differs from tile to tile.
const TINT: u32 = 30;
/// The same between paper in light and in shadow.
const SHADED_TINT: u32 = 120;
/// Hundredths of the longer side that the middles of shadow and light lie apart at least: a table lies all around.
const ASIDE: u32 = 12;

/// Tiles from a side of the picture, and hundredths of those along it, that ground around a sheet covers at least.
const RIM: usize = 3;
const ALONG: usize = 15;

/// Where there are many tiles with print, hundredths of the darker ones that hang together at least: folds and pictures
/// on a page lie apart.
const MUCH: usize = 800;
const TOGETHER: usize = 45;
const GAP: usize = 2;

/// Measures how much darker the shaded paper is, in grey levels; 0 where none is. Around reflected light all paper is
/// darker.
pub(crate) fn measure(look: &AnalysisImage, place: Place, has_glare: bool) -> u8 {
    let printed = printed(look, READABLE, INK);
    let (across, down) = (look.tiles.across, look.tiles.down);
    let is_within = |it: &&Printed| place.is_known() && place.holds(it.at, (across, down));
    let within: Vec<Printed> = printed.iter().filter(is_within).copied().collect();
    let mut shadow = Parted::shadow(&within, &WITHIN, 0);
    // Without colours a table is not told from paper.
    if shadow.is_none() && look.colours.channels >= 3 {
        shadow = Parted::shadow(&printed, &ANYWHERE, across.max(down))
            .filter(|it| !it.is_all_around(&printed, (across, down)));
    }
    // A page that shows its rim may be a little darker on one side.
    if shadow.is_none() && !place.is_known() {
        shadow = cast::shadow(look);
    }
    if shadow.is_none() {
        shadow = paper::shadow(look, place, has_glare);
    }
    shadow.map_or(0, |it| u8::try_from(it.light - it.dark).unwrap_or(u8::MAX))
}

/// What the measurement means under this policy: never more than a warning, for it can be evened out.
pub(crate) fn finding(shadow: u8, policy: &Policy) -> Option<Finding> {
    let severity = (shadow > 0).then(|| policy.shadow.of_doubtful()).flatten();
    Finding::when_checked(Code::Shadow, severity).map(|finding| Finding {
        value: Some(shadow.into()),
        ..finding
    })
}

/// A tile with print, and the brightness and tint of its paper.
#[derive(Clone, Copy)]
struct Printed {
    at: (usize, usize),
    paper: u8,
    tint: [u32; 2],
}

impl Printed {
    fn differs(&self, from: [u32; 2], by: u32) -> bool {
        let [red, blue] = self.tint;
        red.abs_diff(from[0]) > by || blue.abs_diff(from[1]) > by
    }
}

/// The tiles with print that stands out from its paper by so many levels, and to so many hundredths.
fn printed(look: &AnalysisImage, contrast: u8, ink: u32) -> Vec<Printed> {
    let tiles = &look.tiles;
    let mut printed = Vec::new();
    for row in 0..tiles.down {
        for column in 0..tiles.across {
            let tile = tiles.at(column, row);
            let is_print = tile.high.saturating_sub(tile.low) >= contrast
                && u32::from(tile.low) * 100 <= u32::from(tile.high) * ink;
            if is_print {
                printed.extend(tint(look, (column, row), tile.high).map(|tint| Printed {
                    at: (column, row),
                    paper: tile.high,
                    tint,
                }));
            }
        }
    }
    printed
}

/// Whether an outline is that of a shadow, a picture or a table on a page: outside of it there is much print on
/// brighter paper, or, where it is small, several times as much on paper as bright. No table beside a sheet is so.
pub(crate) fn is_part_of_a_page(look: &AnalysisImage, place: Place, is_small: bool) -> bool {
    /// Tiles of print outside at least.
    const MUCH: usize = 150;
    /// Hundredths of the brightness of paper inside, and tiles outside for each two inside.
    const BRIGHTER: (u32, usize) = (118, 1);
    const AS_BRIGHT: (u32, usize) = (92, 6);
    let grid = (look.tiles.across, look.tiles.down);
    let printed = printed(look, READABLE, INK);
    let (inside, outside): (Vec<_>, Vec<_>) =
        printed.into_iter().partition(|it| place.holds(it.at, grid));
    // A quarter of the tiles inside is brighter.
    let mut counts = [0_usize; 256];
    for tile in (0..grid.0 * grid.1).map(|at| (at % grid.0, at / grid.0)) {
        counts[usize::from(look.tiles.at(tile.0, tile.1).high)] +=
            usize::from(place.holds(tile, grid));
    }
    let quarter = counts.iter().sum::<usize>() / 4;
    let mut brighter = 0;
    let paper = (0..=255_u32).rev().find(|level| {
        brighter += counts[*level as usize];
        brighter > quarter
    });
    let paper = paper.unwrap_or(255);
    let has_much = |(bright, times): (u32, usize)| {
        let is_bright = |it: &&Printed| u32::from(it.paper) * 100 >= paper * bright;
        let alike = outside.iter().filter(is_bright).count();
        alike >= MUCH && alike * 2 >= inside.len() * times
    };
    has_much(BRIGHTER) || (is_small && has_much(AS_BRIGHT))
}

/// Red and blue of the paper of a tile in thousandths of a third of all its light; nothing where hardly any of it is
/// paper.
pub(crate) fn tint(
    look: &AnalysisImage,
    (column, row): (usize, usize),
    paper: u8,
) -> Option<[u32; 2]> {
    let calm = &look.calm;
    let (left, top) = (column * TILE, row * TILE);
    let right = (left + TILE).min(calm.width);
    let (mut sums, mut covered) = ([0_u32; 3], 0);
    for y in top..(top + TILE).min(calm.height) {
        for x in left..right {
            let at = y * calm.width + x;
            if u32::from(calm.levels[at]) + PAPER >= u32::from(paper) {
                covered += 1;
                let channels = look.colours.channels;
                let pixel = look.colours.levels.get(at * channels..(at + 1) * channels);
                for (sum, level) in sums.iter_mut().zip(pixel.into_iter().flatten()) {
                    *sum += u32::from(*level);
                }
            }
        }
    }
    let whole = sums.iter().sum::<u32>().max(1);
    (covered >= COVERED).then(|| [sums[0] * 3000 / whole, sums[2] * 3000 / whole])
}

/// Those whose paper has the tint that most of the brighter ones have, and those that may be the same paper in shadow:
/// darker, and of one tint that differs by so much, for what stands between paper and lamp does not hide the rest of
/// the room.
fn of_one_tint(printed: &[Printed], shaded_by: u32) -> Vec<Printed> {
    let bright = Parted::of(printed).map_or(0, |it| it.dark + it.light);
    let most = most_have(printed, |it| u32::from(it.paper) * 2 > bright);
    let paper = most.unwrap_or_default();
    let of_paper = printed.iter().filter(|it| !it.differs(paper, TINT));
    let brightest = of_paper.map(|it| u32::from(it.paper)).max().unwrap_or(0);
    let is_dark = |it: &Printed| u32::from(it.paper) * 100 < brightest * WITHIN.shaded.1;
    let shaded = most_have(printed, |it| is_dark(it) && !it.differs(paper, shaded_by));
    let shaded = shaded.unwrap_or(paper);
    let is_paper = |it: &&Printed| !it.differs(if is_dark(it) { shaded } else { paper }, TINT);
    printed.iter().filter(is_paper).copied().collect()
}

/// The tint that most of some tiles have.
fn most_have(printed: &[Printed], which: impl Fn(&Printed) -> bool) -> Option<[u32; 2]> {
    /// One in so many is asked how many are like it.
    const ASKED: usize = 16;
    let some = || printed.iter().filter(|it| which(it));
    let alike = |tint| some().filter(|it| !it.differs(tint, TINT)).count();
    let tints = some().step_by(ASKED).map(|it| it.tint);
    tints.max_by_key(|tint| alike(*tint))
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

    /// What is paper in shadow and in light, if there is both. The middles of the two lie apart by a part of this
    /// length.
    fn shadow(printed: &[Printed], limits: &Limits, side: usize) -> Option<Self> {
        [TINT, SHADED_TINT].iter().find_map(|by| {
            let paper = of_one_tint(printed, *by);
            let parted = Self::of(&paper).filter(|it| it.is_shadow(limits))?;
            let is_one =
                paper.len() < MUCH || cast::together(&parted.shaded(&paper), GAP) >= TOGETHER;
            let is_aside = parted.apart(&paper) * 100 >= side as u32 * ASIDE;
            (is_one && is_aside).then_some(parted)
        })
    }

    fn is_shadow(&self, limits: &Limits) -> bool {
        let (deepest, shaded) = limits.shaded;
        self.total >= ENOUGH
            && (self.light * deepest..=self.light * shaded).contains(&(self.dark * 100))
            && self.least * 100 >= self.total * limits.part
            && self.explained >= limits.explained
    }

    /// Where the darker tiles are.
    fn shaded(&self, printed: &[Printed]) -> Vec<(usize, usize)> {
        let is_dark = |it: &&Printed| u32::from(it.paper) * 2 <= self.dark + self.light;
        printed.iter().filter(is_dark).map(|it| it.at).collect()
    }

    /// Whether the darker lie along three sides of the picture and more: rough ground around a sheet.
    fn is_all_around(&self, printed: &[Printed], (across, down): (usize, usize)) -> bool {
        let shaded = self.shaded(printed);
        let along = |is_near: &dyn Fn(&(usize, usize)) -> bool, tiles: usize| {
            shaded.iter().filter(|at| is_near(at)).count() * 100 >= tiles * RIM * ALONG
        };
        let sides = [
            along(&|at| at.0 < RIM, down),
            along(&|at| at.0 + RIM >= across, down),
            along(&|at| at.1 < RIM, across),
            along(&|at| at.1 + RIM >= down, across),
        ];
        sides.iter().filter(|side| **side).count() >= 3
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
