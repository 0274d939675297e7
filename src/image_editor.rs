//! 「修一修」 and 「做成证件照」: a picture as it was taken in, with corners or a frame to move, turns, and what else
//! the phone can do to it. A div with role="dialog" over the whole page; the browser's back button closes it.
//!
//! Bytes in, edit out: the editor knows neither drafts nor materials. What it needs stands in [`EditRequest`].

mod corners;
mod drag_handle;
mod editor_state;
mod gestures;
mod pan_zoom;
mod pinch;
mod pixels;
mod portrait_frame;
mod preview;
mod shape;
mod style;
mod viewport;
mod watermark;

use std::pin::Pin;

use leptos::prelude::*;
use markup::view;
use precheck_types::{Edit, Policy, Quad, Rotation};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;
use crate::platform::history;
use crate::platform::precheck_worker::PrecheckWorker;
use drag_handle::enlarged;
use editor_state::EditorState;
use pinch::Fingers;
use preview::{Preview, intended_edit, preview};
pub(crate) use shape::turned;
use shape::{WHOLE, moved};
pub(crate) use watermark::tile as watermark_tile;

const TITLE: &str = "editor-title";
const DONE: &str = "editor-done";

/// The picture to edit, and what it has to become.
pub(crate) struct EditRequest {
    /// The photograph as it was taken in, read once the dialog stands.
    pub(crate) source: Pin<Box<dyn Future<Output = Option<Vec<u8>>>>>,
    /// What was done to it before.
    pub(crate) edit: Edit,
    /// What is advised: shown done, and not done before it is agreed to.
    pub(crate) advised: Option<Edit>,
    /// The outline that the pre-check found.
    pub(crate) outline: Option<Quad>,
    pub(crate) policy: Policy,
    /// The words of the watermark.
    pub(crate) watermark: String,
    pub(crate) alt: String,
    pub(crate) worker: PrecheckWorker,
}

/// Begins with the edit that was made before, or with the corners that the pre-check suggests.
fn initial_state(request: &EditRequest) -> EditorState {
    let portrait = request.policy.portrait.as_ref();
    let portrait = portrait.map(|it| (f32::from(it.width), f32::from(it.height)));
    let mut edit = request.advised.unwrap_or(request.edit);
    if portrait.is_none() && edit.corners.is_none() {
        let suggested = request.outline.filter(|_| edit == Edit::default());
        edit.corners = Some(suggested.map_or(WHOLE, |found| {
            // One corner after the other, so that none lies outside.
            let each = found.into_iter().enumerate();
            each.fold(WHOLE, |corners, (which, to)| moved(corners, which, to))
        }));
    }
    EditorState {
        edit,
        natural: None,
        viewport: (1.0, 1.0),
        portrait,
        dragging: None,
        announced: None,
        fingers: Fingers::default(),
        zoom: 1.0,
        pan: (0.0, 0.0),
    }
}

/// `done` takes an edit that differs from the one before; `closed` is called when the dialog is to be removed.
pub(crate) fn editor(
    request: EditRequest,
    done: impl Fn(Edit) + 'static,
    closed: impl Fn() + 'static,
) -> Node {
    let state = RwSignal::new(initial_state(&request));
    let EditRequest {
        source,
        edit: before,
        advised,
        outline,
        policy,
        watermark: text,
        alt,
        worker,
    } = request;
    let is_portrait = policy.portrait.is_some();
    let picture = viewport::picture(source);
    let preview = preview(&policy, &text, worker, state);
    if advised.is_some() {
        preview.begin();
    }
    history::push_entry();
    let closed = window_event_listener_untyped("popstate", move |_| {
        // From the preview one goes back to the corners.
        if preview.switch_off() {
            history::push_entry();
            return;
        }
        closed();
    });
    on_cleanup(move || closed.remove());
    let leave = move || {
        preview.switch_off();
        history::back();
    };
    let keys = move |event: web_sys::Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.key() == "Escape" {
            history::back();
        }
        enlarged(state, event, None);
    };
    let found = before == Edit::default() && outline.is_some();
    let hint = {
        let text = text.clone();
        move || {
            let edit = state.with(|state| state.edit);
            if preview.is_on() {
                words::hint_seen().to_owned()
            } else if is_portrait {
                words::hint_portrait().to_owned()
            } else if edit.watermark {
                words::hint_marked(&text)
            } else if edit.flatten {
                words::hint_flattened().to_owned()
            } else if found {
                words::hint_found().to_owned()
            } else {
                words::hint().to_owned()
            }
        }
    };
    let keys_hint = if is_portrait {
        words::keys_portrait()
    } else {
        words::keys()
    };
    // A portrait is shown in its frame as it will be, and a turn as it is made; what else changes the picture is seen
    // before it is agreed to.
    let is_to_be_seen = move |edit: Edit| {
        let changes = edit.flatten || edit.corners.is_some();
        !is_portrait && changes && edit != before
    };
    let commit = move |_| {
        let edit = state.with_untracked(intended_edit);
        if is_to_be_seen(edit) && !preview.is_on_untracked() {
            preview.switch_on();
            return;
        }
        if edit != before {
            done(edit);
        }
        leave();
    };
    let name = move || {
        if preview.is_on() {
            words::done_seen()
        } else if is_to_be_seen(state.with(intended_edit)) {
            words::see()
        } else {
            words::done()
        }
    };
    request_animation_frame(|| focus(TITLE));
    let title = if is_portrait {
        words::title_portrait()
    } else {
        words::title()
    };
    let portrait = policy.portrait.as_ref();
    let viewport = viewport::viewport(picture, portrait, state, preview, alt, text);
    view! {
        <div
            class="editor"
            role="dialog"
            aria-modal="true"
            aria-labelledby=TITLE
            on:keydown=keys
        >
            <span tabindex="0" on:focus=|_| focus(DONE)></span>
            <div class="editor__head">
                <h2 class="editor__title" id=TITLE tabindex="-1">{title}</h2>
                <p class="editor__hint">{hint} " " <span class="editor__keys">{keys_hint}</span></p>
            </div>
            {viewport}
            {tools(state, preview, is_portrait)}
            <div class="editor__actions">
                <button class="button button--secondary" type="button" on:click=move |_| leave()>
                    {words::cancel()}
                </button>
                {way_back(preview)}
                <button class="button" type="button" id=DONE on:click=commit>{name}</button>
            </div>
            <span tabindex="0" on:focus=|_| focus(TITLE)></span>
        </div>
    }
    .into_node()
}

/// From what will be sent to the picture as it is.
fn way_back(preview: Preview) -> Node {
    (move || {
        preview.is_on().then(|| {
            let back = move |_| {
                preview.switch_off();
            };
            view! {
                <button class="button button--secondary" type="button" on:click=back>
                    {words::unsee()}
                </button>
            }
        })
    })
    .into_node()
}

fn tools(state: RwSignal<EditorState>, preview: Preview, is_portrait: bool) -> Node {
    let turn = |name: &'static str, sign: &'static str, by: Rotation| {
        let act = move |_| {
            state.update(|state| state.change(turned(state.edit, by)));
            preview.renew();
        };
        view! {
            <button class="editor__tool" type="button" on:click=act>{icon(sign, "")} {name}</button>
        }
    };
    let toggle = |name: &'static str, sign: &'static str, of: fn(&mut Edit) -> &mut bool| {
        let act = move |_| {
            state.update(|state| {
                let flag = of(&mut state.edit);
                *flag = !*flag;
            });
            preview.renew();
        };
        let pressed = move || {
            if state.with(|state| *of(&mut state.edit.clone())) {
                "true"
            } else {
                "false"
            }
        };
        view! {
            <button class="editor__tool" type="button" aria-pressed=pressed on:click=act>
                {icon(sign, "")}
                {name}
            </button>
        }
    };
    let back = move |_| {
        state.update(|state| {
            state.change(Edit {
                corners: state.portrait.is_none().then_some(WHOLE),
                ..Edit::default()
            });
        });
        preview.renew();
    };
    let documents = (!is_portrait).then(|| {
        [
            toggle(words::flatten(), "sun", |edit| &mut edit.flatten),
            toggle(words::mark(), "stamp", |edit| &mut edit.watermark),
        ]
    });
    view! {
        <div class="editor__tools">
            {turn(words::left(), "turn-left", Rotation::Left)}
            {turn(words::right(), "turn-right", Rotation::Right)} {documents}
            <button class="editor__tool" type="button" on:click=back>
                {icon("refresh", "")}
                {words::whole()}
            </button>
        </div>
    }
    .into_node()
}
