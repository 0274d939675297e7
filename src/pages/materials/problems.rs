//! Everything that is still to be decided or done before one may go on, all at once, each with its element.

use std::sync::Arc;

use catalog::scenario::Supply;
use leptos::prelude::*;

use super::ways::way_of;
use crate::attachments::AttachmentStore;
use crate::attachments::slot::PageSlot;
use crate::format;
use crate::messages::materials as words;
use crate::state::Workspace;

/// Whether a failed upload counts: going on tries again by itself.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sent {
    NotYetTried,
    Tried,
}

/// Addresses and words of everything that is still to be decided or done here.
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
                let address = ["#", &crate::problem::material_id(&material.id)].concat();
                found.push((address, words::problem_undecided(&name)));
                continue;
            }
        }
        for page in &material.pages {
            let label = format::localized(&page.label);
            let slot = PageSlot::new(attachments, &material, &page.id);
            if let Some(words) = untrack(|| problem(&slot, &name, &label, sent)) {
                found.push((["#", &slot.element_id()].concat(), words));
            }
        }
    }
    found
}

fn problem(slot: &PageSlot, name: &str, label: &str, sent: Sent) -> Option<String> {
    if slot.is_processing() {
        return Some(words::problem_checking(name, label));
    }
    let pictures = slot.pictures();
    if pictures.candidate.is_some() {
        return Some(words::problem_decide(name, label));
    }
    let Some(taken) = pictures.taken else {
        return Some(words::problem_missing(name, label));
    };
    let failed = sent == Sent::Tried && slot.attachments.has_failed(&taken.id);
    failed.then(|| words::problem_unsent(name, label))
}
