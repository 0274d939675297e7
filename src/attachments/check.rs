//! Step 2, check: the pre-check worker prepares a file and reports on it. Where it cannot run, the file goes on
//! unchecked.

use precheck_types::{Change, Edit, Report};

use super::decode::{ChosenFile, unchecked_report};
use super::jobs::ProcessingState;
use super::slot::PageSlot;
use crate::platform::precheck_worker::{CheckPhase, NotChecked, Stop};

/// The bytes to send with the report on them, and what they were made from.
pub(super) struct PrecheckOutcome {
    pub(super) bytes: Vec<u8>,
    pub(super) report: Report,
    pub(super) changes: Vec<Change>,
    pub(super) chosen_bytes: u64,
    pub(super) unchecked: Option<NotChecked>,
    pub(super) origin: Origin,
}

/// What a picture was made from, and how.
#[derive(Default)]
pub(super) struct Origin {
    /// To be stored as the original. `None` where it is stored already, or has no more pixels than the prepared one.
    pub(super) bytes: Option<Vec<u8>>,
    /// The id under which it is stored already.
    pub(super) id: Option<String>,
    pub(super) edit: Edit,
    /// The picture that it takes the place of was rejected.
    pub(super) was_rejected: bool,
    /// The resident has seen it and said which way up it is: the pre-check does not ask again.
    pub(super) is_turned_by_hand: bool,
}

pub(super) async fn check(
    slot: &PageSlot,
    file: &ChosenFile,
    stop: &Stop,
) -> Result<PrecheckOutcome, ProcessingState> {
    let shared = slot.attachments.shared;
    let key = slot.key();
    let on_phase = |phase| shared.jobs.set_phase(&key, phase);
    let worker = shared.worker();
    let policy = &slot.policy;
    let checked = worker.prepare(&file.blob, policy, &on_phase, stop).await;
    on_phase(CheckPhase::Waiting);
    match checked {
        Ok(mut checked) => Ok(PrecheckOutcome {
            origin: match checked.original.take() {
                Some((bytes, edit)) => Origin {
                    bytes: Some(bytes),
                    edit,
                    ..Origin::default()
                },
                None => Origin {
                    bytes: file.original_worth_keeping(&checked).await,
                    ..Origin::default()
                },
            },
            bytes: checked.bytes,
            report: checked.report,
            changes: checked.changes,
            chosen_bytes: file.bytes,
            unchecked: None,
        }),
        Err(NotChecked::Unreadable) => Err(ProcessingState::Unreadable),
        Err(cause) => {
            let bytes = file.read().await?;
            Ok(PrecheckOutcome {
                report: unchecked_report(&bytes),
                bytes,
                changes: Vec::new(),
                chosen_bytes: file.bytes,
                unchecked: Some(cause),
                origin: Origin::default(),
            })
        }
    }
}
