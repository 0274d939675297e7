//! Where in the picture the document lies, for the checks that look at nothing else.

use crate::{Point, Quad};

/// Part of the way from a corner to the middle that counts as rim.
const RIM: f32 = 0.1;

/// The document in the picture, or the whole picture where its outline is not known.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    corners: Option<Quad>,
}

impl Place {
    /// Within the outline, if there is one.
    pub(crate) fn of(outline: Option<Quad>) -> Self {
        Self { corners: outline }
    }

    /// The same without its rim, where the table looks in and paper throws a shadow.
    pub(crate) fn inner(&self) -> Self {
        self.without_rim(RIM)
    }

    /// The same without a rim of so much of the way from a corner to the middle.
    pub(crate) fn without_rim(&self, rim: f32) -> Self {
        let corners = self.corners.map(|corners| {
            let sum = |of: fn(&Point) -> f32| corners.iter().map(of).sum::<f32>() / 4.0;
            let (x, y) = (sum(|at| at.x), sum(|at| at.y));
            corners.map(|at| Point {
                x: at.x + (x - at.x) * rim,
                y: at.y + (y - at.y) * rim,
            })
        });
        Self { corners }
    }

    /// Whether the outline of the document is known.
    pub(crate) fn is_known(&self) -> bool {
        self.corners.is_some()
    }

    /// Whether the middle of a cell belongs to the document, given its place in a grid laid over the whole picture.
    pub(crate) fn holds(&self, (x, y): (usize, usize), (across, down): (usize, usize)) -> bool {
        let Some(corners) = self.corners else {
            return true;
        };
        let middle = Point {
            x: (x as f32 + 0.5) / across.max(1) as f32,
            y: (y as f32 + 0.5) / down.max(1) as f32,
        };
        let [a, b, c, d] = corners;
        // Clockwise as the picture is seen: the inside lies to the right of every side.
        [(a, b), (b, c), (c, d), (d, a)].iter().all(|(from, to)| {
            (to.x - from.x) * (middle.y - from.y) - (to.y - from.y) * (middle.x - from.x) >= 0.0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_on_its_corner_holds_its_middle_and_not_the_table() {
        let corner = |x, y| Point { x, y };
        let card = [
            corner(0.5, 0.1),
            corner(0.9, 0.5),
            corner(0.5, 0.9),
            corner(0.1, 0.5),
        ];
        let grid = (10, 10);
        assert!(Place::of(Some(card)).holds((5, 5), grid));
        assert!(Place::of(Some(card)).holds((5, 2), grid));
        assert!(!Place::of(Some(card)).holds((1, 1), grid));
        assert!(!Place::of(Some(card)).holds((9, 9), grid));
        assert!(Place::of(None).holds((9, 9), grid));
    }
}
