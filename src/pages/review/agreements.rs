//! What must be agreed to: statements with one tick each, and the separate consent to sensitive data. Nothing is ticked
//! beforehand, and every clause stands in full; what follows from a false one, and the rules behind it, open below.

use catalog::application::{self, Statement, needs_sensitive_consent};
use catalog::plan::Plan;
use catalog::scenario::{CommitmentId, Scenario, ServiceId};
use catalog::{ActingFor, LocalizedText};
use leptos::prelude::*;
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::draft::is_of;
use crate::format;
use crate::messages::{common, review as words};
use crate::problem::{CONSENT_ID, agreement_id, material_page};
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
    let all = application::agreements(scenario, plan, &application);
    if consent.is_none() && all.statements.is_empty() {
        return ().into_node();
    }
    let shared = (!all.told.is_empty() || !all.clauses.is_empty()).then(|| {
        let texts = all.told.iter().chain(&all.clauses);
        view! {
            <div class="consent consent__text">
                <p><strong>{words::in_each()}</strong></p>
                {list(texts)}
            </div>
        }
    });
    let statements = all
        .statements
        .iter()
        .map(|one| statement(workspace, scenario, one, tried))
        .collect::<Vec<_>>();
    view! {
        <section class="section">
            <h2 class="section__head">{words::agree()}</h2>
            {shared}
            {statements}
            {consent}
        </section>
    }
    .into_node()
}

/// 单独同意: which data, for which services, to whom (个人信息保护法 articles 29 and 30).
fn consent(workspace: Workspace, scenario: &Scenario, plan: &Plan, tried: RwSignal<bool>) -> Node {
    let covered: Vec<String> = sensitive(scenario, plan)
        .iter()
        .map(|(owners, id, _)| [&owners.join(","), "/", id].concat())
        .collect();
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
    let missing = move || tried.get() && !agreed.get();
    let switch = move |_| {
        let now = !agreed.get_untracked();
        agreed.set(now);
        workspace.edit(|draft| {
            draft.application.sensitive_consent = now;
            draft.consented = if now { covered.clone() } else { Vec::new() };
        });
    };
    let grown = has_grown.then(|| view! { <p class="small">{words::consent_grown()}</p> });
    let ward =
        (plan.acting_for == ActingFor::Guardian).then(|| view! { <p>{words::consent_ward()}</p> });
    let lines = by_services(sensitive(scenario, plan))
        .into_iter()
        .map(|(owners, things)| {
            let services = format::services(scenario, owners);
            let things = things.join(common::list_separator());
            view! { <p>{words::consent_line(&services)} <strong>{things}</strong></p> }
        });
    view! {
        <div class=move || class(missing()) id=CONSENT_ID>
            <h3 class="consent__title">{words::consent_title()}</h3>
            {grown}
            <div class="consent__text">
                {lines.collect::<Vec<_>>()} {ward} <p>{words::consent_only()}</p> <p>{words::consent_without()}</p>
            </div>
            {move || missing().then(|| error(words::consent_missing()))}
            {tick("consent-tick".to_owned(), words::consent_tick().to_owned(), agreed.into(), switch)}
        </div>
    }
    .into_node()
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

/// A statement with its one tick.
fn statement(
    workspace: Workspace,
    scenario: &Scenario,
    statement: &Statement<'_>,
    tried: RwSignal<bool>,
) -> Node {
    let ids: Vec<CommitmentId> = statement.ids.iter().map(|id| (*id).clone()).collect();
    let agreed = RwSignal::new(workspace.draft.with_untracked(|draft| {
        let agreed = &draft.application.agreed;
        ids.iter().all(|id| agreed.contains(id))
    }));
    let missing = move || tried.get() && !agreed.get();
    // An error leads to each of the commitments by its own id.
    let anchors = ids
        .iter()
        .map(|id| view! { <span id=agreement_id(id)></span> })
        .collect::<Vec<_>>();
    let tick_id = [&agreement_id(&ids[0]), "-tick"].concat();
    let switch = move |_| {
        let now = !agreed.get_untracked();
        agreed.set(now);
        workspace.edit(|draft| {
            for id in &ids {
                // Releases until 2026-11 had a tick for each clause.
                draft.ticked.retain(|clause| !is_of(clause, id));
                if now {
                    draft.application.agreed.insert(id.clone());
                } else {
                    draft.application.agreed.remove(id);
                }
            }
        });
    };
    let title = match statement.titles.as_slice() {
        [title] => format::localized(title),
        _ => words::declaration().to_owned(),
    };
    let told = (!statement.told.is_empty()).then(|| {
        view! {
            <p><strong>{words::told()}</strong></p>
            {list(&statement.told)}
        }
        .into_node()
    });
    // Who promises in place of a proof is told first; what is told of a plain declaration opens below it.
    let (before, told) = match statement.instead_of {
        Some(_) => (told, None),
        None => (None, told),
    };
    let more = match &told {
        Some(_) => words::told_and_consequence(),
        None => words::consequence_and_source(),
    };
    let consequences = statement
        .consequences
        .iter()
        .map(|text| view! { <p>{format::localized(text)}</p> })
        .collect::<Vec<_>>();
    let sources = format::sources(scenario, &statement.sources);
    // A promise that stands for a material may be changed into the material.
    let change = statement.instead_of.map(|material| {
        let address = workspace.address(&material_page(material));
        view! {
            <p class="small muted">
                {words::promise_instead()} " " <a href=address>{words::promise_change()}</a>
            </p>
        }
    });
    view! {
        <div class=move || class(missing())>
            {anchors} <h3 class="consent__title">{title}</h3>
            <div class="consent__text">
                {before}
                <p><strong>{words::clauses()}</strong></p>
                {list(&statement.clauses)}
                {change}
                <details class="fold">
                    <summary class="fold__head">{more}</summary>
                    <div class="fold__body">
                        {told} <p><strong>{words::consequence()}</strong></p> {consequences}
                        <p class="muted">{common::source(&sources)}</p>
                    </div>
                </details>
            </div>
            {move || missing().then(|| error(words::statement_missing()))}
            {tick(tick_id, words::statement_tick().to_owned(), agreed.into(), switch)}
        </div>
    }
    .into_node()
}

fn list<'a>(texts: impl IntoIterator<Item = &'a &'a LocalizedText>) -> Node {
    let lines = texts
        .into_iter()
        .map(|text| view! { <li>{format::localized(text)}</li> })
        .collect::<Vec<_>>();
    view! { <ol>{lines}</ol> }.into_node()
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
