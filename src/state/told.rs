//! What pages are told of the storing of a draft: whether it failed, and what other pages of this browser have done.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::draft::{Changes, Draft, DraftItem, NotSaved};

/// What pages are told of storing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Told {
    /// Why the last attempt to store the draft failed, if it did.
    pub(crate) not_saved: RwSignal<Option<NotSaved>>,
    /// What has become of the draft on another page, if it cannot go on here.
    pub(crate) elsewhere: RwSignal<Option<Elsewhere>>,
    /// What the last change of another page was. A page makes anew what shows it.
    pub(crate) taken_in: RwSignal<Changes>,
    /// What was entered here and is another now, until the resident has read it.
    pub(crate) replaced: RwSignal<BTreeSet<DraftItem>>,
}

impl Told {
    pub(super) fn new(elsewhere: Option<Elsewhere>) -> Self {
        Self {
            not_saved: RwSignal::new(None),
            elsewhere: RwSignal::new(elsewhere),
            taken_in: RwSignal::new(Changes::default()),
            replaced: RwSignal::new(BTreeSet::new()),
        }
    }
}

/// What has become of a draft on another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// Handed in: it is this case now.
    HandedIn(String),
    Deleted,
    /// Whoever signed in there has it now.
    HandedOver,
    /// Carried over to a newer version of its scenario than this page knows.
    Renewed,
}

/// A draft as it was last known to be stored.
#[derive(Debug, Clone)]
pub(super) struct LastStored {
    pub(super) draft: Draft,
    /// `None` for one that was never stored.
    pub(super) revision: Option<String>,
}
