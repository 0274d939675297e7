//! The styles of the editor's elements: where each is drawn, in pixels of the screen.

use precheck_types::{Point, Rotation};

use super::editor_state::EditorState;
use super::pixels::px;

impl EditorState {
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

    /// The picture within its frame.
    pub(super) fn picture_style(&self) -> String {
        let (width, height) = self.frame();
        if self.portrait.is_none() {
            return self.placed((width / 2.0, height / 2.0), 1.0);
        }
        let (crop, shown) = (self.crop(), self.shown());
        self.placed(
            ((0.5 - crop.left) * shown.0, (0.5 - crop.top) * shown.1),
            1.0,
        )
    }

    /// The picture within a magnifier, of which `middle` is the middle, over a point.
    pub(super) fn magnified_style(&self, over: Point, middle: f32, times: f32) -> String {
        let (width, height) = self.shown();
        let from = |at: f32, whole: f32| middle + (0.5 - at) * whole * times;
        self.placed((from(over.x, width), from(over.y, height)), times)
    }

    fn placed(&self, middle: (f32, f32), times: f32) -> String {
        let (width, height) = self.shown();
        let (turn, lies) = match self.edit.rotation {
            Rotation::None => ("0", false),
            Rotation::Right => ("90", true),
            Rotation::Half => ("180", false),
            Rotation::Left => ("270", true),
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
}

#[cfg(test)]
mod tests {
    use super::super::editor_state::tests::state;
    use super::*;

    #[test]
    fn a_picture_fits_its_room_also_when_it_is_turned() {
        let mut state = state();
        assert_eq!(state.frame(), (320.0, 240.0));
        state.edit.rotation = Rotation::Right;
        assert_eq!(state.frame(), (300.0, 400.0));
        // It lies as wide as it now stands high, about the same middle.
        assert_eq!(
            state.picture_style(),
            "left:-50px;top:50px;width:400px;height:300px;transform:rotate(90deg)"
        );
    }
}
