//! What must be agreed to: the separate consent to sensitive data, declarations and promises, clause by clause.
//! Nothing is ticked beforehand, and every text stands in full.

use std::collections::BTreeSet;

use catalog::Supplied;
use catalog::application::{needs_sensitive_consent, to_agree};
use catalog::plan::Plan;
use catalog::scenario::{Commitment, Scenario, ServiceId};
use leptos::prelude::*;
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::draft::is_of;
use crate::format;
use crate::messages::{common, review as words};
use crate::problem::{CONSENT_ID, agreement_id, material_id};
use crate::state::Workspace;

pub(super) fn agreements(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    tried: RwSignal<bool>,
) -> Node {
    let application = untrack(|| workspace.to_hand_in());
    let consent =
        needs_sensitive_consent(scenario, plan).then(|| consent(workspace, scenario, plan, tried));
    let commitments: Vec<Node> = to_agree(scenario, plan, &application)
        .into_iter()
        .filter_map(|id| scenario.commitment(id))
        .map(|commitment| {
            // A promise that stands for a material may be changed into the material.
            let instead_of = plan
                .materials
                .iter()
                .filter(|planned| {
                    application.materials.get(&planned.id) == Some(&Supplied::Promised)
                })
                .filter_map(|planned| scenario.material(&planned.id))
                .find(|material| material.commitment.as_ref() == Some(&commitment.id));
            let change = instead_of.map(|material| {
                workspace.address(&["materials#", &material_id(&material.id)].concat())
            });
            promise(workspace, scenario, commitment, change, tried)
        })
        .collect();
    if consent.is_none() && commitments.is_empty() {
        return ().into_node();
    }
    view! {
        <section class="section">
            <h2 class="section__head">{words::agree()}</h2>
            {commitments}
            {consent}
        </section>
    }
    .into_node()
}

/// 单独同意: which data, for which services, to whom (个人信息保护法 articles 29 and 30).
fn consent(workspace: Workspace, scenario: &Scenario, plan: &Plan, tried: RwSignal<bool>) -> Node {
    let agreed = RwSignal::new(
        workspace
            .draft
            .with_untracked(|draft| draft.application.sensitive_consent),
    );
    let missing = move || tried.get() && !agreed.get();
    let switch = move |_| {
        let now = !agreed.get_untracked();
        agreed.set(now);
        workspace.edit(|draft| draft.application.sensitive_consent = now);
    };
    let lines = sensitive(scenario, plan)
        .into_iter()
        .map(|(owners, things)| {
            let services = format::services(scenario, owners);
            let things = things.join(common::list_separator());
            view! { <p>{words::consent_line(&services)} <strong>{things}</strong></p> }
        });
    view! {
        <div class=move || class(missing()) id=CONSENT_ID>
            <h3 class="consent__title">{words::consent_title()}</h3>
            <div class="consent__text">
                {lines.collect::<Vec<_>>()} <p>{words::consent_only()}</p> <p>{words::consent_without()}</p>
            </div>
            {move || missing().then(|| error(words::consent_missing()))}
            {tick("consent-tick".to_owned(), words::consent_tick().to_owned(), agreed.into(), switch)}
        </div>
    }
    .into_node()
}

/// The sensitive fields and materials by the services that use them.
fn sensitive<'a>(scenario: &Scenario, plan: &'a Plan) -> Vec<(&'a [ServiceId], Vec<String>)> {
    let fields = plan.fields.iter().filter_map(|planned| {
        let field = scenario
            .field(&planned.id)
            .filter(|field| field.sensitive)?;
        Some((planned.owners.as_slice(), format::localized(&field.label)))
    });
    let materials = plan.materials.iter().filter_map(|planned| {
        let material = scenario
            .material(&planned.id)
            .filter(|material| material.sensitive)?;
        Some((planned.owners.as_slice(), format::localized(&material.name)))
    });
    let columns = plan.groups.iter().flat_map(|group| {
        let columns = scenario
            .group(&group.id)
            .into_iter()
            .flat_map(|group| &group.columns);
        columns.filter_map(|column| {
            let field = scenario.field(&column.id).filter(|field| field.sensitive)?;
            Some((group.owners.as_slice(), format::localized(&field.label)))
        })
    });
    let mut groups: Vec<(&[ServiceId], Vec<String>)> = Vec::new();
    for (owners, thing) in fields.chain(columns).chain(materials) {
        match groups.iter_mut().find(|(known, _)| *known == owners) {
            Some((_, things)) => things.push(thing),
            None => groups.push((owners, vec![thing])),
        }
    }
    groups
}

/// A declaration or promise; it counts as agreed when every clause is ticked.
fn promise(
    workspace: Workspace,
    scenario: &Scenario,
    commitment: &Commitment,
    change: Option<String>,
    tried: RwSignal<bool>,
) -> Node {
    let id = agreement_id(&commitment.id);
    let count = commitment.clauses.len();
    let agreed = workspace
        .draft
        .with_untracked(|draft| draft.application.agreed.contains(&commitment.id));
    let mut at_first = BTreeSet::new();
    for at in 0..count {
        let clause = clause_id(&commitment.id, at);
        let ticked = || {
            workspace
                .draft
                .with_untracked(|draft| draft.ticked.contains(&clause))
        };
        if agreed || ticked() {
            at_first.insert(at);
        }
    }
    let ticked = RwSignal::new(at_first);
    let missing = move || tried.get() && ticked.with(|ticked| ticked.len() < count);
    let clauses = commitment.clauses.iter().enumerate().map(|(at, clause)| {
        let commitment = commitment.id.clone();
        let switch = move |_| {
            ticked.update(|ticked| {
                if !ticked.remove(&at) {
                    ticked.insert(at);
                }
            });
            let all = ticked.with_untracked(|ticked| ticked.len() == count);
            workspace.edit(|draft| {
                let agreed = &mut draft.application.agreed;
                draft.ticked.retain(|clause| !is_of(clause, &commitment));
                if all {
                    agreed.insert(commitment.clone());
                } else {
                    agreed.remove(&commitment);
                    ticked.with_untracked(|ticked| {
                        for at in ticked {
                            draft.ticked.push(clause_id(&commitment, *at));
                        }
                    });
                }
            });
        };
        let checked = Signal::derive(move || ticked.with(|ticked| ticked.contains(&at)));
        tick(
            [&id, "-", &at.to_string()].concat(),
            format::localized(clause),
            checked,
            switch,
        )
    });
    let clauses = clauses.collect::<Vec<_>>();
    let told = commitment
        .told
        .iter()
        .map(|told| view! { <li>{format::localized(told)}</li> })
        .collect::<Vec<_>>();
    let sources = format::sources(scenario, &commitment.sources);
    let change = change.map(|address| {
        view! {
            <p class="small muted">
                {words::promise_instead()} " " <a href=address>{words::promise_change()}</a>
            </p>
        }
    });
    view! {
        <div class=move || class(missing()) id=id.clone()>
            <h3 class="consent__title">{format::localized(&commitment.title)}</h3>
            <div class="consent__text">
                <p><strong>{words::told()}</strong></p>
                <ol>{told}</ol>
                <p><strong>{words::consequence()}</strong></p>
                <p>{format::localized(&commitment.consequence)}</p>
                <p class="small muted">{common::source(&sources)}</p>
                {change}
            </div>
            {move || missing().then(|| error(words::clauses_missing()))}
            <fieldset>
                <legend class="consent__text"><strong>{words::clauses()}</strong></legend>
                {clauses}
            </fieldset>
        </div>
    }
    .into_node()
}

/// As the draft stores it.
fn clause_id(commitment: &str, at: usize) -> String {
    [commitment, "/", &at.to_string()].concat()
}

pub(super) fn tick(
    id: String,
    label: String,
    checked: Signal<bool>,
    switch: impl Fn(leptos::ev::Event) + 'static,
) -> Node {
    view! {
        <div>
            <label class="choice choice--bare">
                <input
                    class="choice__input"
                    type="checkbox"
                    id=id
                    prop:checked=checked
                    on:change=switch
                />
                <span class="choice__body">
                    <span class="choice__label">{label}</span>
                </span>
            </label>
        </div>
    }
    .into_node()
}

pub(super) fn error(words: &'static str) -> Node {
    view! { <p class="field__error">{icon("warning", "")} {words}</p> }.into_node()
}

pub(super) fn class(missing: bool) -> &'static str {
    if missing {
        "consent consent--error"
    } else {
        "consent"
    }
}
