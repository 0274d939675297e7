//! One service to apply for, or still open: its verdict, the figures, the limits, and every requirement as it came out.
//! Of many each is a line that opens.

use std::collections::BTreeSet;

use catalog::plan::{Plan, ServicePlan, Verdict};
use catalog::scenario::{Scenario, Service};
use leptos::prelude::*;
use markup::view;

use super::figure::{Room, figures, in_short};
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
    (in_full, room): (bool, Room),
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
    let figures = figures(scenario, service, &planned.figures, plan, (today, room));
    // A sentence on where to ask is for who asks why; on the card it says in a word that there is no limit.
    let limits = format::limits(scenario, service);
    let without_limit = service.without_limit.as_ref().map(format::localized);
    let without_limit = without_limit.filter(|_| limits.is_none());
    let no_limit = || words::without_limit().to_owned();
    let limits = limits.or_else(|| without_limit.is_some().then(no_limit));
    let free = (service.guide.fee.amount.zh() == words::fee_free()).then(words::fee_free);
    let head = view! {
        {icon(look.sign, "service__mark icon--large")}
        <div class="service__title">
            <h3 class="service__name">{format::localized(&service.name)}</h3>
            <p class="service__meta">
                <span class="service__verdict">{look.verdict}</span>
                {limits.map(|limits| view! { " " <span>{limits}</span> })}
                {free.map(|free| view! { " " <span>{free}</span> })}
            </p>
            {(!in_full)
                .then(|| in_short(scenario, service, &planned.figures))
                .flatten()
                .map(|figure| view! { <p class="service__meta">{figure}</p> })}
        </div>
    };
    let text = view! {
        <p class="service__text">{format::localized(&service.summary)}</p>
        {figures}
        {answer_now}
        {declining(workspace, service, planned)}
    };
    let why = view! {
        {requirements(scenario, service, planned, plan, &answers)}
        {without_limit.map(|text| view! { <p class="small muted">{text}</p> })}
    };
    if in_full {
        return view! {
            <li>
                <article class=["service ", look.class].concat()>
                    <div class="service__head">{head}</div>
                    {text}
                    <details class="fold">
                        <summary class="fold__head">{look.why}</summary>
                        <div class="fold__body">{why}</div>
                    </details>
                </article>
            </li>
        }
        .into_node();
    }
    view! {
        <li>
            <details class=["service-line ", look.class].concat()>
                <summary class="service-line__head service__head">{head}</summary>
                <div class="service-line__body">{text} {why}</div>
            </details>
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
    let applies = planned.verdict == Verdict::Applies;
    let verdict = if planned.declined {
        words::declined().to_owned()
    } else if applies {
        words::verdict_applies().to_owned()
    } else if planned.left_to_office {
        words::verdict_office().to_owned()
    } else {
        let mut missing = BTreeSet::new();
        missing.extend(planned.outcomes.iter().flat_map(|outcome| &outcome.missing));
        words::verdict_missing(&missing.len().to_string())
    };
    let (class, sign, why) = if applies {
        ("service--applies", "done", words::why_can())
    } else {
        ("service--open", "question", words::why_open())
    };
    Look {
        class,
        sign,
        verdict,
        why,
    }
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
