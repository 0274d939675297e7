//! Where the eyes, the crown and the sides of a face are.
//! From the square that the finder gives, whose parts lie alike in every frontal face, and from the backdrop behind the
//! head.

use super::background::Background;
use super::finder::{self, Found};
use crate::raster::Raster;

// Seen on 17 faces photographed from the front: the eyes stand at 37 (33 to 40) hundredths of the square from its top
// and 40 apart. A face is about 2.2 times as wide as its pupils are apart.

/// The line of the eyes below the top of the square, in hundredths of its side.
const EYES_DOWN: usize = 37;
/// The face across, in hundredths of the side.
const WIDTH: usize = 88;

/// Grey levels by which hair or skin differs from the backdrop.
const STANDS_OUT: u8 = 30;
/// One pixel in this many of a row above the face makes the head.
const OF_HEAD: usize = 4;

/// A face in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Face {
    /// The middle between the eyes, from the left and from the top.
    pub(super) eyes: (usize, usize),
    pub(super) width: usize,
    /// The highest row of the head; nothing where the backdrop does not let it stand out.
    pub(super) crown: Option<usize>,
}

/// Every face, the surest first. Small ones beside it, on a badge or a print of the clothes, do not count.
pub(super) fn all(grey: &Raster, background: &Background) -> Vec<Face> {
    let squares = finder::faces(grey);
    let widest = squares.first().map_or(0, |square| square.side);
    squares
        .iter()
        .filter(|square| square.side * 3 >= widest)
        .map(|square| Face::in_square(grey, square, background))
        .collect()
}

impl Face {
    fn in_square(grey: &Raster, square: &Found, background: &Background) -> Self {
        let eyes = (square.middle, square.top + square.side * EYES_DOWN / 100);
        let width = square.side * WIDTH / 100;
        Self {
            eyes,
            width,
            crown: crown(grey, eyes, width, background),
        }
    }
}

/// The highest row above the eyes where much differs from the backdrop, within half a face to either side.
fn crown(
    grey: &Raster,
    eyes: (usize, usize),
    width: usize,
    background: &Background,
) -> Option<usize> {
    if !background.is_even() {
        return None;
    }
    let left = eyes.0.saturating_sub(width / 3);
    let right = (eyes.0 + width / 3).min(grey.width);
    let is_head = |y: usize| {
        let row = &grey.levels[y * grey.width..][left..right];
        let head = row
            .iter()
            .filter(|level| level.abs_diff(background.grey) > STANDS_OUT)
            .count();
        head * OF_HEAD >= row.len()
    };
    // Single rows of noise are no hair.
    let eyes = eyes.1.min(grey.height);
    (0..eyes.saturating_sub(2)).find(|y| (0..3).all(|more| is_head(y + more)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::Face as DrawnFace;

    #[test]
    fn eyes_crown_and_width_are_where_they_were_drawn() {
        for (face_width, eyes) in [
            (210.0, (420.0, 450.0)),
            (330.0, (380.0, 390.0)),
            (270.0, (500.0, 500.0)),
        ] {
            let drawn = DrawnFace {
                width: 900,
                height: 1000,
                eyes,
                face_width,
                ..DrawnFace::before_white()
            };
            let picture = drawn.photograph();
            let colours = Raster {
                width: picture.width(),
                height: picture.height(),
                channels: 3,
                levels: picture.rgb().to_vec(),
            };
            let background = Background::measure(&colours);
            let faces = all(&colours.grey(), &background);
            assert_eq!(faces.len(), 1);
            let hundredth = |is: usize, drawn: f32| (is as f32 - drawn) / face_width * 100.0;
            let face = faces[0];
            assert!(hundredth(face.eyes.0, eyes.0).abs() < 4.0, "{face:?}");
            assert!(hundredth(face.eyes.1, eyes.1).abs() < 9.0, "{face:?}");
            assert!(hundredth(face.width, face_width).abs() < 10.0, "{face:?}");
            let crown = face.crown.expect("hair before white");
            assert!(
                hundredth(crown, eyes.1 - DrawnFace::CROWN * face_width).abs() < 4.0,
                "{face:?}"
            );
        }
    }
}
