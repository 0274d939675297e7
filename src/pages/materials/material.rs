//! One material on a page of its own: what it is for, its state, the way it is supplied, and the other ways.

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::{Material, Scenario, ServiceId};
use leptos::prelude::*;
use markup::view;

use super::blank::blank;
use super::state::way_of;
use super::way_on::{states, way_on};
use super::ways::{Asked, ways};
use crate::attachments::AttachmentStore;
use crate::components::{WizardStage, focus_named_place, redirect, summary, titled_page};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, materials as words};
use crate::state::Workspace;

/// The page of the material with this id in the plan.
pub(crate) fn material(id: &str) -> Node {
    let (id, of) = (id.to_owned(), id.to_owned());
    // Without the name of a person: the browser keeps it among the pages visited.
    let title = move |workspace: Workspace| {
        let scenario = workspace.scenario();
        let material = scenario.material(&of);
        material.map_or_else(String::new, |it| format::localized(&it.name))
    };
    titled_page(
        WizardStage::Materials,
        Arc::new(title),
        |_| "materials",
        Arc::new(move |workspace| page(workspace, &id)),
    )
}

fn page(workspace: Workspace, id: &str) -> Node {
    let attachments = AttachmentStore::of_application(workspace);
    attachments.keep_sending();
    focus_named_place();
    let scenario = workspace.scenario();
    let planned = workspace
        .plan
        .with_untracked(|plan| plan.material(id).cloned());
    let material = planned.as_ref().and_then(|it| it.material(&scenario));
    match planned.zip(material) {
        Some((planned, material)) => about(
            workspace,
            attachments,
            &scenario,
            planned,
            Arc::new(material),
        ),
        // The answers have changed: it is not needed any more.
        None => redirect(workspace.address("materials")),
    }
}

fn about(
    workspace: Workspace,
    attachments: AttachmentStore,
    scenario: &Arc<Scenario>,
    planned: MaterialPlan,
    material: Arc<Material>,
) -> Node {
    let states = states(workspace, attachments);
    let found = RwSignal::new(Vec::new());
    let planned = Arc::new(planned);
    let way = {
        let planned = Arc::clone(&planned);
        Memo::new(move |_| attachments.draft.with(|draft| way_of(draft, &planned)))
    };
    let tag = {
        let id = material.id.clone();
        move || {
            states.with(|states| {
                let (_, state) = states.iter().find(|(planned, _)| planned.id == id)?;
                let (class, words) = state.tag();
                Some(view! { <span class=class>{words}</span> })
            })
        }
    };
    let asked = Asked {
        workspace,
        attachments,
        scenario: Arc::clone(scenario),
        material: Arc::clone(&material),
        planned: Arc::clone(&planned),
        way,
    };
    let sources = format::sources(scenario, &material.sources);
    view! {
        <div class="page">
            {move || summary(found.get())}
            <div class="page__head">
                <p class="material__state">{tag}</p>
                <h1>{format::localized(&material.name)}</h1>
                <p class="page__lede">{used_by(scenario, &planned.owners)}</p>
            </div>
            {ways(&asked)}
            {blank(workspace, &material.id, &material)}
            <details class="fold">
                <summary class="fold__head">{words::why()}</summary>
                <div class="fold__body">
                    <p>{format::localized(&material.why)}</p>
                    {(!sources.is_empty())
                        .then(|| view! { <p class="source">{common::source(&sources)}</p> })}
                </div>
            </details>
            {way_on(workspace, attachments, states, &material.id, found)}
        </div>
    }
    .into_node()
}

/// The services that need it: the first two by name.
pub(super) fn used_by(scenario: &Scenario, owners: &[ServiceId]) -> String {
    let first = format::services(scenario, owners.get(..2).unwrap_or(owners));
    match owners.len() {
        1 => words::used_one(&first),
        2 => words::used_two(&first),
        n => words::used_more(&n.to_string(), &first),
    }
}
