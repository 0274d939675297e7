//! Everything that is still to be decided or done before one may go on, all at once, each with its place.

use std::sync::Arc;

use catalog::scenario::Supply;
use leptos::prelude::*;

use super::state::way_of;
use crate::attachments::AttachmentStore;
use crate::attachments::slot::PageSlot;
use crate::format;
use crate::messages::materials as words;
use crate::problem::{material_page, title_id};
use crate::state::Workspace;

/// Whether a failed upload counts: going on tries again by itself.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sent {
    NotYetTried,
    Tried,
}

/// Addresses and words of everything that is still to be decided or done. What belongs to the material `here` is on
/// the very page.
pub(super) fn problems(
    workspace: Workspace,
    attachments: AttachmentStore,
    sent: Sent,
    here: &str,
) -> Vec<(String, String)> {
    let scenario = workspace.scenario();
    let planned = workspace.plan.with_untracked(|plan| plan.materials.clone());
    let mut found = Vec::new();
    for planned in &planned {
        let Some(material) = planned.material(&scenario).map(Arc::new) else {
            continue;
        };
        let name = format::localized(&material.name);
        let page = if material.id == here {
            String::new()
        } else {
            workspace.address(&material_page(&material.id))
        };
        match untrack(|| attachments.draft.with(|draft| way_of(draft, planned))) {
            Some(Supply::Attach) => {}
            Some(_) => continue,
            None => {
                found.push(([&page, "#way"].concat(), words::problem_undecided(&name)));
                continue;
            }
        }
        for of in &material.pages {
            let label = format::localized(&of.label);
            let slot = PageSlot::new(attachments, &material, &of.id);
            if let Some(words) = untrack(|| problem(&slot, &name, &label, sent)) {
                let place = title_id(&slot.element_id());
                found.push(([&page, "#", &place].concat(), words));
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
