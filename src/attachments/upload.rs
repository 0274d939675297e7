//! Step 5, upload: one picture to the server, by tus. What was begun goes on where it stopped.

use contract::problem::Code;
use contract::upload::Upload;
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck_types::{RetryDecision, retry_decision};

use super::store::AttachmentStore;
use super::transfers::Unsent;
use crate::api::{self, Uploading};
use crate::draft::{Draft, Picture, PictureStatus};
use crate::report::Reported;

/// `progress` takes the share that has arrived, 0 to 100.
pub(super) async fn upload(
    attachments: AttachmentStore,
    picture: &Picture,
    progress: impl Fn(u8),
) -> Result<(), Unsent> {
    let id = &picture.id;
    let bytes = attachments.bytes(id).await.ok_or(Unsent::BytesLost)?;
    let about = |draft: &Draft| (draft.scenario.clone(), draft.region.clone());
    let (scenario, region) = attachments
        .draft
        .try_with_untracked(about)
        .unwrap_or_default();
    let uploading = Uploading {
        bytes: &bytes,
        scenario: &scenario,
        region: &region,
        material: &picture.material,
        page: &picture.page,
    };
    let begun = |upload: &str| {
        let upload = upload.to_owned();
        attachments.edit_picture(id, |picture| picture.upload = Some(upload));
    };
    let progress = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 100"
        )]
        progress((share * 100.0) as u8);
    };
    match api::upload(&uploading, picture.upload.clone(), begun, progress).await {
        Ok(upload) => commit(attachments, picture, &upload),
        Err(error) => {
            match error.code() {
                Some(Code::SignInNeeded) => attachments.app.session_ended(),
                // What arrived is not what was sent: the next attempt begins anew.
                Some(Code::ChecksumMismatch | Code::FileRefused | Code::NotFound) => {
                    attachments.edit_picture(id, |picture| picture.upload = None);
                }
                _ => {}
            }
            Err(Unsent::Call(error))
        }
    }
}

/// It has arrived. The server has run the same pre-check, and its verdict counts.
fn commit(attachments: AttachmentStore, picture: &Picture, upload: &Upload) -> Result<(), Unsent> {
    if attachments.picture(&picture.id).is_none() {
        // Removed while it was under way.
        let upload = upload.id.clone();
        spawn_local(async move {
            api::terminate(&upload).await.or_report("upload.terminate");
        });
        return Ok(());
    }
    let rejected = upload
        .report
        .as_ref()
        .filter(|report| report.blocks() && !picture.for_review);
    let Some(report) = rejected else {
        attachments.shared.transfers.seen(&picture.id);
        attachments.edit_picture(&picture.id, |picture| picture.arrived = true);
        return Ok(());
    };
    attachments.edit(|draft| {
        let rejections = draft
            .rejections
            .entry(picture.material.clone())
            .or_default();
        let status = match retry_decision(report, u32::from(*rejections)) {
            RetryDecision::Blocked => {
                *rejections = rejections.saturating_add(1);
                PictureStatus::Stopped
            }
            _ => PictureStatus::ForClerk,
        };
        let of_it = |other: &&mut Picture| other.id == picture.id;
        if let Some(stored) = draft.pictures.iter_mut().find(of_it) {
            stored.arrived = true;
            stored.report = report.clone();
            stored.status = status;
        }
    });
    Err(Unsent::Rejected)
}
