//! Pointers and the wheel on the stage, as the page tells of them, brought to the bench.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, WheelEvent};

use super::editor_state::EditorState;
use super::pinch::At;

/// One notch of a wheel.
const NOTCH: f32 = 1.15;

pub(super) fn pressed(editor_state: RwSignal<EditorState>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    editor_state.update(|editor_state| {
        editor_state.fingers.press(event.pointer_id(), at(&event));
        if editor_state.fingers.count() == 2 {
            // What the first of them has held lies where it was.
            if let Some(held) = editor_state.held.take() {
                editor_state.drag(held.which, held.from, (0.0, 0.0));
            }
        } else if editor_state.held.is_none() {
            let stage: Option<Element> = event.current_target().map(JsCast::unchecked_into);
            let _ = stage.map(|stage| stage.set_pointer_capture(event.pointer_id()));
        }
    });
}

pub(super) fn moved(editor_state: RwSignal<EditorState>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    if editor_state.with_untracked(|editor_state| editor_state.fingers.count() == 0) {
        return;
    }
    let middle = middle_of(&event);
    editor_state.update(|editor_state| {
        let pinch = editor_state.fingers.move_to(event.pointer_id(), at(&event));
        if let Some(pinch) = pinch.filter(|_| editor_state.held.is_none()) {
            editor_state.pinch(pinch.factor, from(middle, pinch.about), pinch.by);
        }
    });
}

pub(super) fn lifted(editor_state: RwSignal<EditorState>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    let middle = middle_of(&event);
    editor_state.update(|editor_state| {
        let is_free = editor_state.held.take().is_none();
        if editor_state
            .fingers
            .tap(event.pointer_id(), event.time_stamp())
            && is_free
        {
            editor_state.tapped_twice(from(middle, at(&event)));
        }
    });
}

pub(super) fn wheeled(editor_state: RwSignal<EditorState>, event: Event) {
    let event: WheelEvent = event.unchecked_into();
    let factor = if event.delta_y() < 0.0 {
        NOTCH
    } else {
        1.0 / NOTCH
    };
    let about = from(middle_of(&event), at(&event));
    editor_state.update(|editor_state| editor_state.pinch(factor, about, (0.0, 0.0)));
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
pub(super) fn at(event: &MouseEvent) -> At {
    (event.client_x() as f32, event.client_y() as f32)
}

/// The middle of the stage on the screen.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
fn middle_of(event: &web_sys::Event) -> At {
    let stage: Option<Element> = event.current_target().map(JsCast::unchecked_into);
    stage.map_or((0.0, 0.0), |stage| {
        let at = stage.get_bounding_client_rect();
        (
            (at.left() + at.width() / 2.0) as f32,
            (at.top() + at.height() / 2.0) as f32,
        )
    })
}

fn from(middle: At, at: At) -> At {
    (at.0 - middle.0, at.1 - middle.1)
}
