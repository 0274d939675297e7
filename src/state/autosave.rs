//! Stores the draft of a workspace whenever it changes, one write after the other, and takes in what other pages of
//! this browser have stored of it (docs/decisions/24-two-pages-one-draft.md).
//!
//! Typing is gathered: the draft changes silently, and only when typing pauses are those who read it told, which plans
//! and stores once for all that was typed. A key press so costs the same with 3 rows and with 200. The page may die at
//! any moment, so the wait is short, has an upper bound, and ends at once when the page is left or hidden, or a field
//! is left.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::told::{Elsewhere, LastStored, Told};
use crate::draft::{
    Changes, Draft, DraftStore, Found, NotSaved, Picture, SaveOutcome, StoredDraft, merge,
};
use crate::report::{Reported, report};

/// How long typing rests before it counts: longer than between two keys of a word, shorter than the way to a button.
const PAUSE: Duration = Duration::from_millis(250);
/// The most that is ever unsaved, for those who type without a pause.
const LONGEST_MS: f64 = 1000.0;
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

/// What was typed and does not count yet.
#[derive(Debug, Clone, Copy)]
struct Typing {
    since: f64,
    timer: Option<TimeoutHandle>,
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

    /// The draft was changed by a key press. Those who read it are told after a pause.
    pub(super) fn typed(self) {
        let now = js_sys::Date::now();
        let before = self.pause.try_get_value().flatten();
        if let Some(timer) = before.and_then(|typing| typing.timer) {
            timer.clear();
        }
        let since = before.map_or(now, |typing| typing.since);
        if now - since >= LONGEST_MS {
            return self.settle();
        }
        // Without a timer the next key press, or leaving the field, takes its place.
        let timer = set_timeout_with_handle(move || self.settle(), PAUSE);
        let timer = timer.or_report("draft.timer");
        self.pause.try_set_value(Some(Typing { since, timer }));
    }

    /// Tells those who read the draft what was typed, if anything was.
    pub(super) fn settle(self) {
        if self.take_pause() {
            self.draft.try_update(|_| ());
        }
    }

    /// Stores what was typed at once: the page may be gone before anyone is told.
    fn flush(self) {
        let was_typed = self.take_pause();
        if was_typed {
            self.write();
            self.draft.try_update(|_| ());
        }
    }

    fn take_pause(self) -> bool {
        let typing = self.pause.try_update_value(Option::take).flatten();
        if let Some(timer) = typing.and_then(|typing| typing.timer) {
            timer.clear();
        }
        typing.is_some()
    }

    fn write(self) {
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

    /// Only now: until the merged draft is stored, the stored one still shows them.
    async fn delete_superseded(self, store: &DraftStore) {
        let superseded = self.superseded.try_update_value(std::mem::take);
        let mut superseded = superseded.unwrap_or_default();
        self.stored.with_value(|stored| {
            let kept = || stored.draft.pictures.iter().flat_map(Picture::stored_ids);
            superseded.retain(|id| !kept().any(|kept| kept == id));
        });
        for id in superseded {
            store.delete_picture(&id).await;
        }
    }

    /// Another page has told that something stored has changed.
    pub(super) async fn look_elsewhere(self) {
        if self.state.get_value() != PersistState::Active {
            return;
        }
        let store = self.store.get_value();
        let lock = store.write_lock().await;
        let Some(key) = self.draft.try_with_untracked(Draft::storage_key) else {
            return;
        };
        let found = match store.stored_draft(&key).await {
            Ok(Found::Draft(found)) => Some(*found),
            Ok(Found::Nothing) => None,
            // It is found at the next write.
            Ok(Found::Unreadable(_)) | Err(_) => return,
        };
        let known = self.stored.with_value(|stored| stored.revision.clone());
        if found.as_ref().map(|found| &found.revision) == known.as_ref() {
            return;
        }
        self.meet(&store, found).await;
        drop(lock);
        self.write();
    }

    /// What is stored is not what this page knew. True where there is nothing left to store.
    async fn meet(self, store: &DraftStore, found: Option<StoredDraft>) -> bool {
        let LastStored {
            draft: base,
            revision,
        } = self.stored.get_value();
        // A page that never stored its own takes over that of the other as it is.
        let is_same = |found: &StoredDraft| revision.is_none() || found.draft.id == base.id;
        let Some(found) = found.filter(is_same) else {
            self.gone(store, &base).await;
            return true;
        };
        let Some(mine) = self.draft.try_get_untracked() else {
            return true;
        };
        let merged = merge(&base, &mine, &found.draft);
        let changes = Changes::between(&mine, &merged.draft);
        let is_renewed = merged.draft.hash != mine.hash;
        self.stored.set_value(LastStored {
            draft: found.draft,
            revision: Some(found.revision),
        });
        self.take_pause();
        batch(|| {
            self.draft.try_set(merged.draft);
            self.told.replaced.try_update(|replaced| {
                replaced.extend(changes.replaced.iter().cloned());
            });
            self.told.taken_in.try_set(changes);
            if is_renewed {
                self.told.elsewhere.try_set(Some(Elsewhere::Renewed));
            }
        });
        self.superseded
            .update_value(|superseded| superseded.extend(merged.superseded));
        false
    }

    async fn gone(self, store: &DraftStore, base: &Draft) {
        self.close();
        self.take_pause();
        let receipt = store.receipt(&base.storage_key()).await;
        let elsewhere = match receipt.filter(|receipt| receipt.draft == base.id) {
            Some(receipt) => Elsewhere::HandedIn(receipt.case),
            None if base.owner.is_none() && store.has_owner(base).await => Elsewhere::HandedOver,
            None => Elsewhere::Deleted,
        };
        self.told.elsewhere.try_set(Some(elsewhere));
    }
}
