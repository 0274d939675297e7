//! A document on the bench: its four corners, the line between them, what lies outside darkened, and the mark over it.

use leptos::prelude::*;
use markup::view;

use super::drag_handle::handle;
use super::editor_state::EditorState;
use super::style::{px, whole};
use super::watermark;
use crate::dom::{IntoNode, Node};

/// The magnifier, in pixels, and how much it magnifies.
const LOUPE: f32 = 128.0;
const TIMES: f32 = 2.5;

pub(super) fn cornered(
    editor_state: RwSignal<EditorState>,
    url: RwSignal<Option<String>>,
    text: String,
) -> Node {
    let path = move || editor_state.with(outline);
    let outside = move || ["M0 0H1000V1000H0Z", &path()].concat();
    let marked = move || {
        editor_state.with(|editor_state| editor_state.edit.mark).then(|| {
            let style = watermark::preview(&text).map(|tile| {
                let (width, height) = editor_state.with(EditorState::frame);
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
    let handles = [0, 1, 2, 3].map(|which| handle(editor_state, which, "editor__corner"));
    view! {
        {marked}
        <svg class="editor__outline" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
            <path class="editor__outside" d=outside />
            <path class="editor__line" d=path />
        </svg>
        {handles}
        {loupe(editor_state, url)}
    }
    .into_node()
}

fn outline(editor_state: &EditorState) -> String {
    let mut path = String::new();
    for at in editor_state.corners() {
        path += if path.is_empty() { "M" } else { "L" };
        path += &whole(at.x * 1000.0).to_string();
        path += " ";
        path += &whole(at.y * 1000.0).to_string();
    }
    path + "Z"
}

/// What the finger hides, magnified, at the other side.
fn loupe(editor_state: RwSignal<EditorState>, url: RwSignal<Option<String>>) -> Node {
    let at = |editor_state: &EditorState| {
        editor_state
            .held
            .map(|held| editor_state.place_of(held.which))
    };
    let class = move || match editor_state.with(at) {
        Some(at) if at.x < 0.5 => "editor__loupe editor__loupe--right",
        _ => "editor__loupe",
    };
    let laid = move || {
        editor_state.with(|editor_state| {
            let over = at(editor_state)?;
            let times = (TIMES / editor_state.zoom).max(1.2);
            Some(editor_state.magnified_style(over, LOUPE / 2.0, times))
        })
    };
    view! {
        <div
            class=class
            aria-hidden="true"
            hidden=move || editor_state.with(|editor_state| editor_state.held.is_none())
        >
            <img
                class="editor__picture"
                src=move || url.get()
                alt=""
                prop:style=move || laid().unwrap_or_default()
            />
        </div>
    }
    .into_node()
}
