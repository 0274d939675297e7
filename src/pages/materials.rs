//! The materials of the plan, each with its ways: photographed now, held as e-licence, later, promised, at the counter.

mod card;
mod problems;
mod ways;

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use leptos::prelude::*;
use markup::view;

use crate::attachments::AttachmentStore;
use crate::components::{
    WizardStage, draft_news, focus_named_place, go, once, signed_in_page, summary,
};
use crate::dom::{IntoNode, Node, keyed};

use crate::messages::materials as words;
use crate::state::Workspace;
use card::{card, state_of};
use problems::{Sent, problems};
use ways::way_of;

pub(crate) fn materials() -> Node {
    signed_in_page(WizardStage::Materials, words::title(), before, list)
}

fn before(workspace: Workspace) -> &'static str {
    if workspace
        .plan
        .with_untracked(|plan| plan.fields.is_empty() && plan.groups.is_empty())
    {
        "plan"
    } else {
        "form"
    }
}

fn list(workspace: Workspace) -> Node {
    let attachments = AttachmentStore::of_application(workspace);
    let planned = Memo::new(move |_| workspace.plan.with(|plan| plan.materials.clone()));
    attachments.keep_sending();
    focus_named_place();

    let found = RwSignal::new(Vec::new());
    let busy = RwSignal::new(false);
    let go = go();
    let go_on = once(busy, move || {
        let go = go.clone();
        async move {
            commit_ways(attachments, &planned.get_untracked());
            let wrong = problems(workspace, attachments, Sent::NotYetTried);
            let is_right = wrong.is_empty();
            found.set(wrong);
            if !is_right {
                return;
            }
            let sent = attachments.finish_uploads().await;
            // The resident has left the page meanwhile: they are not taken elsewhere.
            if busy.try_get_untracked().is_none() {
                return;
            }
            match sent {
                Ok(()) => go(&workspace.address("review")),
                Err(_) => drop(found.try_set(problems(workspace, attachments, Sent::Tried))),
            }
        }
    });
    let cards = move || {
        let scenario = workspace.scenario();
        let planned = planned.get();
        keyed(planned.iter().filter_map(|planned| {
            let card = card(workspace, attachments, &scenario, planned)?;
            Some((planned.id.clone(), card))
        }))
    };
    view! {
        <div class="page">
            {move || summary(found.get())}
            {draft_news(workspace)}
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{move || lede(workspace, attachments, &planned.get())}</p>
            </div>
            <ul class="materials">{cards}</ul>
            <div class="actions">
                <button
                    class=move || if busy.get() { "button button--busy" } else { "button" }
                    type="button"
                    on:click=move |_| go_on()
                >
                    {words::next()}
                </button>
                <a class="button button--quiet" href=workspace.address("form")>{words::back()}</a>
            </div>
            <p class="page__note" role="status">{move || note(attachments, busy.get())}</p>
        </div>
    }
    .into_node()
}

/// A way that was preselected and not changed is what the resident goes on with: it is saved.
fn commit_ways(attachments: AttachmentStore, planned: &[MaterialPlan]) {
    attachments.edit(|draft| {
        for planned in planned {
            if let Some(way) = way_of(draft, planned) {
                draft.ways.insert(planned.id.clone(), way);
            }
        }
    });
}

fn lede(workspace: Workspace, attachments: AttachmentStore, planned: &[MaterialPlan]) -> String {
    let scenario = workspace.scenario();
    let is_answered = |planned: &&MaterialPlan| {
        scenario.material(&planned.id).is_some_and(|material| {
            state_of(attachments, planned, &Arc::new(material.clone())).is_answered()
        })
    };
    let (done, n) = (planned.iter().filter(is_answered).count(), planned.len());
    if n == 0 {
        words::lede_none().to_owned()
    } else if done == n {
        words::lede_all(&n.to_string())
    } else {
        words::lede(&done.to_string(), &n.to_string())
    }
}

/// What the page waits for.
fn note(attachments: AttachmentStore, going_on: bool) -> String {
    let pending = attachments.draft.with(|draft| attachments.pending(draft));
    let failed = pending
        .iter()
        .filter(|id| attachments.has_failed(id))
        .count();
    let n = pending.len().to_string();
    if pending.is_empty() {
        String::new()
    } else if failed > 0 {
        words::some_unsent(&failed.to_string())
    } else if going_on {
        words::going_on(&n)
    } else {
        words::still_sending(&n)
    }
}
