//! What can be moved in the editor, as a button: by pointer or by arrow keys, which announce where it is.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use super::editor_state::{Dragging, EditorState, PICTURE, ZOOM};
use super::gestures::at;
use super::pixels::{px, whole};
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;
use crate::report::Reported;

/// One press of an arrow key, in fractions of the picture; five with the shift key.
const STEP: f32 = 0.01;
/// One press of + or −.
const STEP_IN: f32 = 1.25;

pub(super) fn handle(state: RwSignal<EditorState>, which: usize, class: &'static str) -> Node {
    let down = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        let target: HtmlElement = event_target(&event);
        // The second finger enlarges.
        if state.with_untracked(|state| state.fingers.count() > 0) {
            return;
        }
        target
            .set_pointer_capture(event.pointer_id())
            .ignore("the pointer may be up already");
        state.update(|state| {
            state.dragging = Some(Dragging {
                which,
                pointer: at(&event),
                from: state.position_of(which),
            });
        });
    };
    let moves = move |event: web_sys::Event| {
        let to = at(event.unchecked_ref());
        if let Some(dragging) = state.with_untracked(|state| state.dragging) {
            let by = (to.0 - dragging.pointer.0, to.1 - dragging.pointer.1);
            state.update(|state| state.drag(which, dragging.from, by));
        }
    };
    let keys = move |event: web_sys::Event| {
        let pressed: &KeyboardEvent = event.unchecked_ref();
        let step = if pressed.shift_key() {
            5.0 * STEP
        } else {
            STEP
        };
        let (across, down) = match pressed.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, -step),
            "ArrowDown" => (0.0, step),
            _ => {
                enlarged(state, pressed, Some(which));
                return;
            }
        };
        event.prevent_default();
        state.update(|state| state.step(which, across, down));
    };
    let position = move || {
        state.with(|state| {
            if which == PICTURE {
                return String::new();
            }
            let ((width, height), at) = (state.frame(), state.position_of(which));
            ["left:", &px(at.x * width), ";top:", &px(at.y * height)].concat()
        })
    };
    view! {
        <button
            class=class
            type="button"
            aria-label=move || state.with(|state| name(state, which))
            prop:style=position
            on:pointerdown=down
            on:pointermove=moves
            on:keydown=keys
            on:focus=move |_| state.update(|state| state.reveal(which))
        ></button>
    }
    .into_node()
}

/// By + and −, about a corner or the middle of the viewport. Those with the control key are the browser's own.
pub(super) fn enlarged(
    state: RwSignal<EditorState>,
    pressed: &KeyboardEvent,
    corner: Option<usize>,
) {
    let factor = match pressed.key().as_str() {
        "+" | "=" => STEP_IN,
        "-" => 1.0 / STEP_IN,
        _ => return,
    };
    if pressed.ctrl_key() || pressed.meta_key() || pressed.default_prevented() {
        return;
    }
    pressed.prevent_default();
    state.update(|state| state.enlarge(factor, corner));
}

/// What a handle is called, with where it is.
fn name(state: &EditorState, which: usize) -> String {
    if which == ZOOM {
        return words::zoomed(&whole(state.zoom * 100.0).to_string());
    }
    let at = state.position_of(which);
    let [x, y] = [at.x, at.y].map(|share| whole(share * 100.0).to_string());
    let corner = match which {
        0 => words::corner_1(),
        1 => words::corner_2(),
        2 => words::corner_3(),
        3 => words::corner_4(),
        _ => return words::frame_at(&x, &y),
    };
    words::corner_at(corner, &x, &y)
}

/// Where the handle that was moved by keys is now, for a screen reader.
pub(super) fn announcement(state: &EditorState) -> String {
    state
        .announced
        .map(|which| name(state, which))
        .unwrap_or_default()
}
