//! What is moved on the bench, as a button: by pointer, by arrow keys, and told aloud where it is.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use super::editor_state::{EditorState, Held, PICTURE, ZOOM};
use super::gestures::at;
use super::style::{px, whole};
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;

/// One press of an arrow key, in fractions of the picture; five with the shift key.
const STEP: f32 = 0.01;
/// One press of + or −.
const STEP_IN: f32 = 1.25;

pub(super) fn handle(
    editor_state: RwSignal<EditorState>,
    which: usize,
    class: &'static str,
) -> Node {
    let down = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        let target: HtmlElement = event_target(&event);
        // The second finger enlarges.
        if editor_state.with_untracked(|editor_state| editor_state.fingers.count() > 0) {
            return;
        }
        let _ = target.set_pointer_capture(event.pointer_id());
        editor_state.update(|editor_state| {
            editor_state.held = Some(Held {
                which,
                pointer: at(&event),
                from: editor_state.place_of(which),
            });
        });
    };
    let moves = move |event: web_sys::Event| {
        let to = at(event.unchecked_ref());
        if let Some(held) = editor_state.with_untracked(|editor_state| editor_state.held) {
            let by = (to.0 - held.pointer.0, to.1 - held.pointer.1);
            editor_state.update(|editor_state| editor_state.drag(which, held.from, by));
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
                enlarged(editor_state, pressed, Some(which));
                return;
            }
        };
        event.prevent_default();
        editor_state.update(|editor_state| editor_state.step(which, across, down));
    };
    let place = move || {
        editor_state.with(|editor_state| {
            if which == PICTURE {
                return String::new();
            }
            let ((width, height), at) = (editor_state.frame(), editor_state.place_of(which));
            ["left:", &px(at.x * width), ";top:", &px(at.y * height)].concat()
        })
    };
    view! {
        <button
            class=class
            type="button"
            aria-label=move || editor_state.with(|editor_state| name(editor_state, which))
            prop:style=place
            on:pointerdown=down
            on:pointermove=moves
            on:keydown=keys
            on:focus=move |_| editor_state.update(|editor_state| editor_state.reveal(which))
        ></button>
    }
    .into_node()
}

/// By + and −, about a corner or the middle of the stage. Those with the control key are the browser's own.
pub(super) fn enlarged(
    editor_state: RwSignal<EditorState>,
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
    editor_state.update(|editor_state| editor_state.enlarge(factor, corner));
}

/// What a handle is called, with where it is.
fn name(editor_state: &EditorState, which: usize) -> String {
    if which == ZOOM {
        return words::zoomed(&whole(editor_state.zoom * 100.0).to_string());
    }
    let at = editor_state.place_of(which);
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

/// Where what is being moved is now, for who does not see it.
pub(super) fn said(editor_state: &EditorState) -> String {
    editor_state
        .told
        .map(|which| name(editor_state, which))
        .unwrap_or_default()
}
