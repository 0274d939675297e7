//! The state of the editor: the picture, the viewport, and how moving a handle changes the edit.

use precheck_types::{Edit, Point, Quad, Rotation};

use super::pinch::{Fingers, Point2};
use super::pixels::whole;
use super::shape::{CropRect, WHOLE, moved};

/// The handle of the picture itself, where a portrait is framed; corners have 0 to 3.
pub(super) const PICTURE: usize = 4;
/// Stands for the magnification, where that is announced.
pub(super) const ZOOM: usize = 5;

/// A handle that is being dragged, with where it and the pointer were.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Dragging {
    pub(super) which: usize,
    pub(super) pointer: Point2,
    pub(super) from: Point,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct EditorState {
    pub(super) edit: Edit,
    /// Width and height of the picture as it was taken in, in its own pixels; nothing before it is there.
    pub(super) natural: Option<(f32, f32)>,
    /// Width and height that the picture may take on the screen.
    pub(super) viewport: (f32, f32),
    /// Width and height of the card's portrait, where it is one.
    pub(super) portrait: Option<(f32, f32)>,
    pub(super) dragging: Option<Dragging>,
    /// The handle that was moved by keys last: a screen reader announces where it is.
    pub(super) announced: Option<usize>,
    pub(super) fingers: Fingers,
    /// The magnification of a document beyond the size that fits, and the offset of its middle from the viewport's.
    pub(super) zoom: f32,
    pub(super) pan: Point2,
}

impl EditorState {
    pub(super) fn corners(&self) -> Quad {
        self.edit.corners.unwrap_or(WHOLE)
    }

    /// The picture after its turn.
    fn turned(&self) -> (f32, f32) {
        let (width, height) = self.natural.unwrap_or((1.0, 1.0));
        if matches!(self.edit.rotation, Rotation::Left | Rotation::Right) {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// What is shown of it: all, or the frame of a portrait.
    pub(super) fn frame(&self) -> (f32, f32) {
        let (width, height) = self.portrait.unwrap_or(self.turned());
        let scale = (self.viewport.0 / width).min(self.viewport.1 / height) * self.zoom;
        (width * scale, height * scale)
    }

    /// The whole picture is shown again: after a turn the offset no longer fits.
    pub(super) fn change(&mut self, edit: Edit) {
        self.edit = edit;
        (self.zoom, self.pan) = (1.0, (0.0, 0.0));
    }

    /// The frame of a portrait by the picture, as [`CropRect`] takes it.
    pub(super) fn aspect(&self) -> f32 {
        let ((width, height), (across, down)) =
            (self.portrait.unwrap_or((1.0, 1.0)), self.turned());
        width * down / (height * across)
    }

    pub(super) fn crop(&self) -> CropRect {
        CropRect::of(&self.edit, self.aspect())
    }

    /// The turned picture on the screen, at the size at which it is shown.
    pub(super) fn shown(&self) -> (f32, f32) {
        let (width, height) = self.frame();
        match self.portrait {
            Some(_) => {
                let crop = self.crop();
                let shown = width / crop.width;
                (shown, shown * self.turned().1 / self.turned().0)
            }
            None => (width, height),
        }
    }

    /// Where something that can be moved is now.
    pub(super) fn position_of(&self, which: usize) -> Point {
        if which == PICTURE {
            let crop = self.crop();
            return Point {
                x: crop.left,
                y: crop.top,
            };
        }
        self.corners().get(which).copied().unwrap_or(WHOLE[0])
    }

    /// Something is moved from where it was, by pixels of the screen. A portrait moves under its frame.
    pub(super) fn drag(&mut self, which: usize, from: Point, by: (f32, f32)) {
        let (width, height) = self.shown();
        let (across, down) = (by.0 / width, by.1 / height);
        if which == PICTURE {
            let to = Point {
                x: from.x - across,
                y: from.y - down,
            };
            self.frame_at(to);
        } else {
            let to = Point {
                x: from.x + across,
                y: from.y + down,
            };
            self.edit.corners = Some(moved(self.corners(), which, to));
        }
    }

    /// Something is moved by fractions of the picture, as arrow keys do.
    pub(super) fn step(&mut self, which: usize, across: f32, down: f32) {
        let (width, height) = self.shown();
        self.drag(
            which,
            self.position_of(which),
            (across * width, down * height),
        );
        self.reveal(which);
        self.announced = Some(which);
    }

    fn frame_at(&mut self, to: Point) {
        let aspect = self.aspect();
        let crop = CropRect {
            left: to.x,
            top: to.y,
            ..self.crop()
        };
        self.edit.corners = Some(crop.inside(aspect).corners(aspect));
    }

    /// The magnification of a portrait, in hundredths of the smallest.
    pub(super) fn zoom(&self) -> u32 {
        whole(CropRect::widest(self.aspect()) * 100.0 / self.crop().width).unsigned_abs()
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    pub(super) fn set_zoom(&mut self, hundredths: u32) {
        let aspect = self.aspect();
        let width = CropRect::widest(aspect) * 100.0 / hundredths.max(100) as f32;
        self.edit.corners = Some(self.crop().zoomed(width, aspect).corners(aspect));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn state() -> EditorState {
        EditorState {
            edit: Edit::default(),
            natural: Some((1600.0, 1200.0)),
            viewport: (320.0, 400.0),
            portrait: None,
            dragging: None,
            announced: None,
            fingers: Fingers::default(),
            zoom: 1.0,
            pan: (0.0, 0.0),
        }
    }

    #[test]
    fn a_corner_follows_the_finger() {
        let mut state = state();
        state.drag(0, state.position_of(0), (32.0, 24.0));
        assert_eq!(state.position_of(0), Point { x: 0.1, y: 0.1 });
        state.step(0, 0.0, -0.05);
        assert_eq!(whole(state.position_of(0).y * 100.0), 5);
    }

    #[test]
    fn a_portrait_moves_under_its_frame() {
        let mut state = state();
        state.portrait = Some((358.0, 441.0));
        state.set_zoom(200);
        assert_eq!(state.zoom(), 200);
        let before = state.crop();
        state.drag(PICTURE, state.position_of(PICTURE), (-30.0, 0.0));
        assert!(state.crop().left > before.left);
        assert_eq!(state.crop().width, before.width);
    }
}
