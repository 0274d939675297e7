//! A figure of a service, and how it came about: a small table, and a line of the months it turns on.
//! What is not known yet says so instead of showing a guess.

use catalog::plan::{FigurePlan, NumberUse, Plan, Step, StepState};
use catalog::scenario::{Figure, Scenario, Service};
use civic::day::Day;
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::plan as words;

/// Whether the line of months and what is not known stand open, or fold: among many services the figure itself is
/// enough at first sight.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Ample,
    Scarce,
}

pub(super) fn figures(
    scenario: &Scenario,
    service: &Service,
    shown: &[FigurePlan],
    plan: &Plan,
    (today, room): (Day, Room),
) -> Vec<Node> {
    // What may be answered beforehand is offered once, however many figures lack it.
    let first = shown.iter().position(|one| !one.missing.is_empty());
    let figures = shown.iter().enumerate().filter_map(|(at, shown)| {
        let figure = service.figures.get(shown.at)?;
        if shown.value.is_none() {
            return not_known(scenario, figure, shown, plan, (room, first == Some(at)));
        }
        one(scenario, figure, shown, plan, (today, room))
    });
    figures.collect()
}

/// The first of them that is known, in a few words.
pub(super) fn in_short(
    scenario: &Scenario,
    service: &Service,
    shown: &[FigurePlan],
) -> Option<String> {
    shown.iter().find_map(|shown| {
        let figure = service.figures.get(shown.at)?;
        let value = format::named(scenario, &figure.value, shown.value.as_ref()?);
        let (label, unit) = (
            format::localized(&figure.label),
            format::localized(&figure.unit),
        );
        Some([&label, " ", &value, " ", &unit].concat())
    })
}

/// What is not known yet, why, and what may be answered for it.
fn not_known(
    scenario: &Scenario,
    figure: &Figure,
    shown: &FigurePlan,
    plan: &Plan,
    (room, is_first): (Room, bool),
) -> Option<Node> {
    let label = format::localized(&figure.label);
    let open = format::filled(figure.open.as_ref()?, scenario, plan);
    let mut ways = Vec::new();
    if is_first {
        ways = answered_first(scenario, shown, plan);
    }
    let numbers = numbers(scenario, &shown.numbers);
    let (ways_fold, numbers_fold) = match room {
        Room::Ample => (false, false),
        Room::Scarce => (ways.len() > 1, !numbers.is_empty()),
    };
    Some(
        view! {
            <div class="figure figure--open">
                <p>{label} <span class="figure__open">{open}</span></p>
                {folded(words::answer_some_first(), ways, ways_fold)}
                {folded(words::how_unknown(), numbers, numbers_fold)}
            </div>
        }
        .into_node(),
    )
}

/// The lines as they are, or where they fold under a heading.
fn folded(heading: &'static str, lines: Vec<Node>, fold: bool) -> Node {
    if !fold {
        return lines.into_node();
    }
    view! {
        <details class="fold fold--plain">
            <summary class="fold__head">{heading}</summary>
            <div class="fold__body">{lines}</div>
        </details>
    }
    .into_node()
}

fn one(
    scenario: &Scenario,
    figure: &Figure,
    shown: &FigurePlan,
    plan: &Plan,
    (today, room): (Day, Room),
) -> Option<Node> {
    let label = format::localized(&figure.label);
    let value = shown.value.as_ref()?;
    let value = format::named(scenario, &figure.value, value);
    let unit = format::localized(&figure.unit);
    let lines: Vec<Node> = shown
        .lines
        .iter()
        .filter_map(|at| figure.table.get(*at))
        .map(|line| {
            view! {
                <div class="reckoning__line">
                    <dt class="reckoning__name">{format::localized(&line.label)}</dt>
                    <dd class="reckoning__value">{format::filled(&line.text, scenario, plan)}</dd>
                </div>
            }
            .into_node()
        })
        .collect();
    let timeline = timeline(figure, shown, plan, today);
    let (open, within) = match room {
        Room::Ample => (timeline, None),
        Room::Scarce => (None, timeline),
    };
    let table = (!lines.is_empty()).then(|| view! { <dl class="reckoning">{lines}</dl> });
    Some(
        view! {
            <div class="figure">
                <p class="figure__head">
                    <span class="figure__label">{label}</span>
                    <strong class="figure__value">{[&value, " ", &unit].concat()}</strong>
                </p>
                {open}
                <details class="fold fold--plain">
                    <summary class="fold__head">{words::how()}</summary>
                    <div class="fold__body">
                        <p>{format::filled(&figure.how, scenario, plan)}</p>
                        {within}
                        {table}
                    </div>
                </details>
                {numbers(scenario, &shown.numbers)}
            </div>
        }
        .into_node(),
    )
}

/// The questions that are left to the office, for who wants the figure beforehand.
fn answered_first(scenario: &Scenario, shown: &FigurePlan, plan: &Plan) -> Vec<Node> {
    let is_left = |step: &&Step| step.state == StepState::Left;
    let left = plan.steps.iter().filter(is_left);
    let missing = left.filter(|step| shown.missing.contains(&step.question));
    let ways = missing.filter_map(|step| {
        let label = format::localized(&scenario.question(&step.question)?.label);
        let href = ["/s/", &scenario.id, "/guide/", &step.question, "?back=plan"].concat();
        Some(
            view! {
                <p>
                    <a class="button button--quiet button--flush no-print" href=href>
                        {words::answer_first(&label)}
                    </a>
                </p>
            }
            .into_node(),
        )
    });
    ways.collect()
}

/// The numbers of the place behind it: where each stands, or that the year's is missing and who knows it.
fn numbers(scenario: &Scenario, used: &[NumberUse]) -> Vec<Node> {
    let lines = used.iter().filter_map(|used| {
        let number = scenario.region.number(&used.id)?;
        let label = format::localized(&number.label);
        let text = match number.of_year(used.year) {
            Some(of) => {
                let standing = format::attested(of.confidence, &of.verified_on);
                let source = format::localized(&of.source);
                words::number(&label, &source, &standing, &of.year.to_string())
            }
            None => words::number_missing(
                &format::localized(&number.ask),
                &label,
                &used.year.to_string(),
            ),
        };
        Some(view! { <p class="source">{text}</p> }.into_node())
    });
    lines.collect()
}

/// The marks from past to future, with today among them.
fn timeline(figure: &Figure, shown: &FigurePlan, plan: &Plan, today: Day) -> Option<Node> {
    let today = civic::day::iso(today);
    let mut marks: Vec<(String, String)> = Vec::new();
    let known = shown.marks.iter().filter_map(|at| {
        let mark = figure.timeline.get(*at)?;
        Some((
            plan.values.get(&mark.at)?.text()?.to_owned(),
            format::localized(&mark.label),
        ))
    });
    for (at, label) in known.chain([(today.clone(), words::today().to_owned())]) {
        // A month comes before the days of it: 2026-11 < 2026-11-21.
        let place = marks.iter().position(|(other, _)| *other > at);
        marks.insert(place.unwrap_or(marks.len()), (at, label));
    }
    if marks.len() < 2 {
        return None;
    }
    let items = marks.into_iter().map(|(at, label)| {
        let class = match at.as_str() {
            at if *at == *today => "span__mark span__mark--today",
            at if *at < *today => "span__mark span__mark--past",
            _ => "span__mark",
        };
        view! {
            <li class=class>
                <span class="span__at">{format::day(&at)}</span>
                <span class="span__label">{label}</span>
            </li>
        }
    });
    Some(view! { <ol class="span">{items.collect::<Vec<_>>()}</ol> }.into_node())
}
