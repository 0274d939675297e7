//! Fewer pixels from many, by area, in whole numbers.
//! Written here because phone and server must get the very same levels.

use super::Raster;

impl Raster {
    /// Reduces by area: each new pixel is the mean of what it covers, parts of pixels by their part. Nothing is
    /// skipped, so that thin strokes stay and no moiré comes in.
    pub(crate) fn reduced(&self, width: usize, height: usize) -> Self {
        let across: Vec<Cover> = (0..width)
            .map(|to| Cover::of(to, self.width, width))
            .collect();
        let stride = self.width * self.channels;
        let mut row = vec![0_u32; width * self.channels];
        let mut sums = vec![0_u32; width * self.channels];
        let mut levels = Vec::with_capacity(width * height * self.channels);
        let mut read = usize::MAX;
        for to in 0..height {
            let down = Cover::of(to, self.height, height);
            sums.fill(0);
            for from in down.first..=down.last {
                if from != read {
                    self.reduce_row(&self.levels[from * stride..][..stride], &across, &mut row);
                    read = from;
                }
                let weight = down.weight(from);
                for (sum, level) in sums.iter_mut().zip(&row) {
                    *sum += level * weight;
                }
            }
            let whole = (self.height as u32) << FRACTION;
            levels.extend(sums.iter().map(|sum| ((sum + whole / 2) / whole) as u8));
        }
        Self {
            width,
            height,
            channels: self.channels,
            levels,
        }
    }

    /// One row reduced across; the results keep `FRACTION` bits behind the point.
    fn reduce_row(&self, from: &[u8], across: &[Cover], to: &mut [u32]) {
        let channels = self.channels;
        let whole = self.width as u32;
        for (cover, to) in across.iter().zip(to.chunks_exact_mut(channels)) {
            for (channel, to) in to.iter_mut().enumerate() {
                let at = |pixel: usize| u32::from(from[pixel * channels + channel]);
                let mut sum = at(cover.first) * cover.first_weight;
                if cover.last > cover.first {
                    let inner: u32 = (cover.first + 1..cover.last).map(at).sum();
                    sum += inner * cover.inner_weight + at(cover.last) * cover.last_weight;
                }
                *to = ((sum << FRACTION) + whole / 2) / whole;
            }
        }
    }
}

/// Bits kept behind the point between the two passes. With sides of at most [`crate::decode::MAX_SIDE`] pixels
/// `255 << 8` times a side stays within 32 bits.
const FRACTION: u32 = 8;

/// The old pixels that one new pixel covers, in units of which an old pixel has as many as there are new ones.
struct Cover {
    first: usize,
    last: usize,
    first_weight: u32,
    inner_weight: u32,
    last_weight: u32,
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
    fn nothing_is_ever_enlarged() {
        let small = grey(2, &[1, 2, 3, 4]);
        assert_eq!(small.clone().within(9), small);
    }
}
