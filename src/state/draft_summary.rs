//! What the module of the home page knows of the drafts on the phone.

use leptos::prelude::*;

use crate::draft::Draft;

/// What lies on the phone for people who are not here: no more than how much.
#[derive(Clone, Copy)]
pub(crate) struct OtherUsersDrafts {
    /// It has been looked at since it was last known who is here.
    pub(crate) known: RwSignal<bool>,
    pub(crate) drafts: RwSignal<usize>,
    pub(crate) pictures: RwSignal<usize>,
}

impl OtherUsersDrafts {
    pub(super) fn new() -> Self {
        Self {
            known: RwSignal::new(false),
            drafts: RwSignal::new(0),
            pictures: RwSignal::new(0),
        }
    }
}

/// What the module of the home page knows of a draft; the draft itself, and the reader of it, lie in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DraftSummary {
    pub(crate) storage_key: String,
    pub(crate) scenario: String,
    /// It answers a correction (补正); else it is an application.
    pub(crate) is_answer: bool,
    pub(crate) is_begun: bool,
    pub(crate) pictures: usize,
}

impl DraftSummary {
    pub(super) fn of(draft: &Draft) -> Self {
        Self {
            storage_key: draft.storage_key(),
            scenario: draft.scenario.clone(),
            is_answer: !draft.answers_to.is_empty(),
            is_begun: draft.is_begun(),
            pictures: draft.pictures.len(),
        }
    }
}
