//! What takes light away and what adds some, in linear light (a gamma of 2.2, as cameras encode it).

use crate::Picture;
use crate::light_patch::Patch;
use crate::rng::{Rng, hash};

/// The light that a level stands for, 0 to 1.
pub(crate) fn of_level(level: u8) -> f32 {
    (f32::from(level) / 255.0).powf(2.2)
}

/// The level of so much light; beyond 1 the sensor is full.
pub(crate) fn to_level(light: f32) -> u8 {
    (light.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0).round() as u8
}

/// Light that comes or is kept away, by place.
pub(super) struct Shape {
    /// Rectangles of a phone, ellipses of hands and lamps.
    parts: Vec<(Patch, bool)>,
}

impl Shape {
    /// From 0 to 1, at a place from the middle of the picture in parts of its longer side.
    fn covers(&self, x: f32, y: f32) -> f32 {
        let parts = self.parts.iter();
        let covers = parts.map(|(patch, is_round)| {
            if *is_round {
                patch.of_ellipse(x, y)
            } else {
                patch.of_rectangle(x, y)
            }
        });
        covers.fold(0.0, f32::max)
    }
}

fn part(at: [f32; 2], sides: (f32, f32), turn: f32, soft: f32) -> Patch {
    Patch {
        x: at[0],
        y: at[1],
        across: sides.0,
        down: sides.1,
        turn,
        soft,
        strength: 1.0,
    }
}

/// A phone whose edge runs through print, and mostly the arm that holds it.
pub(super) fn phone(at: [f32; 2], rng: &mut Rng) -> Shape {
    let (long, soft) = (rng.between(0.22, 0.4), rng.between(0.004, 0.05));
    let turn = rng.between(0.0, 360.0);
    let (sine, cosine) = turn.to_radians().sin_cos();
    // Its edge at the place.
    let middle = [at[0] + long * 0.9 * cosine, at[1] + long * 0.9 * sine];
    let mut parts = vec![(part(middle, (long, long * 0.5), turn, soft), false)];
    if rng.below(3) > 0 {
        let arm = [middle[0] + 0.9 * cosine, middle[1] + 0.9 * sine];
        parts.push((
            part(arm, (0.8, rng.between(0.07, 0.14)), turn, soft * 2.0),
            true,
        ));
    }
    Shape { parts }
}

/// A palm with fingers and an arm, or a head: further from the paper, and softer.
pub(super) fn hand(at: [f32; 2], rng: &mut Rng) -> Shape {
    let soft = rng.between(0.02, 0.12);
    let turn = rng.between(0.0, 360.0);
    let (sine, cosine) = turn.to_radians().sin_cos();
    let along = |far: f32, aside: f32| {
        [
            at[0] + far * cosine - aside * sine,
            at[1] + far * sine + aside * cosine,
        ]
    };
    if rng.below(3) == 0 {
        let size = rng.between(0.25, 0.45);
        let head = part(along(size * 0.8, 0.0), (size, size * 0.8), turn, soft);
        return Shape {
            parts: vec![(head, true)],
        };
    }
    let palm = rng.between(0.12, 0.2);
    let mut parts = vec![
        (
            part(along(palm * 1.2, 0.0), (palm, palm * 0.8), turn, soft),
            true,
        ),
        (
            part(
                along(palm * 1.2 + 0.7, 0.0),
                (0.75, palm * 0.55),
                turn,
                soft,
            ),
            true,
        ),
    ];
    for finger in 0..4 {
        let aside = (finger as f32 - 1.5) * palm * 0.42;
        let reach = palm * rng.between(0.5, 0.7);
        let at = along(palm * 0.4 - reach * 0.4, aside);
        parts.push((part(at, (reach, palm * 0.17), turn, soft * 0.5), true));
    }
    Shape { parts }
}

/// A spot of this radius, longer the more the paper is bent.
pub(super) fn lamp(at: [f32; 2], size: f32, rng: &mut Rng) -> Shape {
    let flat = rng.between(0.4, 1.0);
    let sides = (size * 0.5 / flat.sqrt(), size * 0.5 * flat.sqrt());
    let soft = size * rng.between(0.7, 1.4);
    Shape {
        parts: vec![(part(at, sides, rng.between(0.0, 180.0), soft), true)],
    }
}

/// A band of this half width across a part of the page.
pub(super) fn window(at: [f32; 2], size: f32, rng: &mut Rng) -> Shape {
    let sides = (rng.between(0.15, 0.45), size * 0.6);
    let soft = size * rng.between(0.6, 1.2);
    Shape {
        parts: vec![(part(at, sides, rng.between(0.0, 180.0), soft), false)],
    }
}

impl Picture {
    /// So much of the light is kept away; what comes from the rest of the room is a little bluer or warmer.
    pub(super) fn in_shadow(self, shape: &Shape, depth: f32) -> Self {
        let tint: [f32; 3] = [1.06, 1.0, 0.93];
        self.under_light(|light, x, y| {
            let kept = 1.0 - depth * shape.covers(x, y);
            let mut seen = [0.0; 3];
            for (channel, seen) in seen.iter_mut().enumerate() {
                *seen = light[channel] * kept * tint[channel].powf(1.0 - kept);
            }
            seen
        })
    }

    /// Light added, in parts of that of white paper. The camera gives such a scene less exposure.
    pub(super) fn reflecting(self, shape: &Shape, most: f32) -> Self {
        /// Paper as the camera exposes it.
        const PAPER: f32 = 0.62;
        let mut levels: Vec<u8> = self.levels.iter().copied().step_by(7).collect();
        levels.sort_unstable();
        let brightest = of_level(levels[levels.len() * 9 / 10]).max(0.05);
        let gain = (PAPER / brightest).min(1.0);
        self.under_light(|light, x, y| {
            let added = PAPER * most * shape.covers(x, y).powi(2);
            light.map(|it| it * gain + added)
        })
    }

    /// This part of the light, and the noise of a sensor that makes the most of it.
    pub(super) fn in_the_dark(self, gain: f32, seed: u64) -> Self {
        let grain = |at: usize| (hash(at as u64 ^ seed << 24) & 0xffff) as f32 / 65_535.0 - 0.5;
        let noise: Vec<f32> = (0..self.levels.len()).map(grain).collect();
        let dim = self.under_light(|light, _, _| light.map(|it| it * gain));
        dim.with_levels(|level, at| f32::from(level) + noise[at] * 7.0)
    }

    fn under_light(mut self, new: impl Fn([f32; 3], f32, f32) -> [f32; 3]) -> Self {
        let lights: Vec<f32> = (0..=255).map(of_level).collect();
        let (width, height) = (self.width(), self.height());
        let side = width.max(height) as f32;
        for (at, pixel) in self.levels.chunks_exact_mut(3).enumerate() {
            let x = ((at % width) as f32 - width as f32 / 2.0) / side;
            let y = ((at / width) as f32 - height as f32 / 2.0) / side;
            let light = [0, 1, 2].map(|channel| lights[usize::from(pixel[channel])]);
            pixel.copy_from_slice(&new(light, x, y).map(to_level));
        }
        self
    }
}
