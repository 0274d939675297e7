//! What light, lens and hand do to a whole picture.

use crate::Picture;
use crate::rng::hash;

impl Picture {
    /// Out of focus: Gaussian with this standard deviation in pixels.
    #[must_use]
    pub fn blurred(self, sigma: f32) -> Self {
        let reach = (sigma * 3.0).ceil() as isize;
        let weight = |offset: isize| (-((offset * offset) as f32) / (2.0 * sigma * sigma)).exp();
        let kernel: Vec<_> = (-reach..=reach).map(|at| (at, weight(at))).collect();
        let across: Vec<_> = kernel
            .iter()
            .map(|(at, weight)| (*at, 0, *weight))
            .collect();
        let down: Vec<_> = kernel
            .iter()
            .map(|(at, weight)| (0, *at, *weight))
            .collect();
        self.mixed(&across).mixed(&down)
    }

    /// Out of focus only beyond a place, from the middle in parts of the longer side, in a direction; less and less
    /// towards it.
    #[must_use]
    pub fn blurred_beyond(self, sigma: f32, at: [f32; 2], towards: [f32; 2]) -> Self {
        /// Over this part of the longer side.
        const SOFT: f32 = 0.08;
        let blurred = self.clone().blurred(sigma);
        let (width, height) = (self.width(), self.height());
        let side = width.max(height) as f32;
        self.with_levels(|level, place| {
            let (x, y) = (place / 3 % width, place / 3 / width);
            let x = (x as f32 - width as f32 / 2.0) / side - at[0];
            let y = (y as f32 - height as f32 / 2.0) / side - at[1];
            let part = ((x * towards[0] + y * towards[1]) / SOFT).clamp(0.0, 1.0);
            let level = f32::from(level);
            level + (f32::from(blurred.levels[place]) - level) * part
        })
    }

    /// Moved while the shutter was open, by so many pixels across and down.
    #[must_use]
    pub fn moved(self, across: isize, down: isize) -> Self {
        let steps = across.abs().max(down.abs()).max(1);
        let way: Vec<_> = (0..=steps)
            .map(|step| (across * step / steps, down * step / steps, 1.0))
            .collect();
        self.mixed(&way)
    }

    /// Each level times `gain` plus `offset`: dark with a gain below 1, washed out with a low gain and a high offset.
    #[must_use]
    pub fn lit(self, gain: f32, offset: f32) -> Self {
        self.with_levels(|level, _| f32::from(level) * gain + offset)
    }

    /// The noise of a small sensor in a dark room, up to so many grey levels up or down.
    #[must_use]
    pub fn noisy(self, levels: u8) -> Self {
        let span = u64::from(levels) * 2 + 1;
        self.with_levels(|level, at| {
            f32::from(level) + (hash(at as u64) % span) as f32 - f32::from(levels)
        })
    }

    pub(crate) fn with_levels(mut self, new: impl Fn(u8, usize) -> f32) -> Self {
        for (at, level) in self.levels.iter_mut().enumerate() {
            *level = new(*level, at).round().clamp(0.0, 255.0) as u8;
        }
        self
    }

    /// Each pixel the weighted mean of others, given by their offsets; the rim repeats outwards.
    fn mixed(self, parts: &[(isize, isize, f32)]) -> Self {
        self.mixed_as(parts, f32::from, |mean| mean.round() as u8)
    }

    /// The same of what the levels stand for.
    pub(crate) fn mixed_as(
        self,
        parts: &[(isize, isize, f32)],
        of: impl Fn(u8) -> f32,
        to: impl Fn(f32) -> u8,
    ) -> Self {
        let of: Vec<f32> = (0..=255).map(of).collect();
        let (width, height) = (self.width(), self.height());
        let total: f32 = parts.iter().map(|(_, _, weight)| weight).sum();
        let reach = parts.iter().map(|(across, _, _)| across.unsigned_abs());
        let reach = reach.max().unwrap_or(0);
        // Every row in numbers, longer at both ends, so that the inner loop is a plain sum.
        let rows: Vec<Vec<f32>> = (self.levels.chunks_exact(width * 3))
            .map(|row| {
                let (first, last) = (&row[..3], &row[row.len() - 3..]);
                let ends = |end: &[u8]| end.repeat(reach);
                let wide = [ends(first), row.to_vec(), ends(last)].concat();
                wide.into_iter()
                    .map(|level| of[usize::from(level)])
                    .collect()
            })
            .collect();
        let mut sums = vec![0.0_f32; width * 3];
        let mut levels = Vec::with_capacity(self.levels.len());
        for y in 0..height {
            sums.fill(0.0);
            for (across, down, weight) in parts {
                let row = y.saturating_add_signed(*down).min(height - 1);
                let from = &rows[row][reach.saturating_add_signed(*across) * 3..];
                for (sum, level) in sums.iter_mut().zip(from) {
                    *sum += level * weight;
                }
            }
            levels.extend(sums.iter().map(|sum| to(sum / total)));
        }
        Self::from_levels(width, height, levels)
    }
}
