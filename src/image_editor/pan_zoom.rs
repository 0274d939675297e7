//! A document shown larger than its room: about what place, how far it may be moved, and how a corner stays in sight.

use super::editor_state::{EditorState, PICTURE, ZOOM};
use super::pinch::At;

/// A document is shown at most so many times as large as the room has space for.
const LARGEST: f32 = 5.0;

impl EditorState {
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
            (self.workspace.0 / 2.0, self.workspace.1 / 2.0),
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

    /// Another room: the picture is as much larger than it, and as near to its edges, as before.
    pub(super) fn fit(&mut self, workspace: (f32, f32)) {
        let before = self.frame();
        self.workspace = workspace;
        let now = self.frame();
        let share = |pan: f32, before: f32, now: f32| pan * now / before;
        self.pan_to((
            share(self.pan.0, before.0, now.0),
            share(self.pan.1, before.1, now.1),
        ));
    }

    /// No further than that its edges come to the edges of the room.
    fn pan_to(&mut self, to: At) {
        let (width, height) = self.frame();
        let within = |to: f32, shown: f32, workspace: f32| {
            let most = ((shown - workspace) / 2.0).max(0.0);
            to.max(-most).min(most)
        };
        self.pan = (
            within(to.0, width, self.workspace.0),
            within(to.1, height, self.workspace.1),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::editor_state::tests::editor_state;
    use super::super::style::whole;
    use super::*;

    #[test]
    fn what_is_under_the_fingers_stays_under_them() {
        let mut editor_state = editor_state();
        // The upper left corner lies at (-160, -120) from the middle.
        editor_state.pinch(2.0, (-160.0, -120.0), (0.0, 0.0));
        assert_eq!(
            (editor_state.zoom, editor_state.frame()),
            (2.0, (640.0, 480.0))
        );
        assert_eq!(
            editor_state.offset_of(0),
            (-160.0, -200.0),
            "its edge is at the workspace's"
        );
        // Nothing but the picture is shown where it is larger than the room.
        editor_state.pinch(1.0, (0.0, 0.0), (500.0, 500.0));
        assert_eq!(editor_state.pan, (160.0, 40.0));
        editor_state.tapped_twice((0.0, 0.0));
        assert_eq!((editor_state.zoom, editor_state.pan), (1.0, (0.0, 0.0)));
    }

    #[test]
    fn what_was_in_the_middle_stays_there_in_a_smaller_room() {
        let mut editor_state = editor_state();
        editor_state.pinch(2.0, (-160.0, -120.0), (0.0, 0.0));
        assert_eq!(editor_state.pan, (160.0, 40.0));
        editor_state.fit((160.0, 200.0));
        assert_eq!(
            (editor_state.zoom, editor_state.frame()),
            (2.0, (320.0, 240.0))
        );
        assert_eq!(editor_state.pan, (80.0, 20.0));
    }

    #[test]
    fn a_corner_that_is_moved_by_keys_is_seen() {
        let mut editor_state = editor_state();
        editor_state.enlarge(4.0, Some(0));
        assert!(editor_state.offset_of(2).0 > editor_state.workspace.0);
        editor_state.step(2, -0.01, 0.0);
        let at = editor_state.offset_of(2);
        assert_eq!((whole(at.0), whole(at.1)), (160, 200));
        editor_state.pinch(100.0, (0.0, 0.0), (0.0, 0.0));
        assert_eq!(editor_state.zoom, LARGEST);
    }
}
