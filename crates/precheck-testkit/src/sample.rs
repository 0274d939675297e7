//! A photograph with all that is known of it, to be spoilt in known ways.

use crate::{Document, Picture};
use precheck_types::{Point, Quad, Rotation};

/// A photograph of a document and the truth about it.
#[derive(Clone, Debug)]
pub struct Sample {
    pub picture: Picture,
    /// Where the corners of the document are seen, clockwise from the upper left one; beyond 0 to 1 they are outside.
    pub corners: Quad,
    /// Height of the characters of its body, in pixels.
    pub character: f32,
    /// The turn that brings it upright.
    pub upright: Rotation,
    pub document: Document,
}

impl Sample {
    /// The same place under other light, another lens or another hand.
    #[must_use]
    pub fn with(self, spoil: impl FnOnce(Picture) -> Picture) -> Self {
        let before = self.picture.height() as f32;
        let picture = spoil(self.picture);
        Self {
            character: self.character * picture.height() as f32 / before,
            picture,
            ..self
        }
    }

    /// Only the part between these fractions of width and height: left, top, right, bottom.
    #[must_use]
    pub fn cropped(self, [left, top, right, bottom]: [f32; 4]) -> Self {
        let corners = self.corners.map(|at| Point {
            x: (at.x - left) / (right - left),
            y: (at.y - top) / (bottom - top),
        });
        Self {
            picture: self.picture.cropped([left, top, right, bottom]),
            corners,
            ..self
        }
    }

    /// Turned clockwise, as when the phone or the paper was held wrong.
    #[must_use]
    pub fn turned(self, turn: Rotation) -> Self {
        let [a, b, c, d] = self.corners;
        let flipped = |at: Point| Point {
            x: 1.0 - at.x,
            y: 1.0 - at.y,
        };
        let right = |at: Point| Point {
            x: 1.0 - at.y,
            y: at.x,
        };
        let (corners, upright) = match turn {
            Rotation::None => (self.corners, Rotation::None),
            Rotation::Right => ([d, a, b, c].map(right), Rotation::Left),
            Rotation::Half => ([c, d, a, b].map(flipped), Rotation::Half),
            Rotation::Left => ([b, c, d, a].map(|at| flipped(right(at))), Rotation::Right),
        };
        Self {
            picture: self.picture.turned(turn),
            corners,
            upright: self.upright.and(upright),
            ..self
        }
    }
}
