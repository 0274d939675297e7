//! Pictures that are not of paper: a photograph of a screen, a screenshot, a small picture made large.

use crate::Picture;
use crate::document::Document;
use crate::laid_on::light::{of_level, to_level};
use crate::rng::Rng;

/// Points looked at for each pixel along a side.
const FINE: usize = 3;

/// A screen, and how it stands before the camera: each of its pixels is three stripes between dark lines.
pub(crate) struct Screen {
    /// Distance of its pixels in pixels of the camera, around 1 to 3 as phones see monitors.
    pub(crate) pitch: f32,
    /// How far it is turned.
    pub(crate) degrees: f32,
    /// From 0 to 1: how much of the stripes lens and sensor let through.
    pub(crate) strength: f32,
    /// By which parts of itself it is further away on the right and below, so that the pitch of its pixels differs from
    /// one part of the picture to the next.
    pub(crate) lean: [f32; 2],
    /// Its light, and that of the room which it mirrors, in parts of what is shown.
    pub(crate) light: f32,
    pub(crate) mirrored: f32,
}

impl Picture {
    /// Shown on a screen and photographed again: its pixels are sampled at another pitch and angle, which gives moiré.
    #[must_use]
    pub fn rephotographed(self, pitch: f32, degrees: f32, strength: f32) -> Self {
        self.on_screen(&Screen {
            pitch,
            degrees,
            strength,
            lean: [0.0; 2],
            light: 1.0,
            mirrored: 0.0,
        })
    }

    /// The same, seen from the side, in a room.
    pub(crate) fn on_screen(self, screen: &Screen) -> Self {
        let (width, height) = (self.width(), self.height());
        let lights: Vec<f32> = (0..=255).map(of_level).collect();
        let (sine, cosine) = screen.degrees.to_radians().sin_cos();
        let (pitch, [side, ahead]) = (screen.pitch, screen.lean);
        let long = width.max(height) as f32;
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
                    // What the screen shows at the middle of this pixel of it.
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
                        *sum += light * (1.0 + (stripes - 1.0) * screen.strength);
                    }
                }
                // Dimmer towards the far side.
                let count = (FINE * FINE) as f32;
                let away = 1.5 * (side * column as f32 + ahead * row as f32) / long;
                let dim = screen.light * (1.0 - away) / count;
                levels.extend(sums.map(|sum| to_level(sum * dim + screen.mirrored)));
            }
        }
        Self::from_levels(width, height, levels)
    }

    /// A phone's screen caught as it is while it shows a document: 1080 × 2340 pixels, bars of one colour, no noise.
    #[must_use]
    pub fn screenshot(document: Document, seed: u64) -> Self {
        let (width, height) = (1080_usize, 2340_usize);
        let mut rng = Rng::from_seed(seed);
        let bar = [250 - rng.below(10) as u8; 3];
        let (across, down) = document.size();
        let density = (width as f32 - 48.0) / across;
        let sheet = document.draw(density * 2.0, seed, None);
        let top = 420.0_f32.min((height as f32 - 200.0 - down * density).max(190.0));
        let mut levels = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            for column in 0..width {
                let mut sums = [0_u32; 3];
                for (right, below) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                    let (x, y) = (column as f32 + right, row as f32 + below);
                    let shown = sheet.at((x - 24.0) / density, (y - top) / density);
                    let battery = y > 34.0
                        && y < 58.0
                        && ((x > 960.0 && x < 1020.0) || (x > 50.0 && x < 140.0));
                    let is_bar = row < 180 || row >= height - 130;
                    let colour = if battery && row < 90 {
                        [30; 3]
                    } else if is_bar {
                        bar
                    } else {
                        shown.unwrap_or([255; 3])
                    };
                    for (sum, level) in sums.iter_mut().zip(colour) {
                        *sum += u32::from(level);
                    }
                }
                levels.extend(sums.map(|sum| (sum / 4) as u8));
            }
        }
        Self::from_levels(width, height, levels)
    }

    /// With more pixels and nothing more to see, as when a thumbnail is sent for the picture.
    #[must_use]
    pub fn enlarged(self, long_side: usize) -> Self {
        let (old_width, old_height) = (self.width(), self.height());
        let scale = long_side as f32 / old_width.max(old_height) as f32;
        let (width, height) = (
            (old_width as f32 * scale) as usize,
            (old_height as f32 * scale) as usize,
        );
        let mut levels = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            let y = ((row as f32 + 0.5) / scale - 0.5).clamp(0.0, (old_height - 1) as f32);
            for column in 0..width {
                let x = ((column as f32 + 0.5) / scale - 0.5).clamp(0.0, (old_width - 1) as f32);
                let (left, above) = (x as usize, y as usize);
                let (right, below) = (
                    (left + 1).min(old_width - 1),
                    (above + 1).min(old_height - 1),
                );
                let (across, down) = (x - left as f32, y - above as f32);
                let [a, b, c, d] = [(left, above), (right, above), (left, below), (right, below)]
                    .map(|(x, y)| self.colour(x, y).map(f32::from));
                for channel in 0..3 {
                    let upper = a[channel] + (b[channel] - a[channel]) * across;
                    let lower = c[channel] + (d[channel] - c[channel]) * across;
                    levels.push((upper + (lower - upper) * down) as u8);
                }
            }
        }
        Self::from_levels(width, height, levels)
    }
}
