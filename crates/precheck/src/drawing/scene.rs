//! Documents lying on tables, seen from any side: the four corners are known to a pixel.

use super::Picture;
use super::chance::scrambled;
use crate::raster::Raster;
use crate::{Point, Quad};

/// What a document lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Dark,
    /// Hardly darker than paper.
    White,
    /// Planks with joints and grain.
    Wood,
    /// Light tiles with dark joints.
    Tiles,
    /// A chequered cloth.
    Cloth,
    /// Other papers, pens and boxes at every angle, some of them below the document.
    Clutter,
}

impl Table {
    pub const ALL: [Self; 6] = [
        Self::Dark,
        Self::White,
        Self::Wood,
        Self::Tiles,
        Self::Cloth,
        Self::Clutter,
    ];

    /// The colour at a place in halves of the long side; `seed` gives every table its own.
    fn colour(self, x: f32, y: f32, seed: u64) -> [f32; 3] {
        let turn = |seed: u64| {
            let at = (scrambled(seed) % 1000) as f32 / 1000.0 - 0.5;
            (at, (1.0 - at * at).sqrt())
        };
        let (sine, cosine) = turn(seed);
        let (u, v) = (x * cosine + y * sine, y * cosine - x * sine);
        let cell = |at: f32, side: f32| (at / side).floor() as i64 as u64;
        let noise =
            |a: u64, b: u64| (scrambled(seed ^ a << 32 ^ b & 0xFFFF_FFFF) % 1000) as f32 / 1000.0;
        match self {
            Self::Dark => {
                [38.0, 36.0, 40.0].map(|level| level + noise(cell(u, 0.01), cell(v, 0.01)) * 6.0)
            }
            Self::White => {
                [206.0, 205.0, 202.0].map(|level| level + noise(cell(u, 0.02), cell(v, 0.02)) * 4.0)
            }
            Self::Wood => {
                let plank = cell(v, 0.31);
                let joint = if (v / 0.31).fract().abs() < 0.02 {
                    -45.0
                } else {
                    0.0
                };
                let grain = (v * 130.0 + (u * 5.0 + plank as f32).sin() * 3.0).sin() * 9.0;
                let tone = noise(plank, 7) * 24.0 + grain + joint;
                [150.0 + tone, 110.0 + tone, 72.0 + tone]
            }
            Self::Tiles => {
                let near = |at: f32| (at / 0.42 + 50.0).fract() < 0.03;
                let tone = noise(cell(u, 0.42), cell(v, 0.42)) * 14.0;
                if near(u) || near(v) {
                    [96.0, 94.0, 90.0]
                } else {
                    [176.0 + tone, 172.0 + tone, 160.0 + tone]
                }
            }
            Self::Cloth => {
                let stripe = |at: f32| (at / 0.12 + 50.0).fract() < 0.5;
                match (stripe(u), stripe(v)) {
                    (true, true) => [150.0, 40.0, 48.0],
                    (false, false) => [226.0, 222.0, 214.0],
                    _ => [192.0, 130.0, 128.0],
                }
            }
            Self::Clutter => {
                let mut colour = [112.0, 104.0, 98.0];
                for thing in 0..9_u64 {
                    let of = seed.wrapping_mul(31) ^ thing << 8;
                    let (sine, cosine) = turn(of ^ 5);
                    let place = |salt: u64| (scrambled(of ^ salt) % 2000) as f32 / 1000.0 - 1.0;
                    let (dx, dy) = (x - place(1), y - place(2));
                    let (u, v) = (dx * cosine + dy * sine, dy * cosine - dx * sine);
                    let half = |salt: u64, most: f32| 0.02 + (place(salt) + 1.0) * most / 2.0;
                    if u.abs() < half(3, 0.5) && v.abs() < half(4, 0.3) {
                        colour = [10, 11, 12].map(|salt| 30.0 + (place(salt) + 1.0) * 105.0);
                        if thing % 3 == 0 && (v * 40.0).fract().abs() < 0.3 {
                            colour = colour.map(|level| level * 0.6);
                        }
                    }
                }
                colour
            }
        }
    }
}

impl Picture {
    /// This picture as a document with the given corners on a table. Corners may lie outside: the document then runs out.
    #[must_use]
    pub fn lying_on(
        &self,
        table: Table,
        corners: &Quad,
        (width, height): (usize, usize),
        seed: u64,
    ) -> Self {
        let long = width.max(height) as f32;
        let inverse = Inverse::of(corners);
        let mut levels = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            for x in 0..width {
                let mut sums = [0.0_f32; 3];
                // Four points a pixel make edges as soft as a lens does.
                for (right, down) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                    let (across, along) = (x as f32 + right, y as f32 + down);
                    let at = inverse.at(Point {
                        x: across / width as f32,
                        y: along / height as f32,
                    });
                    let colour = match self.within(at) {
                        Some(colour) => colour.map(f32::from),
                        None => {
                            let place = |at: f32, of: usize| (at * 2.0 - of as f32) / long;
                            let shade = 1.0 - 0.25 * shade(at);
                            table
                                .colour(place(across, width), place(along, height), seed)
                                .map(|level| level * shade)
                        }
                    };
                    for (sum, level) in sums.iter_mut().zip(colour) {
                        *sum += level / 4.0;
                    }
                }
                levels.extend(sums.map(|level| level.clamp(0.0, 255.0) as u8));
            }
        }
        Self {
            raster: Raster {
                width,
                height,
                channels: 3,
                levels,
            },
        }
        .noisy(3)
    }

    /// This picture, with these corners, on top of another.
    #[must_use]
    pub fn laid_over(&self, below: &Self, corners: &Quad) -> Self {
        let inverse = Inverse::of(corners);
        let mut laid = below.clone();
        let (width, height) = (below.width(), below.height());
        for (at, pixel) in laid.raster.levels.chunks_exact_mut(3).enumerate() {
            let (x, y) = ((at % width) as f32 + 0.5, (at / width) as f32 + 0.5);
            let point = Point {
                x: x / width as f32,
                y: y / height as f32,
            };
            if let Some(colour) = self.within(inverse.at(point)) {
                pixel.copy_from_slice(&colour);
            }
        }
        laid
    }

    /// A hand's shadow over everything to the right of a place in fractions of the width, soft over a twentieth of it.
    #[must_use]
    pub fn shaded(self, from: f32, strength: f32) -> Self {
        let width = self.width();
        self.with_levels(|level, at| {
            let x = (at / 3 % width) as f32 / width as f32;
            let depth = ((x - from) * 20.0).clamp(0.0, 1.0);
            f32::from(level) * (1.0 - strength * depth)
        })
    }

    /// The colour at a place in fractions, between four pixels; nothing outside.
    fn within(&self, (u, v): (f32, f32)) -> Option<[u8; 3]> {
        if !(0.0..1.0).contains(&u) || !(0.0..1.0).contains(&v) {
            return None;
        }
        let (x, y) = (
            (u * self.width() as f32 - 0.5).max(0.0),
            (v * self.height() as f32 - 0.5).max(0.0),
        );
        let (left, top) = (x as usize, y as usize);
        let (right, below) = (
            (left + 1).min(self.width() - 1),
            (top + 1).min(self.height() - 1),
        );
        let (part, down) = (x.fract(), y.fract());
        let mut mixed = [0; 3];
        for (channel, mixed) in mixed.iter_mut().enumerate() {
            let level = |x: usize, y: usize| f32::from(self.colour(x, y)[channel]);
            let upper = level(left, top) * (1.0 - part) + level(right, top) * part;
            let lower = level(left, below) * (1.0 - part) + level(right, below) * part;
            *mixed = (upper * (1.0 - down) + lower * down) as u8;
        }
        Some(mixed)
    }
}

/// Paper throws a little shadow to its lower right.
fn shade((u, v): (f32, f32)) -> f32 {
    let out = (u - 1.0).max(v - 1.0).max(0.0);
    if u > 0.0 && v > 0.0 {
        (1.0 - out * 40.0).max(0.0)
    } else {
        0.0
    }
}

/// From the picture to the document: what `straighten` does, the other way round.
struct Inverse([f32; 9]);

impl Inverse {
    fn of([p, q, r, s]: &Quad) -> Self {
        let (one, two) = ((q.x - r.x, q.y - r.y), (s.x - r.x, s.y - r.y));
        let sum = (p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y);
        let span = one.0 * two.1 - two.0 * one.1;
        let g = (sum.0 * two.1 - two.0 * sum.1) / span;
        let h = (one.0 * sum.1 - sum.0 * one.1) / span;
        let (a, b, c) = (q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x);
        let (d, e, f) = (q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y);
        // The adjugate; a common factor does not matter.
        Self([
            e - f * h,
            c * h - b,
            b * f - c * e,
            f * g - d,
            a - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ])
    }

    fn at(&self, Point { x, y }: Point) -> (f32, f32) {
        let row = |at: usize| self.0[at] * x + self.0[at + 1] * y + self.0[at + 2];
        (row(0) / row(6), row(3) / row(6))
    }
}
