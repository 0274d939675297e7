//! What documents lie on: quiet and cluttered, dark and as light as the paper itself.

use super::chance::{Chance, cloud, scrambled};
use super::glyph::{self, Type};
use super::sheet::Sheet;

/// A surface, in millimetres as the document on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
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

impl Ground {
    pub const ALL: [Self; 6] = [
        Self::Wood,
        Self::DarkDesk,
        Self::WhiteDesk,
        Self::Tiles,
        Self::Cloth,
        Self::Keyboard,
    ];

    pub(super) fn colour(self, x: f32, y: f32, seed: u64, keys: &Sheet) -> [f32; 3] {
        let mottle = cloud(x / 9.0, y / 9.0, seed) * 10.0;
        match self {
            Self::Wood => {
                let board = (y / 90.0).floor();
                let bend = cloud(x / 70.0, board, seed) * 14.0;
                let grain = cloud(x / 60.0, (y + bend) / 1.6, seed) * 26.0;
                let joint = if y - board * 90.0 < 0.9 { -60.0 } else { 0.0 };
                let level = grain + joint + (scrambled(board as i64 as u64 ^ seed) % 18) as f32;
                [128.0 + level, 92.0 + level, 60.0 + level * 0.8]
            }
            Self::DarkDesk => [44.0 + mottle, 42.0 + mottle, 46.0 + mottle],
            Self::WhiteDesk => [206.0 + mottle, 207.0 + mottle, 208.0 + mottle],
            Self::Tiles => {
                let (u, v) = (x / 62.0, y / 62.0);
                let (column, row) = (u.floor(), v.floor());
                if u - column < 0.035 || v - row < 0.035 {
                    return [112.0, 108.0, 104.0];
                }
                let tile = (column as i64 as u64).wrapping_mul(31) ^ row as i64 as u64 ^ seed;
                let level = (scrambled(tile) % 22) as f32 + cloud(x / 5.0, y / 5.0, seed) * 16.0;
                [166.0 + level, 158.0 + level, 146.0 + level]
            }
            Self::Cloth => {
                let band = |at: f32| {
                    if (at / 14.0 - (at / 14.0).floor()) < 0.5 {
                        1.0
                    } else {
                        0.0
                    }
                };
                let check = band(x) + band(y);
                let (u, v) = (
                    x - (x / 7.0).floor() * 7.0 - 3.5,
                    y - (y / 7.0).floor() * 7.0 - 3.5,
                );
                let dot = if u * u + v * v < 1.2 { 50.0 } else { 0.0 };
                let thread = cloud(x * 1.1, y * 1.1, seed) * 18.0;
                [
                    190.0 - 22.0 * check + thread,
                    96.0 + 34.0 * check + thread - dot,
                    92.0 + 30.0 * check + thread,
                ]
            }
            Self::Keyboard => {
                let (u, v) = (
                    x - (x / keys.width).floor() * keys.width,
                    y - (y / keys.height).floor() * keys.height,
                );
                keys.at(u, v).map_or([30.0; 3], |colour| {
                    colour.map(|level| f32::from(level) + mottle * 0.4)
                })
            }
        }
    }

    /// The keys that repeat over the plane; a scrap for all other grounds.
    pub(super) fn keys(self, density: f32, seed: u64) -> Sheet {
        if self != Self::Keyboard {
            return Sheet::blank(1.0, 1.0, 1.0, [0; 3]);
        }
        let mut chance = Chance::of(seed);
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
                    &mut chance,
                );
            }
        }
        keys
    }
}
