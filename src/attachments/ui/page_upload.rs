//! One slot: the progress of a check, what was found or the taken picture, and what may be done.
//! Only what changes is built again; the inputs stay.

use leptos::prelude::*;
use markup::view;
use precheck_types::Edit;

use super::super::decode::MAX_BYTES;
use super::super::jobs::ProcessingState;
use super::super::pictures::Pictures;
use super::super::slot::PageSlot;
use super::attachment_card::attachment_card;
use super::card_end::card_end;
use super::card_number::card_number;
use super::exchanged::exchanged;
use super::finding::findings;
use super::offer::Lead;
use super::slot_look::{Opened, SlotLook};
use super::slot_tools::is_running;
use super::turn_choice::turn_choice;
use crate::components::{focus, notice};
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::format;
use crate::image_editor::{EditRequest, editor};
use crate::messages::{editor as editor_words, materials as words};
use crate::platform::precheck_worker::CheckPhase;
use crate::problem::title_id;

/// `label` names the page, `what` the material and the page. `is_first` says whether it is the first page of its
/// material that is wanting.
pub(super) fn page_upload(
    slot: PageSlot,
    label: String,
    what: String,
    is_first: Memo<bool>,
) -> Node {
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
    let may_be_exchanged = {
        let slot = slot.clone();
        Memo::new(move |_| slot.may_be_exchanged())
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
    let open = RwSignal::new(None::<Opened>);
    let tools = SlotLook {
        slot: slot.clone(),
        pictures,
        processing,
        open,
        unfolded: RwSignal::new(None),
        may_be_exchanged,
        is_first,
        what: what.clone(),
        heading: heading.clone(),
    };
    let body = {
        let tools = tools.clone();
        move || {
            let state = processing.get();
            let progress = match state {
                Some(ProcessingState::Running(_)) => progress(tools.slot.clone()),
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
            let Pictures { taken, candidate } = pictures.get();
            let shown = match (candidate, taken) {
                (Some(candidate), _) => to_decide(&tools, &candidate, state),
                (None, Some(taken)) => {
                    let SlotLook {
                        slot,
                        what,
                        heading,
                        ..
                    } = &tools;
                    let card = attachment_card(slot, &taken, what, heading);
                    let number = card_number(slot, &taken.id, heading);
                    let end = card_end(slot, &taken.id);
                    view! {
                        {card}
                        {number}
                        {end}
                    }
                    .into_node()
                }
                (None, None) => ().into_node(),
            };
            view! {
                {shown}
                {progress}
            }
        }
    };
    let exchanged = exchanged(&slot, &heading);
    let (tools, viewfinder) = tools.show(&id);
    let dialog = {
        let (slot, what, heading) = (slot, what, heading.clone());
        move || {
            let (id, advised) = open.get()?;
            let picture = attachments.picture(&id)?;
            Some(edit(&slot, picture, advised, &what, open, &heading))
        }
    };
    view! {
        <li>
            <h3 class="slot__name" id=heading tabindex="-1">{label}</h3>
            <div class=class>
                <div role="status">{body} {exchanged}</div>
                {tools}
            </div>
            {viewfinder}
            {dialog}
        </li>
    }
    .into_node()
}

/// The picture with what was found, and where it may lie on its side, both ways up.
fn to_decide(tools: &SlotLook, candidate: &Picture, state: Option<ProcessingState>) -> Node {
    let slot = &tools.slot;
    let unchecked = match state {
        Some(ProcessingState::Unchecked(cause)) => Some(cause),
        _ => None,
    };
    let turn = match tools.lead() {
        Lead::Turn(by) if !is_running(state) => {
            Some(turn_choice(slot, candidate, by, &tools.heading))
        }
        _ => None,
    };
    let alt = words::picture_alt(&tools.what);
    let may_be_exchanged = tools.may_be_exchanged.get();
    findings(slot, candidate, may_be_exchanged, unchecked, alt, turn)
}

/// The dialog of the editor, until it sets `open` to none; `heading` takes the focus then.
fn edit(
    slot: &PageSlot,
    picture: Picture,
    advised: Option<Edit>,
    what: &str,
    open: RwSignal<Option<Opened>>,
    heading: &str,
) -> Node {
    let (attachments, source) = (slot.attachments, picture.source().clone());
    let request = EditRequest {
        source: Box::pin(async move { attachments.bytes(&source).await }),
        edit: picture.edit,
        advised,
        outline: picture.report.outline,
        policy: (*slot.policy).clone(),
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

fn too_large() -> Node {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a constant"
    )]
    let limit = format::file_size(MAX_BYTES as u64);
    notice("bad", words::too_large(), &words::too_large_text(&limit))
}
