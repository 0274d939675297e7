//! What moving, turning and framing make of an edit: plain geometry in fractions of the picture.

use precheck_types::{Edit, Point, Quad, Rotation};

/// The whole picture.
pub(super) const WHOLE: Quad = [
    Point { x: 0.0, y: 0.0 },
    Point { x: 1.0, y: 0.0 },
    Point { x: 1.0, y: 1.0 },
    Point { x: 0.0, y: 1.0 },
];

/// How near two corners of one side may come.
const LEAST_SIDE: f32 = 0.05;

/// The same edit with one more rotation: what lies within the corners stays within them.
pub(crate) fn turned(edit: Edit, by: Rotation) -> Edit {
    let quarters = by as u8;
    let corners = edit.corners.map(|mut corners| {
        for _ in 0..quarters {
            // A quarter clockwise: what was the lower left corner is the upper left one.
            let [a, b, c, d] = corners.map(|at| Point {
                x: 1.0 - at.y,
                y: at.x,
            });
            corners = [d, a, b, c];
        }
        corners
    });
    Edit {
        rotation: edit.rotation.and(by),
        corners,
        ..edit
    }
}

/// The corners with one of them somewhere else, inside the picture and without crossing another.
pub(super) fn moved(corners: Quad, which: usize, to: Point) -> Quad {
    let is_left = which == 0 || which == 3;
    let is_upper = which < 2;
    let beside = which ^ 1;
    let across = 3 - which;
    let mut corners = corners;
    let [x, y] = [
        within(to.x, corners.get(beside).map(|at| at.x), is_left),
        within(to.y, corners.get(across).map(|at| at.y), is_upper),
    ];
    if let Some(corner) = corners.get_mut(which) {
        *corner = Point { x, y };
    }
    corners
}

/// Point2 most up to the neighbour, at least from it on, and inside the picture.
fn within(at: f32, neighbour: Option<f32>, before: bool) -> f32 {
    let neighbour = neighbour.unwrap_or(if before { 1.0 } else { 0.0 });
    if before {
        at.min(neighbour - LEAST_SIDE).max(0.0)
    } else {
        at.max(neighbour + LEAST_SIDE).min(1.0)
    }
}

/// The frame of a portrait: where it begins and how much of the width it takes, in fractions of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CropRect {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
}

impl CropRect {
    /// The frame that an edit has; else the largest one in the middle. `aspect` is the aspect ratio of the frame
    /// divided by that of the picture.
    pub(super) fn of(edit: &Edit, aspect: f32) -> Self {
        let Some([from, _, to, _]) = edit.corners else {
            let width = aspect.min(1.0);
            return Self {
                left: (1.0 - width) / 2.0,
                top: (1.0 - width / aspect) / 2.0,
                width,
            };
        };
        Self {
            left: from.x,
            top: from.y,
            width: to.x - from.x,
        }
        .inside(aspect)
    }

    /// The widest that fits into the picture.
    pub(super) fn widest(aspect: f32) -> f32 {
        aspect.min(1.0)
    }

    /// The nearest frame that lies inside the picture.
    pub(super) fn inside(self, aspect: f32) -> Self {
        let width = self.width.min(Self::widest(aspect)).max(LEAST_SIDE);
        Self {
            left: self.left.min(1.0 - width).max(0.0),
            top: self.top.min(1.0 - width / aspect).max(0.0),
            width,
        }
    }

    /// Wider or narrower about its middle.
    pub(super) fn zoomed(self, width: f32, aspect: f32) -> Self {
        let more = width - self.width;
        Self {
            left: self.left - more / 2.0,
            top: self.top - more / aspect / 2.0,
            width,
        }
        .inside(aspect)
    }

    pub(super) fn corners(self, aspect: f32) -> Quad {
        let (right, bottom) = (self.left + self.width, self.top + self.width / aspect);
        WHOLE.map(|at| Point {
            x: if at.x > 0.5 { right } else { self.left },
            y: if at.y > 0.5 { bottom } else { self.top },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Quad = [
        Point { x: 0.125, y: 0.25 },
        Point { x: 0.75, y: 0.125 },
        Point { x: 0.875, y: 0.5 },
        Point { x: 0.25, y: 0.625 },
    ];

    fn edit(corners: Quad) -> Edit {
        Edit {
            corners: Some(corners),
            ..Edit::default()
        }
    }

    #[test]
    fn a_turn_takes_the_corners_with_it() {
        let right = turned(edit(CARD), Rotation::Right);
        // The lower left corner of the card comes to lie in the upper left.
        assert_eq!(
            right.corners.map(|corners| corners[0]),
            Some(Point { x: 0.375, y: 0.25 })
        );
        assert_eq!(turned(right, Rotation::Left), edit(CARD));
        assert_eq!(
            turned(edit(CARD), Rotation::Half),
            turned(right, Rotation::Right)
        );
        assert_eq!(turned(edit(WHOLE), Rotation::Left).corners, Some(WHOLE));
    }

    #[test]
    fn corners_neither_leave_the_picture_nor_change_sides() {
        let out = moved(CARD, 0, Point { x: -0.5, y: 2.0 });
        assert_eq!(
            out[0],
            Point {
                x: 0.0,
                y: 0.625 - LEAST_SIDE
            }
        );
        let over = moved(CARD, 2, Point { x: 0.0, y: 0.5 });
        assert_eq!(
            over[2],
            Point {
                x: 0.25 + LEAST_SIDE,
                y: 0.5
            }
        );
        assert_eq!(&over[..2], &CARD[..2]);
    }

    #[test]
    fn a_portrait_is_framed_in_the_middle_and_stays_inside() {
        // A landscape picture of 2 : 1 and a frame of 1 : 1.
        let aspect = 0.5;
        let crop = CropRect::of(&Edit::default(), aspect);
        assert_eq!(
            crop,
            CropRect {
                left: 0.25,
                top: 0.0,
                width: 0.5
            }
        );
        let near = crop.zoomed(0.25, aspect);
        assert_eq!(
            near,
            CropRect {
                left: 0.375,
                top: 0.25,
                width: 0.25
            }
        );
        let out = CropRect { left: 0.9, ..near }.inside(aspect);
        assert_eq!(out.left, 0.75);
        assert_eq!(CropRect::of(&edit(out.corners(aspect)), aspect), out);
    }
}
