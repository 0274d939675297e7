//! From the file that was chosen to a picture on the attachments: looked at, kept, and let pass or stopped.
//! A later file at a place puts an end to an earlier one.

use std::pin::Pin;
use std::sync::Arc;

use catalog::scenario::Material;
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck::{Edit, Passage, Report, Severity, passage};
use web_sys::{Blob, HtmlInputElement};

use super::jobs::{ProcessingState, begin, end, intake, stop, tell};
use super::outcome::PrecheckOutcome;
use super::picture_url::blob;
use super::store::AttachmentStore;
use super::upload_queue;
use crate::draft::{Picture, PictureStatus};
use crate::platform::precheck_worker::Stop;
use crate::state::new_idempotency_key;

type Work = Pin<Box<dyn Future<Output = Result<PrecheckOutcome, ProcessingState>>>>;

/// A page of a material, as the place a picture is for.
#[derive(Clone)]
pub(crate) struct PageSlot {
    pub(crate) attachments: AttachmentStore,
    pub(crate) material: Arc<Material>,
    pub(crate) page: String,
}

impl PageSlot {
    pub(crate) fn key(&self) -> String {
        let scenario = self
            .attachments
            .draft
            .with_untracked(|draft| draft.scenario.clone());
        [&scenario, "/", &self.material.id, "/", &self.page].concat()
    }

    /// Takes in the file that was chosen at an input, which is then empty again: the same file may be chosen twice.
    pub(crate) fn receive(&self, input: HtmlInputElement) {
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let place = self.clone();
        self.look(|stop| async move {
            let judged = place.judge(&file, &stop).await;
            // Not before: some web-views let go of the file with it.
            input.set_value("");
            judged
        });
    }

    /// Takes in what the viewfinder has photographed.
    pub(crate) fn receive_shot(&self, shot: Blob) {
        let place = self.clone();
        self.look(|stop| async move { place.judge(&shot, &stop).await });
    }

    /// Checks once more a picture that could not be checked.
    pub(crate) fn check_again(&self, id: String) {
        let place = self.clone();
        self.look(|stop| async move {
            let bytes = place
                .attachments
                .bytes(&id)
                .await
                .ok_or(ProcessingState::Unreadable)?;
            let file = blob(&bytes, "").ok_or(ProcessingState::Unreadable)?;
            place.judge(&file, &stop).await
        });
    }

    /// Gives up the file that is being looked at.
    pub(crate) fn cancel(&self) {
        let key = self.key();
        if let Some(ProcessingState::Looking(number)) = untrack(|| intake(&key)) {
            tell(&key, None);
            stop(number);
        }
    }

    /// Runs `work` with the sign that something is being looked at.
    pub(crate) fn look<W: Future<Output = Result<PrecheckOutcome, ProcessingState>> + 'static>(
        &self,
        work: impl FnOnce(Stop) -> W,
    ) {
        self.cancel();
        let (mine, stopping) = begin(&self.key());
        self.settle_what_comes_of(Box::pin(work(stopping)), mine);
    }

    /// Apart from the work, so that it is in the download once.
    fn settle_what_comes_of(&self, work: Work, mine: u32) {
        let (place, key) = (self.clone(), self.key());
        spawn_local(async move {
            let result = work.await;
            if !end(&key, mine) {
                return;
            }
            match result {
                Ok(judged) => {
                    let unchecked = judged.unchecked.map(ProcessingState::Unchecked);
                    place.settle(judged).await;
                    tell(&key, unchecked);
                    upload_queue::start(place.attachments);
                }
                Err(intake) => tell(&key, Some(intake)),
            }
        });
    }

    /// Keeps the bytes, then puts the picture on the attachments: a page that dies in between loses nothing it showed.
    async fn settle(&self, judged: PrecheckOutcome) {
        let PrecheckOutcome {
            bytes,
            mut report,
            changes,
            chosen_bytes,
            unchecked,
            origin,
        } = judged;
        self.find_duplicate(&bytes, &mut report).await;
        let id = new_idempotency_key();
        self.attachments.keep(&id, &bytes).await;
        let original = match origin.bytes {
            Some(bytes) => self.attachments.keep_original(&bytes).await,
            None => origin.id,
        };
        let status = if unchecked.is_some() {
            PictureStatus::Unchecked
        } else {
            self.status(&report, origin.was_stopped)
        };
        self.attachments.put(Picture {
            id,
            material: self.material.id.clone(),
            page: self.page.clone(),
            report,
            status,
            chosen_bytes,
            changes,
            for_review: false,
            upload: None,
            arrived: false,
            // Without its original a picture cannot be edited again from it: what is there is what is begun from.
            edit: if original.is_some() {
                origin.edit
            } else {
                Edit::default()
            },
            original,
        });
    }

    /// What the report means for this material, which may have been stopped before; a stop is counted, save where it is
    /// of the very picture that was stopped already.
    fn status(&self, report: &Report, was_stopped: bool) -> PictureStatus {
        let material = &self.material.id;
        let rejections = self
            .attachments
            .draft
            .try_with_untracked(|draft| draft.rejections.get(material).copied())
            .flatten()
            .unwrap_or_default()
            .saturating_sub(u8::from(was_stopped));
        match passage(report, u32::from(rejections)) {
            Passage::Blocked => {
                let rejections = rejections.saturating_add(1);
                self.attachments.edit(|draft| {
                    draft.rejections.insert(material.clone(), rejections);
                });
                PictureStatus::Stopped
            }
            Passage::PassesToClerk => PictureStatus::ForClerk,
            Passage::Passes if report.verdict() == Some(Severity::Warn) => PictureStatus::Doubted,
            Passage::Passes => PictureStatus::Taken,
        }
    }
}
