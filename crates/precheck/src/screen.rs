//! Whether the picture was taken of a screen, or is a screenshot. Both are guesses and only hint.
//! The dots of a screen, sampled by those of the camera, leave a regular pattern (moiré): a narrow peak in the spectrum of
//! rows or columns, where print and paper have a smooth one. A screenshot has the tall shape of a phone and tiles without
//! any noise.
//!
//! Peaks of the spectrum for recaptured screens: Muammar, Dragotti, ICASSP 2013, doi:10.1109/icassp.2013.6638111.

use crate::look::{CloseUp, Look};
use crate::policy::{self, Policy};
use crate::raster::Raster;
use crate::{Code, Finding, Size};

/// Pixels of a row or column that are transformed.
const LENGTH: usize = 128;
/// Every so many rows or columns one is looked at.
const EVERY: usize = 5;
/// Frequencies below are those of print, in cycles per `LENGTH` pixels.
const LEAST: usize = 18;
/// Frequencies to each side that a peak is held against.
const AROUND: usize = 8;
// Drawn photographs of screens have 518 and more, all but two 575 and more; of 168 good drawn photographs, cards with
// guilloches among them, and real ones none has more than 551, at 1400 pixels a side none more than 313.

/// Parts without which nothing is said: print of few pixels has lines as regular as a screen.
const PARTS: usize = 4;
/// A peak this many times as strong as what is around it is a pattern, in hundredths.
const PEAK: u32 = 575;

/// How strongly a regular pattern stands out: the strongest peak against what is around it in hundredths, which three in
/// four parts reach, because the pattern of a screen is everywhere and that of a border or an ornament is not. Stripes of
/// colour may cancel out in grey, so that the tint is looked at as well.
pub(crate) fn measure(close_ups: &[CloseUp]) -> u16 {
    if close_ups.len() < PARTS {
        return 0;
    }
    let peaks: Vec<u32> = close_ups
        .iter()
        .map(|part| peak(&part.grey).max(peak(&part.tint)))
        .collect();
    let at_least = |peak: u32| peaks.iter().filter(|it| **it >= peak).count() * 4;
    let reached = peaks.iter().filter(|it| at_least(**it) >= peaks.len() * 3);
    reached
        .max()
        .map_or(0, |peak| u16::try_from(*peak).unwrap_or(u16::MAX))
}

/// What the measurements mean under this policy.
pub(crate) fn finding(pattern: u16, is_screenshot: bool, policy: &Policy) -> Option<Finding> {
    if is_screenshot {
        policy::finding(Code::Screenshot, policy.screen.of_doubtful())
    } else if u32::from(pattern) >= PEAK {
        policy::finding(Code::ScreenPhotograph, policy.screen.of_doubtful())
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
pub(crate) fn is_screenshot(look: &Look, size: Size) -> bool {
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

/// That of two grey levels of noise.
const FLOOR: u64 = 300_000;
/// What the spectrum of one line adds up to.
const LINE: u64 = 1 << 16;

/// The strongest peak in the mean spectrum of rows or columns against what is around it, in hundredths.
fn peak(grey: &Raster) -> u32 {
    let cosines = cosines();
    let spectrum = |is_down: bool| {
        let mut powers = [0_u64; LENGTH / 2];
        let (along, across) = if is_down {
            (grey.height, grey.width)
        } else {
            (grey.width, grey.height)
        };
        let start = along.saturating_sub(LENGTH) / 2;
        if along < LENGTH {
            return powers;
        }
        for line in (0..across).step_by(EVERY) {
            let level = |at: usize| {
                let at = start + at;
                let at = if is_down {
                    at * grey.width + line
                } else {
                    line * grey.width + at
                };
                i32::from(grey.levels[at])
            };
            // What differs from the mean of its neighbours, under a Hann window.
            let mut wave = [0_i32; LENGTH];
            for (at, to) in wave.iter_mut().enumerate().take(LENGTH - 1).skip(1) {
                let bend = 2 * level(at) - level(at - 1) - level(at + 1);
                *to = bend * (ONE - cosines[at]) / ONE;
            }
            let halves = Halves::of(&wave);
            let mut of_line = [0_u64; LENGTH / 2];
            for (frequency, power) in of_line.iter_mut().enumerate().skip(LEAST - AROUND) {
                let (real, imaginary) = halves.at(frequency, &cosines);
                let (real, imaginary) = (i64::from(real / ONE), i64::from(imaginary / ONE));
                *power = (real * real + imaginary * imaginary) as u64;
            }
            // Each line counts alike: a border of dots is on few of them, the pattern of a screen on all.
            let whole = of_line.iter().sum::<u64>() + FLOOR;
            for (power, of_line) in powers.iter_mut().zip(of_line) {
                *power += of_line.saturating_mul(LINE) / whole;
            }
        }
        powers
    };
    [false, true]
        .map(spectrum)
        .iter()
        .map(stands_out)
        .max()
        .unwrap_or(0)
}

const QUARTER: usize = LENGTH / 4;

/// A wave folded twice: a cosine is the same forwards and backwards and a sine its opposite, and within a half each
/// frequency repeats or mirrors its quarter; in the table, too, bit for bit. What is left is a quarter of the work.
struct Halves {
    /// For even and for odd frequencies: what meets cosines, and what meets sines.
    folded: [[(i32, i32); QUARTER + 1]; 2],
}

impl Halves {
    fn of(wave: &[i32; LENGTH]) -> Self {
        let half = LENGTH / 2;
        // The ends of the wave are nothing.
        let pair = |at: usize| match at {
            0 => (wave[0], 0),
            at if at == half => (wave[half], 0),
            at => (wave[at] + wave[LENGTH - at], wave[at] - wave[LENGTH - at]),
        };
        let mut folded = [[pair(QUARTER); QUARTER + 1]; 2];
        let [even, odd] = &mut folded;
        for (at, (even, odd)) in even.iter_mut().zip(odd).take(QUARTER).enumerate() {
            let (near, far) = (pair(at), pair(half - at));
            *even = (near.0 + far.0, near.1 - far.1);
            *odd = (near.0 - far.0, near.1 + far.1);
        }
        Self { folded }
    }

    /// Real and imaginary part of one frequency. Within 32 bits: 128 times 1020 times 2 to the 14th at most.
    fn at(&self, frequency: usize, cosines: &[i32; LENGTH]) -> (i32, i32) {
        let (mut real, mut imaginary, mut turn) = (0, 0, 0);
        for (even, odd) in &self.folded[frequency % 2] {
            real += even * cosines[turn];
            imaginary += odd * cosines[(turn + LENGTH * 3 / 4) % LENGTH];
            turn = (turn + frequency) % LENGTH;
        }
        (real, imaginary)
    }
}

/// The strongest frequency against the mean of those around it, in hundredths.
fn stands_out(powers: &[u64; LENGTH / 2]) -> u32 {
    let mut most = 0;
    for at in LEAST..LENGTH / 2 - 1 {
        // Blocks of eight pixels leave lines of their own in a JPEG.
        let block = at % (LENGTH / 8);
        if block <= 1 || block == LENGTH / 8 - 1 {
            continue;
        }
        let is_peak = powers[at] >= powers[at - 1] && powers[at] >= powers[at + 1];
        let around = (at - AROUND..=at + AROUND)
            .filter(|it| it.abs_diff(at) > 2)
            .filter_map(|it| powers.get(it).copied());
        let (sum, count) = around.fold((0, 0), |(sum, count), power| (sum + power, count + 1));
        if is_peak && sum > 0 {
            let ratio = powers[at].saturating_mul(100 * count) / sum;
            most = most.max(u32::try_from(ratio).unwrap_or(u32::MAX));
        }
    }
    most
}

/// 1 in the units of [`cosines`].
const ONE: i32 = 1 << 14;

/// One period of the cosine. Turned step by step, because the cosine of a library differs from one machine to the next.
fn cosines() -> [i32; LENGTH] {
    /// Of one 128th of a turn.
    const COSINE: f64 = 0.998_795_456_205_172_4;
    const SINE: f64 = 0.049_067_674_327_418_015;
    let mut cosines = [0; LENGTH];
    let (mut x, mut y) = (1.0_f64, 0.0_f64);
    for to in &mut cosines {
        *to = (x * f64::from(ONE)) as i32;
        (x, y) = (x * COSINE - y * SINE, x * SINE + y * COSINE);
    }
    cosines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_wave_has_the_spectrum_of_the_whole() {
        let cosines = cosines();
        let mut wave: [i32; LENGTH] = std::array::from_fn(|at| (at * at * 37 % 2041) as i32 - 1020);
        (wave[0], wave[LENGTH - 1]) = (0, 0);
        let halves = Halves::of(&wave);
        for frequency in 0..LENGTH / 2 {
            let sum = |shift: usize| -> i32 {
                let turn = |at: usize| (at * frequency + shift) % LENGTH;
                let parts = wave.iter().enumerate();
                parts.map(|(at, level)| level * cosines[turn(at)]).sum()
            };
            assert_eq!(
                halves.at(frequency, &cosines),
                (sum(0), sum(LENGTH * 3 / 4))
            );
        }
    }
}
