//! Typing is gathered: what counts is told after a pause, and at the latest after a moment.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::Autosave;
use crate::report::Reported;

/// How long typing rests before it counts: longer than between two keys of a word, shorter than the way to a button.
const PAUSE: Duration = Duration::from_millis(250);
/// The most that is ever unsaved, for those who type without a pause.
const LONGEST_MS: f64 = 1000.0;
/// What was typed and does not count yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typing {
    since: f64,
    timer: Option<TimeoutHandle>,
}

impl Autosave {
    /// The draft was changed by a key press. Those who read it are told after a pause.
    pub(in crate::state) fn typed(self) {
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
    pub(in crate::state) fn settle(self) {
        if self.take_pause() {
            self.draft.try_update(|_| ());
        }
    }

    /// Stores what was typed at once: the page may be gone before anyone is told.
    pub(super) fn flush(self) {
        let was_typed = self.take_pause();
        if was_typed {
            self.write();
            self.draft.try_update(|_| ());
        }
    }

    pub(super) fn take_pause(self) -> bool {
        let typing = self.pause.try_update_value(Option::take).flatten();
        if let Some(timer) = typing.and_then(|typing| typing.timer) {
            timer.clear();
        }
        typing.is_some()
    }
}
