//! What must be agreed to: statements with one tick each, and the separate consent to sensitive data. Nothing is ticked
//! beforehand, and nothing is ticked that has not been open.

use catalog::application::{self, needs_sensitive_consent, tells_of_a_child};
use catalog::plan::Plan;
use catalog::scenario::Scenario;
use leptos::prelude::*;
use markup::view;

use super::consent::consent;
use super::sequence::Sequence;
use super::statement::{list, statement};
use crate::dom::{IntoNode, Node};
use crate::messages::review as words;
use crate::state::Workspace;

pub(super) fn agreements(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    sequence: Sequence,
    tried: RwSignal<bool>,
) -> Node {
    let application = untrack(|| workspace.to_hand_in());
    let all = application::agreements(scenario, plan, &application);
    let (is_sensitive, of_child) = workspace.context.with_untracked(|context| {
        let is_sensitive = needs_sensitive_consent(scenario, plan, &application, context);
        let of_child = tells_of_a_child(scenario, plan, &application, context);
        (is_sensitive, of_child)
    });
    if !is_sensitive && all.statements.is_empty() {
        return ().into_node();
    }
    let is_shared = !all.told.is_empty() || !all.clauses.is_empty();
    // Read with the first of them, and not again with each.
    let opens = sequence.opens_next();
    let shared = is_shared.then(|| {
        let texts = all.told.iter().chain(&all.clauses);
        let n = (all.told.len() + all.clauses.len()).to_string();
        view! {
            <div class="consent">
                <details class="fold" prop:open=opens>
                    <summary class="fold__head consent__head">
                        <h3 class="consent__title">{words::in_each(&n)}</h3>
                    </summary>
                    <div class="fold__body consent__text">{list(texts)}</div>
                </details>
            </div>
        }
    });
    let statements = all.statements.iter();
    let statements = statements
        .map(|one| statement(workspace, scenario, one, is_shared, (sequence, tried)))
        .collect::<Vec<_>>();
    let consent =
        is_sensitive.then(|| consent(workspace, scenario, plan, of_child, (sequence, tried)));
    view! {
        <section class="section">
            <h2 class="section__head">{words::agree()}</h2>
            <div class="consents">{shared} {statements} {consent}</div>
        </section>
    }
    .into_node()
}
