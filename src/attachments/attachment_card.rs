//! A taken picture: small, with its size, where its upload stands, and a way to take it off again.

use leptos::prelude::*;
use markup::view;
use precheck::Severity;

use super::applied_changes::done;
use super::finding::words_of;
use super::picture_url::photo;
use super::processing::PageSlot;
use super::quick_fix::quick_fixes;
use super::store::AttachmentStore;
use super::upload_queue::{self, Transfer, Unsent, transfer_of};
use crate::api::ApiError;
use crate::components::{focus, icon, notice};
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::messages::{editor as editor_words, materials as words};
use contract::problem::Code;

/// A taken picture, with its size and where its upload stands.
pub(crate) fn attachment_card(
    place: &PageSlot,
    picture: &Picture,
    what: &str,
    heading: &str,
    open: RwSignal<Option<String>>,
) -> Node {
    let attachments = place.attachments;
    let notes = picture
        .report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Info)
        .map(|finding| words_of(finding, picture.report.format, &place.material.check))
        .map(|(title, remedy)| view! { <p class="sheet__text">{title} "。" {remedy}</p> })
        .collect::<Vec<_>>();
    let unkept = AttachmentStore::is_unsaved(&picture.id)
        .then(|| notice("warn", words::not_kept(), words::not_kept_text()));
    let remove = {
        let (id, heading) = (picture.id.clone(), heading.to_owned());
        move |_| {
            focus(&heading);
            attachments.remove(&id);
        }
    };
    let mend = quick_fixes(picture, &place.material.check)
        .pop()
        .map(|(name, ..)| {
            let id = picture.id.clone();
            let act = move |_| open.set(Some(id.clone()));
            let label = editor_words::label_of(name, what);
            view! {
                <button class="button button--quiet" type="button" aria-label=label on:click=act>
                    {name}
                </button>
            }
        });
    view! {
        <div class="sheet">
            {photo(attachments, picture, "sheet__picture", String::new())}
            <div class="sheet__body">
                {done(picture)}
                {picture.for_review.then(|| view! { <p class="sheet__text">{words::for_review()}</p> })}
                {notes}
                {transfer(attachments, picture, what, heading)}
                <p class="sheet__tools">
                    {mend}
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
    .into_node()
}

#[derive(Clone, PartialEq)]
enum At {
    Arrived,
    Waiting,
    Sending,
    Failed(Unsent),
}

/// Where the upload of a taken picture stands.
fn transfer(attachments: AttachmentStore, picture: &Picture, what: &str, heading: &str) -> Node {
    // A PDF, or a picture without texture, is not called clear: nobody has seen whether it is.
    let judged = picture
        .report
        .scores
        .is_some_and(|scores| scores.sharpness.is_some());
    let clear = judged && !picture.for_review && picture.report.findings.is_empty();
    let (id, what, heading) = (picture.id.clone(), what.to_owned(), heading.to_owned());
    let of_this = {
        let id = id.clone();
        Memo::new(move |_| transfer_of(&id))
    };
    let at = Memo::new(move |_| {
        let arrived = attachments.draft.with(|draft| {
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
            view! { <p class="sheet__state">{icon("check", "")} {said}</p> }.into_node()
        }
        At::Waiting => {
            let said =
                if attachments.app.person().is_some() { words::waiting() } else { words::waiting_sign_in() };
            view! { <p class="sheet__state sheet__state--busy">{icon("clock", "")} {said}</p> }.into_node()
        }
        At::Sending => view! {
            <p class="sheet__state sheet__state--busy">{icon("upload", "")} {words::sending()}</p>
            <progress class="progress" max="100" value=share aria-label=words::progress(&what)></progress>
        }
        .into_node(),
        At::Failed(unsent) => failed(attachments, &unsent, heading.clone()),
    })
    .into_node()
}

fn failed(attachments: AttachmentStore, unsent: &Unsent, heading: String) -> Node {
    let signed_out = matches!(unsent, Unsent::Call(error @ ApiError::Problem(_)) if error.code() == Some(Code::SignInNeeded));
    let way_on = if signed_out {
        let here = window().location().pathname().unwrap_or_default();
        let href = ["/sign-in?to=", &here].concat();
        Some(view! { <a class="button button--quiet" href=href>{words::sign_in()}</a> }.into_node())
    } else if *unsent == Unsent::BytesLost {
        None
    } else {
        let again = move |_| {
            focus(&heading);
            upload_queue::start(attachments);
        };
        Some(
            view! {
                <button class="button button--quiet" type="button" on:click=again>
                    {words::retry()}
                </button>
            }
            .into_node(),
        )
    };
    view! {
        <p class="sheet__state sheet__state--bad">{icon("warning", "")} {words::unsent(&unsent.cause())}</p>
        {way_on.map(|way_on| view! { <p class="sheet__tools">{way_on}</p> })}
    }
    .into_node()
}
