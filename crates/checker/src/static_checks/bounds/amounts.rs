//! An amount that is shown beside a limit of the place, and may lie above it.

use std::collections::BTreeSet;

use catalog::scenario::{Derivation, Fact, Figure, Kind, Question, Scenario};

use super::super::rests::rests_on;

pub(super) fn above_the_limit(scenario: &Scenario) -> Vec<String> {
    let limits: Vec<&Fact> = scenario
        .facts
        .iter()
        .filter(|it| is_limit(scenario, it))
        .collect();
    let is_limited = |name: &str| limits.iter().any(|it| rests_on(scenario, name, &it.id));
    let figures = scenario
        .services
        .iter()
        .flat_map(|service| &service.figures);
    let beside = figures.filter(|figure| is_limited(&figure.value));
    let shown: BTreeSet<&str> = beside.flat_map(names_of).collect();
    let is_free = |question: &&Question| {
        let within = question.within.iter().flat_map(|within| &within.max);
        !within.into_iter().any(|limit| is_limited(&limit.of))
    };
    let questions = scenario.questions.iter();
    let amounts = questions.filter(|one| is_amount(&one.kind) && shown.contains(&*one.id));
    let free = amounts.filter(is_free);
    free.map(|one| {
        format!(
            "question {} takes more than the limit that is shown beside it",
            one.id
        )
    })
    .collect()
}

/// A number of the place that holds until another replaces it: what a notice allows at the most.
fn is_limit(scenario: &Scenario, fact: &Fact) -> bool {
    let Derivation::Regional(regional) = &fact.derive else {
        return false;
    };
    let number = scenario.region.number(&regional.number);
    number.is_some_and(|number| number.standing)
}

/// The names in the lines of a figure.
fn names_of(figure: &Figure) -> impl Iterator<Item = &str> {
    figure.table.iter().flat_map(|line| line.text.names())
}

/// Money, also where it is asked in 万元.
fn is_amount(kind: &Kind) -> bool {
    match kind {
        Kind::Money(_) => true,
        Kind::Number(bounds) => bounds.unit.zh().ends_with('元'),
        _ => false,
    }
}
