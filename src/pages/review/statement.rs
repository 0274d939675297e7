//! One statement with its one tick: a declaration, or a promise in place of a proof, before which stands all that the
//! law wants told.

use catalog::LocalizedText;
use catalog::application::Statement;
use catalog::scenario::{CommitmentId, MaterialId, Scenario};
use leptos::prelude::*;
use markup::view;
use web_sys::Event;

use super::sequence::{Said, Sequence};
use super::sign::sign;
use super::tick::tick;
use crate::dom::{IntoNode, Node};
use crate::draft::{Draft, is_of};
use crate::format;
use crate::messages::{common, paper, review as words};
use crate::problem::{agreement_id, material_page};
use crate::state::Workspace;

/// The commitments of a statement that are signed.
fn to_sign(scenario: &Scenario, statement: &Statement<'_>) -> Vec<CommitmentId> {
    let all = statement
        .ids
        .iter()
        .filter_map(|id| scenario.commitment(id));
    let signed = all.filter(|commitment| commitment.signed);
    signed.map(|commitment| commitment.id.clone()).collect()
}

pub(super) fn statement(
    workspace: Workspace,
    scenario: &Scenario,
    statement: &Statement<'_>,
    is_shared: bool,
    (sequence, tried): (Sequence, RwSignal<bool>),
) -> Node {
    let ids: Vec<CommitmentId> = statement.ids.iter().map(|id| (*id).clone()).collect();
    let place = ids.first().map(|id| agreement_id(id)).unwrap_or_default();
    // An error leads to each of the commitments by its own id.
    let others = ids.iter().skip(1);
    let anchors: Vec<Node> = others
        .map(|id| view! { <span id=agreement_id(id)></span> }.into_node())
        .collect();
    let to_sign = to_sign(scenario, statement);
    let fields = to_sign.iter().map(|id| sign(workspace, id, tried));
    let fields = fields.collect::<Vec<_>>();
    // Where the place asks for more than a tick: whether it is signed.
    let signed = Memo::new(move |_| {
        let is_signed = |draft: &Draft| {
            let application = &draft.application;
            let mut all = to_sign.iter();
            all.all(|id| application.signature(id).is_some())
        };
        workspace.draft.with(is_signed)
    });
    let agreed = RwSignal::new(workspace.draft.with_untracked(|draft| {
        let agreed = &draft.application.agreed;
        ids.iter().all(|id| agreed.contains(id))
    }));
    let done = Signal::derive(move || agreed.get() && signed.get());
    let tick_id = [&place, "-tick"].concat();
    let turn = sequence.turn(place, done);
    let switch = move |_: Event| {
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
        turn.ticked();
    };
    let title = match statement.titles.as_slice() {
        [title] => format::localized(title),
        _ => words::declaration().to_owned(),
    };
    let text = text(workspace, scenario, statement);
    let label = words::statement_tick().to_owned();
    let tick = tick(tick_id, label, agreed.into(), switch);
    let shared = is_shared.then(|| view! { <p class="consent__shared">{words::and_in_each()}</p> });
    let body = view! { {anchors} {text} {shared} {fields} {tick} };
    let said = Said {
        title,
        waits: words::agree_waits(),
        done: words::agree_done(),
        missing: words::statement_missing(),
    };
    turn.line(said, tried, body.into_node())
}

fn text(workspace: Workspace, scenario: &Scenario, statement: &Statement<'_>) -> Node {
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
    let commitments = statement.ids.iter();
    let versions = commitments.filter_map(|id| scenario.commitment(id));
    let versions = versions.map(|commitment| {
        let version = paper::version(&commitment.hash, &scenario.version);
        view! { <p class="consent__version">{version}</p> }
    });
    let versions = versions.collect::<Vec<_>>();
    view! {
        <div class="consent__text">
            {before}
            <p><strong>{words::clauses()}</strong></p>
            {list(&statement.clauses)}
            {statement.instead_of.map(|material| change(workspace, material))}
            <details class="fold">
                <summary class="fold__head">{more}</summary>
                <div class="fold__body">
                    {told} <p><strong>{words::consequence()}</strong></p> {consequences}
                    <p class="muted">{common::source(&sources)}</p>
                    {versions}
                </div>
            </details>
        </div>
    }
    .into_node()
}

/// A promise that stands for a material may be changed into the material.
fn change(workspace: Workspace, material: &MaterialId) -> Node {
    let address = workspace.address(&material_page(material));
    view! {
        <p class="small muted">
            {words::promise_instead()} " " <a href=address>{words::promise_change()}</a>
        </p>
    }
    .into_node()
}

pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a &'a LocalizedText>) -> Node {
    let lines = texts
        .into_iter()
        .map(|text| view! { <li>{format::localized(text)}</li> })
        .collect::<Vec<_>>();
    view! { <ol>{lines}</ol> }.into_node()
}
