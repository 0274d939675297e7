//! Sends taken pictures to the server, one after the other, whichever page is open.
//! What was begun goes on where it stopped; every failure keeps its cause beside the picture.

use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck::passage;

use super::named::{Named, find, put};
use super::store::AttachmentStore;
use crate::api::{self, ApiError, Uploading};
use crate::draft::{Picture, PictureStatus};
use crate::format;
use crate::messages::materials as words;
use crate::turn::{Turns, turn};
use contract::problem::Code;

/// Where the sending of a picture stands. A picture that is not here waits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Transfer {
    /// The share that has arrived, 0 to 100.
    Sending(u8),
    Failed(Unsent),
}

/// Why a picture did not arrive.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Unsent {
    Call(ApiError),
    /// The phone no longer holds its bytes: it has to be photographed again.
    BytesLost,
    /// The server stopped it; what is wrong is shown with the picture.
    Stopped,
}

impl Unsent {
    /// The cause, in words for the resident.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Call(error) => format::cause(error),
            Self::BytesLost => words::bytes_lost().to_owned(),
            Self::Stopped => words::server_stopped().to_owned(),
        }
    }

    /// Whether the next picture would fail in the same way.
    fn concerns_all(&self) -> bool {
        match self {
            Self::Call(ApiError::Offline | ApiError::Timeout) => true,
            Self::Call(error) => matches!(error.code(), Some(Code::SignInNeeded | Code::TooMany)),
            Self::BytesLost | Self::Stopped => false,
        }
    }
}

type Transfers = ArcRwSignal<Named<Transfer>>;

thread_local! {
    // Belongs to no page: leaving one stops nothing.
    static TRANSFERS: Transfers = ArcRwSignal::new(Named::new());
    static TURNS: Turns = const { Turns::new() };
}

fn transfers() -> Transfers {
    TRANSFERS.with(Clone::clone)
}

fn tell(id: &str, transfer: Option<Transfer>) {
    transfers().update(|transfers| put(transfers, id, transfer));
}

/// Where the sending of a picture stands. Follows the uploads.
pub(crate) fn transfer_of(id: &str) -> Option<Transfer> {
    transfers().with(|transfers| find(transfers, id).cloned())
}

/// Whether the last attempt to send this picture failed. Follows the uploads.
pub(crate) fn has_failed(id: &str) -> bool {
    matches!(transfer_of(id), Some(Transfer::Failed(_)))
}

/// Sends what has not arrived, in the background.
pub(crate) fn start(attachments: AttachmentStore) {
    if attachments.app.session.with_untracked(|session| {
        session
            .ready()
            .is_some_and(|session| session.person.is_some())
    }) {
        spawn_local(async move { drop(finish_uploads(attachments).await) });
    }
}

/// Sends what has not arrived and waits for the end; answers with the first failure. Every picture that can
/// be sent is sent, also after one that cannot.
pub(crate) async fn finish_uploads(attachments: AttachmentStore) -> Result<(), Unsent> {
    let mut tried: Vec<String> = Vec::new();
    let mut first = Ok(());
    loop {
        let pending = attachments
            .draft
            .try_with_untracked(|draft| attachments.pending(draft));
        let next = pending.into_iter().flatten().find(|id| !tried.contains(id));
        let Some(id) = next else { return first };
        if let Err(unsent) = send(attachments, &id).await {
            let stop = unsent.concerns_all();
            first = first.and(Err(unsent));
            if stop {
                return first;
            }
        }
        tried.push(id);
    }
}

async fn send(attachments: AttachmentStore, id: &str) -> Result<(), Unsent> {
    let _turn = turn(&TURNS).await;
    // While others had their turn it may have been sent, or taken away.
    let Some(picture) = attachments.picture(id).filter(|picture| !picture.arrived) else {
        return Ok(());
    };
    tell(id, Some(Transfer::Sending(0)));
    let sent = send_picture(attachments, &picture).await;
    tell(id, sent.clone().err().map(Transfer::Failed));
    sent
}

async fn send_picture(attachments: AttachmentStore, picture: &Picture) -> Result<(), Unsent> {
    let id = &picture.id;
    let bytes = attachments.bytes(id).await.ok_or(Unsent::BytesLost)?;
    let place = |draft: &crate::draft::Draft| (draft.scenario.clone(), draft.region.clone());
    let (scenario, region) = attachments
        .draft
        .try_with_untracked(place)
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
        tell(id, Some(Transfer::Sending((share * 100.0) as u8)));
    };
    match api::upload(&uploading, picture.upload.clone(), begun, progress).await {
        Ok(upload) => settle(attachments, picture, &upload),
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

/// It has arrived. The server has looked at it too, and its word counts.
fn settle(
    attachments: AttachmentStore,
    picture: &Picture,
    upload: &contract::upload::Upload,
) -> Result<(), Unsent> {
    if attachments.picture(&picture.id).is_none() {
        // Taken away while it was under way.
        let upload = upload.id.clone();
        spawn_local(async move { drop(api::withdraw(&upload).await) });
        return Ok(());
    }
    let refused = upload
        .report
        .as_ref()
        .filter(|report| report.blocks() && !picture.for_review);
    let Some(report) = refused else {
        attachments.edit_picture(&picture.id, |picture| picture.arrived = true);
        return Ok(());
    };
    attachments.edit(|draft| {
        let rejections = draft
            .rejections
            .entry(picture.material.clone())
            .or_default();
        let status = match passage(report, u32::from(*rejections)) {
            precheck::Passage::Blocked => {
                *rejections = rejections.saturating_add(1);
                PictureStatus::Stopped
            }
            _ => PictureStatus::ForClerk,
        };
        if let Some(held) = draft.pictures.iter_mut().find(|held| held.id == picture.id) {
            held.arrived = true;
            held.report = report.clone();
            held.status = status;
        }
    });
    Err(Unsent::Stopped)
}
