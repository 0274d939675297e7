//! A taken picture: small, with its size, how far its upload is, and a way to remove it.

use leptos::prelude::*;
use markup::view;
use precheck_types::Severity;

use super::super::slot::PageSlot;
use super::super::store::AttachmentStore;
use super::super::transfers::{Transfer, Unsent};
use super::applied_changes::applied_changes;
use super::finding::words_of;
use super::photo::photo;
use crate::components::{focus, icon, notice};
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::messages::materials as words;
use contract::problem::Code;

pub(super) fn attachment_card(
    slot: &PageSlot,
    picture: &Picture,
    what: &str,
    heading: &str,
) -> Node {
    let attachments = slot.attachments;
    let notes = picture
        .report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Info)
        .map(|finding| words_of(finding, &picture.report, &slot.policy))
        .map(|(title, remedy)| view! { <p class="sheet__text">{title} "。" {remedy}</p> })
        .collect::<Vec<_>>();
    let store = attachments.app.draft_store();
    let unsaved = store
        .is_unsaved(&picture.id)
        .then(|| notice("warn", words::not_kept(), words::not_kept_text()));
    view! {
        <div class="sheet">
            {photo(attachments, picture, "sheet__picture", String::new())}
            <div class="sheet__body">
                {applied_changes(picture)}
                {picture.for_review.then(|| view! { <p class="sheet__text">{words::for_review()}</p> })}
                {notes}
                {upload_state(attachments, picture, what, heading)}
            </div>
        </div>
        {unsaved}
    }
    .into_node()
}

#[derive(Clone, PartialEq)]
enum UploadState {
    Arrived,
    Waiting,
    Sending,
    Retrying,
    Failed(Unsent),
}

/// How far the upload of a taken picture is.
fn upload_state(
    attachments: AttachmentStore,
    picture: &Picture,
    what: &str,
    heading: &str,
) -> Node {
    // A PDF, or a picture without texture, is not called clear: nobody has seen whether it is.
    let is_scored = picture
        .report
        .scores
        .is_some_and(|scores| scores.sharpness.is_some());
    let clear = is_scored && !picture.for_review && picture.report.findings.is_empty();
    let (id, what, heading) = (picture.id.clone(), what.to_owned(), heading.to_owned());
    let transfer = {
        let id = id.clone();
        Memo::new(move |_| attachments.shared.transfers.transfer_of(&id))
    };
    let state = Memo::new(move |_| {
        let arrived = attachments.draft.with(|draft| {
            draft
                .pictures
                .iter()
                .any(|picture| picture.id == id && picture.arrived)
        });
        match transfer.get() {
            _ if arrived => UploadState::Arrived,
            None => UploadState::Waiting,
            Some(Transfer::Sending(_)) => UploadState::Sending,
            Some(Transfer::Retrying) => UploadState::Retrying,
            Some(Transfer::Failed(unsent)) => UploadState::Failed(unsent),
        }
    });
    let share = move || match transfer.get() {
        Some(Transfer::Sending(share)) => share.to_string(),
        _ => String::new(),
    };
    (move || match state.get() {
        UploadState::Arrived => {
            let text = if clear { words::arrived_clear() } else { words::arrived() };
            view! { <p class="sheet__state">{icon("check", "")} {text}</p> }.into_node()
        }
        UploadState::Waiting => {
            let text =
                if attachments.app.person().is_some() { words::waiting() } else { words::waiting_sign_in() };
            view! { <p class="sheet__state sheet__state--busy">{icon("clock", "")} {text}</p> }.into_node()
        }
        UploadState::Sending => view! {
            <p class="sheet__state sheet__state--busy">{icon("upload", "")} {words::sending()}</p>
            <progress class="progress" max="100" value=share aria-label=words::progress(&what)></progress>
        }
        .into_node(),
        UploadState::Retrying => view! {
            <p class="sheet__state sheet__state--busy">{icon("refresh", "")} {words::retrying()}</p>
        }
        .into_node(),
        UploadState::Failed(unsent) => failed(attachments, &unsent, heading.clone()),
    })
    .into_node()
}

fn failed(attachments: AttachmentStore, unsent: &Unsent, heading: String) -> Node {
    let signed_out =
        matches!(unsent, Unsent::Call(error) if error.code() == Some(Code::SignInNeeded));
    let way_on = if signed_out {
        let here = window().location().pathname().unwrap_or_default();
        let href = ["/sign-in?to=", &here].concat();
        Some(view! { <a class="button button--quiet" href=href>{words::sign_in()}</a> }.into_node())
    } else if *unsent == Unsent::BytesLost {
        None
    } else {
        let again = move |_| {
            focus(&heading);
            attachments.start_uploads();
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
    let cause = unsent.cause();
    let words = if unsent.may_pass() {
        words::unsent_goes_on(&cause)
    } else {
        words::unsent(&cause)
    };
    view! {
        <p class="sheet__state sheet__state--bad">{icon("warning", "")} {words}</p>
        {way_on.map(|way_on| view! { <p class="sheet__tools">{way_on}</p> })}
    }
    .into_node()
}
