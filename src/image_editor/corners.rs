//! A document in the editor: its four corners, the line between them, the darkened outside, and the watermark.

use leptos::prelude::*;
use markup::view;

use super::drag_handle::handle;
use super::editor_state::EditorState;
use super::pixels::{px, whole};
use super::watermark;
use crate::dom::{IntoNode, Node};

/// The magnifier, in pixels, and how much it magnifies.
const LOUPE: f32 = 128.0;
const TIMES: f32 = 2.5;

pub(super) fn cornered(
    state: RwSignal<EditorState>,
    url: RwSignal<Option<String>>,
    text: String,
) -> Node {
    let path = move || state.with(outline);
    let outside = move || ["M0 0H1000V1000H0Z", &path()].concat();
    let marked = move || {
        state.with(|state| state.edit.watermark).then(|| {
            let style = watermark::preview(&text).map(|tile| {
                let (width, height) = state.with(EditorState::frame);
                let tile_width = px(width.max(height) / 3.0);
                [
                    "background-image:url(",
                    &tile,
                    ");background-size:",
                    &tile_width,
                    " auto",
                ]
                .concat()
            });
            view! { <div class="editor__marked"><div class="editor__mark" prop:style=style></div></div> }
        })
    };
    let handles = [0, 1, 2, 3].map(|which| handle(state, which, "editor__corner"));
    view! {
        {marked}
        <svg class="editor__outline" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
            <path class="editor__outside" d=outside />
            <path class="editor__line" d=path />
        </svg>
        {handles}
        {loupe(state, url)}
    }
    .into_node()
}

fn outline(state: &EditorState) -> String {
    let mut path = String::new();
    for at in state.corners() {
        path += if path.is_empty() { "M" } else { "L" };
        path += &whole(at.x * 1000.0).to_string();
        path += " ";
        path += &whole(at.y * 1000.0).to_string();
    }
    path + "Z"
}

/// What the finger hides, magnified, at the other side.
fn loupe(state: RwSignal<EditorState>, url: RwSignal<Option<String>>) -> Node {
    let at = |state: &EditorState| {
        state
            .dragging
            .map(|dragging| state.position_of(dragging.which))
    };
    let class = move || match state.with(at) {
        Some(at) if at.x < 0.5 => "editor__loupe editor__loupe--right",
        _ => "editor__loupe",
    };
    let placed = move || {
        state.with(|state| {
            let over = at(state)?;
            let times = (TIMES / state.zoom).max(1.2);
            Some(state.magnified_style(over, LOUPE / 2.0, times))
        })
    };
    view! {
        <div
            class=class
            aria-hidden="true"
            hidden=move || state.with(|state| state.dragging.is_none())
        >
            <img
                class="editor__picture"
                src=move || url.get()
                alt=""
                prop:style=move || placed().unwrap_or_default()
            />
        </div>
    }
    .into_node()
}
