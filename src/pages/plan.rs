//! 您的办事清单: which services apply and why, what is to be provided and what is spared, how long it takes.
//! Nothing on it identifies a person, so that it may be shared and printed.

mod figure;
mod needs;
mod service_card;
mod service_line;
mod share;

use catalog::plan::{Plan, ServicePlan, Verdict, WizardStep, what_would_change};
use catalog::scenario::{Duration, Scenario};
use figure::Room;
use leptos::prelude::*;
use markup::view;

use crate::components::{
    Frame, RouteGuard, WizardStage, draft_news, frame, go, guarded, read_aloud,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{guide as guide_words, plan as words};
use crate::state::Workspace;

pub(crate) fn plan() -> Node {
    guarded(RouteGuard::Open, page)
}

fn page(workspace: Workspace) -> Node {
    let scenario = workspace.scenario();
    let back = workspace
        .plan
        .with_untracked(|plan| plan.back(&WizardStep::End));
    let back = match back {
        Some(question) => workspace.address_of(&WizardStep::Question(question)),
        None => ["/s/", &scenario.id].concat(),
    };
    let bar = guide_words::bar(&format::localized(&scenario.name));
    let content = move || workspace.plan.with(|plan| list(workspace, plan));
    frame(
        Frame {
            title: words::title().to_owned(),
            bar,
            back,
            stage: Some(WizardStage::Plan),
        },
        content,
    )
}

/// Of more services than these each is a line that opens: the list is taken in at a glance, and its end is in reach.
const IN_FULL: usize = 5;
/// Up to so many also have room for how their figures came about.
const AMPLE: usize = 2;

/// The services of one heading.
type Group<'a> = Vec<&'a ServicePlan>;

fn list(workspace: Workspace, plan: &Plan) -> Node {
    let scenario = workspace.scenario();
    let (mut can, mut automatic, mut elsewhere): (Group, Group, Group) = Default::default();
    let (mut open, mut cannot): (Group, Group) = Default::default();
    for service in &plan.services {
        match service.verdict {
            _ if service.automatic() => automatic.push(service),
            _ if service.elsewhere() => elsewhere.push(service),
            Verdict::Applies => can.push(service),
            Verdict::NotYetKnown => open.push(service),
            Verdict::DoesNotApply => cannot.push(service),
        }
    }
    let complete = plan.frontier() == WizardStep::End;
    let applied = plan.applied_for().count();
    let certain = plan
        .applied_for()
        .filter(|service| service.verdict == Verdict::Applies)
        .count();
    let heading = match (applied, complete) {
        (n, true) if n > certain => {
            words::heading_mixed(&n.to_string(), &(n - certain).to_string())
        }
        (0, true) => words::heading_none().to_owned(),
        (_, true) => words::heading(&applied.to_string()),
        (_, false) => words::heading_open().to_owned(),
    };
    let changes = workspace.answers.with(|answers| {
        workspace
            .context
            .with(|context| what_would_change(&scenario, answers, context, plan))
    });
    let services = can.len() + open.len();
    let in_full = services <= IN_FULL;
    let room = match services <= AMPLE || !in_full {
        true => Room::Ample,
        false => Room::Scarce,
    };
    let cards = |title: &'static str, services: &Group| {
        let card = |service: &&ServicePlan| {
            service_card::service_card(workspace, &scenario, plan, service, (in_full, room))
        };
        let class = if in_full { "services" } else { "service-lines" };
        section(title, class, services.iter().map(card).collect())
    };
    let lines = |services: &Group| -> Vec<Node> {
        let line = |service: &&ServicePlan| {
            service_line::service_line(workspace, &scenario, plan, service, &changes)
        };
        services.iter().map(line).collect()
    };
    // With nothing to apply for there is nothing to count and nothing to bring.
    let nothing = complete && applied == 0;
    let needs = (!nothing).then(|| needs::needs(&scenario, plan));
    view! {
        <div class="page page--wide">
            {draft_news(workspace)}
            <div class="page__head">
                {read_aloud()} <h1>{heading}</h1> {(!nothing).then(|| sum(&scenario, plan, applied))}
            </div>
            <div class="columns columns--plan">
                <div class="columns__main">
                    {cards(words::can(), &can)} {cards(words::not_sure(), &open)}
                    {section(words::by_itself(), "service-lines", lines(&automatic))}
                    {section(words::elsewhere(), "service-lines", lines(&elsewhere))}
                </div>
                <aside class="columns__aside">{needs} {share::share_and_print(workspace)}</aside>
                <div class="columns__rest">{refused(lines(&cannot))}</div>
            </div>
            {way_on(workspace, complete, applied)}
        </div>
    }
    .into_node()
}

fn sum(scenario: &Scenario, plan: &Plan, applied: usize) -> Node {
    let to_provide = plan
        .materials
        .iter()
        .filter(|material| !material.exempted)
        .count();
    let spared = plan.materials.len() - to_provide + plan.exempted(scenario).len();
    let item = |number: usize, unit: &'static str, name: &'static str| {
        view! {
            <p class="sum__item">
                <span class="sum__number">{number} " " <small>{unit}</small></span>
                <span class="sum__name">{name}</span>
            </p>
        }
    };
    view! {
        <div class="sum">
            {item(applied, words::items(), words::together())}
            {item(to_provide, words::copies(), words::to_provide())}
            {item(spared, words::copies(), words::spared())}
            {plan
                .longest
                .map(|Duration { limit, is_binding }| {
                    let name = if is_binding { words::longest() } else { words::longest_usual() };
                    view! {
                        <p class="sum__item">
                            <span class="sum__number">
                                {limit.amount.to_string()} " " <small>{unit_of(limit)}</small>
                            </span>
                            <span class="sum__name">{name}</span>
                        </p>
                    }
                })}
        </div>
    }
    .into_node()
}

fn unit_of(limit: catalog::scenario::TimeLimit) -> &'static str {
    use catalog::scenario::LimitUnit;

    match limit.unit {
        LimitUnit::Minutes => words::unit_minutes(),
        LimitUnit::WorkingDays => words::unit_working_days(),
        LimitUnit::CalendarDays => words::unit_days(),
    }
}

fn section(title: &'static str, class: &'static str, services: Vec<Node>) -> Node {
    if services.is_empty() {
        return ().into_node();
    }
    let count = words::count(&services.len().to_string());
    view! {
        <section class="section">
            <h2 class="section__head">{title} " " <span class="section__count">{count}</span></h2>
            <ul class=class>{services}</ul>
        </section>
    }
    .into_node()
}

/// What does not apply: there to be asked for, not to be read past.
fn refused(services: Vec<Node>) -> Node {
    if services.is_empty() {
        return ().into_node();
    }
    let count = services.len().to_string();
    view! {
        <details class="fold refused">
            <summary class="fold__head">
                <h2 class="refused__head">{words::cannot(&count)}</h2>
            </summary>
            <ul class="service-lines">{services}</ul>
        </details>
    }
    .into_node()
}

/// The way on, always in reach: the list is longer than a phone's screen.
fn way_on(workspace: Workspace, complete: bool, applied: usize) -> Node {
    let go = go();
    let button = if !complete {
        let next = workspace
            .plan
            .with_untracked(|plan| workspace.address_of(&plan.frontier()));
        view! { <a class="button" href=next>{words::continue_guide()}</a> }.into_node()
    } else if applied > 0 {
        let on = move |_| {
            workspace.see_list();
            go(&workspace.address("form"));
        };
        view! {
            <button class="button" type="button" on:click=on>{words::go_on(&applied.to_string())}</button>
        }
        .into_node()
    } else {
        let back = workspace
            .plan
            .with_untracked(|plan| plan.back(&WizardStep::End));
        let back = back.map(|question| workspace.address_of(&WizardStep::Question(question)));
        back.map(|back| view! { <a class="button" href=back>{words::change_answers()}</a> })
            .into_node()
    };
    view! { <div class="in-reach no-print">{button}</div> }.into_node()
}
