//! Events of pointers and the wheel, turned into changes of the editor state.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, WheelEvent};

use super::editor_state::EditorState;
use super::pinch::Point2;

use crate::report::Reported;

/// One notch of a wheel.
const NOTCH: f32 = 1.15;

pub(super) fn pressed(state: RwSignal<EditorState>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    state.update(|state| {
        state.fingers.press(event.pointer_id(), at(&event));
        if state.fingers.count() == 2 {
            // What the first of them was dragging goes back to where it was.
            if let Some(dragging) = state.dragging.take() {
                state.drag(dragging.which, dragging.from, (0.0, 0.0));
            }
        } else if state.dragging.is_none() {
            let viewport: Option<Element> = event.current_target().map(JsCast::unchecked_into);
            if let Some(viewport) = viewport {
                viewport
                    .set_pointer_capture(event.pointer_id())
                    .ignore("the pointer may be up already");
            }
        }
    });
}

pub(super) fn moved(state: RwSignal<EditorState>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    if state.with_untracked(|state| state.fingers.count() == 0) {
        return;
    }
    let middle = middle_of(&event);
    state.update(|state| {
        let pinch = state.fingers.move_to(event.pointer_id(), at(&event));
        if let Some(pinch) = pinch.filter(|_| state.dragging.is_none()) {
            state.pinch(pinch.factor, from(middle, pinch.about), pinch.by);
        }
    });
}

pub(super) fn lifted(state: RwSignal<EditorState>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    let middle = middle_of(&event);
    state.update(|state| {
        let is_free = state.dragging.take().is_none();
        if state.fingers.tap(event.pointer_id(), event.time_stamp()) && is_free {
            state.tapped_twice(from(middle, at(&event)));
        }
    });
}

pub(super) fn wheeled(state: RwSignal<EditorState>, event: Event) {
    let event: WheelEvent = event.unchecked_into();
    let factor = if event.delta_y() < 0.0 {
        NOTCH
    } else {
        1.0 / NOTCH
    };
    let about = from(middle_of(&event), at(&event));
    state.update(|state| state.pinch(factor, about, (0.0, 0.0)));
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
pub(super) fn at(event: &MouseEvent) -> Point2 {
    (event.client_x() as f32, event.client_y() as f32)
}

/// The middle of the viewport on the screen.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
fn middle_of(event: &web_sys::Event) -> Point2 {
    let viewport: Option<Element> = event.current_target().map(JsCast::unchecked_into);
    viewport.map_or((0.0, 0.0), |viewport| {
        let at = viewport.get_bounding_client_rect();
        (
            (at.left() + at.width() / 2.0) as f32,
            (at.top() + at.height() / 2.0) as f32,
        )
    })
}

fn from(middle: Point2, at: Point2) -> Point2 {
    (at.0 - middle.0, at.1 - middle.1)
}
