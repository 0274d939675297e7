//! The picture in the editor, as large as the viewport lets it be, under its corners or the frame of a portrait.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck_types::Portrait;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlImageElement, ResizeObserver};

use super::corners::cornered;
use super::drag_handle::announcement;
use super::editor_state::EditorState;
use super::gestures::{lifted, moved, pressed, wheeled};
use super::portrait_frame::{framed, zoom};
use super::preview::{IMAGE, Preview};
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;
use crate::platform::file::{object_url, show_bytes};
use crate::report::report;

const VIEWPORT: &str = "editor-stage";
/// Half of it reaches over the picture at a corner, in pixels.
const HANDLE: f32 = 48.0;

/// The address of the picture, once it is read.
pub(super) fn picture(
    source: Pin<Box<dyn Future<Output = Option<Vec<u8>>>>>,
) -> RwSignal<Option<String>> {
    let url = object_url();
    spawn_local(async move {
        match source.await {
            Some(bytes) => {
                show_bytes(url, Some(&bytes), "image/jpeg");
            }
            None => report("editor.show", &"bytes lost"),
        }
    });
    url
}

pub(super) fn viewport(
    url: RwSignal<Option<String>>,
    portrait: Option<&Portrait>,
    state: RwSignal<EditorState>,
    preview: Preview,
    alt: String,
    watermark: String,
) -> Node {
    let loaded = move |event: web_sys::Event| {
        let image: HtmlImageElement = event_target(&event);
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most some ten thousand pixels"
        )]
        let natural = (image.natural_width() as f32, image.natural_height() as f32);
        state.try_update(|state| state.natural = Some(natural));
        measure(state);
        measure_when_resized(state);
        preview.renew();
    };
    let placed = move || state.with(EditorState::picture_style);
    let frame = move || state.with(EditorState::frame_style);
    let over = match portrait {
        Some(portrait) => framed(state, portrait),
        None => cornered(state, url, watermark),
    };
    let class = move || {
        if state.with(|state| state.natural.is_some()) && !preview.is_on() {
            "editor__frame"
        } else {
            "editor__frame editor__frame--waiting"
        }
    };
    let waiting = move || {
        state
            .with(|state| state.natural.is_none())
            .then(|| view! { <p class="waiting editor__waiting">{words::loading()}</p> })
    };
    let zoom = portrait.is_some().then(|| zoom(state));
    let down = move |event: web_sys::Event| {
        if !untrack(|| preview.is_on()) {
            pressed(state, event);
        }
    };
    let turned = move |event: web_sys::Event| {
        event.prevent_default();
        if !untrack(|| preview.is_on()) {
            wheeled(state, event);
        }
    };
    // A browser scrolls what it focuses into view; here `reveal` pans to it.
    let scrolled = |event: web_sys::Event| {
        let stage: Element = event_target(&event);
        stage.set_scroll_left(0);
        stage.set_scroll_top(0);
    };
    view! {
        <div
            class="editor__stage"
            id=VIEWPORT
            on:pointerdown=down
            on:pointermove=move |event| moved(state, event)
            on:pointerup=move |event| lifted(state, event)
            on:pointercancel=move |event| lifted(state, event)
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
                        alt=alt
                        prop:style=placed
                        on:load=loaded
                    />
                </div>
                {over}
            </div>
            {preview.shown()}
        </div>
        {zoom}
        <p class="visually-hidden" role="status">{move || announcement(&state.get())}</p>
    }
    .into_node()
}

/// The size of the viewport, less what the handles take.
fn measure(state: RwSignal<EditorState>) {
    let Some(stage) = document().get_element_by_id(VIEWPORT) else {
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let viewport = (
        (stage.client_width() as f32 - HANDLE).max(1.0),
        (stage.client_height() as f32 - HANDLE).max(1.0),
    );
    state.try_update(|state| state.fit(viewport));
}

/// Larger words, the keyboard and the window change its size. The observer ends with the element.
fn measure_when_resized(state: RwSignal<EditorState>) {
    let resized = Closure::<dyn Fn()>::new(move || measure(state)).into_js_value();
    if let (Ok(observer), Some(stage)) = (
        ResizeObserver::new(resized.unchecked_ref()),
        document().get_element_by_id(VIEWPORT),
    ) {
        observer.observe(&stage);
    }
}
