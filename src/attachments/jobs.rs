//! The files that are being processed: how far each is, how it ended, and how to cancel it. Nothing of it is stored.

use leptos::prelude::*;

use super::keyed::{Keyed, find, put};
use super::slot_key::SlotKey;
use crate::platform::precheck_worker::{CheckPhase, NotChecked, Stop};

/// What goes on at a slot besides its pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ProcessingState {
    /// A file is being processed; the number tells a later job from an earlier one.
    Running(u32),
    Unreadable,
    TooLarge,
    /// The picture that stands there could not be checked, for this cause.
    Unchecked(NotChecked),
    /// The edit that was asked for failed: the picture stands as it was.
    EditFailed,
    /// The edit failed, and will again: the device no longer holds the original.
    OriginalLost,
}

/// Cheap to copy; belongs to the app's state.
#[derive(Clone, Copy)]
pub(crate) struct Jobs {
    states: RwSignal<Keyed<SlotKey, ProcessingState>>,
    /// The slot whose file the worker has now, and how far it is; all others wait.
    current: RwSignal<(SlotKey, CheckPhase)>,
    next: StoredValue<u32>,
    /// By the number of the job.
    stops: StoredValue<Keyed<u32, Stop>, LocalStorage>,
}

impl Jobs {
    pub(super) fn new() -> Self {
        Self {
            states: RwSignal::new(Keyed::new()),
            current: RwSignal::new((SlotKey::default(), CheckPhase::Waiting)),
            next: StoredValue::new(0),
            stops: StoredValue::new_local(Keyed::new()),
        }
    }

    /// How far the check of a slot's file is. Tracked.
    pub(crate) fn phase(self, key: &SlotKey) -> CheckPhase {
        self.current.with(|(current, phase)| {
            if current == key {
                *phase
            } else {
                CheckPhase::Waiting
            }
        })
    }

    pub(super) fn set_phase(self, key: &SlotKey, phase: CheckPhase) {
        self.current.set((key.clone(), phase));
    }

    /// Tracked.
    pub(crate) fn state(self, key: &SlotKey) -> Option<ProcessingState> {
        self.states.with(|states| find(states, key).copied())
    }

    /// Whether a file is being processed. Tracked.
    pub(crate) fn is_running(self, key: &SlotKey) -> bool {
        matches!(self.state(key), Some(ProcessingState::Running(_)))
    }

    pub(super) fn set_state(self, key: &SlotKey, state: Option<ProcessingState>) {
        self.states.update(|states| put(states, key, state));
    }

    /// Begins a job, in place of an earlier one at this slot: its number, and what cancels it.
    pub(super) fn begin(self, key: &SlotKey) -> (u32, Stop) {
        self.cancel(key);
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        let stop = Stop::default();
        self.stops
            .update_value(|stops| stops.push((number, stop.clone())));
        self.set_state(key, Some(ProcessingState::Running(number)));
        (number, stop)
    }

    /// Ends a job; false where it was cancelled, or another has taken its place meanwhile.
    pub(super) fn end(self, key: &SlotKey, number: u32) -> bool {
        self.stops.update_value(|stops| put(stops, &number, None));
        untrack(|| self.state(key)) == Some(ProcessingState::Running(number))
    }

    pub(super) fn cancel(self, key: &SlotKey) {
        let Some(ProcessingState::Running(number)) = untrack(|| self.state(key)) else {
            return;
        };
        self.set_state(key, None);
        let stop = self.stops.with_value(|stops| find(stops, &number).cloned());
        if let Some(stop) = stop {
            stop.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;

    fn slot(service: &str) -> SlotKey {
        let draft = Draft {
            answers_to: ["JX-1/", service].concat(),
            ..Draft::default()
        };
        SlotKey::of(&draft, "id_card", "front")
    }

    #[test]
    fn the_check_of_one_service_does_not_cancel_that_of_another() {
        let owner = Owner::new();
        owner.with(|| {
            let jobs = Jobs::new();
            let (one, other) = (slot("registration"), slot("benefit"));
            let (first, _) = jobs.begin(&one);
            let (second, _) = jobs.begin(&other);
            assert!(jobs.end(&one, first) && jobs.end(&other, second));
        });
    }

    #[test]
    fn a_later_file_at_a_slot_cancels_the_earlier_one() {
        let owner = Owner::new();
        owner.with(|| {
            let jobs = Jobs::new();
            let slot = slot("registration");
            let (earlier, _) = jobs.begin(&slot);
            let (later, _) = jobs.begin(&slot);
            assert!(!jobs.end(&slot, earlier));
            assert!(jobs.end(&slot, later));
            jobs.cancel(&slot);
            assert!(!untrack(|| jobs.is_running(&slot)));
        });
    }
}
