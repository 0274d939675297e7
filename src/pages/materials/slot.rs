//! One page of a material: its picture, what is wrong with it, where its upload stands, and the ways in.
//! The inputs are never built again, so that the focus stays on them while everything around changes.

use leptos::prelude::*;
use leptos_router::components::A;
use precheck::{Format, Severity};
use web_sys::HtmlInputElement;

use super::finding::{findings, words_of};
use super::intake::{Intake, MOST_BYTES, Place, intakes};
use super::outbox::{self, Transfer, Unsent, transfers};
use super::photo::photo;
use super::size;
use super::tray::Tray;
use crate::api::ApiError;
use crate::draft::{Picture, Standing};
use crate::host::host;
use crate::text::materials as words;
use crate::widgets::{focus, icon, notice};
use contract::problem::Code;

/// The pictures of a page, as far as they change what is shown. Uploads do not: they have their own line.
#[derive(Clone, PartialEq)]
pub(super) struct Pictures {
    pub(super) taken: Option<Picture>,
    /// Still to be decided on.
    pub(super) candidate: Option<Picture>,
}

impl Pictures {
    pub(super) fn of(tray: Tray, material: &str, page: &str) -> Self {
        tray.draft.with(|draft| {
            let found = |taken: bool| {
                draft
                    .pictures_of(material)
                    .filter(|picture| picture.page == page)
                    .find(|picture| (picture.standing == Standing::Taken) == taken)
                    .map(|picture| Picture {
                        upload: None,
                        arrived: false,
                        ..picture.clone()
                    })
            };
            Self {
                taken: found(true),
                candidate: found(false),
            }
        })
    }
}

/// The id of a page's element, and of its first input.
pub(super) fn slot_id(material: &str, page: &str) -> String {
    [&crate::problem::material_id(material), "-", page].concat()
}

/// `label` names the page, `what` the material and the page.
pub(super) fn slot(place: Place, label: String, what: String) -> AnyView {
    let tray = place.tray;
    let id = slot_id(&place.material.id, &place.page);
    let key = place.key();
    let pictures = {
        let (material, page) = (place.material.id.clone(), place.page.clone());
        Memo::new(move |_| Pictures::of(tray, &material, &page))
    };
    let intake = Memo::new(move |_| intakes().with(|intakes| intakes.get(&key).copied()));
    let class = move || {
        pictures.with(|pictures| match &pictures.candidate {
            None => "slot",
            Some(picture) => match picture.standing {
                Standing::Stopped | Standing::ForClerk => "slot finding finding--block",
                Standing::Unchecked => "slot finding finding--info",
                Standing::Doubted | Standing::Taken => "slot finding finding--warn",
            },
        })
    };
    let heading = [&id, "-title"].concat();
    let body = {
        let (place, what, heading) = (place.clone(), what.clone(), heading.clone());
        move || {
            let looking = match intake.get() {
                Some(Intake::Looking(_)) => {
                    view! { <p class="waiting slot__waiting">{words::checking()}</p> }.into_any()
                }
                Some(Intake::Unreadable) => {
                    notice("bad", words::unreadable(), words::unreadable_text())
                }
                Some(Intake::TooLarge) => too_large(),
                Some(Intake::Unchecked(_)) | None => ().into_any(),
            };
            let shown = match pictures.get() {
                Pictures {
                    candidate: Some(candidate),
                    ..
                } => {
                    let unchecked = match intake.get() {
                        Some(Intake::Unchecked(cause)) => Some(cause),
                        _ => None,
                    };
                    let stops = tray.draft.with_untracked(|draft| {
                        draft
                            .stops
                            .get(&candidate.material)
                            .copied()
                            .unwrap_or_default()
                    });
                    let alt = words::picture_alt(&what);
                    let policy = &place.material.check;
                    findings(tray, &candidate, policy, stops, unchecked, alt)
                }
                Pictures {
                    taken: Some(taken), ..
                } => sheet(&place, &taken, &what, &heading),
                _ => ().into_any(),
            };
            view! {
                {shown}
                {looking}
            }
        }
    };
    let decisions = decisions(place.clone(), pictures, heading.clone());
    view! {
        <li>
            <h3 class="slot__name" id=heading tabindex="-1">{label}</h3>
            <div class=class>
                <div role="status">{body}</div>
                <div class="slot__tools">
                    {pick(&place, pictures, &id, &what)}
                    {decisions}
                </div>
            </div>
        </li>
    }
    .into_any()
}

fn too_large() -> AnyView {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a constant"
    )]
    let limit = size(MOST_BYTES as u64);
    notice("bad", words::too_large(), &words::too_large_text(&limit))
}

/// The ways in: camera, album, and a PDF where the material takes one.
fn pick(place: &Place, pictures: Memo<Pictures>, id: &str, what: &str) -> AnyView {
    let policy = &place.material.check;
    let takes_pictures = policy.takes(Format::Jpeg) || policy.takes(Format::Png);
    let has_one = Memo::new(move |_| {
        pictures.with(|pictures| pictures.taken.is_some() || pictures.candidate.is_some())
    });
    let settled = Memo::new(move |_| {
        pictures.with(|pictures| pictures.taken.is_some() && pictures.candidate.is_none())
    });
    let picture_accept = host().picture_accept();
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
        let place = place.clone();
        let chosen = move |event: leptos::ev::Event| {
            place.receive(event_target::<HtmlInputElement>(&event));
        };
        let class = move || match (settled.get(), primary) {
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
                    on:change=chosen
                />
                <span class=class>{icon(sign, "")} {move || if has_one.get() { again } else { first }}</span>
            </span>
        }
        .into_any()
    };
    let camera = takes_pictures.then(|| {
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
    view! { <div class=class>{camera} {album} {pdf}</div> }.into_any()
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

/// What may be done with a picture that is to be decided on.
fn decisions(place: Place, pictures: Memo<Pictures>, heading: String) -> impl IntoView {
    move || {
        let Pictures {
            candidate: Some(candidate),
            taken,
        } = pictures.get()
        else {
            return ().into_any();
        };
        let tray = place.tray;
        let button = |words: &'static str, class: &'static str, act: Box<dyn Fn()>| {
            let heading = heading.clone();
            let act = move |_| {
                // This button is about to go; the focus must not go with it.
                focus(&heading);
                act();
            };
            view! { <button class=class type="button" on:click=act>{words}</button> }.into_any()
        };
        let id = candidate.id.clone();
        let take = move || {
            tray.take(&id);
            outbox::start(tray);
        };
        let use_words = match candidate.standing {
            Standing::Doubted => Some(words::use_it()),
            Standing::ForClerk => Some(words::use_for_clerk()),
            Standing::Unchecked => Some(words::use_unchecked()),
            Standing::Stopped | Standing::Taken => None,
        };
        let use_it =
            use_words.map(|words| button(words, "button button--secondary", Box::new(take)));
        let again = (candidate.standing == Standing::Unchecked).then(|| {
            let (place, id) = (place.clone(), candidate.id.clone());
            let act = move || place.check_again(id.clone());
            button(
                words::check_again(),
                "button button--secondary",
                Box::new(act),
            )
        });
        let drop_words = if taken.is_some() {
            words::keep_former()
        } else {
            words::drop_it()
        };
        let id = candidate.id;
        let drop_it = button(
            drop_words,
            "button button--quiet",
            Box::new(move || tray.remove(&id)),
        );
        view! { <div class="slot__decisions">{again} {use_it} {drop_it}</div> }.into_any()
    }
}

/// A taken picture, with its size and where its upload stands.
fn sheet(place: &Place, picture: &Picture, what: &str, heading: &str) -> AnyView {
    let tray = place.tray;
    let sent = size(picture.report.bytes);
    let length = if picture.chosen_bytes > picture.report.bytes {
        words::file_squeezed(&size(picture.chosen_bytes), &sent)
    } else {
        sent
    };
    let notes = picture
        .report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Info)
        .map(|finding| words_of(finding, picture.report.format, &place.material.check))
        .map(|(title, remedy)| view! { <p class="sheet__text">{title} "。" {remedy}</p> })
        .collect_view();
    let unkept = Tray::is_unkept(&picture.id)
        .then(|| notice("warn", words::not_kept(), words::not_kept_text()));
    let remove = {
        let (id, heading) = (picture.id.clone(), heading.to_owned());
        move |_| {
            focus(&heading);
            tray.remove(&id);
        }
    };
    view! {
        <div class="sheet">
            {photo(tray, picture, "sheet__picture", String::new())}
            <div class="sheet__body">
                <p class="sheet__text">{length}</p>
                {picture.for_review.then(|| view! { <p class="sheet__text">{words::for_review()}</p> })}
                {notes}
                {transfer(tray, picture, what, heading)}
                <p class="sheet__tools">
                    <button
                        class="button button--quiet"
                        type="button"
                        aria-label=words::label_remove(what)
                        on:click=remove
                    >
                        {words::remove()}
                    </button>
                </p>
            </div>
        </div>
        {unkept}
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
enum At {
    Arrived,
    Waiting,
    Sending,
    Failed(Unsent),
}

/// Where the upload of a taken picture stands.
fn transfer(tray: Tray, picture: &Picture, what: &str, heading: &str) -> AnyView {
    let clear = !picture.for_review && picture.report.findings.is_empty();
    let (id, what, heading) = (picture.id.clone(), what.to_owned(), heading.to_owned());
    let of_this = {
        let id = id.clone();
        Memo::new(move |_| transfers().with(|transfers| transfers.get(&id).cloned()))
    };
    let at = Memo::new(move |_| {
        let arrived = tray.draft.with(|draft| {
            draft
                .pictures
                .iter()
                .any(|picture| picture.id == id && picture.arrived)
        });
        match of_this.get() {
            _ if arrived => At::Arrived,
            None => At::Waiting,
            Some(Transfer::Sending(_)) => At::Sending,
            Some(Transfer::Failed(unsent)) => At::Failed(unsent),
        }
    });
    let share = move || match of_this.get() {
        Some(Transfer::Sending(share)) => share.to_string(),
        _ => String::new(),
    };
    (move || match at.get() {
        At::Arrived => {
            let said = if clear { words::arrived_clear() } else { words::arrived() };
            view! { <p class="sheet__state">{icon("check", "")} {said}</p> }.into_any()
        }
        At::Waiting => {
            let said =
                if tray.app.person().is_some() { words::waiting() } else { words::waiting_sign_in() };
            view! { <p class="sheet__state sheet__state--busy">{icon("clock", "")} {said}</p> }.into_any()
        }
        At::Sending => view! {
            <p class="sheet__state sheet__state--busy">{icon("upload", "")} {words::sending()}</p>
            <progress class="progress" max="100" value=share aria-label=words::progress(&what)></progress>
        }
        .into_any(),
        At::Failed(unsent) => failed(tray, &unsent, heading.clone()),
    })
    .into_any()
}

fn failed(tray: Tray, unsent: &Unsent, heading: String) -> AnyView {
    let signed_out = matches!(unsent, Unsent::Call(error @ ApiError::Problem(_)) if error.code() == Some(Code::SignInNeeded));
    let way_on = if signed_out {
        let here = window().location().pathname().unwrap_or_default();
        let href = ["/sign-in?to=", &here].concat();
        Some(
            view! { <A attr:class="button button--quiet" href=href>{words::sign_in()}</A> }
                .into_any(),
        )
    } else if *unsent == Unsent::BytesLost {
        None
    } else {
        let again = move |_| {
            focus(&heading);
            outbox::start(tray);
        };
        Some(
            view! {
                <button class="button button--quiet" type="button" on:click=again>
                    {words::retry()}
                </button>
            }
            .into_any(),
        )
    };
    view! {
        <p class="sheet__state sheet__state--bad">{icon("warning", "")} {words::unsent(&unsent.cause())}</p>
        {way_on.map(|way_on| view! { <p class="sheet__tools">{way_on}</p> })}
    }
    .into_any()
}
