//! 单独同意: which sensitive data go to whom, and what for (个人信息保护法 articles 29 and 30). It is asked again when
//! more is needed than was agreed to.

use catalog::ActingFor;
use catalog::plan::Plan;
use catalog::scenario::{Scenario, ServiceId};
use leptos::prelude::*;
use markup::view;

use super::sequence::{Said, Sequence};
use super::tick::tick;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, review as words};
use crate::problem::CONSENT_ID;
use crate::state::Workspace;

/// What a consent covers that is of a child: another one needs no other consent.
const CHILD: &str = "child";
/// So many services are not named again, where something is for all of them.
const MANY: usize = 3;

pub(super) fn consent(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    of_child: bool,
    (sequence, tried): (Sequence, RwSignal<bool>),
) -> Node {
    // Each use by itself: fewer services need no other consent.
    let mut covered: Vec<String> = sensitive(scenario, plan)
        .iter()
        .flat_map(|(owners, id, _)| owners.iter().map(move |owner| [owner, "/", id].concat()))
        .collect();
    covered.extend(of_child.then(|| CHILD.to_owned()));
    let (given, holds) = workspace.draft.with_untracked(|draft| {
        let is_covered = |it: &String| draft.consented.contains(it);
        let given = draft.application.sensitive_consent;
        (given, given && covered.iter().all(is_covered))
    });
    let has_grown = given && !holds;
    if has_grown {
        workspace.edit(|draft| draft.application.sensitive_consent = false);
    }
    let agreed = RwSignal::new(holds);
    let turn = sequence.turn(CONSENT_ID.to_owned(), agreed.into());
    let switch = move |_| {
        let now = !agreed.get_untracked();
        agreed.set(now);
        workspace.edit(|draft| {
            draft.application.sensitive_consent = now;
            draft.consented = if now { covered.clone() } else { Vec::new() };
        });
        turn.ticked();
    };
    let grown = has_grown.then(|| view! { <p class="small">{words::consent_grown()}</p> });
    let ward = match (plan.acting_for, of_child) {
        (ActingFor::Guardian, _) => Some(words::consent_ward()),
        (_, true) => Some(words::consent_child()),
        (_, false) => None,
    };
    let ward = ward.map(|ward| view! { <p>{ward}</p> });
    let all = plan.applied_for().count();
    let lines = by_services(sensitive(scenario, plan))
        .into_iter()
        .map(|(owners, things)| {
            // Their names stand at the head of the page.
            let services = if owners.len() == all && all >= MANY {
                words::all_services(&all.to_string())
            } else {
                format::services(scenario, owners)
            };
            let things = things.join(common::list_separator());
            view! { <p>{words::consent_line(&services)} <strong>{things}</strong></p> }
        });
    let label = words::consent_tick().to_owned();
    let body = view! {
        {grown}
        <div class="consent__text">
            {lines.collect::<Vec<_>>()} {ward} <p>{words::consent_only()}</p> <p>{words::consent_without()}</p>
        </div>
        {tick("consent-tick".to_owned(), label, agreed.into(), switch)}
    };
    let said = Said {
        title: words::consent_title().to_owned(),
        waits: words::agree_waits(),
        done: words::agree_done(),
        missing: words::consent_missing(),
    };
    turn.line(said, tried, body.into_node())
}

/// A sensitive field or material: the services that use it, its id, its name.
type Sensitive<'a> = (&'a [ServiceId], &'a str, String);

fn sensitive<'a>(scenario: &'a Scenario, plan: &'a Plan) -> Vec<Sensitive<'a>> {
    let mut found: Vec<Sensitive<'a>> = Vec::new();
    let columns = plan.groups.iter().flat_map(|group| {
        let columns = scenario.group(&group.id).into_iter();
        let columns = columns.flat_map(|group| &group.columns);
        columns.map(|column| (&column.id, &group.owners))
    });
    let fields = plan.fields.iter().map(|field| (&field.id, &field.owners));
    for (id, owners) in fields.chain(columns) {
        if let Some(field) = scenario.field(id).filter(|field| field.sensitive) {
            found.push((owners, id, format::localized(&field.label)));
        }
    }
    for planned in &plan.materials {
        let material = scenario.material(&planned.id);
        if let Some(material) = material.filter(|material| material.sensitive) {
            let name = format::localized(&material.name);
            found.push((&planned.owners, &planned.id, name));
        }
    }
    found
}

fn by_services(all: Vec<Sensitive<'_>>) -> Vec<(&[ServiceId], Vec<String>)> {
    let mut groups: Vec<(&[ServiceId], Vec<String>)> = Vec::new();
    for (owners, _, thing) in all {
        match groups.iter_mut().find(|(known, _)| *known == owners) {
            Some((_, things)) if things.contains(&thing) => {}
            Some((_, things)) => things.push(thing),
            None => groups.push((owners, vec![thing])),
        }
    }
    groups
}
