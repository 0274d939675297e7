//! Geometry in a picture: points, the four corners of a document, and rotations by quarters.
//! In fractions of the upright picture, so that it holds at every scale.

use serde::{Deserialize, Serialize};

/// A point in fractions of width and height: 0 to 1 inside the picture, beyond it outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// The corners of a document, clockwise from the upper left one as the picture is seen.
pub type Quad = [Point; 4];

/// A rotation by quarters, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    #[default]
    None,
    Right,
    Half,
    Left,
}

impl Rotation {
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// This rotation followed by another.
    #[must_use]
    pub fn and(self, then: Self) -> Self {
        const QUARTERS: [Rotation; 4] = [
            Rotation::None,
            Rotation::Right,
            Rotation::Half,
            Rotation::Left,
        ];
        QUARTERS[(self as usize + then as usize) % 4]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_add_up() {
        assert_eq!(Rotation::Right.and(Rotation::Right), Rotation::Half);
        assert_eq!(Rotation::Left.and(Rotation::Right), Rotation::None);
        assert_eq!(Rotation::Half.and(Rotation::Left), Rotation::Right);
    }
}
