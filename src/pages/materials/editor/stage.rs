//! The picture on the bench, as large as its room lets it be, with what lies over it: corners, or the frame of a portrait.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlImageElement, ResizeObserver};

use super::bench::Bench;
use super::corners::cornered;
use super::gestures::{lifted, moved, pressed, wheeled};
use super::handle::said;
use super::portrait_frame::{framed, zoom};
use super::preview::Preview;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::pages::materials::intake::Place;
use crate::pages::materials::photo::kept_url;
use crate::text::{editor as words, materials};

const STAGE: &str = "editor-stage";
/// Half of it reaches over the picture at a corner, in pixels.
const HANDLE: f32 = 48.0;

/// The picture itself.
pub(super) const IMAGE: &str = "editor-image";

pub(super) fn stage(
    place: &Place,
    picture: &Picture,
    bench: RwSignal<Bench>,
    preview: Preview,
    what: &str,
    text: String,
) -> Node {
    let url = kept_url(place.tray, picture.source().clone(), "image/jpeg");
    let loaded = move |event: web_sys::Event| {
        let image: HtmlImageElement = event_target(&event);
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most some ten thousand pixels"
        )]
        let natural = (image.natural_width() as f32, image.natural_height() as f32);
        bench.try_update(|bench| bench.natural = Some(natural));
        measure(bench);
        measure_when_resized(bench);
    };
    let laid = move || bench.with(Bench::picture_style);
    let frame = move || bench.with(Bench::frame_style);
    let over = match &place.material.check.portrait {
        Some(portrait) => framed(bench, portrait),
        None => cornered(bench, url, text),
    };
    let class = move || {
        if bench.with(|bench| bench.natural.is_some()) && !preview.is_on() {
            "editor__frame"
        } else {
            "editor__frame editor__frame--waiting"
        }
    };
    let waiting = move || {
        bench
            .with(|bench| bench.natural.is_none())
            .then(|| view! { <p class="waiting editor__waiting">{words::loading()}</p> })
    };
    let zoom = place.material.check.portrait.is_some().then(|| zoom(bench));
    let down = move |event: web_sys::Event| {
        if !untrack(|| preview.is_on()) {
            pressed(bench, event);
        }
    };
    let turned = move |event: web_sys::Event| {
        event.prevent_default();
        if !untrack(|| preview.is_on()) {
            wheeled(bench, event);
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
            on:pointermove=move |event| moved(bench, event)
            on:pointerup=move |event| lifted(bench, event)
            on:pointercancel=move |event| lifted(bench, event)
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
        <p class="visually-hidden" role="status">{move || said(&bench.get())}</p>
    }
    .into_node()
}

/// The room there is, less what the handles take.
fn measure(bench: RwSignal<Bench>) {
    let Some(stage) = document().get_element_by_id(STAGE) else {
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let room = (
        (stage.client_width() as f32 - HANDLE).max(1.0),
        (stage.client_height() as f32 - HANDLE).max(1.0),
    );
    bench.try_update(|bench| bench.fit(room));
}

/// The stage gives way to larger words as well as to the keyboard and the window. The observer ends with the stage.
fn measure_when_resized(bench: RwSignal<Bench>) {
    let resized = Closure::<dyn Fn()>::new(move || measure(bench)).into_js_value();
    if let (Ok(observer), Some(stage)) = (
        ResizeObserver::new(resized.unchecked_ref()),
        document().get_element_by_id(STAGE),
    ) {
        observer.observe(&stage);
    }
}
