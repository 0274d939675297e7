//! What is to be provided and what is spared, each with its reason: 减材料, made visible.

use catalog::plan::{MaterialPlan, Plan};
use catalog::scenario::{Exempted, Scenario, Supply};
use markup::view;

use crate::components::{icon, part};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, plan as words};

/// So many materials are shown; the rest opens.
const SHOWN: usize = 4;

pub(super) fn needs(scenario: &Scenario, plan: &Plan) -> Node {
    let (spared, mut provide): (Vec<_>, Vec<_>) = plan
        .materials
        .iter()
        .partition(|material| material.exempted);
    // The list may be shared: it says what is needed of the people in the form, not who they are.
    let kind = |id: &str| scenario.material(id).map(|material| material.id.clone());
    // What several of them need is one line, and counted as often as it is needed.
    let count = provide.len();
    let kinds: Vec<_> = provide.iter().map(|planned| kind(&planned.id)).collect();
    let mut told = Vec::new();
    provide.retain(|planned| {
        let kind = kind(&planned.id);
        let new = !told.contains(&kind);
        told.push(kind);
        new
    });
    let heading = if count == 0 {
        words::needs_none().to_owned()
    } else {
        words::needs_heading(&count.to_string())
    };
    let mut lines = provide
        .iter()
        .map(|planned| {
            let spare = planned.may_be_exempted.then(words::may_be_spared);
            let kind = kind(&planned.id);
            let each = kinds.iter().filter(|of| **of == kind).count();
            let ways = if each > 1 {
                [words::needs_each(&each.to_string()), ways(planned)].concat()
            } else {
                ways(planned)
            };
            line(scenario, planned, "camera", ways, spare)
        })
        .collect::<Vec<_>>();
    let by_rule = plan.exempted(scenario);
    let rest = lines.split_off(lines.len().min(SHOWN));
    // One more takes no more room than what would open it.
    let rest = if rest.len() > 1 {
        let more = words::more_needs(&rest.len().to_string());
        Some(view! {
            <details class="fold">
                <summary class="fold__head">{more}</summary>
                <ul class="needs">{rest}</ul>
            </details>
        })
    } else {
        lines.extend(rest);
        None
    };
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
                words::spared_licence().to_owned(),
                None,
            )
        })
        .collect::<Vec<_>>();
    let body = view! {
            {provide.is_empty().then(|| view! { <p class="small muted">{words::needs_none_text()}</p> })}
            <ul class="needs">{lines}</ul>
            {rest}
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
    text: String,
    more: Option<&'static str>,
) -> Option<Node> {
    let material = scenario.material(&planned.id)?;
    Some(
        view! {
            <li>
                {icon(sign, "needs__icon")}
                <div>
                    <span class="needs__name">{format::localized(&material.name)}</span>
                    <span class="needs__text">{text}</span>
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
