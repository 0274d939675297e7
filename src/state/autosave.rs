//! Stores the draft of a workspace whenever it changes, one write after the other.
//!
//! Typing is gathered: the draft changes silently, and only when typing pauses are those who read it told, which plans
//! and stores once for all that was typed. A key press so costs the same with 3 rows and with 200. The page may die at
//! any moment, so the wait is short, has an upper bound, and ends at once when the page is hidden or a field is left.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::{Draft, DraftStore};
use crate::report::Reported;

/// How long typing rests before it counts: longer than between two keys of a word, shorter than the way to a button.
const PAUSE: Duration = Duration::from_millis(250);
/// The most that is ever unsaved, for those who type without a pause.
const LONGEST_MS: f64 = 1000.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Autosave {
    store: StoredValue<DraftStore, LocalStorage>,
    draft: RwSignal<Draft>,
    save_failed: RwSignal<bool>,
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
        save_failed: RwSignal<bool>,
    ) -> Self {
        let autosave = Self {
            store,
            draft,
            save_failed,
            state: StoredValue::new(PersistState::Active),
            is_writing: StoredValue::new(false),
            is_stale: StoredValue::new(false),
            pause: StoredValue::new(None),
        };
        Effect::watch(
            move || draft.track(),
            move |(), _, _| autosave.write(),
            false,
        );
        for event in ["pagehide", "visibilitychange"] {
            window_event_listener_untyped(event, move |_| autosave.settle());
        }
        autosave
    }

    pub(super) fn close(self) {
        self.state.set_value(PersistState::Closed);
    }

    pub(super) fn retire(self) {
        self.state.set_value(PersistState::Closing);
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
        let typing = self.pause.try_update_value(Option::take).flatten();
        let Some(typing) = typing else { return };
        if let Some(timer) = typing.timer {
            timer.clear();
        }
        self.draft.try_update(|_| ());
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
                let serialized = self.draft.try_with_untracked(Draft::serialize);
                let Some(serialized) = serialized else { return };
                let is_stored = match serialized {
                    Ok(serialized) => store.save(&serialized).await.is_ok(),
                    Err(_) => false,
                };
                self.save_failed.try_set(!is_stored);
                if !self.is_stale.get_value() {
                    break;
                }
            }
            self.is_writing.set_value(false);
        });
    }
}
