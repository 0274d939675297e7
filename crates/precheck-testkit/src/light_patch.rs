//! Light that spoils a photograph: what the document reflects, and what stands between it and the lamp.

use crate::Picture;

/// A soft-edged patch, in parts of the picture's longer side from its middle, turned by degrees.
#[derive(Clone, Copy, Debug)]
pub struct Patch {
    pub x: f32,
    pub y: f32,
    /// Half of its extent along and across.
    pub across: f32,
    pub down: f32,
    pub turn: f32,
    /// Width of its border as a part of the longer side.
    pub soft: f32,
    /// 0 to 1: how much it hides or how much darker it makes.
    pub strength: f32,
}

impl Patch {
    fn turned(&self, x: f32, y: f32) -> (f32, f32) {
        let (sine, cosine) = self.turn.to_radians().sin_cos();
        let (x, y) = (x - self.x, y - self.y);
        (x * cosine + y * sine, y * cosine - x * sine)
    }

    /// 1 inside of the ellipse, 0 outside.
    pub(crate) fn of_ellipse(&self, x: f32, y: f32) -> f32 {
        let (u, v) = self.turned(x, y);
        let radius = (u / self.across).hypot(v / self.down);
        self.border((radius - 1.0) * self.across.min(self.down))
    }

    /// 1 inside of the rectangle, 0 outside.
    pub(crate) fn of_rectangle(&self, x: f32, y: f32) -> f32 {
        let (u, v) = self.turned(x, y);
        self.border((u.abs() - self.across).max(v.abs() - self.down))
    }

    /// Falls smoothly over the border; `beyond` is the distance from its inner edge.
    fn border(&self, beyond: f32) -> f32 {
        let t = (1.0 - beyond / self.soft.max(1e-4)).clamp(0.0, 1.0);
        self.strength * t * t * (3.0 - 2.0 * t)
    }
}

impl Picture {
    /// Lamps or windows mirrored by the document: elliptical, white in the middle, fading out.
    #[must_use]
    pub fn glaring(self, patches: &[Patch]) -> Self {
        self.under(patches, Patch::of_ellipse, |level, cover| {
            level + (262.0 - level) * cover
        })
    }

    /// A hand, a phone or a head between lamp and document: half planes and rectangles, darker by their strength.
    #[must_use]
    pub fn shadowed(self, patches: &[Patch]) -> Self {
        self.under(patches, Patch::of_rectangle, |level, cover| {
            level * (1.0 - cover)
        })
    }

    fn under(
        mut self,
        patches: &[Patch],
        cover: impl Fn(&Patch, f32, f32) -> f32,
        new: impl Fn(f32, f32) -> f32,
    ) -> Self {
        let (width, height) = (self.width(), self.height());
        let side = width.max(height) as f32;
        for (at, pixel) in self.levels.chunks_exact_mut(3).enumerate() {
            let x = ((at % width) as f32 - width as f32 / 2.0) / side;
            let y = ((at / width) as f32 - height as f32 / 2.0) / side;
            let most = patches
                .iter()
                .map(|patch| cover(patch, x, y))
                .fold(0.0, f32::max);
            if most > 0.0 {
                for level in pixel {
                    *level = new(f32::from(*level), most).clamp(0.0, 255.0) as u8;
                }
            }
        }
        self
    }
}
