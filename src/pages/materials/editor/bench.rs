//! What lies on the bench while a picture is put right: the picture, the room there is to show it, and where everything is
//! drawn, in pixels of the screen.

use precheck::{Edit, Point, Quad, Turn};

use super::fingers::{At, Fingers};
use super::shape::{Cut, WHOLE, moved};

/// The hold on the picture itself, where a portrait is framed; corners have 0 to 3.
pub(super) const PICTURE: usize = 4;
/// How large the picture is shown, where that is what is told.
pub(super) const ZOOM: usize = 5;
/// A document is shown at most so many times as large as the room has space for.
const LARGEST: f32 = 5.0;

/// Something that is being dragged, with where it and the pointer were.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Held {
    pub(super) which: usize,
    pub(super) pointer: At,
    pub(super) from: Point,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Bench {
    pub(super) edit: Edit,
    /// Width and height of the picture as it was taken in, in its own pixels; nothing before it is there.
    pub(super) natural: Option<(f32, f32)>,
    /// Width and height that the picture may take on the screen.
    pub(super) room: (f32, f32),
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

impl Bench {
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
        let scale = (self.room.0 / width).min(self.room.1 / height) * self.zoom;
        (width * scale, height * scale)
    }

    pub(super) fn frame_style(&self) -> String {
        let (width, height) = self.frame();
        [
            "width:",
            &px(width),
            ";height:",
            &px(height),
            ";transform:translate(",
            &px(self.pan.0),
            ",",
            &px(self.pan.1),
            ")",
        ]
        .concat()
    }

    /// Shows a document larger or smaller about a place, and moves it; of a portrait the cut is so much narrower. Places
    /// are told from the middle of the room.
    pub(super) fn pinch(&mut self, factor: f32, about: At, by: At) {
        if self.portrait.is_some() {
            let aspect = self.aspect();
            let cut = self.cut();
            let width = cut.width / factor.max(0.1);
            self.edit.corners = Some(cut.zoomed(width, aspect).corners(aspect));
            self.drag(PICTURE, self.place_of(PICTURE), by);
            return;
        }
        let before = self.zoom;
        self.zoom = (before * factor).clamp(1.0, LARGEST);
        let factor = self.zoom / before;
        let at = |pan: f32, about: f32, by: f32| about + (pan - about) * factor + by;
        self.pan_to((at(self.pan.0, about.0, by.0), at(self.pan.1, about.1, by.1)));
    }

    /// Two taps: there, and back again. What a portrait shows is what is cut, and stays.
    pub(super) fn tapped_twice(&mut self, at: At) {
        if self.portrait.is_none() {
            let factor = if self.zoom > 1.0 { 0.0 } else { 2.5 };
            self.pinch(factor, at, (0.0, 0.0));
        }
    }

    /// By keys, about a corner or the middle.
    pub(super) fn enlarge(&mut self, factor: f32, corner: Option<usize>) {
        let about = corner.map_or((0.0, 0.0), |which| self.offset_of(which));
        self.pinch(factor, about, (0.0, 0.0));
        self.told = Some(ZOOM);
    }

    /// A corner that is shown beyond the room is moved into it.
    pub(super) fn reveal(&mut self, which: usize) {
        if which == PICTURE {
            return;
        }
        let (at, half) = (
            self.offset_of(which),
            (self.room.0 / 2.0, self.room.1 / 2.0),
        );
        let less = |at: f32, half: f32| at - at.max(-half).min(half);
        self.pan_to((
            self.pan.0 - less(at.0, half.0),
            self.pan.1 - less(at.1, half.1),
        ));
    }

    /// Where a corner is shown, from the middle of the room.
    fn offset_of(&self, which: usize) -> At {
        let (at, (width, height)) = (self.place_of(which), self.frame());
        (
            self.pan.0 + (at.x - 0.5) * width,
            self.pan.1 + (at.y - 0.5) * height,
        )
    }

    /// No further than that its edges come to the edges of the room.
    fn pan_to(&mut self, to: At) {
        let (width, height) = self.frame();
        let within = |to: f32, shown: f32, room: f32| {
            let most = ((shown - room) / 2.0).max(0.0);
            to.max(-most).min(most)
        };
        self.pan = (
            within(to.0, width, self.room.0),
            within(to.1, height, self.room.1),
        );
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
    fn shown(&self) -> (f32, f32) {
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

    /// How the picture is laid into its frame.
    pub(super) fn picture_style(&self) -> String {
        let (width, height) = self.frame();
        if self.portrait.is_none() {
            return self.laid((width / 2.0, height / 2.0), 1.0);
        }
        let (cut, shown) = (self.cut(), self.shown());
        self.laid(((0.5 - cut.left) * shown.0, (0.5 - cut.top) * shown.1), 1.0)
    }

    /// How the picture is laid into a magnifier, of which `middle` is the middle, over a place.
    pub(super) fn magnified_style(&self, over: Point, middle: f32, times: f32) -> String {
        let (width, height) = self.shown();
        let from = |at: f32, whole: f32| middle + (0.5 - at) * whole * times;
        self.laid((from(over.x, width), from(over.y, height)), times)
    }

    fn laid(&self, middle: (f32, f32), times: f32) -> String {
        let (width, height) = self.shown();
        let (turn, lies) = match self.edit.turn {
            Turn::None => ("0", false),
            Turn::Right => ("90", true),
            Turn::Half => ("180", false),
            Turn::Left => ("270", true),
        };
        let (width, height) = if lies {
            (height, width)
        } else {
            (width, height)
        };
        let (width, height) = (width * times, height * times);
        [
            "left:",
            &px(middle.0 - width / 2.0),
            ";top:",
            &px(middle.1 - height / 2.0),
            ";width:",
            &px(width),
            ";height:",
            &px(height),
            ";transform:rotate(",
            turn,
            "deg)",
        ]
        .concat()
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

pub(super) fn px(length: f32) -> String {
    [&whole(length).to_string(), "px"].concat()
}

/// To the nearest, for what is drawn and said.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places on a screen, percents"
)]
pub(super) fn whole(number: f32) -> i32 {
    (if number < 0.0 {
        number - 0.5
    } else {
        number + 0.5
    }) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench() -> Bench {
        Bench {
            edit: Edit::default(),
            natural: Some((1600.0, 1200.0)),
            room: (320.0, 400.0),
            portrait: None,
            held: None,
            told: None,
            fingers: Fingers::default(),
            zoom: 1.0,
            pan: (0.0, 0.0),
        }
    }

    #[test]
    fn what_is_under_the_fingers_stays_under_them() {
        let mut bench = bench();
        // The upper left corner lies at (-160, -120) from the middle.
        bench.pinch(2.0, (-160.0, -120.0), (0.0, 0.0));
        assert_eq!((bench.zoom, bench.frame()), (2.0, (640.0, 480.0)));
        assert_eq!(
            bench.offset_of(0),
            (-160.0, -200.0),
            "its edge is at the room's"
        );
        // Nothing but the picture is shown where it is larger than the room.
        bench.pinch(1.0, (0.0, 0.0), (500.0, 500.0));
        assert_eq!(bench.pan, (160.0, 40.0));
        bench.tapped_twice((0.0, 0.0));
        assert_eq!((bench.zoom, bench.pan), (1.0, (0.0, 0.0)));
    }

    #[test]
    fn a_corner_that_is_moved_by_keys_is_seen() {
        let mut bench = bench();
        bench.enlarge(4.0, Some(0));
        assert!(bench.offset_of(2).0 > bench.room.0);
        bench.step(2, -0.01, 0.0);
        let at = bench.offset_of(2);
        assert_eq!((whole(at.0), whole(at.1)), (160, 200));
        bench.pinch(100.0, (0.0, 0.0), (0.0, 0.0));
        assert_eq!(bench.zoom, LARGEST);
    }

    #[test]
    fn a_picture_fits_its_room_also_when_it_is_turned() {
        let mut bench = bench();
        assert_eq!(bench.frame(), (320.0, 240.0));
        bench.edit.turn = Turn::Right;
        assert_eq!(bench.frame(), (300.0, 400.0));
        // It is laid down as wide as it now stands high, about the same middle.
        assert_eq!(
            bench.picture_style(),
            "left:-50px;top:50px;width:400px;height:300px;transform:rotate(90deg)"
        );
    }

    #[test]
    fn a_corner_follows_the_finger() {
        let mut bench = bench();
        bench.drag(0, bench.place_of(0), (32.0, 24.0));
        assert_eq!(bench.place_of(0), Point { x: 0.1, y: 0.1 });
        bench.step(0, 0.0, -0.05);
        assert_eq!(whole(bench.place_of(0).y * 100.0), 5);
    }

    #[test]
    fn a_portrait_moves_under_its_frame() {
        let mut bench = bench();
        bench.portrait = Some((358.0, 441.0));
        bench.set_zoom(200);
        assert_eq!(bench.zoom(), 200);
        let before = bench.cut();
        bench.drag(PICTURE, bench.place_of(PICTURE), (-30.0, 0.0));
        assert!(bench.cut().left > before.left);
        assert_eq!(bench.cut().width, before.width);
    }
}
