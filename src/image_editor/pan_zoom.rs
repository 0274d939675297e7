//! A document larger than the viewport: about which point it is enlarged, how far it may be panned, and how a corner
//! stays in sight.

use super::editor_state::{EditorState, PICTURE, ZOOM};
use super::pinch::Point2;

/// The greatest magnification of a document beyond the size that fits.
const LARGEST: f32 = 5.0;

impl EditorState {
    /// Shows a document larger or smaller about a point, and pans it; of a portrait the crop is so much narrower.
    /// Points are relative to the middle of the viewport.
    pub(super) fn pinch(&mut self, factor: f32, about: Point2, by: Point2) {
        if self.portrait.is_some() {
            let aspect = self.aspect();
            let crop = self.crop();
            let width = crop.width / factor.max(0.1);
            self.edit.corners = Some(crop.zoomed(width, aspect).corners(aspect));
            self.drag(PICTURE, self.position_of(PICTURE), by);
            return;
        }
        let before = self.zoom;
        self.zoom = (before * factor).clamp(1.0, LARGEST);
        let factor = self.zoom / before;
        let at = |pan: f32, about: f32, by: f32| about + (pan - about) * factor + by;
        self.pan_to((at(self.pan.0, about.0, by.0), at(self.pan.1, about.1, by.1)));
    }

    /// Two taps: there, and back again. What a portrait shows is what is crop, and stays.
    pub(super) fn tapped_twice(&mut self, at: Point2) {
        if self.portrait.is_none() {
            let factor = if self.zoom > 1.0 { 0.0 } else { 2.5 };
            self.pinch(factor, at, (0.0, 0.0));
        }
    }

    /// By keys, about a corner or the middle.
    pub(super) fn enlarge(&mut self, factor: f32, corner: Option<usize>) {
        let about = corner.map_or((0.0, 0.0), |which| self.offset_of(which));
        self.pinch(factor, about, (0.0, 0.0));
        self.announced = Some(ZOOM);
    }

    /// Pans so that a corner outside the viewport is inside.
    pub(super) fn reveal(&mut self, which: usize) {
        if which == PICTURE {
            return;
        }
        let (at, half) = (
            self.offset_of(which),
            (self.viewport.0 / 2.0, self.viewport.1 / 2.0),
        );
        let less = |at: f32, half: f32| at - at.max(-half).min(half);
        self.pan_to((
            self.pan.0 - less(at.0, half.0),
            self.pan.1 - less(at.1, half.1),
        ));
    }

    /// Where a corner is shown, relative to the middle of the viewport.
    fn offset_of(&self, which: usize) -> Point2 {
        let (at, (width, height)) = (self.position_of(which), self.frame());
        (
            self.pan.0 + (at.x - 0.5) * width,
            self.pan.1 + (at.y - 0.5) * height,
        )
    }

    /// The viewport has another size: magnification and relative offset stay.
    pub(super) fn fit(&mut self, viewport: (f32, f32)) {
        let before = self.frame();
        self.viewport = viewport;
        let now = self.frame();
        let share = |pan: f32, before: f32, now: f32| pan * now / before;
        self.pan_to((
            share(self.pan.0, before.0, now.0),
            share(self.pan.1, before.1, now.1),
        ));
    }

    /// No further than that its edges come to the edges of the viewport.
    fn pan_to(&mut self, to: Point2) {
        let (width, height) = self.frame();
        let within = |to: f32, shown: f32, viewport: f32| {
            let most = ((shown - viewport) / 2.0).max(0.0);
            to.max(-most).min(most)
        };
        self.pan = (
            within(to.0, width, self.viewport.0),
            within(to.1, height, self.viewport.1),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::editor_state::tests::state;
    use super::super::pixels::whole;
    use super::*;

    #[test]
    fn what_is_under_the_fingers_stays_under_them() {
        let mut state = state();
        // The upper left corner lies at (-160, -120) from the middle.
        state.pinch(2.0, (-160.0, -120.0), (0.0, 0.0));
        assert_eq!((state.zoom, state.frame()), (2.0, (640.0, 480.0)));
        assert_eq!(
            state.offset_of(0),
            (-160.0, -200.0),
            "its edge is at the viewport's"
        );
        // Nothing but the picture is shown where it is larger than the viewport.
        state.pinch(1.0, (0.0, 0.0), (500.0, 500.0));
        assert_eq!(state.pan, (160.0, 40.0));
        state.tapped_twice((0.0, 0.0));
        assert_eq!((state.zoom, state.pan), (1.0, (0.0, 0.0)));
    }

    #[test]
    fn what_was_in_the_middle_stays_there_in_a_smaller_viewport() {
        let mut state = state();
        state.pinch(2.0, (-160.0, -120.0), (0.0, 0.0));
        assert_eq!(state.pan, (160.0, 40.0));
        state.fit((160.0, 200.0));
        assert_eq!((state.zoom, state.frame()), (2.0, (320.0, 240.0)));
        assert_eq!(state.pan, (80.0, 20.0));
    }

    #[test]
    fn a_corner_that_is_moved_by_keys_is_seen() {
        let mut state = state();
        state.enlarge(4.0, Some(0));
        assert!(state.offset_of(2).0 > state.viewport.0);
        state.step(2, -0.01, 0.0);
        let at = state.offset_of(2);
        assert_eq!((whole(at.0), whole(at.1)), (160, 200));
        state.pinch(100.0, (0.0, 0.0), (0.0, 0.0));
        assert_eq!(state.zoom, LARGEST);
    }
}
