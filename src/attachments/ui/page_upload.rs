//! One slot: the progress of a check, what was found or the taken picture, and what may be done.
//! Only what changes is built again; the inputs stay.

use leptos::prelude::*;
use markup::view;

use super::super::decode::MAX_BYTES;
use super::super::jobs::ProcessingState;
use super::super::pictures::Pictures;
use super::super::slot::PageSlot;
use super::super::slot_key::title_id;
use super::attachment_card::attachment_card;
use super::finding::findings;
use super::fix_buttons::fix_buttons;
use super::pick::pick;
use crate::components::{focus, notice, reload};
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::format;
use crate::image_editor::{EditRequest, editor};
use crate::messages::{common, editor as editor_words, materials as words};
use crate::platform::precheck_worker::{CheckPhase, NotChecked};

/// `label` names the page, `what` the material and the page.
pub(super) fn page_upload(slot: PageSlot, label: String, what: String) -> Node {
    let attachments = slot.attachments;
    let id = slot.element_id();
    let pictures = {
        let slot = slot.clone();
        Memo::new(move |_| slot.pictures())
    };
    let processing = {
        let (jobs, key) = (attachments.shared.jobs, slot.key());
        Memo::new(move |_| jobs.state(&key))
    };
    let class = move || {
        pictures.with(|pictures| match &pictures.candidate {
            None => "slot",
            Some(picture) => match picture.status {
                PictureStatus::Stopped | PictureStatus::ForClerk => "slot finding finding--block",
                PictureStatus::Unchecked => "slot finding finding--info",
                PictureStatus::Doubted | PictureStatus::Taken => "slot finding finding--warn",
            },
        })
    };
    let heading = title_id(&id);
    // The id of the picture in the editor.
    let open = RwSignal::new(None::<String>);
    let body = {
        let (slot, what, heading) = (slot.clone(), what.clone(), heading.clone());
        move || {
            let progress = match processing.get() {
                Some(ProcessingState::Running(_)) => progress(slot.clone()),
                Some(ProcessingState::Unreadable) => {
                    notice("bad", words::unreadable(), words::unreadable_text())
                }
                Some(ProcessingState::TooLarge) => too_large(),
                Some(ProcessingState::EditFailed) => {
                    notice("bad", editor_words::mended(), editor_words::mended_text())
                }
                Some(ProcessingState::OriginalLost) => notice("bad", editor_words::lost(), ""),
                Some(ProcessingState::Unchecked(_)) | None => ().into_node(),
            };
            let shown = match pictures.get() {
                Pictures {
                    candidate: Some(candidate),
                    ..
                } => {
                    let unchecked = match processing.get() {
                        Some(ProcessingState::Unchecked(cause)) => Some(cause),
                        _ => None,
                    };
                    let rejections = attachments.rejections(&candidate.material);
                    let alt = words::picture_alt(&what);
                    let policy = &slot.material.check;
                    findings(attachments, &candidate, policy, rejections, unchecked, alt)
                }
                Pictures {
                    taken: Some(taken), ..
                } => attachment_card(&slot, &taken, &what, &heading, open),
                _ => ().into_node(),
            };
            view! {
                {shown}
                {progress}
            }
        }
    };
    let cancel = cancel(slot.clone(), processing, what.clone(), heading.clone());
    let decisions = decisions(slot.clone(), pictures, processing, heading.clone());
    let fixes = fix_buttons(slot.clone(), pictures, open, &what, &heading);
    let dialog = {
        let (slot, what, heading) = (slot.clone(), what.clone(), heading.clone());
        move || {
            let picture = attachments.picture(&open.get()?)?;
            Some(edit(&slot, picture, &what, open, &heading))
        }
    };
    view! {
        <li>
            <h3 class="slot__name" id=heading tabindex="-1">{label}</h3>
            <div class=class>
                <div role="status">{body}</div>
                <div class="slot__tools">
                    {cancel}
                    {fixes}
                    {pick(&slot, pictures, &id, &what)}
                    {decisions}
                </div>
            </div>
            {dialog}
        </li>
    }
    .into_node()
}

/// The dialog of the editor, until it sets `open` to none; `heading` takes the focus then.
fn edit(
    slot: &PageSlot,
    picture: Picture,
    what: &str,
    open: RwSignal<Option<String>>,
    heading: &str,
) -> Node {
    let (attachments, source) = (slot.attachments, picture.source().clone());
    let request = EditRequest {
        source: Box::pin(async move { attachments.bytes(&source).await }),
        edit: picture.edit,
        outline: picture.report.outline,
        policy: slot.material.check.clone(),
        watermark: slot.watermark_text(),
        alt: words::picture_alt(what),
        worker: attachments.shared.worker(),
    };
    let heading = heading.to_owned();
    let closed = move || {
        open.try_set(None);
        let heading = heading.clone();
        request_animation_frame(move || focus(&heading));
    };
    let slot = slot.clone();
    editor(request, move |edit| slot.apply(&picture, edit), closed)
}

fn progress(slot: PageSlot) -> Node {
    let (jobs, key) = (slot.attachments.shared.jobs, slot.key());
    let phase = move || match jobs.phase(&key) {
        CheckPhase::Waiting => words::stage_waiting(),
        CheckPhase::Reading => words::stage_reading(),
        CheckPhase::Working => words::stage_working(),
        CheckPhase::Checking => words::stage_checking(),
    };
    view! { <p class="waiting slot__waiting">{phase}</p> }.into_node()
}

/// Cancels the check of a file, while there is one.
fn cancel(
    slot: PageSlot,
    processing: Memo<Option<ProcessingState>>,
    what: String,
    heading: String,
) -> impl IntoNode {
    move || {
        matches!(processing.get(), Some(ProcessingState::Running(_))).then(|| {
            let (slot, heading) = (slot.clone(), heading.clone());
            let act = move |_| {
                focus(&heading);
                slot.cancel();
            };
            view! {
                <button
                    class="button button--quiet button--flush"
                    type="button"
                    aria-label=words::label_cancel(&what)
                    on:click=act
                >
                    {words::cancel()}
                </button>
            }
        })
    }
}

fn too_large() -> Node {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a constant"
    )]
    let limit = format::file_size(MAX_BYTES as u64);
    notice("bad", words::too_large(), &words::too_large_text(&limit))
}

/// What may be done with a picture that is to be decided on.
fn decisions(
    slot: PageSlot,
    pictures: Memo<Pictures>,
    processing: Memo<Option<ProcessingState>>,
    heading: String,
) -> impl IntoNode {
    move || {
        let Pictures {
            candidate: Some(candidate),
            taken,
        } = pictures.get()
        else {
            return ().into_node();
        };
        let attachments = slot.attachments;
        let button = |words: &'static str, class: &'static str, act: Box<dyn Fn()>| {
            let heading = heading.clone();
            let act = move |_| {
                // This button is about to be removed; the focus must not go with it.
                focus(&heading);
                act();
            };
            view! { <button class=class type="button" on:click=act>{words}</button> }.into_node()
        };
        let id = candidate.id.clone();
        let take = move || {
            attachments.take(&id);
            attachments.start_uploads();
        };
        let use_words = match candidate.status {
            PictureStatus::Doubted => Some(words::use_it()),
            PictureStatus::ForClerk => Some(words::use_for_clerk()),
            PictureStatus::Unchecked => Some(words::use_unchecked()),
            PictureStatus::Stopped | PictureStatus::Taken => None,
        };
        let use_it =
            use_words.map(|words| button(words, "button button--secondary", Box::new(take)));
        let again = (candidate.status == PictureStatus::Unchecked).then(|| {
            let (slot, id) = (slot.clone(), candidate.id.clone());
            let outdated = ProcessingState::Unchecked(NotChecked::Outdated);
            let (words, act): (_, Box<dyn Fn()>) = if processing.get() == Some(outdated) {
                (common::reload(), Box::new(reload()))
            } else {
                let act = move || slot.check_again(id.clone());
                (words::check_again(), Box::new(act))
            };
            button(words, "button button--secondary", act)
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
            Box::new(move || attachments.remove(&id)),
        );
        view! { <div class="slot__decisions">{again} {use_it} {drop_it}</div> }.into_node()
    }
}
