//! What will be sent, made small by the worker before anything is decided; the corners lie as they were underneath.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck::{Edit, Policy};
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use super::editor_state::EditorState;
use super::mark_of;
use super::shape::WHOLE;
use super::viewport::IMAGE;
use crate::attachments::outcome::read;
use crate::attachments::picture_url::{no_url, show_by};
use crate::attachments::processing::PageSlot;
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;
use crate::platform::canvas_capture::{drawn, jpeg};
use crate::platform::precheck_worker::{self, Stop};

/// What it is made from: a document that is a part of the picture is still to be read; in pixels of the long side.
const FROM: u32 = 2000;
/// Enough for the screen of a phone, in pixels of the long side.
const TO: u32 = 1200;

/// Cheap to copy; lives as long as the editor.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    place: StoredValue<PageSlot, LocalStorage>,
    editor_state: RwSignal<EditorState>,
    /// It is looked at.
    is_on: RwSignal<bool>,
    has_failed: RwSignal<bool>,
    url: RwSignal<Option<String>>,
}

/// The edit as it is done: corners at those of the picture cut nothing.
pub(super) fn meant(editor_state: &EditorState) -> Edit {
    let corners = editor_state
        .edit
        .corners
        .filter(|corners| *corners != WHOLE);
    Edit {
        corners,
        ..editor_state.edit
    }
}

pub(super) fn preview(place: &PageSlot, editor_state: RwSignal<EditorState>) -> Preview {
    Preview {
        place: StoredValue::new_local(place.clone()),
        editor_state,
        is_on: RwSignal::new(false),
        has_failed: RwSignal::new(false),
        url: no_url(),
    }
}

async fn made(place: &PageSlot, edit: &Edit) -> Option<Vec<u8>> {
    let image = document().get_element_by_id(IMAGE)?;
    let image: HtmlImageElement = image.dyn_into().ok()?;
    let (width, height) = (image.natural_width(), image.natural_height());
    let long = width.max(height).max(1);
    let side = |side: u32| (side * FROM.min(long) / long).max(1);
    let small = jpeg(drawn(&image, side(width), side(height))?).await?;
    let bytes = read(&small).await.ok()?;
    let mark = if edit.mark { mark_of(place) } else { None };
    let policy = Policy {
        max_long_side: TO,
        min_long_side: 0,
        min_short_side: 0,
        ..place.material.check.clone()
    };
    let stop = Stop::default();
    let edited = precheck_worker::edit(&bytes, edit, mark.as_ref(), &policy, &stop).await;
    Some(edited.ok()?.bytes)
}

impl Preview {
    pub(super) fn is_on(self) -> bool {
        self.is_on.get()
    }

    pub(super) fn switch(self) {
        if !self.switch_off() {
            self.is_on.set(true);
            self.renew();
        }
    }

    /// Whether it was on.
    pub(super) fn switch_off(self) -> bool {
        let was_on = self.is_on.try_get_untracked() == Some(true);
        if was_on {
            self.is_on.try_set(false);
        }
        was_on
    }

    /// After something was changed: whoever looks at it sees that at once.
    pub(super) fn renew(self) {
        if !self.is_on.get_untracked() {
            return;
        }
        show_by(self.url, None, "");
        self.has_failed.set(false);
        spawn_local(async move {
            let Some(place) = self.place.try_get_value() else {
                return;
            };
            let edit = self.editor_state.with_untracked(meant);
            let made = made(&place, &edit).await;
            // Of several in a row only the last is shown.
            let now = self.editor_state.try_with_untracked(meant);
            if now == Some(edit) && !show_by(self.url, made.as_deref(), "image/jpeg") {
                self.has_failed.try_set(true);
            }
        });
    }

    /// Over the stage, while it is looked at.
    pub(super) fn shown(self) -> Node {
        (move || {
            if !self.is_on() {
                return None;
            }
            let shown = match self.url.get() {
                Some(url) => view! { <img class="editor__result" src=url alt=words::seen() /> },
                None if self.has_failed.get() => view! { <p>{words::unseen()}</p> },
                None => view! { <p class="waiting">{words::seeing()}</p> },
            };
            Some(view! { <div class="editor__preview" role="status">{shown}</div> })
        })
        .into_node()
    }
}
