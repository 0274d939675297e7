//! The ways a picture comes in: the camera, the album, a PDF. Plain inputs under their labels: old web-views open
//! nothing else; where the page may use the camera itself, the viewfinder opens instead. The inputs are never built
//! again, so that the focus stays on them while everything around changes.

use leptos::prelude::*;
use markup::view;
use precheck::Format;
use web_sys::HtmlInputElement;

use super::page_upload::Pictures;
use super::processing::PageSlot;
use super::quick_fix::quick_fixes;
use crate::camera;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::materials as words;
use crate::platform::host::host;
use crate::platform::precheck_worker::warm_up;

/// The ways in: camera, album, and a PDF where the material takes one.
pub(crate) fn pick(place: &PageSlot, pictures: Memo<Pictures>, id: &str, what: &str) -> Node {
    let policy = &place.material.check;
    let takes_pictures = policy.takes(Format::Jpeg) || policy.takes(Format::Png);
    let has_one = Memo::new(move |_| {
        pictures.with(|pictures| pictures.taken.is_some() || pictures.candidate.is_some())
    });
    let settled = Memo::new(move |_| {
        pictures.with(|pictures| pictures.taken.is_some() && pictures.candidate.is_none())
    });
    // What the phone can mend itself comes before another photograph.
    let mendable = {
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
            if capture.is_some() && by_viewfinder && camera::is_offered() {
                event.prevent_default();
                live.set(true);
            }
        };
        let place = place.clone();
        let chosen = move |event: leptos::ev::Event| {
            place.receive(event_target::<HtmlInputElement>(&event));
        };
        let class = move || match (settled.get(), primary && !mendable.get()) {
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
        if settled.get() {
            "pick pick--quiet"
        } else {
            "pick"
        }
    };
    let viewfinder = {
        let (place, what, id) = (place.clone(), what.to_owned(), id.to_owned());
        move || {
            live.get()
                .then(|| camera::viewfinder(place.clone(), &what, id.clone(), live))
        }
    };
    view! {
        <div class=class on:click=|_| warm_up()>{taken} {album} {pdf}</div>
        {viewfinder}
    }
    .into_node()
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
