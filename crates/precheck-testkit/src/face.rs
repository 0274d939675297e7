//! Somebody who sits for a portrait: shaded well enough that a finder of faces takes the drawing for one.
//! Nobody's face: ovals and soft spots, in widths of the face from the middle between the eyes.

use crate::Picture;

/// Points drawn for each pixel along a side; their mean makes edges as soft as a lens does.
const FINE: usize = 2;

const SKIN: [f32; 3] = [226.0, 184.0, 156.0];
const HAIR: [f32; 3] = [38.0, 32.0, 30.0];
const CLOTHES: [f32; 3] = [52.0, 66.0, 98.0];
const LIPS: [f32; 3] = [168.0, 92.0, 88.0];
const DARK: [f32; 3] = [44.0, 34.0, 32.0];
const EYE_WHITE: [f32; 3] = [232.0, 228.0, 222.0];

/// A portrait to be taken. Lengths are in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    pub width: usize,
    pub height: usize,
    /// The middle between the eyes, from the left and from the top.
    pub eyes: (f32, f32),
    pub face_width: f32,
    /// The colour of the backdrop on the left and on the right.
    pub backdrop: [[f32; 3]; 2],
    /// Where a second, smaller face looks in, from the left and from the top.
    pub companion: Option<(f32, f32)>,
}

impl Face {
    /// Height of the crown above the eyes, in widths of the face.
    pub const CROWN: f32 = 0.74;

    /// Before a white wall, taken by a phone held upright: far more around the head than a card takes.
    #[must_use]
    pub fn before_white() -> Self {
        Self {
            width: 900,
            height: 1200,
            eyes: (458.0, 465.0),
            face_width: 315.0,
            backdrop: [[246.0, 246.0, 244.0], [241.0, 241.0, 240.0]],
            companion: None,
        }
    }

    #[must_use]
    pub fn photograph(&self) -> Picture {
        let (across, down) = (self.width * FINE, self.height * FINE);
        let mut levels = Vec::with_capacity(across * down * 3);
        for y in 0..down {
            for x in 0..across {
                let at = (x as f32 / FINE as f32, y as f32 / FINE as f32);
                levels.extend(self.colour(at).map(|level| level.clamp(0.0, 255.0) as u8));
            }
        }
        let fine = Picture::from_levels(across, down, levels);
        fine.reduced(self.width.max(self.height) as u32).noisy(2)
    }

    fn colour(&self, (x, y): (f32, f32)) -> [f32; 3] {
        let part = x / self.width as f32;
        let mut colour = mixed(self.backdrop[0], self.backdrop[1], part);
        if let Some((left, top)) = self.companion {
            let width = self.face_width * 0.7;
            colour = head(colour, (x - left) / width, (y - top) / width);
        }
        let (u, v) = (
            (x - self.eyes.0) / self.face_width,
            (y - self.eyes.1) / self.face_width,
        );
        head(colour, u, v)
    }
}

/// Head and shoulders over what is behind them.
fn head(behind: [f32; 3], u: f32, v: f32) -> [f32; 3] {
    let mut colour = behind;
    let shoulders = inside(u, v - 2.35, 1.35, 1.35).max(inside(u, v - 3.6, 1.35, 2.4));
    let folds = 1.0 + 0.08 * (u * 9.0 + v * 3.0).sin();
    colour = mixed(colour, CLOTHES.map(|level| level * folds), shoulders);
    let neck = inside(u, v - 0.85, 0.28, 0.42);
    colour = mixed(colour, SKIN.map(|level| level * 0.78), neck);
    let strands = 1.0 + 0.35 * (u * 46.0 + v * 7.0).sin() * (v * 5.0).cos();
    let hair = inside(u, v + 0.12, 0.55, Face::CROWN - 0.12);
    colour = mixed(colour, HAIR.map(|level| level * strands), hair);
    for side in [-1.0, 1.0] {
        let ear = inside(u - side * 0.5, v - 0.08, 0.07, 0.15);
        colour = mixed(colour, SKIN.map(|level| level * 0.82), ear);
    }
    let skin = inside(u, v - 0.1, 0.49, 0.64);
    mixed(colour, face(u, v), skin)
}

/// The face itself, lit from the front and a little from above.
fn face(u: f32, v: f32) -> [f32; 3] {
    let side = u.abs();
    let round = 1.0 - 0.9 * (side * 1.9).powi(4).min(0.45) - 0.1 * (v - 0.1).powi(2);
    let mut light = round + 0.05 * spot(u, v + 0.32, 0.25, 0.12);
    // Sockets, the sides of the nose, the shadow below the nose, the lip and the cheeks.
    light -= 0.26 * spot(side - 0.225, v + 0.02, 0.12, 0.075);
    light -= 0.12 * spot(side - 0.085, v - 0.2, 0.035, 0.16);
    light += 0.08 * spot(u, v - 0.2, 0.035, 0.2);
    light -= 0.22 * spot(u, v - 0.345, 0.1, 0.035);
    light -= 0.16 * spot(u, v - 0.575, 0.12, 0.03);
    light += 0.07 * spot(side - 0.26, v - 0.24, 0.1, 0.1);
    let mut colour = SKIN.map(|level| level * light);
    let brow = spot(side - 0.23, v + 0.135 - 0.05 * (side - 0.23), 0.12, 0.024).min(1.0);
    colour = mixed(colour, HAIR, (brow * 1.6).min(0.95));
    colour = mixed(colour, EYE_WHITE, inside(side - 0.225, v, 0.085, 0.036));
    let within_lids = inside(side - 0.225, v, 0.09, 0.045);
    let iris = inside(side - 0.225, v, 0.042, 0.042) * within_lids;
    colour = mixed(colour, DARK, iris);
    let lid = spot(
        side - 0.225,
        v + 0.036 - 1.2 * (side - 0.225).powi(2),
        0.085,
        0.011,
    );
    colour = mixed(colour, DARK, (lid * 1.2).min(0.9));
    let nostril = spot(side - 0.06, v - 0.33, 0.028, 0.016);
    colour = mixed(colour, DARK, nostril.min(0.85));
    colour = mixed(colour, LIPS, inside(u, v - 0.485, 0.18, 0.05));
    let parted = spot(u, v - 0.482, 0.14, 0.009);
    mixed(colour, DARK, parted.min(0.9))
}

/// 1 inside an oval and 0 outside, with a soft rim.
fn inside(u: f32, v: f32, across: f32, down: f32) -> f32 {
    let from = ((u / across).powi(2) + (v / down).powi(2)).sqrt();
    let rim = 0.008 / across.min(down);
    ((1.0 - from) / rim + 0.5).clamp(0.0, 1.0)
}

/// A soft spot: 1 in its middle.
fn spot(u: f32, v: f32, across: f32, down: f32) -> f32 {
    (-(u / across).powi(2) - (v / down).powi(2)).exp()
}

fn mixed(below: [f32; 3], above: [f32; 3], cover: f32) -> [f32; 3] {
    [0, 1, 2].map(|at| below[at] + (above[at] - below[at]) * cover)
}
