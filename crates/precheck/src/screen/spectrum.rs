//! The spectrum of a square of grey levels, for regular patterns: in two dimensions a lattice is a few points, and
//! print is spread over everything. Cooley and Tukey's transform, with two squares in one as its real and its imaginary
//! part. Only sums and products of floats, which are the same on every machine.

use crate::raster::Raster;

/// Pixels of a side, and frequencies: from -64 to 63 cycles a side.
pub(super) const SIDE: usize = 128;
/// Where frequency 0 stands.
const MIDDLE: i32 = SIDE as i32 / 2;
/// Squared amplitude of an even square with noise of one grey level.
const FLOOR: u64 = 3000;

/// The squared amplitude of each frequency.
pub(super) struct Spectrum {
    powers: Vec<u64>,
    /// The sum of all powers above and to the left, to add up any rectangle with four of them.
    sums: Vec<u64>,
}

impl Spectrum {
    /// Of the middles of two pictures; nothing where one is too small.
    pub(super) fn of_two(one: &Raster, other: &Raster) -> Option<(Self, Self)> {
        let cosines = cosines();
        let mut real = windowed(one, &cosines)?;
        let mut imaginary = windowed(other, &cosines)?;
        for _ in 0..2 {
            transform(&mut real, &mut imaginary, &cosines);
            transpose(&mut real);
            transpose(&mut imaginary);
        }
        let (mut of_one, mut of_other) = (Vec::new(), Vec::new());
        for y in -MIDDLE..MIDDLE {
            for x in -MIDDLE..MIDDLE {
                let at = |x: i32, y: i32| {
                    let wrapped = |it: i32| it.rem_euclid(SIDE as i32) as usize;
                    let at = wrapped(y) * SIDE + wrapped(x);
                    (real[at], imaginary[at])
                };
                // What is real has a mirrored spectrum, what is imaginary the negative of one.
                let ((a, b), (c, d)) = (at(x, y), at(-x, -y));
                let power = |a: f32, b: f32| ((a * a + b * b) / 4.0) as u64;
                of_one.push(power(a + c, b - d));
                of_other.push(power(b + d, c - a));
            }
        }
        Some((Self::of(of_one), Self::of(of_other)))
    }

    fn of(powers: Vec<u64>) -> Self {
        let mut sums = vec![0; (SIDE + 1) * (SIDE + 1)];
        for y in 0..SIDE {
            let mut of_row = 0;
            for x in 0..SIDE {
                of_row += powers[y * SIDE + x];
                sums[(y + 1) * (SIDE + 1) + x + 1] = sums[y * (SIDE + 1) + x + 1] + of_row;
            }
        }
        Self { powers, sums }
    }

    /// How many times as strong a frequency is as those around it, in tenths.
    pub(super) fn stands_out(&self, (x, y): (i32, i32)) -> u64 {
        let power = self.power((x, y));
        let (outer, all) = self.around((x, y), 6);
        let (inner, own) = self.around((x, y), 2);
        let (sum, count) = (outer - inner, all - own);
        power * 10 * count / (sum + FLOOR * count).max(1)
    }

    /// Whether it may stand out so many times at all: a quick look.
    pub(super) fn may_stand_out(&self, at: (i32, i32), times: u64) -> bool {
        self.power(at) >= FLOOR * times
    }

    fn power(&self, (x, y): (i32, i32)) -> u64 {
        let index = |at: i32| (at + MIDDLE).clamp(0, SIDE as i32 - 1) as usize;
        self.powers[index(y) * SIDE + index(x)]
    }

    /// The sum of powers within so many frequencies, and how many they are.
    fn around(&self, (x, y): (i32, i32), reach: i32) -> (u64, u64) {
        let span = |at: i32| {
            let index = |at: i32| (at + MIDDLE).clamp(0, SIDE as i32) as usize;
            (index(at - reach), index(at + reach + 1))
        };
        let ((left, right), (top, bottom)) = (span(x), span(y));
        let sum = |x: usize, y: usize| self.sums[y * (SIDE + 1) + x];
        let within = sum(right, bottom) + sum(left, top) - sum(left, bottom) - sum(right, top);
        (within, ((right - left) * (bottom - top)) as u64)
    }
}

/// The middle of a picture less its mean, fading out towards its rim (Hann).
fn windowed(grey: &Raster, cosines: &[f32; SIDE]) -> Option<Vec<f32>> {
    if grey.width < SIDE || grey.height < SIDE {
        return None;
    }
    let (left, top) = ((grey.width - SIDE) / 2, (grey.height - SIDE) / 2);
    let rows = (top..top + SIDE).map(|y| &grey.levels[y * grey.width + left..][..SIDE]);
    let sum: u32 = rows.clone().flatten().map(|level| u32::from(*level)).sum();
    let mean = sum as f32 / (SIDE * SIDE) as f32;
    let fading = cosines.map(|cosine| (1.0 - cosine) / 2.0);
    let mut wave = Vec::with_capacity(SIDE * SIDE);
    for (row, down) in rows.zip(fading) {
        let levels = row.iter().zip(fading);
        wave.extend(levels.map(|(level, across)| (f32::from(*level) - mean) * across * down));
    }
    Some(wave)
}

/// Each column by itself, all of them side by side.
fn transform(real: &mut [f32], imaginary: &mut [f32], cosines: &[f32; SIDE]) {
    for row in 0..SIDE {
        let other = (row as u32).reverse_bits() as usize >> (32 - SIDE.trailing_zeros());
        if row < other {
            for part in [&mut *real, &mut *imaginary] {
                let (above, below) = part.split_at_mut(other * SIDE);
                above[row * SIDE..][..SIDE].swap_with_slice(&mut below[..SIDE]);
            }
        }
    }
    let mut half = 1;
    while half < SIDE {
        for row in (0..SIDE).filter(|row| row & half == 0) {
            let turn = (row % half) * (SIDE / 2 / half);
            // The sine is the cosine a quarter of a turn before.
            let (cosine, sine) = (cosines[turn], cosines[(turn + SIDE * 3 / 4) % SIDE]);
            let (above, below) = real.split_at_mut((row + half) * SIDE);
            let reals = above[row * SIDE..].iter_mut().zip(below);
            let (above, below) = imaginary.split_at_mut((row + half) * SIDE);
            let imaginaries = above[row * SIDE..].iter_mut().zip(below);
            for ((a, c), (b, d)) in reals.zip(imaginaries).take(SIDE) {
                let x = *c * cosine + *d * sine;
                let y = *d * cosine - *c * sine;
                (*c, *d) = (*a - x, *b - y);
                (*a, *b) = (*a + x, *b + y);
            }
        }
        half *= 2;
    }
}

fn transpose(part: &mut [f32]) {
    for y in 0..SIDE {
        for x in 0..y {
            part.swap(y * SIDE + x, x * SIDE + y);
        }
    }
}

/// One period of the cosine. Turned step by step, because the cosine of a library differs from one machine to the next.
fn cosines() -> [f32; SIDE] {
    /// Of one 128th of a turn.
    const COSINE: f64 = 0.998_795_456_205_172_4;
    const SINE: f64 = 0.049_067_674_327_418_015;
    let mut cosines = [0.0; SIDE];
    let (mut x, mut y) = (1.0_f64, 0.0_f64);
    for to in &mut cosines {
        *to = x as f32;
        (x, y) = (x * COSINE - y * SINE, x * SINE + y * COSINE);
    }
    cosines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn striped(x: f32, y: f32) -> Raster {
        let level = |at: usize| {
            let turn = (at % SIDE) as f32 * x + (at / SIDE) as f32 * y;
            let wave = (turn / SIDE as f32 * std::f32::consts::TAU).sin();
            // And the noise of a sensor.
            128.0 + 10.0 * wave + (at * at % 7) as f32
        };
        Raster {
            width: SIDE,
            height: SIDE,
            channels: 1,
            levels: (0..SIDE * SIDE).map(|at| level(at) as u8).collect(),
        }
    }

    #[test]
    fn each_of_two_squares_has_the_frequency_of_its_own_stripes() {
        let (one, other) =
            Spectrum::of_two(&striped(30.0, 7.0), &striped(-21.0, 44.0)).expect("large enough");
        for (of, at, not) in [(&one, (30, 7), (-21, 44)), (&other, (-21, 44), (30, 7))] {
            assert!(of.stands_out(at) > 5000, "{}", of.stands_out(at));
            assert_eq!(of.power(at), of.power((-at.0, -at.1)));
            assert!(of.stands_out(not) < 200, "{}", of.stands_out(not));
        }
        assert!(
            Spectrum::of_two(
                &striped(3.0, 7.0),
                &Raster {
                    width: 64,
                    height: 128,
                    channels: 1,
                    levels: vec![0; 64 * 128]
                }
            )
            .is_none()
        );
    }
}
