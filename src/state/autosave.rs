//! Stores the draft of a workspace whenever it changes, one write after the other, and takes in what other pages of
//! this browser have stored of it (docs/decisions/24-two-pages-one-draft.md).
//!
//! Typing is gathered: the draft changes silently, and only when typing pauses are those who read it told, which plans
//! and stores once for all that was typed. A key press so costs the same with 3 rows and with 200. The page may die at
//! any moment, so the wait is short, has an upper bound, and ends at once when the page is left or hidden, or a field
//! is left.

mod meeting;
mod typing;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::told::{LastStored, Told};
use crate::draft::{Draft, DraftStore, Found, NotSaved, SaveOutcome};
use crate::report::report;
use typing::Typing;

/// So often a page that must give way tries to store what stands on it, while others change it too.
const LAST_ATTEMPTS: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Autosave {
    store: StoredValue<DraftStore, LocalStorage>,
    draft: RwSignal<Draft>,
    /// As it was last read or written.
    stored: StoredValue<LastStored>,
    /// Pictures that gave way to one of this page's in a merge that is not stored yet.
    superseded: StoredValue<Vec<String>>,
    told: Told,
    state: StoredValue<PersistState>,
    /// A write is under way.
    is_writing: StoredValue<bool>,
    /// The draft has changed since that write began.
    is_stale: StoredValue<bool>,
    pause: StoredValue<Option<Typing>>,
}

/// Whether changes of the draft are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PersistState {
    Active,
    /// Only those made so far; the draft is opened anew elsewhere.
    Closing,
    /// Handed in, thrown away, or cleared off the phone.
    Closed,
}

impl Autosave {
    /// Called within the app's owner; works as long as the app does.
    pub(super) fn start(
        store: StoredValue<DraftStore, LocalStorage>,
        draft: RwSignal<Draft>,
        stored: LastStored,
        told: Told,
    ) -> Self {
        let is_gone = told.elsewhere.with_untracked(Option::is_some);
        let autosave = Self {
            store,
            draft,
            stored: StoredValue::new(stored),
            superseded: StoredValue::new(Vec::new()),
            told,
            state: StoredValue::new(if is_gone {
                PersistState::Closed
            } else {
                PersistState::Active
            }),
            is_writing: StoredValue::new(false),
            is_stale: StoredValue::new(false),
            pause: StoredValue::new(None),
        };
        Effect::watch(
            move || draft.track(),
            move |(), _, _| autosave.write(),
            false,
        );
        // `beforeunload` comes first and leaves the most time; iOS does not know it.
        for event in ["beforeunload", "pagehide", "visibilitychange"] {
            window_event_listener_untyped(event, move |_| autosave.flush());
        }
        autosave
    }

    pub(super) fn close(self) {
        self.state.set_value(PersistState::Closed);
    }

    pub(super) fn retire(self) {
        self.state.set_value(PersistState::Closing);
    }

    /// What stands on the page has not been stored yet.
    pub(super) fn is_ahead(self) -> bool {
        self.stored
            .with_value(|stored| self.draft.with_untracked(|draft| *draft != stored.draft))
    }

    pub(super) fn last_stored(self) -> LastStored {
        self.stored.get_value()
    }

    /// The draft was stored by others than this: under another key, say.
    pub(super) fn was_stored(self, stored: LastStored) {
        self.stored.set_value(stored);
    }

    pub(super) fn write(self) {
        if self.state.get_value() != PersistState::Active {
            return;
        }
        if self.is_writing.get_value() {
            self.is_stale.set_value(true);
            return;
        }
        self.is_writing.set_value(true);
        spawn_local(async move {
            loop {
                // Whose it is may change while others write: it is read once it may be written.
                let store = self.store.get_value();
                let _lock = store.write_lock().await;
                self.is_stale.set_value(false);
                if self.state.get_value() == PersistState::Closed {
                    break;
                }
                let is_done = self.write_once(&store).await;
                if is_done && !self.is_stale.get_value() {
                    break;
                }
            }
            self.is_writing.set_value(false);
        });
    }

    /// Stores the draft as it stands, and waits for it: before the database is given out of hand.
    pub(super) async fn write_now(self) {
        self.settle();
        let store = self.store.get_value();
        let _lock = store.write_lock().await;
        for _ in 0..LAST_ATTEMPTS {
            if self.state.get_value() != PersistState::Active {
                return;
            }
            let is_done = self.write_once(&store).await;
            let has_failed = self.told.not_saved.with_untracked(Option::is_some);
            if is_done && (has_failed || !self.is_ahead()) {
                return;
            }
        }
        report("draft.write_now", &"changed again and again");
    }

    /// False where what another page has stored was taken in, and the two together are to be stored.
    async fn write_once(self, store: &DraftStore) -> bool {
        let Some(mine) = self.draft.try_get_untracked() else {
            return true;
        };
        let LastStored { draft, revision } = self.stored.get_value();
        if mine == draft {
            self.told.not_saved.try_set(None);
            return true;
        }
        let mut saved = store.save(&mine, revision.as_deref()).await;
        // What cannot be read makes way for a draft that is begun anew.
        if revision.is_none()
            && let Ok(SaveOutcome::Overtaken(Found::Unreadable(unreadable))) = &saved
        {
            saved = store.save(&mine, Some(unreadable)).await;
        }
        match saved {
            Ok(SaveOutcome::Saved(revision)) => {
                self.stored.set_value(LastStored {
                    draft: mine,
                    revision: Some(revision),
                });
                self.told.not_saved.try_set(None);
                self.delete_superseded(store).await;
                true
            }
            Ok(SaveOutcome::Overtaken(Found::Draft(found))) => self.meet(store, Some(*found)).await,
            Ok(SaveOutcome::Overtaken(Found::Nothing)) => self.meet(store, None).await,
            // It was readable when this page knew it: a newer release has stored it since.
            Ok(SaveOutcome::Overtaken(Found::Unreadable(_))) => {
                self.told.not_saved.try_set(Some(NotSaved::Outdated));
                true
            }
            Err(cause) => {
                self.told.not_saved.try_set(Some(cause));
                true
            }
        }
    }
}
