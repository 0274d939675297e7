//! Fewer pixels from many, by area, in whole numbers.
//! Written here because phone and server must get the very same levels.

use super::Raster;

impl Raster {
    /// Reduces by area: each new pixel is the mean of what it covers, parts of pixels by their part. Nothing is
    /// skipped, so that thin strokes stay and no moiré comes in.
    pub(crate) fn reduced(&self, width: usize, height: usize) -> Self {
        let levels = if self.channels == 1 {
            self.reduced_levels::<1>(width, height)
        } else {
            self.reduced_levels::<3>(width, height)
        };
        Self {
            width,
            height,
            channels: self.channels,
            levels,
        }
    }

    fn reduced_levels<const CHANNELS: usize>(&self, width: usize, height: usize) -> Vec<u8> {
        let across: Vec<Cover> = (0..width)
            .map(|to| Cover::of(to, self.width, width))
            .collect();
        let taps: Option<Vec<Taps>> = across.iter().map(|it| it.taps(self.width)).collect();
        let columns = Mean::of(self.width);
        let rows = Mean::of(self.height << FRACTION);
        let (pixels, _) = self.levels.as_chunks::<CHANNELS>();
        let mut row = vec![[0_u32; CHANNELS]; width];
        let mut sums = vec![[0_u32; CHANNELS]; width];
        let mut levels = Vec::with_capacity(width * height * CHANNELS);
        let mut read = usize::MAX;
        for to in 0..height {
            let down = Cover::of(to, self.height, height);
            sums.fill([0; CHANNELS]);
            for from in down.first..=down.last {
                if from != read {
                    let pixels = &pixels[from * self.width..][..self.width];
                    match &taps {
                        Some(taps) => reduce_row_by_taps(pixels, taps, &columns, &mut row),
                        None => reduce_row(pixels, &across, &columns, &mut row),
                    }
                    read = from;
                }
                let weight = down.weight(from);
                for (sums, levels) in sums.iter_mut().zip(&row) {
                    for (sum, level) in sums.iter_mut().zip(levels) {
                        *sum += level * weight;
                    }
                }
            }
            levels.extend(sums.iter().flatten().map(|sum| rows.of_sum(*sum) as u8));
        }
        levels
    }
}

/// One row reduced across; the results keep `FRACTION` bits behind the point.
fn reduce_row<const CHANNELS: usize>(
    from: &[[u8; CHANNELS]],
    across: &[Cover],
    mean: &Mean,
    to: &mut [[u32; CHANNELS]],
) {
    for (cover, to) in across.iter().zip(to) {
        let mut sums = [0_u32; CHANNELS];
        if let [first, rest @ ..] = &from[cover.first..=cover.last] {
            for (sum, level) in sums.iter_mut().zip(first) {
                *sum = u32::from(*level) * cover.first_weight;
            }
            if let [inner @ .., last] = rest {
                for (sum, level) in sums.iter_mut().zip(last) {
                    *sum += u32::from(*level) * cover.last_weight;
                }
                for pixel in inner {
                    for (sum, level) in sums.iter_mut().zip(pixel) {
                        *sum += u32::from(*level) * cover.inner_weight;
                    }
                }
            }
        }
        for (to, sum) in to.iter_mut().zip(sums) {
            *to = mean.of_sum(sum << FRACTION);
        }
    }
}

/// Bits kept behind the point between the two passes. With sides of at most [`crate::decode::MAX_SIDE`] pixels
/// `255 << 8` times a side stays within 32 bits.
const FRACTION: u32 = 8;

/// The same where no new pixel covers more than four old ones: without a branch that depends on how many they are.
fn reduce_row_by_taps<const CHANNELS: usize>(
    from: &[[u8; CHANNELS]],
    taps: &[Taps],
    mean: &Mean,
    to: &mut [[u32; CHANNELS]],
) {
    for (taps, to) in taps.iter().zip(to) {
        let Some(four) = from[taps.first..].first_chunk::<4>() else {
            continue;
        };
        for (channel, to) in to.iter_mut().enumerate() {
            let weighed = |at: usize| u32::from(four[at][channel]) * taps.weights[at];
            let sum = weighed(0) + weighed(1) + weighed(2) + weighed(3);
            *to = mean.of_sum(sum << FRACTION);
        }
    }
}

/// Division by a number of pixels, rounded to the nearest, as a multiplication: a phone divides slowly, and there are
/// millions of levels. The factor is 2 to the power of `shift` by the divisor, rounded up; with 31 bits more than the
/// divisor has, that is exact for everything below 2 to the 31st (Granlund, Montgomery, PLDI 1994, theorem 4.2).
struct Mean {
    half: u32,
    factor: u64,
    shift: u32,
}

impl Mean {
    fn of(pixels: usize) -> Self {
        let divisor = (pixels as u32).max(1);
        let shift = 31 + (32 - (divisor - 1).leading_zeros());
        Self {
            half: divisor / 2,
            factor: (1_u64 << shift) / u64::from(divisor) + 1,
            shift,
        }
    }

    fn of_sum(&self, sum: u32) -> u32 {
        ((u64::from(sum + self.half) * self.factor) >> self.shift) as u32
    }
}

/// The old pixels that one new pixel covers, in units of which an old pixel has as many as there are new ones.
struct Cover {
    first: usize,
    last: usize,
    first_weight: u32,
    inner_weight: u32,
    last_weight: u32,
}

struct Taps {
    first: usize,
    weights: [u32; 4],
}

impl Cover {
    fn of(to: usize, old: usize, new: usize) -> Self {
        let (start, end) = (to * old, (to + 1) * old);
        let (first, last) = (start / new, (end - 1) / new);
        Self {
            first,
            last,
            first_weight: (((first + 1) * new).min(end) - start) as u32,
            inner_weight: new as u32,
            last_weight: (end - last * new) as u32,
        }
    }

    /// The same as four neighbours in a row of this length and their weights; nothing where it covers more.
    fn taps(&self, length: usize) -> Option<Taps> {
        let first = self.first.min(length.checked_sub(4)?);
        let mut weights = [0; 4];
        for old in self.first..=self.last {
            *weights.get_mut(old - first)? = self.weight(old);
        }
        Some(Taps { first, weights })
    }

    fn weight(&self, old: usize) -> u32 {
        if old == self.first {
            self.first_weight
        } else if old == self.last {
            self.last_weight
        } else {
            self.inner_weight
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, levels: &[u8]) -> Raster {
        Raster {
            width,
            height: levels.len() / width,
            channels: 1,
            levels: levels.to_vec(),
        }
    }

    #[test]
    fn reducing_takes_the_mean_of_what_is_covered() {
        let four = grey(4, &[0, 100, 200, 40, 0, 100, 200, 40]);
        assert_eq!(four.clone().within(2), grey(2, &[50, 120]));
        // Three from four: each new pixel covers one old pixel and a third of the next.
        assert_eq!(four.reduced(3, 2).levels, [25, 150, 80, 25, 150, 80]);
    }

    #[test]
    fn a_uniform_picture_stays_uniform_at_any_size() {
        let white = Raster {
            width: 211,
            height: 97,
            channels: 3,
            levels: vec![255; 211 * 97 * 3],
        };
        for side in [1, 2, 50, 113, 210] {
            assert!(
                white
                    .clone()
                    .within(side)
                    .levels
                    .iter()
                    .all(|level| *level == 255)
            );
        }
    }

    #[test]
    fn means_are_those_of_division() {
        for divisor in [1, 2, 3, 7, 750, 1000, 4096, 4097, 19_999, 20_000] {
            let most = (255_u32 << FRACTION) * divisor as u32;
            for divisor in [divisor, divisor << FRACTION] {
                let mean = Mean::of(divisor);
                for sum in (0..most).step_by(997).chain([1, most - 1, most]) {
                    let divided = (sum + divisor as u32 / 2) / divisor as u32;
                    assert_eq!(mean.of_sum(sum), divided, "{sum} / {divisor}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_ever_enlarged() {
        let small = grey(2, &[1, 2, 3, 4]);
        assert_eq!(small.clone().within(9), small);
    }
}
