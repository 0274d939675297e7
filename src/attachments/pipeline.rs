//! Runs the steps for a slot: decode, check, store, and on to the queue. A later file at a slot cancels an earlier one.

use std::pin::Pin;

use leptos::task::spawn_local;
use web_sys::{Blob, HtmlInputElement};

use super::check::{PrecheckOutcome, check};
use super::commit::commit;
use super::decode::ChosenFile;
use super::jobs::ProcessingState;
use super::slot::PageSlot;
use crate::platform::file::blob;
use crate::platform::precheck_worker::Stop;
use crate::report::Reported;

type Work = Pin<Box<dyn Future<Output = Result<PrecheckOutcome, ProcessingState>>>>;

impl PageSlot {
    /// Processes the file that was chosen at an input, which is emptied afterwards: the same file may be chosen twice.
    pub(super) fn receive(&self, input: HtmlInputElement) {
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let slot = self.clone();
        self.process(|stop| async move {
            let outcome = slot.decode_and_check(file.into(), &stop).await;
            // Not before: some web-views let go of the file with it.
            input.set_value("");
            outcome
        });
    }

    /// Processes what the viewfinder has photographed.
    pub(super) fn receive_shot(&self, shot: Blob) {
        let slot = self.clone();
        self.process(|stop| async move { slot.decode_and_check(shot, &stop).await });
    }

    /// Checks once more a picture that could not be checked.
    pub(super) fn check_again(&self, id: String) {
        let slot = self.clone();
        self.process(|stop| async move {
            let bytes = slot
                .attachments
                .bytes(&id)
                .await
                .ok_or(ProcessingState::Unreadable)?;
            let file = blob(&bytes, "").or_report("file.blob");
            let file = file.ok_or(ProcessingState::Unreadable)?;
            slot.decode_and_check(file, &stop).await
        });
    }

    /// Cancels the processing of a file, where one is being processed.
    pub(super) fn cancel(&self) {
        self.attachments.shared.jobs.cancel(&self.key());
    }

    async fn decode_and_check(
        &self,
        file: Blob,
        stop: &Stop,
    ) -> Result<PrecheckOutcome, ProcessingState> {
        check(self, &ChosenFile::new(file)?, stop).await
    }

    /// Runs `work` as the job of this slot, and stores what comes of it.
    pub(super) fn process<
        W: Future<Output = Result<PrecheckOutcome, ProcessingState>> + 'static,
    >(
        &self,
        work: impl FnOnce(Stop) -> W,
    ) {
        let (number, stop) = self.attachments.shared.jobs.begin(&self.key());
        self.store_outcome(Box::pin(work(stop)), number);
    }

    /// Apart from `process`, so that it is in the download once.
    fn store_outcome(&self, work: Work, number: u32) {
        let (slot, key) = (self.clone(), self.key());
        let shared = self.attachments.shared;
        spawn_local(async move {
            let result = work.await;
            if !shared.jobs.end(&key, number) {
                return;
            }
            match result {
                Ok(outcome) => {
                    let unchecked = outcome.unchecked.map(ProcessingState::Unchecked);
                    commit(&slot, outcome).await;
                    shared.jobs.set_state(&key, unchecked);
                    slot.attachments.start_uploads();
                    slot.read_card();
                }
                Err(state) => shared.jobs.set_state(&key, Some(state)),
            }
        });
    }
}
