//! The ways to add a picture: the camera, the album, a PDF. Plain inputs under their labels, for old web-views open
//! nothing else; where the page may use the camera itself, the viewfinder opens instead. The inputs are never built
//! again, so that the focus stays on them while everything around changes.

use leptos::prelude::*;
use markup::view;
use precheck_types::Format;
use web_sys::HtmlInputElement;

use super::super::pictures::Pictures;
use super::super::quick_fix::quick_fixes;
use super::super::slot::PageSlot;
use crate::camera::{ShotRequest, viewfinder};
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::materials as words;
use crate::platform::host::host;

/// The ways in: camera, album, and a PDF where the material takes one.
pub(super) fn pick(slot: &PageSlot, pictures: Memo<Pictures>, id: &str, what: &str) -> Node {
    let policy = &slot.material.check;
    let takes_pictures = policy.takes(Format::Jpeg) || policy.takes(Format::Png);
    let has_one = Memo::new(move |_| {
        pictures.with(|pictures| pictures.taken.is_some() || pictures.candidate.is_some())
    });
    let is_done = Memo::new(move |_| {
        pictures.with(|pictures| pictures.taken.is_some() && pictures.candidate.is_none())
    });
    // An edit that the phone can do itself is offered before another photograph.
    let is_fixable = {
        let policy = policy.clone();
        Memo::new(move |_| {
            pictures.with(|pictures| {
                let candidate = pictures.candidate.as_ref();
                let quick_fixes = candidate.map(|candidate| quick_fixes(candidate, &policy));
                quick_fixes
                    .is_some_and(|quick_fixes| quick_fixes.iter().any(|(.., advised)| *advised))
            })
        })
    };
    let picture_accept = host().picture_accept();
    let shared = slot.attachments.shared;
    let live = RwSignal::new(false);
    // A portrait is taken by somebody else, or of a print: the camera app knows faces better.
    let by_viewfinder = policy.portrait.is_none();
    let way = |way: Way| {
        let Way {
            id,
            capture,
            accept,
            sign,
            primary,
            first,
            again,
            label_first,
            label_again,
        } = way;
        let opens = move |event: leptos::ev::Event| {
            if capture.is_some() && by_viewfinder && shared.camera.is_offered() {
                event.prevent_default();
                live.set(true);
            }
        };
        let slot = slot.clone();
        let chosen = move |event: leptos::ev::Event| {
            slot.receive(event_target::<HtmlInputElement>(&event));
        };
        let class = move || match (is_done.get(), primary && !is_fixable.get()) {
            (true, _) => "button button--quiet",
            (false, true) => "button",
            (false, false) => "button button--secondary",
        };
        let label = move || {
            if has_one.get() {
                label_again.clone()
            } else {
                label_first.clone()
            }
        };
        view! {
            <span class="pick__way">
                <input
                    class="pick__input"
                    type="file"
                    id=id
                    accept=accept
                    capture=capture
                    aria-label=label
                    on:click=opens
                    on:change=chosen
                />
                <span class=class>{icon(sign, "")} {move || if has_one.get() { again } else { first }}</span>
            </span>
        }
        .into_node()
    };
    let taken = takes_pictures.then(|| {
        way(Way {
            id: Some(id.to_owned()),
            capture: Some("environment"),
            accept: picture_accept,
            sign: "camera",
            primary: true,
            first: words::take(),
            again: words::retake(),
            label_first: words::label_take(what),
            label_again: words::label_retake(what),
        })
    });
    let album = takes_pictures.then(|| {
        way(Way {
            id: None,
            capture: None,
            accept: picture_accept,
            sign: "image",
            primary: false,
            first: words::album(),
            again: words::album_again(),
            label_first: words::label_album(what),
            label_again: words::label_album_again(what),
        })
    });
    let pdf = policy.takes(Format::Pdf).then(|| {
        way(Way {
            id: (!takes_pictures).then(|| id.to_owned()),
            capture: None,
            accept: "application/pdf",
            sign: "file",
            primary: false,
            first: words::pdf(),
            again: words::pdf_again(),
            label_first: words::label_pdf(what),
            label_again: words::label_pdf_again(what),
        })
    });
    let class = move || {
        if is_done.get() {
            "pick pick--quiet"
        } else {
            "pick"
        }
    };
    let dialog = {
        let (slot, what, id) = (slot.clone(), what.to_owned(), id.to_owned());
        move || {
            live.get()
                .then(|| shoot(slot.clone(), &what, id.clone(), live))
        }
    };
    view! {
        <div class=class on:click=move |_| shared.worker().warm_up()>{taken} {album} {pdf}</div>
        {dialog}
    }
    .into_node()
}

/// The viewfinder, for as long as `live`. `input` opens the phone's own camera app.
fn shoot(slot: PageSlot, what: &str, input: String, live: RwSignal<bool>) -> Node {
    let shared = slot.attachments.shared;
    let request = ShotRequest {
        what: what.to_owned(),
        policy: slot.material.check.clone(),
        worker: shared.worker(),
        access: shared.camera,
    };
    viewfinder(request, input, live, move |shot| slot.receive_shot(shot))
}

struct Way {
    /// Of the first input: the error summary leads to it.
    id: Option<String>,
    capture: Option<&'static str>,
    accept: &'static str,
    sign: &'static str,
    primary: bool,
    first: &'static str,
    again: &'static str,
    label_first: String,
    label_again: String,
}
