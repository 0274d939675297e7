//! What documents lie on: quiet and cluttered, dark and as light as the paper itself.

use crate::glyph::{self, Type};
use crate::rng::{Rng, hash, value_noise};
use crate::sheet::Sheet;

/// A surface, in millimetres as the document on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backdrop {
    /// Boards with a grain that runs across.
    Wood,
    /// A plain dark desk.
    DarkDesk,
    /// A plain desk, nearly as light as paper.
    WhiteDesk,
    /// Square tiles with joints.
    Tiles,
    /// A chequered and dotted table cloth.
    Cloth,
    /// Keys with signs in rows, as of a keyboard or a till.
    Keyboard,
}

impl Backdrop {
    pub const ALL: [Self; 6] = [
        Self::Wood,
        Self::DarkDesk,
        Self::WhiteDesk,
        Self::Tiles,
        Self::Cloth,
        Self::Keyboard,
    ];

    /// What is smooth enough on it to be looked at once for each pixel.
    pub(crate) fn texture(self, x: f32, y: f32, seed: u64) -> f32 {
        match self {
            Self::Wood => {
                let bend = value_noise(x / 70.0, (y / 90.0).floor(), seed) * 14.0;
                value_noise(x / 60.0, (y + bend) / 1.6, seed) * 26.0
            }
            Self::Tiles => value_noise(x / 5.0, y / 5.0, seed) * 16.0,
            Self::Cloth => value_noise(x * 1.1, y * 1.1, seed) * 18.0,
            _ => value_noise(x / 9.0, y / 9.0, seed) * 10.0,
        }
    }

    /// The colour at a place, with the texture there.
    pub(crate) fn colour(self, x: f32, y: f32, texture: f32, seed: u64, keys: &Sheet) -> [f32; 3] {
        let cell = |at: f32, side: f32| (at / side).floor();
        let inside = |at: f32, side: f32| at - cell(at, side) * side;
        match self {
            Self::Wood => {
                let joint = if inside(y, 90.0) < 0.9 { -60.0 } else { 0.0 };
                let board = hash(cell(y, 90.0) as i64 as u64 ^ seed) % 18;
                let level = texture + joint + board as f32;
                [128.0 + level, 92.0 + level, 60.0 + level * 0.8]
            }
            Self::DarkDesk => [44.0 + texture, 42.0 + texture, 46.0 + texture],
            Self::WhiteDesk => [206.0 + texture, 207.0 + texture, 208.0 + texture],
            Self::Tiles => {
                if inside(x, 62.0) < 2.2 || inside(y, 62.0) < 2.2 {
                    return [112.0, 108.0, 104.0];
                }
                let tile = (cell(x, 62.0) as i64 as u64).wrapping_mul(31)
                    ^ cell(y, 62.0) as i64 as u64
                    ^ seed;
                let level = (hash(tile) % 22) as f32 + texture;
                [166.0 + level, 158.0 + level, 146.0 + level]
            }
            Self::Cloth => {
                let band = |at: f32| if inside(at, 14.0) < 7.0 { 1.0 } else { 0.0 };
                let check = band(x) + band(y);
                let (u, v) = (inside(x, 7.0) - 3.5, inside(y, 7.0) - 3.5);
                let dot = if u * u + v * v < 1.2 { 50.0 } else { 0.0 };
                [
                    190.0 - 22.0 * check + texture,
                    96.0 + 34.0 * check + texture - dot,
                    92.0 + 30.0 * check + texture,
                ]
            }
            Self::Keyboard => keys
                .at(inside(x, keys.width), inside(y, keys.height))
                .map_or([30.0; 3], |colour| {
                    colour.map(|level| f32::from(level) + texture * 0.4)
                }),
        }
    }

    /// The keys that repeat over the plane; a scrap for all other backdrops.
    pub(crate) fn keys(self, density: f32, seed: u64) -> Sheet {
        if self != Self::Keyboard {
            return Sheet::blank(1.0, 1.0, 1.0, [0; 3]);
        }
        let mut rng = Rng::from_seed(seed);
        let mut keys = Sheet::blank(133.0, 76.0, density, [22, 22, 24]);
        for row in 0_u8..4 {
            for column in 0_u8..7 {
                let (x, y) = (19.0 * f32::from(column), 19.0 * f32::from(row));
                keys.fill(x + 1.0, y + 1.0, 17.0, 17.0, [58, 59, 64]);
                keys.fill(x + 2.5, y + 1.8, 14.0, 14.0, [74, 75, 80]);
                glyph::character(
                    &mut keys,
                    x + 4.0,
                    y + 3.0,
                    Type::regular(4.4, [206, 206, 206]),
                    &mut rng,
                );
            }
        }
        keys
    }
}
