//! A portrait in the editor: it is moved and enlarged under a frame with the lines of its card's rules.

use leptos::prelude::*;
use markup::view;
use precheck_types::Portrait;
use web_sys::HtmlInputElement;

use super::drag_handle::handle;
use super::editor_state::{EditorState, PICTURE};
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;

pub(super) fn framed(state: RwSignal<EditorState>, rules: &Portrait) -> Node {
    let (width, height) = (rules.width, rules.height);
    let middle = |(least, most): (u16, u16)| u16::midpoint(least, most);
    let crown = middle(rules.crown);
    let across = middle(rules.eyes_across);
    let half = middle(rules.face_width) / 2;
    // A face is about 1.4 times as high as wide, with the eyes half way down.
    let down = half * 7 / 5;
    let (eyes, chin) = (crown + down, crown + 2 * down);
    let view_box = ["0 0 ", &width.to_string(), " ", &height.to_string()].concat();
    let (x, radius) = (across.to_string(), half.to_string());
    let mut path = [
        "M",
        &x,
        " ",
        &crown.to_string(),
        "a",
        &radius,
        " ",
        &down.to_string(),
        " 0 0 1 0 ",
        &(2 * down).to_string(),
        "a",
        &radius,
        " ",
        &down.to_string(),
        " 0 0 1 0 -",
        &(2 * down).to_string(),
    ]
    .concat();
    let names = [
        (crown, words::guide_crown()),
        (eyes, words::guide_eyes()),
        (chin, words::guide_chin()),
    ]
    .map(|(y, name)| {
        path += &["M0 ", &y.to_string(), "H", &width.to_string()].concat();
        view! {
            <text class="editor__guide-name" x="6" y=y.to_string() dy="17">{name}</text>
        }
    });
    // Twice: the light line shows on hair, the dark one on the white wall.
    view! {
        <svg class="editor__outline" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            <path class="editor__guide" d=path.clone() />
            <path class="editor__guide editor__guide--dark" d=path />
            {names}
        </svg>
        {handle(state, PICTURE, "editor__pan")}
    }
    .into_node()
}

/// The slider that enlarges it.
pub(super) fn zoom(state: RwSignal<EditorState>) -> Node {
    let set = move |event: web_sys::Event| {
        let slider: HtmlInputElement = event_target(&event);
        if let Ok(hundredths) = slider.value().parse() {
            state.update(|state| state.set_zoom(hundredths));
        }
    };
    view! {
        <label class="editor__zoom">
            <span>{words::zoom()}</span>
            <input
                type="range"
                min="100"
                max="400"
                step="1"
                prop:value=move || state.with(EditorState::zoom).to_string()
                on:input=set
            />
        </label>
    }
    .into_node()
}
