//! The picture on the bench, as large as its room lets it be, with what lies over it: corners, or the frame of a portrait.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlImageElement, ResizeObserver};

use super::corners::cornered;
use super::drag_handle::said;
use super::editor_state::EditorState;
use super::gestures::{lifted, moved, pressed, wheeled};
use super::portrait_frame::{framed, zoom};
use super::preview::Preview;
use crate::attachments::picture_url::kept_url;
use crate::attachments::processing::PageSlot;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::messages::{editor as words, materials};

const STAGE: &str = "editor-stage";
/// Half of it reaches over the picture at a corner, in pixels.
const HANDLE: f32 = 48.0;

/// The picture itself.
pub(super) const IMAGE: &str = "editor-image";

pub(super) fn stage(
    place: &PageSlot,
    picture: &Picture,
    editor_state: RwSignal<EditorState>,
    preview: Preview,
    what: &str,
    text: String,
) -> Node {
    let url = kept_url(place.attachments, picture.source().clone(), "image/jpeg");
    let loaded = move |event: web_sys::Event| {
        let image: HtmlImageElement = event_target(&event);
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most some ten thousand pixels"
        )]
        let natural = (image.natural_width() as f32, image.natural_height() as f32);
        editor_state.try_update(|editor_state| editor_state.natural = Some(natural));
        measure(editor_state);
        measure_when_resized(editor_state);
    };
    let laid = move || editor_state.with(EditorState::picture_style);
    let frame = move || editor_state.with(EditorState::frame_style);
    let over = match &place.material.check.portrait {
        Some(portrait) => framed(editor_state, portrait),
        None => cornered(editor_state, url, text),
    };
    let class = move || {
        if editor_state.with(|editor_state| editor_state.natural.is_some()) && !preview.is_on() {
            "editor__frame"
        } else {
            "editor__frame editor__frame--waiting"
        }
    };
    let waiting = move || {
        editor_state
            .with(|editor_state| editor_state.natural.is_none())
            .then(|| view! { <p class="waiting editor__waiting">{words::loading()}</p> })
    };
    let zoom = place
        .material
        .check
        .portrait
        .is_some()
        .then(|| zoom(editor_state));
    let down = move |event: web_sys::Event| {
        if !untrack(|| preview.is_on()) {
            pressed(editor_state, event);
        }
    };
    let turned = move |event: web_sys::Event| {
        event.prevent_default();
        if !untrack(|| preview.is_on()) {
            wheeled(editor_state, event);
        }
    };
    // A browser moves what it focuses into view; here the bench does.
    let scrolled = |event: web_sys::Event| {
        let stage: Element = event_target(&event);
        stage.set_scroll_left(0);
        stage.set_scroll_top(0);
    };
    view! {
        <div
            class="editor__stage"
            id=STAGE
            on:pointerdown=down
            on:pointermove=move |event| moved(editor_state, event)
            on:pointerup=move |event| lifted(editor_state, event)
            on:pointercancel=move |event| lifted(editor_state, event)
            on:wheel=turned
            on:scroll=scrolled
        >
            {waiting}
            <div class=class prop:style=frame>
                <div class="editor__window">
                    <img
                        class="editor__picture"
                        id=IMAGE
                        src=move || url.get()
                        alt=materials::picture_alt(what)
                        prop:style=laid
                        on:load=loaded
                    />
                </div>
                {over}
            </div>
            {preview.shown()}
        </div>
        {zoom}
        <p class="visually-hidden" role="status">{move || said(&editor_state.get())}</p>
    }
    .into_node()
}

/// The room there is, less what the handles take.
fn measure(editor_state: RwSignal<EditorState>) {
    let Some(stage) = document().get_element_by_id(STAGE) else {
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let workspace = (
        (stage.client_width() as f32 - HANDLE).max(1.0),
        (stage.client_height() as f32 - HANDLE).max(1.0),
    );
    editor_state.try_update(|editor_state| editor_state.fit(workspace));
}

/// The stage gives way to larger words as well as to the keyboard and the window. The observer ends with the stage.
fn measure_when_resized(editor_state: RwSignal<EditorState>) {
    let resized = Closure::<dyn Fn()>::new(move || measure(editor_state)).into_js_value();
    if let (Ok(observer), Some(stage)) = (
        ResizeObserver::new(resized.unchecked_ref()),
        document().get_element_by_id(STAGE),
    ) {
        observer.observe(&stage);
    }
}
