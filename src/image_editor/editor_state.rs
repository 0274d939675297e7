//! What lies on the bench while a picture is put right: the picture, the room there is to show it, and what moving things
//! makes of the edit.

use precheck::{Edit, Point, Quad, Turn};

use super::pinch::{At, Fingers};
use super::shape::{Cut, WHOLE, moved};
use super::style::whole;

/// The hold on the picture itself, where a portrait is framed; corners have 0 to 3.
pub(super) const PICTURE: usize = 4;
/// How large the picture is shown, where that is what is told.
pub(super) const ZOOM: usize = 5;

/// Something that is being dragged, with where it and the pointer were.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Held {
    pub(super) which: usize,
    pub(super) pointer: At,
    pub(super) from: Point,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct EditorState {
    pub(super) edit: Edit,
    /// Width and height of the picture as it was taken in, in its own pixels; nothing before it is there.
    pub(super) natural: Option<(f32, f32)>,
    /// Width and height that the picture may take on the screen.
    pub(super) workspace: (f32, f32),
    /// Width and height of the card's portrait, where it is one.
    pub(super) portrait: Option<(f32, f32)>,
    pub(super) held: Option<Held>,
    /// What was moved by keys last: its place is said aloud.
    pub(super) told: Option<usize>,
    pub(super) fingers: Fingers,
    /// How many times as large as it fits a document is shown, and how far its middle is from the middle of the room.
    pub(super) zoom: f32,
    pub(super) pan: At,
}

impl EditorState {
    pub(super) fn corners(&self) -> Quad {
        self.edit.corners.unwrap_or(WHOLE)
    }

    /// The picture after its turn.
    fn turned(&self) -> (f32, f32) {
        let (width, height) = self.natural.unwrap_or((1.0, 1.0));
        if matches!(self.edit.turn, Turn::Left | Turn::Right) {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// What is shown of it: all, or the frame of a portrait.
    pub(super) fn frame(&self) -> (f32, f32) {
        let (width, height) = self.portrait.unwrap_or(self.turned());
        let scale = (self.workspace.0 / width).min(self.workspace.1 / height) * self.zoom;
        (width * scale, height * scale)
    }

    /// All of it is seen again, as after it was turned.
    pub(super) fn change(&mut self, edit: Edit) {
        self.edit = edit;
        (self.zoom, self.pan) = (1.0, (0.0, 0.0));
    }

    /// The frame of a portrait by the picture, as [`Cut`] takes it.
    pub(super) fn aspect(&self) -> f32 {
        let ((width, height), (across, down)) =
            (self.portrait.unwrap_or((1.0, 1.0)), self.turned());
        width * down / (height * across)
    }

    pub(super) fn cut(&self) -> Cut {
        Cut::of(&self.edit, self.aspect())
    }

    /// The turned picture on the screen, at the size at which it is shown.
    pub(super) fn shown(&self) -> (f32, f32) {
        let (width, height) = self.frame();
        match self.portrait {
            Some(_) => {
                let cut = self.cut();
                let shown = width / cut.width;
                (shown, shown * self.turned().1 / self.turned().0)
            }
            None => (width, height),
        }
    }

    /// Where something that can be moved is now.
    pub(super) fn place_of(&self, which: usize) -> Point {
        if which == PICTURE {
            let cut = self.cut();
            return Point {
                x: cut.left,
                y: cut.top,
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
        self.drag(which, self.place_of(which), (across * width, down * height));
        self.reveal(which);
        self.told = Some(which);
    }

    fn frame_at(&mut self, to: Point) {
        let aspect = self.aspect();
        let cut = Cut {
            left: to.x,
            top: to.y,
            ..self.cut()
        };
        self.edit.corners = Some(cut.inside(aspect).corners(aspect));
    }

    /// The magnification of a portrait, in hundredths of the smallest.
    pub(super) fn zoom(&self) -> u32 {
        whole(Cut::widest(self.aspect()) * 100.0 / self.cut().width).unsigned_abs()
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    pub(super) fn set_zoom(&mut self, hundredths: u32) {
        let aspect = self.aspect();
        let width = Cut::widest(aspect) * 100.0 / hundredths.max(100) as f32;
        self.edit.corners = Some(self.cut().zoomed(width, aspect).corners(aspect));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn editor_state() -> EditorState {
        EditorState {
            edit: Edit::default(),
            natural: Some((1600.0, 1200.0)),
            workspace: (320.0, 400.0),
            portrait: None,
            held: None,
            told: None,
            fingers: Fingers::default(),
            zoom: 1.0,
            pan: (0.0, 0.0),
        }
    }

    #[test]
    fn a_corner_follows_the_finger() {
        let mut editor_state = editor_state();
        editor_state.drag(0, editor_state.place_of(0), (32.0, 24.0));
        assert_eq!(editor_state.place_of(0), Point { x: 0.1, y: 0.1 });
        editor_state.step(0, 0.0, -0.05);
        assert_eq!(whole(editor_state.place_of(0).y * 100.0), 5);
    }

    #[test]
    fn a_portrait_moves_under_its_frame() {
        let mut editor_state = editor_state();
        editor_state.portrait = Some((358.0, 441.0));
        editor_state.set_zoom(200);
        assert_eq!(editor_state.zoom(), 200);
        let before = editor_state.cut();
        editor_state.drag(PICTURE, editor_state.place_of(PICTURE), (-30.0, 0.0));
        assert!(editor_state.cut().left > before.left);
        assert_eq!(editor_state.cut().width, before.width);
    }
}
