//! One service on the list: its verdict, the figures, the limits, and every requirement as it came out.

use std::collections::BTreeSet;

use catalog::plan::{Change, Plan, ServicePlan, Verdict};
use catalog::scenario::{Kind, Scenario, Service};
use leptos::prelude::*;
use markup::view;

use super::figure::figures;
use crate::components::{icon, requirements};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::plan as words;
use crate::state::Workspace;

pub(super) fn service_card(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    planned: &ServicePlan,
    changes: &[Change],
) -> Node {
    let Some(service) = scenario.service(&planned.id) else {
        return ().into_node();
    };
    let look = look(planned);
    let answers = workspace.answers.get();
    let missing = planned
        .outcomes
        .iter()
        .find_map(|outcome| outcome.missing.first());
    let answer_now = missing.filter(|_| !planned.left_to_office).map(|question| {
        let href = workspace.address(&["guide/", question].concat());
        view! { <a class="button button--quiet button--flush" href=href>{words::answer_now()}</a> }
    });
    let today = workspace.context.with_untracked(|context| context.today);
    let figures = figures(scenario, service, &planned.figures, plan, today);
    let elsewhere = planned
        .elsewhere()
        .then(|| service.elsewhere.as_ref().map(format::localized));
    let free = (service.guide.fee.amount.zh() == words::fee_free()).then(words::fee_free);
    let unfolded = planned.verdict == Verdict::DoesNotApply;
    view! {
        <li>
            <article class=["service ", look.class].concat()>
                <div class="service__head">
                    {icon(look.sign, "service__mark icon--large")}
                    <div class="service__title">
                        <h3 class="service__name">{format::localized(&service.name)}</h3>
                        <span class="service__verdict">{look.verdict}</span>
                    </div>
                </div>
                <p class="service__text">{format::localized(&service.summary)}</p>
                {elsewhere.flatten().map(|words| view! { <p class="service__text">{words}</p> })}
                {figures}
                <p class="service__meta">
                    {format::limits(scenario, service)
                        .map(|limits| view! { <span>{icon("clock", "")} {limits}</span> })}
                    {free.map(|free| view! { <span>{free}</span> })}
                </p>
                {what_if(scenario, planned, changes)} {answer_now} {declining(workspace, service, planned)}
                <details class="fold" open=unfolded>
                    <summary class="fold__head">{look.why}</summary>
                    <div class="fold__body">
                        {requirements(scenario, service, planned, plan, &answers)}
                    </div>
                </details>
            </article>
        </li>
    }
    .into_node()
}

struct Look {
    class: &'static str,
    sign: &'static str,
    verdict: String,
    why: &'static str,
}

fn look(planned: &ServicePlan) -> Look {
    let (class, sign, why) = match planned.verdict {
        Verdict::Applies => ("service--applies", "done", words::why_can()),
        Verdict::NotYetKnown => ("service--open", "question", words::why_open()),
        Verdict::DoesNotApply => ("service--not", "refused", words::why_not()),
    };
    let verdict = match planned.verdict {
        _ if planned.declined => words::declined().to_owned(),
        _ if planned.automatic() && planned.left_to_office => {
            words::verdict_automatic_open().to_owned()
        }
        _ if planned.automatic() => words::verdict_automatic().to_owned(),
        _ if planned.elsewhere() => words::verdict_elsewhere().to_owned(),
        Verdict::Applies => words::verdict_applies().to_owned(),
        Verdict::NotYetKnown if planned.left_to_office => words::verdict_office().to_owned(),
        Verdict::NotYetKnown => {
            let mut missing = BTreeSet::new();
            missing.extend(planned.outcomes.iter().flat_map(|outcome| &outcome.missing));
            words::verdict_missing(&missing.len().to_string())
        }
        Verdict::DoesNotApply => words::verdict_not().to_owned(),
    };
    Look {
        class,
        sign,
        verdict,
        why,
    }
}

/// What would change it, where a single answer would.
fn what_if(scenario: &Scenario, planned: &ServicePlan, changes: &[Change]) -> Node {
    let changes = changes.iter().filter(|change| change.service == planned.id);
    let lines = changes.filter_map(|change| {
        let question = scenario.question(&change.question)?;
        let label = format::localized(&question.label);
        let values: Vec<String> = change
            .values
            .iter()
            .map(|value| format::value(&question.kind, value))
            .collect();
        let text = match (&question.kind, values.first()) {
            (Kind::Number(_) | Kind::YearsMonths(_), Some(least)) => {
                words::what_if_more(&label, least)
            }
            _ => words::what_if(&values.join(words::or()), &label),
        };
        Some(view! { <p class="what-if small">{text}</p> })
    });
    lines.collect::<Vec<_>>().into_node()
}

/// A service that may be left out can be declined, and taken up again.
fn declining(workspace: Workspace, service: &Service, planned: &ServicePlan) -> Node {
    let offered = service.optional && (planned.applied_for() || planned.declined);
    if !offered {
        return ().into_node();
    }
    let id = service.id.clone();
    let label = if planned.declined {
        words::take_up()
    } else {
        words::decline()
    };
    let switch = move |_| {
        workspace.edit(|draft| {
            let declined = &mut draft.application.answers.declined;
            if !declined.remove(&id) {
                declined.insert(id.clone());
            }
        });
    };
    view! {
        <button class="button button--quiet button--flush no-print" type="button" on:click=switch>
            {label}
        </button>
    }
    .into_node()
}
