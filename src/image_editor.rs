//! 「修一修」 and 「做成证件照」: a picture as it was taken in, with corners or a frame to move, turns, and what else the phone
//! can do to it. A div with role="dialog" over the whole page; the browser's back button closes it.

mod corners;
mod drag_handle;
mod editor_state;
mod gestures;
mod pan_zoom;
mod pinch;
mod portrait_frame;
mod preview;
mod shape;
mod style;
mod viewport;
mod watermark;

use leptos::prelude::*;
use markup::view;
use precheck::{Edit, Mark, Turn};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::KeyboardEvent;

use crate::attachments::processing::PageSlot;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::format;
use crate::messages::editor as words;
use crate::state::Loaded;
use drag_handle::enlarged;
use editor_state::EditorState;
use pinch::Fingers;
use preview::{Preview, meant, preview};
pub(crate) use shape::turned;
use shape::{WHOLE, moved};

const TITLE: &str = "editor-title";
const DONE: &str = "editor-done";

/// The words of the mark for the matter that a draft is about.
fn mark_text(place: &PageSlot) -> String {
    let scenario = place
        .attachments
        .draft
        .with_untracked(|draft| draft.scenario.clone());
    let name = place.attachments.app.shelf.with_untracked(|shelf| {
        let Loaded::Ready(shelf) = shelf else {
            return None;
        };
        let entry = shelf.entries.iter().find(|it| it.id == scenario)?;
        Some(format::localized(&entry.name))
    });
    words::mark_text(&name.unwrap_or_default())
}

/// The tile of the mark for what a draft is about.
pub(crate) fn mark_of(place: &PageSlot) -> Option<Mark> {
    watermark::tile(&mark_text(place))
}

/// The bench as it is found: what was done before, else the corners that the pre-check suggests.
fn begun(place: &PageSlot, picture: &Picture) -> EditorState {
    let portrait = place.material.check.portrait.as_ref();
    let portrait = portrait.map(|it| (f32::from(it.width), f32::from(it.height)));
    let mut edit = picture.edit;
    if portrait.is_none() && edit.corners.is_none() {
        let suggested = picture.report.outline.filter(|_| edit == Edit::default());
        edit.corners = Some(suggested.map_or(WHOLE, |found| {
            // Each corner once over, so that none lies outside.
            let each = found.into_iter().enumerate();
            each.fold(WHOLE, |corners, (which, to)| moved(corners, which, to))
        }));
    }
    EditorState {
        edit,
        natural: None,
        workspace: (1.0, 1.0),
        portrait,
        held: None,
        told: None,
        fingers: Fingers::default(),
        zoom: 1.0,
        pan: (0.0, 0.0),
    }
}

/// `open` is the picture that is being put right; the dialog is there as long as it is set. `heading` takes the focus
/// afterwards.
pub(crate) fn editor(
    place: &PageSlot,
    picture: Picture,
    what: &str,
    open: RwSignal<Option<String>>,
    heading: &str,
) -> Node {
    let editor_state = RwSignal::new(begun(place, &picture));
    let is_portrait = place.material.check.portrait.is_some();
    let text = mark_text(place);
    let preview = preview(place, editor_state);
    enter();
    let closed = {
        let heading = heading.to_owned();
        window_event_listener_untyped("popstate", move |_| {
            // From the preview one goes back to the corners.
            if preview.switch_off() {
                enter();
                return;
            }
            open.try_set(None);
            let heading = heading.clone();
            request_animation_frame(move || focus(&heading));
        })
    };
    on_cleanup(move || closed.remove());
    let back = || drop(window().history().and_then(|history| history.back()));
    let leave = move || {
        preview.switch_off();
        back();
    };
    let keys = move |event: web_sys::Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.key() == "Escape" {
            back();
        }
        enlarged(editor_state, event, None);
    };
    let found = picture.edit == Edit::default() && picture.report.outline.is_some();
    let hint = {
        let text = text.clone();
        move || {
            let edit = editor_state.with(|editor_state| editor_state.edit);
            if preview.is_on() {
                words::hint_seen().to_owned()
            } else if is_portrait {
                words::hint_portrait().to_owned()
            } else if edit.mark {
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
    let done = {
        let (place, picture) = (place.clone(), picture.clone());
        move |_| {
            let edit = editor_state.with_untracked(meant);
            if edit != picture.edit {
                place.mend(&picture, edit);
            }
            leave();
        }
    };
    request_animation_frame(|| focus(TITLE));
    let title = if is_portrait {
        words::title_portrait()
    } else {
        words::title()
    };
    let stage = viewport::stage(place, &picture, editor_state, preview, what, text);
    // A portrait is seen under its frame as it will be.
    let see = (!is_portrait).then(|| see(preview));
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
            {stage}
            {tools(editor_state, preview, is_portrait)}
            <div class="editor__actions">
                <button class="button button--secondary" type="button" on:click=move |_| leave()>
                    {words::cancel()}
                </button>
                {see}
                <button class="button" type="button" id=DONE on:click=done>{words::done()}</button>
            </div>
            <span tabindex="0" on:focus=|_| focus(TITLE)></span>
        </div>
    }
    .into_node()
}

/// One step of the browser's history stands for the dialog: going back closes it, and leaves the page where it is.
fn enter() {
    let history = window().history();
    let _ = history.and_then(|history| history.push_state_with_url(&JsValue::NULL, "", None));
}

fn see(preview: Preview) -> Node {
    let name = move || {
        if preview.is_on() {
            words::unsee()
        } else {
            words::see()
        }
    };
    view! {
        <button class="button button--secondary" type="button" on:click=move |_| preview.switch()>
            {name}
        </button>
    }
    .into_node()
}

fn tools(editor_state: RwSignal<EditorState>, preview: Preview, is_portrait: bool) -> Node {
    let turn = |name: &'static str, sign: &'static str, by: Turn| {
        let act = move |_| {
            editor_state.update(|editor_state| editor_state.change(turned(editor_state.edit, by)));
            preview.renew();
        };
        view! {
            <button class="editor__tool" type="button" on:click=act>{icon(sign, "")} {name}</button>
        }
    };
    let toggle = |name: &'static str, sign: &'static str, of: fn(&mut Edit) -> &mut bool| {
        let act = move |_| {
            editor_state.update(|editor_state| {
                let flag = of(&mut editor_state.edit);
                *flag = !*flag;
            });
            preview.renew();
        };
        let pressed = move || {
            if editor_state.with(|editor_state| *of(&mut editor_state.edit.clone())) {
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
        editor_state.update(|editor_state| {
            editor_state.change(Edit {
                corners: editor_state.portrait.is_none().then_some(WHOLE),
                ..Edit::default()
            });
        });
        preview.renew();
    };
    let documents = (!is_portrait).then(|| {
        [
            toggle(words::flatten(), "sun", |edit| &mut edit.flatten),
            toggle(words::mark(), "stamp", |edit| &mut edit.mark),
        ]
    });
    view! {
        <div class="editor__tools">
            {turn(words::left(), "turn-left", Turn::Left)}
            {turn(words::right(), "turn-right", Turn::Right)} {documents}
            <button class="editor__tool" type="button" on:click=back>
                {icon("refresh", "")}
                {words::whole()}
            </button>
        </div>
    }
    .into_node()
}
