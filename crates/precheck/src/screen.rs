//! Whether the picture was taken of a screen, or is a screenshot. Both are guesses and only hint.
//! The dots of a screen, sampled by those of the camera, leave a lattice (moiré): single points in the spectrum of a
//! part of the picture, where print and paper have a smooth one. A screenshot has the tall shape of a phone and tiles
//! without any noise.
//!
//! Peaks of the spectrum for recaptured screens: Muammar, Dragotti, ICASSP 2013, doi:10.1109/icassp.2013.6638111.

mod spectrum;

use crate::analysis_image::{AnalysisImage, CloseUp};
use crate::{Code, Finding, Policy, Size};
use spectrum::{SIDE, Spectrum};

/// Frequencies below are those of print, in cycles per 128 pixels.
const LEAST: i32 = 20;
// Chosen on 42 drawn photographs of screens (1600 pixels) and tried on 168 others (1400 and 1280) and on real
// photographs shown on one: all have 1022 and more. Of 336 good drawn ones, cards with guilloches among them, and real
// ones at 1000 to 2400 pixels none has 300.

/// Pixels along the longer side below which no dots of a screen are left, and rules of tables are as close.
const SMALLEST: usize = 800;
/// Parts without which nothing is said: print of few pixels has lines as regular as a screen.
const PARTS: usize = 4;
/// The same of parts without print, whose lattice is alone.
const EVEN_PARTS: usize = 6;
/// Eighths of the parts that show the lattice: that of a screen is everywhere, and that of a border or an ornament is
/// not.
const EVERYWHERE: usize = 6;
const HERE_AND_THERE: usize = 3;
/// Sine of the angle to the sides of the picture, in thousandths, within which the rows and columns of a screen lie:
/// 12°. The dots of colour print stand at 15° and more (ISO 12647-2), and guilloches at any angle.
const ASKEW: i32 = 213;
/// A peak this many times as strong as what is around it is a pattern, in tenths.
const PEAK: u64 = 600;
/// Times below which nothing is a peak.
const HARDLY: u64 = 30;

/// How strongly a lattice stands out, in tenths: the strongest peak against what is around it; 0 where there is hardly
/// any. `printed` are parts with print, `even` ones without: there the lattice is alone, and is told where fewer parts
/// show it, because it comes and goes with focus and the angle of view.
pub(crate) fn measure(printed: &[CloseUp], even: &[CloseUp]) -> u16 {
    let parts = printed.iter().chain(even);
    if parts.map(CloseUp::whole).max().unwrap_or(0) < SMALLEST {
        return 0;
    }
    let of_printed = if printed.len() < PARTS {
        0
    } else {
        reached(peaks(printed), EVERYWHERE)
    };
    let of_even = if even.len() < EVEN_PARTS {
        0
    } else {
        reached(peaks(even), HERE_AND_THERE)
    };
    u16::try_from(of_printed.max(of_even)).unwrap_or(u16::MAX)
}

/// The strongest peak of each part.
fn peaks(parts: &[CloseUp]) -> Vec<u64> {
    let mut peaks = Vec::new();
    for pair in parts.chunks(2) {
        // The last may be alone.
        if let (Some(one), Some(other)) = (pair.first(), pair.last())
            && let Some((one, other)) = Spectrum::of_two(&one.grey, &other.grey)
        {
            peaks.push(peak(&one));
            if pair.len() > 1 {
                peaks.push(peak(&other));
            }
        }
    }
    peaks
}

/// What so many eighths of them reach.
fn reached(peaks: Vec<u64>, eighths: usize) -> u64 {
    let at_least = |peak: u64| peaks.iter().filter(|it| **it >= peak).count() * 8;
    let reached = peaks
        .iter()
        .filter(|it| at_least(**it) >= peaks.len() * eighths);
    reached.max().copied().unwrap_or(0)
}

/// What the measurements mean under this policy.
pub(crate) fn finding(pattern: u16, is_screenshot: bool, policy: &Policy) -> Option<Finding> {
    if is_screenshot {
        Finding::when_checked(Code::Screenshot, policy.screen.of_doubtful())
    } else if u64::from(pattern) >= PEAK {
        Finding::when_checked(Code::ScreenPhotograph, policy.screen.of_doubtful())
    } else {
        None
    }
}

/// Long by short side of the screens of phones, in hundredths: from 16:9 to 22:9.
const TALL: std::ops::RangeInclusive<u32> = 177..=245;
/// Tiles without any noise that make a screenshot, in hundredths, and those among them that are not as white as can be:
/// what is over-exposed has no noise either.
const FLAT: usize = 25;
const FLAT_GREY: usize = 3;

/// Whether it has the shape of a phone's screen and large parts of exactly one colour, as no lens sees them.
pub(crate) fn is_screenshot(look: &AnalysisImage, size: Size) -> bool {
    let shape = size.long_side() * 100 / size.short_side().max(1);
    if !TALL.contains(&shape) {
        return false;
    }
    let tiles = &look.tiles;
    let (mut flat, mut grey) = (0, 0);
    for (x, y) in (0..tiles.down).flat_map(|y| (0..tiles.across).map(move |x| (x, y))) {
        let tile = tiles.at(x, y);
        if tile.low == tile.high {
            flat += 1;
            grey += usize::from(tile.low < 255);
        }
    }
    let whole = tiles.across * tiles.down;
    flat * 100 >= whole * FLAT && grey * 100 >= whole * FLAT_GREY
}

/// The strongest peak that is none of the blocks of a JPEG and none of print, in tenths.
fn peak(spectrum: &Spectrum) -> u64 {
    let end = SIDE as i32 / 2;
    let mut most = HARDLY * 10;
    // The other half is its mirror.
    for y in 0..end {
        for x in -end..end {
            let is_askew = x.abs().min(y) * 1000 > x.abs().max(y) * ASKEW;
            if x * x + y * y < LEAST * LEAST
                || is_askew
                || !spectrum.may_stand_out((x, y), HARDLY)
                || is_of_blocks(x.abs(), y)
            {
                continue;
            }
            let peak = spectrum.stands_out((x, y));
            if peak > most {
                most = most.max(peak.saturating_sub(lower(spectrum, (x, y))));
            }
        }
    }
    if most > HARDLY * 10 { most } else { 0 }
}

/// Blocks of eight pixels leave points of their own.
fn is_of_blocks(x: i32, y: i32) -> bool {
    const BLOCK: i32 = SIDE as i32 / 8;
    let is_near = |at: i32| matches!(at % BLOCK, 0 | 1) || at % BLOCK == BLOCK - 1;
    (y <= 1 && is_near(x)) || (x <= 1 && is_near(y)) || (x % BLOCK == 0 && y % BLOCK == 0)
}

/// The strongest peak of lower frequencies in the same direction: lines of print, which are as far apart everywhere,
/// have one at each multiple, and the lowest are the strongest; a lattice has none below its own.
fn lower(spectrum: &Spectrum, (x, y): (i32, i32)) -> u64 {
    let far = x.abs().max(y.abs()).max(1);
    let part = |of: i32, step: i32| (2 * of * step + far).div_euclid(2 * far);
    let beside = if x.abs() > y.abs() { (0, 1) } else { (1, 0) };
    let of_step = |step: i32| {
        let (x, y) = (part(x, step), part(y, step));
        [-1, 0, 1].map(|by| spectrum.stands_out((x + by * beside.0, y + by * beside.1)))
    };
    let steps = (4..=far * 3 / 4).flat_map(of_step);
    steps.max().unwrap_or(0)
}
