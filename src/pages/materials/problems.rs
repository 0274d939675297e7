//! Everything that is still to be decided or done before one may go on, told at once with the place of each.

use std::sync::Arc;

use catalog::scenario::Supply;
use leptos::prelude::*;

use super::ways::way_of;
use crate::attachments::jobs::{ProcessingState, intake};
use crate::attachments::page_upload::{Pictures, slot_id};
use crate::attachments::processing::PageSlot;
use crate::attachments::store::AttachmentStore;
use crate::attachments::upload_queue;
use crate::format;
use crate::messages::materials as words;
use crate::state::Workspace;

/// Whether a failed upload counts: going on tries again by itself.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sent {
    NotYetTried,
    Tried,
}

/// Everything that is still to be decided or done here, with the place of each.
pub(super) fn problems(
    workspace: Workspace,
    attachments: AttachmentStore,
    sent: Sent,
) -> Vec<(String, String)> {
    let scenario = workspace.scenario();
    let planned = workspace.plan.with_untracked(|plan| plan.materials.clone());
    let mut found = Vec::new();
    for planned in &planned {
        let Some(material) = planned.material(&scenario).map(Arc::new) else {
            continue;
        };
        let name = format::localized(&material.name);
        match untrack(|| attachments.draft.with(|draft| way_of(draft, planned))) {
            Some(Supply::Attach) => {}
            Some(_) => continue,
            None => {
                let place = ["#", &crate::problem::material_id(&material.id)].concat();
                found.push((place, words::problem_undecided(&name)));
                continue;
            }
        }
        for page in &material.pages {
            let label = format::localized(&page.label);
            let place = PageSlot {
                attachments,
                material: Arc::clone(&material),
                page: page.id.clone(),
            };
            if let Some(words) = untrack(|| problem(&place, &name, &label, sent)) {
                found.push((["#", &slot_id(&material.id, &page.id)].concat(), words));
            }
        }
    }
    found
}

fn problem(place: &PageSlot, name: &str, label: &str, sent: Sent) -> Option<String> {
    if let Some(ProcessingState::Looking(_)) = intake(&place.key()) {
        return Some(words::problem_checking(name, label));
    }
    match Pictures::of(place.attachments, &place.material.id, &place.page) {
        Pictures {
            candidate: Some(_), ..
        } => Some(words::problem_decide(name, label)),
        Pictures { taken: None, .. } => Some(words::problem_missing(name, label)),
        Pictures {
            taken: Some(taken), ..
        } => {
            let failed = sent == Sent::Tried && upload_queue::has_failed(&taken.id);
            failed.then(|| words::problem_unsent(name, label))
        }
    }
}
