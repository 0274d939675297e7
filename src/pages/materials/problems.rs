//! Everything that is still to be decided or done before one may go on, told at once with the place of each.

use std::sync::Arc;

use catalog::scenario::Supply;
use leptos::prelude::*;

use super::intake::Place;
use super::outbox;
use super::progress::{Intake, intake};
use super::slot::{Pictures, slot_id};
use super::tray::Tray;
use super::ways::way_of;
use crate::room::Room;
use crate::show;
use crate::text::materials as words;

/// Whether a failed upload counts: going on tries again by itself.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sent {
    NotYetTried,
    Tried,
}

/// Everything that is still to be decided or done here, with the place of each.
pub(super) fn problems(room: Room, tray: Tray, sent: Sent) -> Vec<(String, String)> {
    let scenario = room.scenario();
    let planned = room.plan.with_untracked(|plan| plan.materials.clone());
    let mut found = Vec::new();
    for planned in &planned {
        let Some(material) = planned.material(&scenario).map(Arc::new) else {
            continue;
        };
        let name = show::say(&material.name);
        match untrack(|| tray.draft.with(|draft| way_of(draft, planned))) {
            Some(Supply::Attach) => {}
            Some(_) => continue,
            None => {
                let place = ["#", &crate::problem::material_id(&material.id)].concat();
                found.push((place, words::problem_undecided(&name)));
                continue;
            }
        }
        for page in &material.pages {
            let label = show::say(&page.label);
            let place = Place {
                tray,
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

fn problem(place: &Place, name: &str, label: &str, sent: Sent) -> Option<String> {
    if let Some(Intake::Looking(_)) = intake(&place.key()) {
        return Some(words::problem_checking(name, label));
    }
    match Pictures::of(place.tray, &place.material.id, &place.page) {
        Pictures {
            candidate: Some(_), ..
        } => Some(words::problem_decide(name, label)),
        Pictures { taken: None, .. } => Some(words::problem_missing(name, label)),
        Pictures {
            taken: Some(taken), ..
        } => {
            let failed = sent == Sent::Tried && outbox::has_failed(&taken.id);
            failed.then(|| words::problem_unsent(name, label))
        }
    }
}
