//! A document before a camera: where it lies, how it is lit, how the camera is held, and what comes out of it.
//! All that follows from the scene is known: the corners, the height of the characters, the turn.

use crate::Picture;
use crate::backdrop::Backdrop;
use crate::document::Document;
use crate::rng::{Rng, hash};
use crate::sample::Sample;
use precheck_types::{Point, Quad, Rotation};

/// A scene, to be changed before it is taken.
#[derive(Clone, Debug)]
pub struct Scene {
    pub document: Document,
    pub backdrop: Backdrop,
    pub seed: u64,
    /// Pixels of the photograph.
    pub width: usize,
    pub height: usize,
    /// Part of the width or the height of the photograph, whichever is less, over which the document reaches.
    pub fit: f32,
    /// Degrees clockwise by which the document lies askew.
    pub turn: f32,
    /// Degrees by which the camera leans to the right and forwards: perspective.
    pub lean: (f32, f32),
    /// Where the middle of the document is, from that of the photograph, in parts of width and height.
    pub shift: (f32, f32),
    /// 1 for good light.
    pub light: f32,
    /// How much of red, green and blue there is in the light.
    pub cast: [f32; 3],
    /// Part of the light that is lost from left to right and from top to bottom.
    pub slope: (f32, f32),
    /// Grey levels of noise, up or down at most.
    pub noise: u8,
    /// What stands on a card in a face like OCR-B: the number on the side with the portrait, from and until when it is
    /// valid on the other (`2016.01.01-2036.01.01`). Digits without sense where nothing is said.
    pub lettering: Option<String>,
}

/// Distance of the camera in the longer sides of the document: that of an arm.
const DISTANCE: f32 = 1.5;

impl Scene {
    /// A good photograph as people take them: nearly straight, nearly full, in ordinary light. What differs from one
    /// seed to the next is within what a clerk accepts.
    #[must_use]
    pub fn of(document: Document, backdrop: Backdrop, long_side: usize, seed: u64) -> Self {
        let mut rng = Rng::from_seed(seed ^ (document as u64) << 8 ^ (backdrop as u64) << 16);
        let mut near = |most: f32| rng.between(-most, most);
        let short_side = long_side * 3 / 4;
        let (across, down) = document.size();
        let (width, height) = if across > down {
            (long_side, short_side)
        } else {
            (short_side, long_side)
        };
        Self {
            document,
            backdrop,
            seed,
            width,
            height,
            fit: 0.87 + near(0.05),
            turn: near(2.5),
            lean: (near(6.0), near(6.0)),
            shift: (near(0.02), near(0.02)),
            light: 0.92 + near(0.07),
            cast: [1.0 + near(0.04), 1.0, 0.97 + near(0.05)],
            slope: (near(0.12), near(0.12)),
            noise: (3.0 + near(1.9)) as u8,
            lettering: None,
        }
    }

    /// Where the corners of the document will be seen.
    #[must_use]
    pub fn corners(&self) -> Quad {
        let (width, height) = self.document.size();
        let view = self.view();
        [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(x, y)| {
            let [x, y] = view.seen(x * width, y * height);
            Point {
                x: x / self.width as f32,
                y: y / self.height as f32,
            }
        })
    }

    /// Takes the photograph.
    #[must_use]
    pub fn photograph(&self) -> Sample {
        let view = self.view();
        let size = self.document.character();
        let (above, below) = (view.seen(0.0, -size / 2.0), view.seen(0.0, size / 2.0));
        Sample {
            picture: self.render(&view),
            corners: self.corners(),
            character: (above[0] - below[0]).hypot(above[1] - below[1]),
            upright: Rotation::None,
            document: self.document,
        }
    }

    fn view(&self) -> View {
        let (width, height) = self.document.size();
        let (sine, cosine) = self.turn.to_radians().sin_cos();
        let (side, ahead) = (self.lean.0.to_radians(), self.lean.1.to_radians());
        let away = DISTANCE * width.max(height);
        let from = [
            [side.cos() * cosine, -side.cos() * sine, 0.0],
            [ahead.cos() * sine, ahead.cos() * cosine, 0.0],
            [
                (cosine * side.sin() + sine * ahead.sin()) / away,
                (cosine * ahead.sin() - sine * side.sin()) / away,
                1.0,
            ],
        ];
        // First without scale and place, to see how far the corners reach.
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
            .map(|(x, y)| View { from }.seen(x * width, y * height));
        let reach = |axis: usize| {
            let least = corners.iter().map(|at| at[axis]).fold(f32::MAX, f32::min);
            let most = corners.iter().map(|at| at[axis]).fold(f32::MIN, f32::max);
            (least, most)
        };
        let ((left, right), (top, bottom)) = (reach(0), reach(1));
        let (columns, rows) = (self.width as f32, self.height as f32);
        let scale = self.fit * (columns / (right - left)).min(rows / (bottom - top));
        let place = [
            columns * (0.5 + self.shift.0) - scale * (left + right) / 2.0,
            rows * (0.5 + self.shift.1) - scale * (top + bottom) / 2.0,
        ];
        let placed =
            |axis: usize| [0, 1, 2].map(|at| from[axis][at] * scale + from[2][at] * place[axis]);
        View {
            from: [placed(0), placed(1), from[2]],
        }
    }

    fn render(&self, view: &View) -> Picture {
        let (width, height) = self.document.size();
        let back = view.back();
        let [middle, beside] = [[0.5, 0.5], [0.5 + 1.0 / self.width as f32, 0.5]]
            .map(|[x, y]| seen(&back, x * self.width as f32, y * self.height as f32));
        let millimetre = (beside[0] - middle[0]).hypot(beside[1] - middle[1]);
        let density = 2.4 / millimetre;
        let sheet = (self.document).draw(density, self.seed, self.lettering.as_deref());
        let keys = self.backdrop.keys(density, self.seed);
        let rounding = self.document.rounding();
        let thickness = width.max(height) / 90.0;
        let colour = |x: f32, y: f32, texture: f32| -> [f32; 3] {
            let (u, v) = (x + width / 2.0, y + height / 2.0);
            if let Some(colour) = sheet.at(u, v)
                && !is_rounded_off(u, v, width, height, rounding)
            {
                return colour.map(f32::from);
            }
            let backdrop = self.backdrop.colour(x, y, texture, self.seed, &keys);
            // The document lies on the backdrop and keeps the light from it, at the right and below.
            let beyond = (u - width)
                .max(v - height)
                .max((thickness - u).max(thickness - v).max(0.0));
            let is_beside = u > 0.0 && v > 0.0 && u < width + thickness && v < height + thickness;
            let shade = if is_beside {
                0.62 + 0.38 * (beyond / thickness).clamp(0.0, 1.0)
            } else {
                1.0
            };
            backdrop.map(|level| level * shade)
        };
        let mut levels = Vec::with_capacity(self.width * self.height * 3);
        for row in 0..self.height {
            for column in 0..self.width {
                let mut sums = [0.0_f32; 3];
                let here = (column as f32 + 0.5, row as f32 + 0.5);
                let [x, y] = seen(&back, here.0, here.1);
                let is_on_sheet =
                    x.abs() * 2.0 + 2.0 < width - rounding && y.abs() * 2.0 + 2.0 < height;
                let texture = if is_on_sheet {
                    0.0
                } else {
                    self.backdrop.texture(x, y, self.seed)
                };
                for (right, down) in [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)] {
                    // Over one pixel the perspective changes nothing.
                    let (u, v) = (x + millimetre * right, y + millimetre * down);
                    for (sum, level) in sums.iter_mut().zip(colour(u, v, texture)) {
                        *sum += level;
                    }
                }
                let (u, v) = (
                    column as f32 / self.width as f32 - 0.5,
                    row as f32 / self.height as f32 - 0.5,
                );
                // Lenses lose a little light towards the corners.
                let lens = 1.0 - 0.10 * (u * u + v * v);
                let light =
                    self.light * lens * (1.0 - self.slope.0 * u) * (1.0 - self.slope.1 * v) / 4.0;
                let grain = hash((row * self.width + column) as u64 ^ self.seed << 32);
                for (channel, sum) in sums.into_iter().enumerate() {
                    let span = u64::from(self.noise) * 2 + 1;
                    let noise = (grain >> (channel * 16) & 0xFFFF) % span;
                    let level =
                        sum * light * self.cast[channel] + noise as f32 - f32::from(self.noise);
                    levels.push(level.clamp(0.0, 255.0) as u8);
                }
            }
        }
        Picture::from_levels(self.width, self.height, levels)
    }
}

fn is_rounded_off(x: f32, y: f32, width: f32, height: f32, radius: f32) -> bool {
    let across = (radius - x).max(x - width + radius).max(0.0);
    let down = (radius - y).max(y - height + radius).max(0.0);
    across * across + down * down > radius * radius
}

/// From millimetres on the document, from its middle, to pixels of the photograph.
struct View {
    from: [[f32; 3]; 3],
}

impl View {
    fn seen(&self, x: f32, y: f32) -> [f32; 2] {
        seen(&self.from, x, y)
    }

    /// From pixels to millimetres.
    fn back(&self) -> [[f32; 3]; 3] {
        let m = self.from.map(|row| row.map(f64::from));
        let minor = |a: usize, b: usize, c: usize, d: usize| m[a][c] * m[b][d] - m[a][d] * m[b][c];
        let adjugate = [
            [minor(1, 2, 1, 2), -minor(0, 2, 1, 2), minor(0, 1, 1, 2)],
            [-minor(1, 2, 0, 2), minor(0, 2, 0, 2), -minor(0, 1, 0, 2)],
            [minor(1, 2, 0, 1), -minor(0, 2, 0, 1), minor(0, 1, 0, 1)],
        ];
        // Only ratios matter; the last is made 1 so that single precision holds the rest.
        let whole = adjugate[2][2];
        adjugate.map(|row| row.map(|it| (it / whole) as f32))
    }
}

#[inline]
fn seen(from: &[[f32; 3]; 3], x: f32, y: f32) -> [f32; 2] {
    let [u, v, w] = [0, 1, 2].map(|row| from[row][0] * x + from[row][1] * y + from[row][2]);
    [u / w, v / w]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_are_where_the_paper_ends() {
        let scene = Scene {
            noise: 0,
            turn: 4.0,
            lean: (8.0, -6.0),
            ..Scene::of(Document::Page, Backdrop::DarkDesk, 800, 5)
        };
        let sample = scene.photograph();
        let [u, v] = [
            sample.corners.map(|at| at.x).iter().sum::<f32>() / 4.0,
            sample.corners.map(|at| at.y).iter().sum::<f32>() / 4.0,
        ];
        for corner in sample.corners {
            let bright = |towards: f32| {
                let (x, y) = (
                    corner.x + (u - corner.x) * towards,
                    corner.y + (v - corner.y) * towards,
                );
                sample
                    .picture
                    .colour((x * 600.0) as usize, (y * 800.0) as usize)[1]
            };
            assert!(bright(0.03) > 160, "paper inside of {corner:?}");
            assert!(bright(-0.03) < 80, "desk outside of {corner:?}");
        }
    }
}
