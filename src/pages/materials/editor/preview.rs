//! What will be sent, made small by the worker before anything is decided; the corners lie as they were underneath.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck::{Edit, Policy};
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use super::bench::Bench;
use super::mark_of;
use super::shape::WHOLE;
use crate::dom::{IntoNode, Node};
use crate::pages::materials::intake::{Place, read};
use crate::pages::materials::photo::{no_url, show_by};
use crate::pages::materials::still::{drawn, jpeg};
use crate::precheck_client::{self, Stop};
use crate::text::editor as words;

/// What it is made from: a document that is a part of the picture is still to be read; in pixels of the long side.
const FROM: u32 = 2000;
/// Enough for the screen of a phone, in pixels of the long side.
const TO: u32 = 1200;

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Working,
    Made,
    Failed,
}

/// Cheap to copy; lives as long as the editor.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    /// While it is looked at.
    stage: RwSignal<Option<Stage>>,
    url: RwSignal<Option<String>>,
}

/// The edit as it is done: corners at those of the picture cut nothing.
pub(super) fn meant(bench: &Bench) -> Edit {
    let corners = bench.edit.corners.filter(|corners| *corners != WHOLE);
    Edit {
        corners,
        ..bench.edit
    }
}

/// Of the picture in the `img` of this id. What is changed while it is looked at is seen at once.
pub(super) fn preview(place: &Place, bench: RwSignal<Bench>, image: &'static str) -> Preview {
    let it = Preview {
        stage: RwSignal::new(None),
        url: no_url(),
    };
    let wanted = Memo::new(move |_| it.is_on().then(|| bench.with(meant)));
    let place = StoredValue::new_local(place.clone());
    Effect::new(move |_| {
        let Some(edit) = wanted.get() else { return };
        it.stage.set(Some(Stage::Working));
        spawn_local(async move {
            let Some(place) = place.try_get_value() else {
                return;
            };
            let made = made(&place, &edit, image).await;
            // Of several in a row only the last is shown.
            if wanted.try_get_untracked() != Some(Some(edit)) {
                return;
            }
            let is_shown = made.is_some_and(|bytes| show_by(it.url, &bytes, "image/jpeg"));
            let stage = if is_shown { Stage::Made } else { Stage::Failed };
            it.stage.try_set(Some(stage));
        });
    });
    it
}

async fn made(place: &Place, edit: &Edit, image: &str) -> Option<Vec<u8>> {
    let image = document().get_element_by_id(image)?;
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
    let edited = precheck_client::edit(&bytes, edit, mark.as_ref(), &policy, &stop).await;
    Some(edited.ok()?.bytes)
}

impl Preview {
    pub(super) fn is_on(self) -> bool {
        self.stage.get().is_some()
    }

    pub(super) fn switch(self) {
        if !self.switch_off() {
            self.stage.set(Some(Stage::Working));
        }
    }

    /// Whether it was on.
    pub(super) fn switch_off(self) -> bool {
        let was_on = self.stage.try_get_untracked().flatten().is_some();
        if was_on {
            self.stage.try_set(None);
        }
        was_on
    }

    /// Over the stage, while it is looked at.
    pub(super) fn shown(self) -> Node {
        (move || {
            let shown = match self.stage.get()? {
                Stage::Working => view! { <p class="waiting">{words::seeing()}</p> }.into_node(),
                Stage::Failed => view! { <p>{words::unseen()}</p> }.into_node(),
                Stage::Made => {
                    let url = self.url;
                    view! { <img class="editor__result" src=move || url.get() alt=words::seen() /> }
                        .into_node()
                }
            };
            Some(view! { <div class="editor__preview" role="status">{shown}</div> })
        })
        .into_node()
    }
}
