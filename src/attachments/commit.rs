//! Step 3, store: the outcome of a check becomes a picture of the draft, accepted, rejected, or left to the resident.

use precheck_types::{Edit, Report, RetryDecision, Severity, retry_decision};

use super::check::PrecheckOutcome;
use super::direction::forget_direction;
use super::slot::PageSlot;
use crate::draft::{Picture, PictureStatus};
use crate::platform::random::random_id;

/// Stores the bytes first, then puts the picture on the draft: a page that dies in between loses nothing it showed.
pub(super) async fn commit(slot: &PageSlot, outcome: PrecheckOutcome) {
    let PrecheckOutcome {
        bytes,
        mut report,
        changes,
        chosen_bytes,
        unchecked,
        origin,
    } = outcome;
    if origin.is_turned_by_hand {
        forget_direction(&mut report);
    }
    slot.find_duplicate(&bytes, &mut report).await;
    let id = random_id();
    let store = slot.attachments.app.draft_store();
    store.save_or_hold_picture(&id, &bytes).await;
    let original = match origin.bytes {
        Some(bytes) => {
            let id = random_id();
            // Where the device has no room for it, the prepared picture is the source of edits.
            let saved = store.save_picture(&id, &bytes).await;
            saved.is_ok().then_some(id)
        }
        None => origin.id,
    };
    let status = if unchecked.is_some() {
        PictureStatus::Unchecked
    } else {
        status(slot, &report, origin.was_rejected)
    };
    slot.attachments.put(Picture {
        id,
        material: slot.material.id.clone(),
        page: slot.page.clone(),
        report,
        status,
        chosen_bytes,
        changes,
        for_review: false,
        upload: None,
        arrived: false,
        // Without an original the next edit begins from this picture, in which the edit is done already.
        edit: if original.is_some() {
            origin.edit
        } else {
            Edit::default()
        },
        original,
    });
}

/// What the report means for this material, which may have been rejected before. A rejection is counted, unless it is
/// of the very picture that was rejected already.
fn status(slot: &PageSlot, report: &Report, was_rejected: bool) -> PictureStatus {
    let material = &slot.material.id;
    let rejections = slot
        .attachments
        .rejections(material)
        .saturating_sub(u8::from(was_rejected));
    match retry_decision(report, u32::from(rejections)) {
        RetryDecision::Blocked => {
            let rejections = rejections.saturating_add(1);
            slot.attachments.edit(|draft| {
                draft.rejections.insert(material.clone(), rejections);
            });
            PictureStatus::Stopped
        }
        RetryDecision::PassesToClerk => PictureStatus::ForClerk,
        RetryDecision::Passes if report.verdict() == Some(Severity::Warn) => PictureStatus::Doubted,
        RetryDecision::Passes => PictureStatus::Taken,
    }
}
