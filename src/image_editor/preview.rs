//! What will be sent, made small by the worker before anything is decided; the corners stay as they were underneath.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck_types::{Edit, Policy};
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use super::editor_state::EditorState;
use super::shape::WHOLE;
use super::watermark;
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;
use crate::platform::canvas_capture::{drawn, jpeg};
use crate::platform::file::{object_url, read, show_bytes};
use crate::platform::precheck_worker::{PrecheckWorker, Stop};
use crate::report::Reported;

/// The picture that it is made from.
pub(super) const IMAGE: &str = "editor-image";
/// What it is made from: a document that is a part of the picture is still to be read; in pixels of the long side.
const FROM: u32 = 2000;
/// Enough for the screen of a phone, in pixels of the long side.
const TO: u32 = 1200;

/// How the preview is made.
#[derive(Clone)]
struct Maker {
    policy: Policy,
    watermark: String,
    worker: PrecheckWorker,
}

/// Cheap to copy; lives as long as the editor.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    maker: StoredValue<Maker, LocalStorage>,
    state: RwSignal<EditorState>,
    /// It is shown.
    is_on: RwSignal<bool>,
    has_failed: RwSignal<bool>,
    url: RwSignal<Option<String>>,
}

/// The edit as it is applied: corners at those of the picture crop nothing.
pub(super) fn intended_edit(state: &EditorState) -> Edit {
    let corners = state.edit.corners.filter(|corners| *corners != WHOLE);
    Edit {
        corners,
        ..state.edit
    }
}

pub(super) fn preview(
    policy: &Policy,
    watermark: &str,
    worker: PrecheckWorker,
    state: RwSignal<EditorState>,
) -> Preview {
    let maker = Maker {
        policy: Policy {
            max_long_side: TO,
            min_long_side: 0,
            min_short_side: 0,
            ..policy.clone()
        },
        watermark: watermark.to_owned(),
        worker,
    };
    Preview {
        maker: StoredValue::new_local(maker),
        state,
        is_on: RwSignal::new(false),
        has_failed: RwSignal::new(false),
        url: object_url(),
    }
}

impl Maker {
    async fn make(&self, edit: &Edit) -> Option<Vec<u8>> {
        let image = document().get_element_by_id(IMAGE)?;
        let image: HtmlImageElement = image.dyn_into().ok()?;
        let (width, height) = (image.natural_width(), image.natural_height());
        let long = width.max(height).max(1);
        let side = |side: u32| (side * FROM.min(long) / long).max(1);
        let small = jpeg(drawn(&image, side(width), side(height))?).await?;
        let bytes = read(&small).await.or_report("preview.read")?;
        let mark = if edit.watermark {
            watermark::tile(&self.watermark)
        } else {
            None
        };
        let edited = self
            .worker
            .edit(&bytes, edit, mark.as_ref(), &self.policy, &Stop::default())
            .await;
        // The worker reports why.
        Some(edited.ok()?.bytes)
    }
}

impl Preview {
    pub(super) fn is_on(self) -> bool {
        self.is_on.get()
    }

    pub(super) fn is_on_untracked(self) -> bool {
        self.is_on.get_untracked()
    }

    /// Shows it as soon as the picture is there, which calls [`Preview::renew`].
    pub(super) fn begin(self) {
        self.is_on.set(true);
    }

    pub(super) fn switch_on(self) {
        self.is_on.set(true);
        self.renew();
    }

    /// Whether it was on.
    pub(super) fn switch_off(self) -> bool {
        let was_on = self.is_on.try_get_untracked() == Some(true);
        if was_on {
            self.is_on.try_set(false);
        }
        was_on
    }

    /// Called after a change, which a preview that is on shows at once.
    pub(super) fn renew(self) {
        if !self.is_on.get_untracked() {
            return;
        }
        show_bytes(self.url, None, "");
        self.has_failed.set(false);
        spawn_local(async move {
            let Some(maker) = self.maker.try_get_value() else {
                return;
            };
            let edit = self.state.with_untracked(intended_edit);
            let made = maker.make(&edit).await;
            // Of several in a row only the last is shown.
            let now = self.state.try_with_untracked(intended_edit);
            if now == Some(edit) && !show_bytes(self.url, made.as_deref(), "image/jpeg") {
                self.has_failed.try_set(true);
            }
        });
    }

    /// Over the viewport, while it is on.
    pub(super) fn shown(self) -> Node {
        (move || {
            if !self.is_on() {
                return None;
            }
            let shown = match self.url.get() {
                Some(url) => view! { <img class="editor__result" src=url alt=words::seen() /> },
                None if self.has_failed.get() => view! { <p>{words::unseen()}</p> },
                None => view! { <p class="waiting editor__waiting">{words::seeing()}</p> },
            };
            Some(view! { <div class="editor__preview" role="status">{shown}</div> })
        })
        .into_node()
    }
}
