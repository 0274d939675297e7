//! A picture shown on a screen and photographed from it: each pixel of the screen is three stripes between dark lines,
//! seen a little from the side, so that their pitch differs from one part of the picture to the next.

use super::{of_level, to_level};
use crate::Picture;
use crate::rng::Rng;

/// Points looked at for each pixel along a side.
const FINE: usize = 3;

impl Picture {
    /// `strength` from 0 to 1 is how much of the stripes lens and sensor let through.
    pub(super) fn on_a_screen(self, strength: f32, rng: &mut Rng) -> Self {
        let (width, height) = (self.width(), self.height());
        let lights: Vec<f32> = (0..=255).map(of_level).collect();
        // Pixels of the camera for each of the screen, and how it is held.
        let pitch = rng.between(1.25, 3.2);
        let (sine, cosine) = rng.between(-6.0_f32, 6.0).to_radians().sin_cos();
        let (side, ahead) = (rng.between(-0.12, 0.12), rng.between(-0.12, 0.12));
        let (long, black) = (width.max(height) as f32, rng.between(0.004, 0.02));
        let mut levels = Vec::with_capacity(self.levels.len());
        for row in 0..height {
            for column in 0..width {
                let mut sums = [0.0_f32; 3];
                for step in 0..FINE * FINE {
                    let offset = |step: usize| (step as f32 + 0.5) / FINE as f32;
                    let x = column as f32 + offset(step % FINE) - width as f32 / 2.0;
                    let y = row as f32 + offset(step / FINE) - height as f32 / 2.0;
                    let far = 1.0 + (side * x + ahead * y) / long;
                    let u = (x * cosine + y * sine) / far / pitch;
                    let v = (y * cosine - x * sine) / far / pitch;
                    let (inside, below) = (u - u.floor(), v - v.floor());
                    let from = |at: f32, side: usize| {
                        let at = (at.floor() + 0.5) * pitch + side as f32 / 2.0;
                        (at.max(0.0) as usize).min(side - 1)
                    };
                    let shown = self.colour(from(u, width), from(v, height));
                    let lit = if below < 0.12 { 0.1 } else { 1.12 };
                    for (channel, sum) in sums.iter_mut().enumerate() {
                        let start = channel as f32 / 3.0;
                        let is_stripe = (start + 0.03..start + 0.30).contains(&inside);
                        // As bright in the mean as what is shown.
                        let stripes = lit * if is_stripe { 3.5 } else { 0.07 };
                        let light = lights[usize::from(shown[channel])];
                        *sum += light * (1.0 + (stripes - 1.0) * strength);
                    }
                }
                // Not quite black, and dimmer towards the far side.
                let count = (FINE * FINE) as f32;
                let dim = 0.8 * (1.0 - 1.5 * (side * column as f32 + ahead * row as f32) / long);
                levels.extend(sums.map(|sum| to_level(sum / count * dim + black)));
            }
        }
        Self::from_levels(width, height, levels)
    }
}
