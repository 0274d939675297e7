//! Places in a picture: points, the four corners of a document, and quarter turns.
//! In fractions of the upright picture, so that they hold at every scale.

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

/// A turn by quarters, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    #[default]
    None,
    Right,
    Half,
    Left,
}

impl Turn {
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// This turn and then another.
    #[must_use]
    pub fn and(self, then: Self) -> Self {
        const QUARTERS: [Turn; 4] = [Turn::None, Turn::Right, Turn::Half, Turn::Left];
        QUARTERS[(self as usize + then as usize) % 4]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarter_turns_add_up() {
        assert_eq!(Turn::Right.and(Turn::Right), Turn::Half);
        assert_eq!(Turn::Left.and(Turn::Right), Turn::None);
        assert_eq!(Turn::Half.and(Turn::Left), Turn::Right);
    }
}
