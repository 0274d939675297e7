//! The ways to add a picture: the camera, the album, a PDF. Plain inputs under their labels, for old web-views open
//! nothing else; where the page may use the camera itself, the viewfinder opens instead. The inputs are never built
//! again: a phone's camera app gives its picture to the very one that opened it.

use std::rc::Rc;

use leptos::prelude::*;
use markup::view;
use precheck_types::Format;
use web_sys::HtmlInputElement;

use super::super::slot::PageSlot;
use super::slot_look::{MAIN, SlotLook};
use crate::camera::{ShotRequest, viewfinder};
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::messages::{editor as editor_words, materials as words};
use crate::platform::host::host;

/// The camera, the other ways, and the viewfinder for as long as it is open. `id` is that of the first input.
pub(super) fn pick(tools: &Rc<SlotLook>, id: &str) -> (Option<Node>, Node, Node) {
    let SlotLook {
        slot,
        what,
        heading,
        ..
    } = &**tools;
    let policy = &slot.policy;
    let takes_pictures = policy.takes(Format::Jpeg) || policy.takes(Format::Png);
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
            first,
            again,
        } = way;
        let opens = move |event: leptos::ev::Event| {
            if capture.is_some() && by_viewfinder && shared.camera.is_offered() {
                event.prevent_default();
                live.set(true);
            }
        };
        let (slot, heading) = (slot.clone(), heading.to_owned());
        let chosen = move |event: leptos::ev::Event| {
            slot.receive(event_target::<HtmlInputElement>(&event));
            focus(&heading);
        };
        let look = if capture.is_some() {
            SlotLook::camera
        } else {
            SlotLook::files
        };
        let follow = || {
            let tools = Rc::clone(tools);
            move || look(&tools)
        };
        let (class, is_shown, main) = (follow(), follow(), follow());
        let name = {
            let tools = Rc::clone(tools);
            move || {
                if tools.current().is_some() {
                    again
                } else {
                    first
                }
            }
        };
        let label = {
            let (name, what) = (name.clone(), what.clone());
            move || editor_words::label_of(name(), &what)
        };
        view! {
            <span
                class=move || if main() == Some(MAIN) { "pick__way pick__way--main" } else { "pick__way" }
                hidden=move || is_shown().is_none()
                on:click=move |_| shared.worker().warm_up()
            >
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
                <span class=move || class().unwrap_or_default()>
                    {icon(sign, "")} {name}
                </span>
            </span>
        }
        .into_node()
    };
    let camera = takes_pictures.then(|| {
        way(Way {
            id: Some(id.to_owned()),
            capture: Some("environment"),
            accept: picture_accept,
            sign: "camera",
            first: words::take(),
            again: words::retake(),
        })
    });
    let album = takes_pictures.then(|| {
        way(Way {
            id: None,
            capture: None,
            accept: picture_accept,
            sign: "image",
            first: words::album(),
            again: words::album_again(),
        })
    });
    let pdf = policy.takes(Format::Pdf).then(|| {
        way(Way {
            id: (!takes_pictures).then(|| id.to_owned()),
            capture: None,
            accept: "application/pdf",
            sign: "file",
            first: words::pdf(),
            again: words::pdf_again(),
        })
    });
    let dialog = {
        let (slot, what, id) = (slot.clone(), what.clone(), id.to_owned());
        let heading = heading.clone();
        move || {
            live.get()
                .then(|| shoot(slot.clone(), &what, id.clone(), heading.clone(), live))
        }
    };
    (camera, view! { {album} {pdf} }, dialog.into_node())
}

/// The viewfinder, for as long as `live`. `input` opens the phone's own camera app.
fn shoot(slot: PageSlot, what: &str, input: String, heading: String, live: RwSignal<bool>) -> Node {
    let shared = slot.attachments.shared;
    let request = ShotRequest {
        what: what.to_owned(),
        policy: (*slot.policy).clone(),
        worker: shared.worker(),
        access: shared.camera,
        input,
        back_to: heading,
    };
    viewfinder(request, live, move |shot| slot.receive_shot(shot))
}

struct Way {
    /// Of the first input: the viewfinder opens the phone's own camera app by it.
    id: Option<String>,
    capture: Option<&'static str>,
    accept: &'static str,
    sign: &'static str,
    first: &'static str,
    again: &'static str,
}
