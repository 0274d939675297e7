//! A picture laid over another by its four corners: a page seen from the side, a seal on a page.

use crate::Picture;
use precheck_types::{Point, Quad};

impl Picture {
    /// This picture, with these corners, on top of another.
    #[must_use]
    pub fn warped_onto(&self, below: &Self, corners: &Quad) -> Self {
        let inverse = Inverse::of(corners);
        let mut laid = below.clone();
        let (width, height) = (below.width(), below.height());
        for (at, pixel) in laid.levels.chunks_exact_mut(3).enumerate() {
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
