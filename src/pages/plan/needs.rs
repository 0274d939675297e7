//! What is to be provided and what is spared, each with its reason: 减材料, made visible.

use catalog::plan::{MaterialPlan, Plan};
use catalog::scenario::{Exempted, Scenario, Supply};
use markup::view;

use crate::components::{icon, part};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, plan as words};

/// So many materials are named; of more, the first of them, and all where it opens.
const NAMED: usize = 7;
const FIRST: usize = 5;

pub(super) fn needs(scenario: &Scenario, plan: &Plan) -> Node {
    let spared = plan.materials.iter().filter(|material| material.exempted);
    let spared: Vec<_> = spared.collect();
    let provide = by_kind(scenario, plan);
    let count: usize = provide.iter().map(|(_, count)| count).sum();
    let heading = if count == 0 {
        words::needs_none().to_owned()
    } else {
        words::needs_heading(&count.to_string())
    };
    let named = if provide.len() > NAMED {
        FIRST
    } else {
        provide.len()
    };
    let names = provide.iter().take(named).map(|(planned, each)| {
        let each = (*each > 1).then(|| words::needs_each(&each.to_string()));
        line(scenario, planned, "camera", each, None)
    });
    let names = names.collect::<Vec<_>>();
    let lines = provide.iter().map(|(planned, _)| {
        let spare = planned.may_be_exempted.then(words::may_be_spared);
        line(scenario, planned, "camera", Some(ways(planned)), spare)
    });
    let lines = lines.collect::<Vec<_>>();
    let how = if named < provide.len() {
        words::needs_all(&count.to_string())
    } else {
        words::needs_how().to_owned()
    };
    let how = (!lines.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary class="fold__head">{how}</summary>
                <ul class="needs">{lines}</ul>
            </details>
        }
    });
    let by_rule = plan.exempted(scenario);
    let spared_count = (spared.len() + by_rule.len()).to_string();
    let by_rule_lines = by_rule
        .iter()
        .map(|one| by_rule_line(scenario, one))
        .collect::<Vec<_>>();
    let spared_lines = spared
        .iter()
        .map(|planned| {
            line(
                scenario,
                planned,
                "check",
                Some(words::spared_licence().to_owned()),
                None,
            )
        })
        .collect::<Vec<_>>();
    let body = view! {
            {provide.is_empty().then(|| view! { <p class="small muted">{words::needs_none_text()}</p> })}
            <ul class="needs needs--names">{names}</ul>
            {how}
            {(!spared.is_empty() || !by_rule.is_empty())
                .then(|| {
                    view! {
                        <details class="fold">
                            <summary class="fold__head">
                                {icon("shield", "")} {words::spared_heading(&spared_count)}
                            </summary>
                            <div class="fold__body">
                                <ul class="needs needs--spared">{spared_lines} {by_rule_lines}</ul>
                            </div>
                        </details>
                    }
                })}
    };
    part("card", "card__title", heading, body.into_node())
}

/// What is to be provided: what several people need is one, with how often it is needed. The list may be shared: it
/// says what is needed of the people in the form, not who they are.
pub(super) fn by_kind<'a>(scenario: &Scenario, plan: &'a Plan) -> Vec<(&'a MaterialPlan, usize)> {
    let kind = |planned: &MaterialPlan| {
        let material = scenario.material(&planned.id);
        material.map(|material| material.id.clone())
    };
    let mut told: Vec<(&MaterialPlan, usize)> = Vec::new();
    for planned in plan.materials.iter().filter(|planned| !planned.exempted) {
        let same = |(known, _): &&mut (&MaterialPlan, usize)| kind(known) == kind(planned);
        match told.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => told.push((planned, 1)),
        }
    }
    told
}

/// What nobody has to bring, and on what ground.
fn by_rule_line(scenario: &Scenario, one: &Exempted) -> Node {
    let sources = format::sources(scenario, &one.sources);
    view! {
        <li>
            {icon("check", "needs__icon")}
            <div>
                <span class="needs__name">{format::localized(&one.name)}</span>
                <span class="needs__text">{format::localized(&one.why)}</span>
                <span class="needs__text">{common::source(&sources)}</span>
            </div>
        </li>
    }
}

fn line(
    scenario: &Scenario,
    planned: &MaterialPlan,
    sign: &str,
    text: Option<String>,
    more: Option<&'static str>,
) -> Option<Node> {
    let material = scenario.material(&planned.id)?;
    Some(
        view! {
            <li>
                {icon(sign, "needs__icon")}
                <div>
                    <span class="needs__name">{format::localized(&material.name)}</span>
                    {text.map(|text| view! { <span class="needs__text">{text}</span> })}
                    {more.map(|more| view! { <span class="needs__text">{more}</span> })}
                </div>
            </li>
        }
        .into_node(),
    )
}

fn ways(planned: &MaterialPlan) -> String {
    let names: Vec<&str> = planned
        .allowed
        .iter()
        .map(|way| match way {
            Supply::Licence => words::way_licence(),
            Supply::Attach => words::way_attach(),
            Supply::Later => words::way_later(),
            Supply::Promise => words::way_promise(),
            Supply::Counter => words::way_counter(),
            Supply::OtherParty => words::way_other(),
        })
        .collect();
    names.join(words::or())
}
