//! What goes on at the pages of materials while files are looked at: how far it is, how it ended, and how to stop it.
//! Nothing of it is kept.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::named::{Named, find, put};
use crate::platform::precheck_worker::{NotChecked, Stage, Stop};

/// What goes on at a page of a material besides its pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ProcessingState {
    /// A file is being looked at; the number tells a later one from an earlier.
    Looking(u32),
    Unreadable,
    TooLarge,
    /// The picture that stands there could not be checked, for this cause.
    Unchecked(NotChecked),
    /// What was asked to be done to the picture was not done: it stands as it was.
    NotMended,
    /// Neither was it done, nor can it be: the phone no longer holds the original.
    OriginalLost,
}

type Intakes = ArcRwSignal<Named<ProcessingState>>;

thread_local! {
    static INTAKES: Intakes = ArcRwSignal::new(Named::new());
    /// The place whose file is being looked at, and how far that is; all others wait.
    static AT: ArcRwSignal<(String, Stage)> = ArcRwSignal::new((String::new(), Stage::Waiting));
    static NEXT: Cell<u32> = const { Cell::new(0) };
    /// How to stop what goes on, by its number.
    static STOPS: RefCell<Vec<(u32, Stop)>> = const { RefCell::new(Vec::new()) };
}

/// How far the looking at a place's file is.
pub(crate) fn stage(key: &str) -> Stage {
    AT.with(Clone::clone)
        .with(|(at, stage)| if at == key { *stage } else { Stage::Waiting })
}

pub(crate) fn tell_stage(key: &str, stage: Stage) {
    AT.with(Clone::clone).set((key.to_owned(), stage));
}

fn intakes() -> Intakes {
    INTAKES.with(Clone::clone)
}

/// What goes on at a place.
pub(crate) fn intake(key: &str) -> Option<ProcessingState> {
    intakes().with(|intakes| find(intakes, key).copied())
}

pub(crate) fn tell(key: &str, intake: Option<ProcessingState>) {
    intakes().update(|intakes| put(intakes, key, intake));
}

/// A file begins to be looked at: under which number, and what stops it.
pub(crate) fn begin(key: &str) -> (u32, Stop) {
    let mine = NEXT.replace(NEXT.get().wrapping_add(1));
    let stopping = Stop::default();
    STOPS.with_borrow_mut(|stops| stops.push((mine, stopping.clone())));
    tell(key, Some(ProcessingState::Looking(mine)));
    (mine, stopping)
}

/// It has been looked at; whether no other took its place meanwhile.
pub(crate) fn end(key: &str, mine: u32) -> bool {
    STOPS.with_borrow_mut(|stops| stops.retain(|(number, _)| *number != mine));
    untrack(|| intake(key)) == Some(ProcessingState::Looking(mine))
}

pub(crate) fn stop(number: u32) {
    let found = STOPS.with_borrow(|stops| {
        let found = stops.iter().find(|(mine, _)| *mine == number);
        found.map(|(_, stop)| stop.clone())
    });
    if let Some(stop) = found {
        stop.stop();
    }
}
