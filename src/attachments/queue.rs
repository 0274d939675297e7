//! Step 4, queue: sends taken pictures to the server one after the other, whichever page is open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::VisibilityState;

use super::store::AttachmentStore;
use super::transfers::{Transfer, Unsent};
use super::upload::upload;
use crate::api;
use crate::report::Reported;

/// An upload that breaks is tried again after these waits, without a word but 「正在重试」: most breaks are over by
/// then. What is left after them waits for the network, the page or the person to come back.
const RETRY_AFTER_S: [u8; 3] = [1, 4, 15];

impl AttachmentStore {
    /// For pages on which files are sent: what was left unfinished or lost goes on, now and whenever the network or the
    /// page comes back. Called while the page is built.
    pub(crate) fn keep_sending(self) {
        self.find_lost_uploads();
        let online = window_event_listener_untyped("online", move |_| self.go_on_sending());
        // It is told to the document and rises to the window.
        let visible = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Visible {
                self.go_on_sending();
            }
        });
        let is_cut_off = self.app.is_cut_off;
        Effect::watch(
            move || is_cut_off.get(),
            move |is_cut_off, _, _| {
                if !is_cut_off {
                    self.go_on_sending();
                }
            },
            false,
        );
        on_cleanup(move || {
            online.remove();
            visible.remove();
        });
    }

    fn go_on_sending(self) {
        self.shared.transfers.hurry();
        let pending = self.draft.try_with_untracked(|draft| self.pending(draft));
        if pending
            .iter()
            .flatten()
            .any(|id| untrack(|| self.has_failed(id)))
        {
            self.start_uploads();
        }
    }

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

    /// What failed waits again.
    fn forget_failures(self) {
        let pending = self.draft.try_with_untracked(|draft| self.pending(draft));
        for id in pending.iter().flatten() {
            if untrack(|| self.has_failed(id)) {
                self.shared.transfers.set(id, None);
            }
        }
    }

    /// Sends what has not arrived and waits for the end; answers with the first failure. Every picture that can be sent
    /// is sent, also after one that cannot.
    pub(crate) async fn finish_uploads(self) -> Result<(), Unsent> {
        self.forget_failures();
        self.shared.transfers.hurry();
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
        let mut waits = RETRY_AFTER_S.into_iter();
        loop {
            // It may have been sent or removed while this one waited.
            let Some(picture) = self.picture(id).filter(|picture| !picture.arrived) else {
                transfers.set(id, None);
                return Ok(());
            };
            let progress = |percent| transfers.set(id, Some(Transfer::Sending(percent)));
            progress(0);
            let sent = upload(self, &picture, progress).await;
            let may_pass = sent.as_ref().is_err_and(Unsent::may_pass) && api::is_online();
            let Some(wait) = waits.next().filter(|_| may_pass) else {
                transfers.set(id, sent.clone().err().map(Transfer::Failed));
                return sent;
            };
            transfers.set(id, Some(Transfer::Retrying));
            transfers.rest(wait).await;
        }
    }
}
