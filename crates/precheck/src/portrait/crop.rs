//! Which part of a photograph becomes the portrait: what the face asks for, or what the resident chose.
//! Always of the right shape, within the picture, and of no fewer pixels than the finished portrait has.

use super::face::Face;
use crate::raster::Raster;
use crate::{Point, Portrait, Quad, Size};

/// The line of the eyes from the upper edge where the crown is not known, in hundredths of the height.
const EYES_DOWN: u64 = 42;

/// A rectangle in pixels of the upright picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crop {
    left: u64,
    top: u64,
    width: u64,
    height: u64,
}

impl Crop {
    /// Of this width around a place, as near to it as the picture allows; nothing where the picture has too few pixels.
    fn around(
        width: u64,
        place: impl Fn(u64, u64) -> (u64, u64),
        size: Size,
        portrait: &Portrait,
    ) -> Option<Self> {
        let (across, down) = (u64::from(portrait.width), u64::from(portrait.height));
        let (most_across, most_down) = (u64::from(size.width), u64::from(size.height));
        let widest = most_across.min(most_down * across / down.max(1));
        if across == 0 || down == 0 || most_across < across || most_down < down {
            return None;
        }
        let width = width.min(widest).max(across);
        let height = ((width * down + across / 2) / across).min(most_down);
        let (left, top) = place(width, height);
        Some(Self {
            left: left.min(most_across - width),
            top: top.min(most_down - height),
            width,
            height,
        })
    }

    /// What the rules ask for this face; without one, the middle.
    pub(super) fn suggested(face: Option<&Face>, size: Size, portrait: &Portrait) -> Option<Self> {
        let Some(face) = face else {
            let (width, height) = (u64::from(size.width), u64::from(size.height));
            let middle = |across: u64, down: u64| {
                (
                    width.saturating_sub(across) / 2,
                    height.saturating_sub(down) / 2,
                )
            };
            return Self::around(u64::MAX, middle, size, portrait);
        };
        let wanted = middle(portrait.face_width);
        let width = face.width as u64 * u64::from(portrait.width) / wanted.max(1);
        let eyes = (face.eyes.0 as u64, face.eyes.1 as u64);
        let place = |across: u64, down: u64| {
            let to_eyes = across * middle(portrait.eyes_across) / u64::from(portrait.width);
            let finished = |pixels: u64| down * pixels / u64::from(portrait.height);
            let top = match face.crown {
                Some(crown) => (crown as u64).saturating_sub(finished(middle(portrait.crown))),
                None => eyes.1.saturating_sub(down * EYES_DOWN / 100),
            };
            // Where crown and eyes cannot both be right, the rules put the eyes first.
            let lowest = (eyes.1 + finished(u64::from(portrait.eyes_above))).saturating_sub(down);
            (eyes.0.saturating_sub(to_eyes), top.max(lowest))
        };
        Self::around(width, place, size, portrait)
    }

    /// What the resident chose: the middle of the corners, and the narrower of their two ways.
    pub(super) fn chosen(corners: &Quad, size: Size, portrait: &Portrait) -> Option<Self> {
        let in_pixels = |fraction: f32, pixels: u32| {
            (f64::from(fraction).clamp(0.0, 1.0) * f64::from(pixels) + 0.5) as u64
        };
        let xs = corners.map(|corner| in_pixels(corner.x, size.width));
        let ys = corners.map(|corner| in_pixels(corner.y, size.height));
        let span = |ways: [u64; 4]| {
            let (least, most) = ways.iter().fold((u64::MAX, 0), |(least, most), at| {
                (least.min(*at), most.max(*at))
            });
            (least, most - least)
        };
        let ((left, across), (top, down)) = (span(xs), span(ys));
        let by_height = down * u64::from(portrait.width) + u64::from(portrait.height) / 2;
        let by_height = by_height / u64::from(portrait.height).max(1);
        let place = |width: u64, height: u64| {
            (
                (left + across / 2).saturating_sub(width / 2),
                (top + down / 2).saturating_sub(height / 2),
            )
        };
        Self::around(across.min(by_height), place, size, portrait)
    }

    /// The same as corners, from which [`Crop::chosen`] makes it again.
    pub(super) fn corners(self, size: Size) -> Quad {
        let part = |at: u64, whole: u32| at as f32 / whole.max(1) as f32;
        let (left, right) = (
            part(self.left, size.width),
            part(self.left + self.width, size.width),
        );
        let (top, bottom) = (
            part(self.top, size.height),
            part(self.top + self.height, size.height),
        );
        [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y })
    }

    /// Cut out, with the pixels of the finished portrait.
    pub(super) fn of(self, raster: &Raster, portrait: &Portrait) -> Raster {
        let [left, top, width, height] =
            [self.left, self.top, self.width, self.height].map(|at| at as usize);
        let rows = raster
            .levels
            .chunks_exact((raster.width * raster.channels).max(1));
        let cut = Raster {
            width,
            height,
            channels: raster.channels,
            levels: rows
                .skip(top)
                .take(height)
                .flat_map(|row| &row[left * raster.channels..(left + width) * raster.channels])
                .copied()
                .collect(),
        };
        cut.reduced(portrait.width.into(), portrait.height.into())
    }
}

fn middle((least, most): (u16, u16)) -> u64 {
    u64::from(least.midpoint(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_corners_of_a_cut_make_the_same_cut_again(
            width in 358_u32..4000,
            height in 441_u32..4000,
            eyes in (0_usize..4000, 0_usize..4000),
            face_width in 1_usize..4000,
            crown in proptest::option::of(0_usize..4000),
        ) {
            let (size, portrait) = (Size { width, height }, Portrait::default());
            let face = Face { eyes, width: face_width, crown };
            let cut = Crop::suggested(Some(&face), size, &portrait).expect("enough pixels");
            prop_assert_eq!(Crop::chosen(&cut.corners(size), size, &portrait), Some(cut));
            prop_assert!(cut.width >= 358 && cut.left + cut.width <= u64::from(width));
            prop_assert!(cut.height >= 441 && cut.top + cut.height <= u64::from(height));
        }

        #[test]
        fn whatever_is_chosen_lies_in_the_picture(
            corners in proptest::array::uniform4((proptest::num::f32::ANY, proptest::num::f32::ANY)),
            width in 1_u32..3000,
            height in 1_u32..3000,
        ) {
            let size = Size { width, height };
            let corners = corners.map(|(x, y)| Point { x, y });
            match Crop::chosen(&corners, size, &Portrait::default()) {
                Some(cut) => {
                    prop_assert!(cut.left + cut.width <= u64::from(width));
                    prop_assert!(cut.top + cut.height <= u64::from(height));
                }
                None => prop_assert!(width < 358 || height < 441),
            }
        }
    }
}
