//! A service in one line that opens: what comes by itself, what is done elsewhere, and what does not apply, with the
//! reason that decided.

use catalog::Truth;
use catalog::plan::{Change, Plan, ServicePlan, Verdict, how_to_attain};
use catalog::scenario::{Scenario, Service};
use leptos::prelude::*;
use markup::view;

use super::figure::{Room, figures};
use crate::components::requirements;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::plan as words;
use crate::state::Workspace;

pub(super) fn service_line(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    planned: &ServicePlan,
    changes: &[Change],
) -> Node {
    let Some(service) = scenario.service(&planned.id) else {
        return ().into_node();
    };
    let answers = workspace.answers.get();
    let today = workspace.context.with_untracked(|context| context.today);
    // Where it is done stands in the heading of those that are done elsewhere.
    let said = (!planned.elsewhere()).then(|| said(scenario, service, planned, plan));
    let elsewhere = planned
        .elsewhere()
        .then(|| service.elsewhere.as_ref().map(format::localized))
        .flatten();
    let ways: Vec<String> = changes
        .iter()
        .filter(|change| change.service == planned.id)
        .filter_map(|change| how_to_attain(scenario, &answers, change))
        .map(format::localized)
        .collect();
    let ways = ways
        .into_iter()
        .map(|how| view! { <p class="attain small">{how}</p> });
    view! {
        <li>
            <details class="service-line">
                <summary class="service-line__head">
                    <span>
                        <h3 class="service-line__name">{format::localized(&service.name)}</h3>
                        {said.map(|said| view! { <span class="service-line__said">{said}</span> })}
                    </span>
                </summary>
                <div class="service-line__body">
                    <p>{format::localized(&service.summary)}</p>
                    {elsewhere.map(|words| view! { <p>{words}</p> })}
                    {figures(scenario, service, &planned.figures, plan, (today, Room::Ample))}
                    {ways.collect::<Vec<_>>()}
                    {requirements(scenario, service, planned, plan, &answers)}
                </div>
            </details>
        </li>
    }
    .into_node()
}

/// In a few words: the first rule that is not met, or what becomes of it.
fn said(scenario: &Scenario, service: &Service, planned: &ServicePlan, plan: &Plan) -> String {
    let unmet = || {
        let decided = service.requires.iter().zip(&planned.outcomes);
        let mut unmet = decided.filter(|(_, outcome)| outcome.truth == Truth::No);
        unmet
            .next()
            .map(|(requirement, _)| format::filled(&requirement.unmet, scenario, plan))
    };
    match planned.verdict {
        _ if planned.declined => words::declined().to_owned(),
        Verdict::DoesNotApply => unmet().unwrap_or_else(|| words::verdict_not().to_owned()),
        _ if planned.automatic() && planned.left_to_office => {
            words::verdict_automatic_open().to_owned()
        }
        _ => words::verdict_automatic().to_owned(),
    }
}
