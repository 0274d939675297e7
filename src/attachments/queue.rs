//! Step 4, queue: sends taken pictures to the server one after the other, whichever page is open.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::store::AttachmentStore;
use super::transfers::{Transfer, Unsent};
use super::upload::upload;

use crate::report::Reported;

impl AttachmentStore {
    /// Whether the last attempt to send this picture failed. Tracked.
    pub(crate) fn has_failed(self, id: &String) -> bool {
        let transfer = self.shared.transfers.transfer_of(id);
        matches!(transfer, Some(Transfer::Failed(_)))
    }

    /// Sends what has not arrived, in the background. Without a person who is signed in everything waits.
    pub(crate) fn start_uploads(self) {
        if self.app.session.with_untracked(|session| {
            session
                .ready()
                .is_some_and(|session| session.person.is_some())
        }) {
            spawn_local(async move {
                let sent = self.finish_uploads().await;
                sent.ignore("each failure is shown beside its picture");
            });
        }
    }

    /// Sends what has not arrived and waits for the end; answers with the first failure. Every picture that can be sent
    /// is sent, also after one that cannot.
    pub(crate) async fn finish_uploads(self) -> Result<(), Unsent> {
        let mut tried: Vec<String> = Vec::new();
        let mut first = Ok(());
        loop {
            let pending = self.draft.try_with_untracked(|draft| self.pending(draft));
            let next = pending.into_iter().flatten().find(|id| !tried.contains(id));
            let Some(id) = next else { return first };
            if let Err(unsent) = self.send(&id).await {
                let stop = unsent.concerns_all();
                first = first.and(Err(unsent));
                if stop {
                    return first;
                }
            }
            tried.push(id);
        }
    }

    async fn send(self, id: &String) -> Result<(), Unsent> {
        let transfers = self.shared.transfers;
        let turn = transfers.turn.get_value();
        let _turn = turn.lock().await;
        // It may have been sent or removed while this one waited.
        let Some(picture) = self.picture(id).filter(|picture| !picture.arrived) else {
            return Ok(());
        };
        let progress = |percent| transfers.set(id, Some(Transfer::Sending(percent)));
        progress(0);
        let sent = upload(self, &picture, progress).await;
        transfers.set(id, sent.clone().err().map(Transfer::Failed));
        sent
    }
}
