//! The day of the first of several people, asked once, and rows that may lie before it: the term that was told would be
//! too late for them.

use catalog::scenario::{Derivation, Fact, Scenario, Within};

/// What such a question is called.
const FIRST: &str = "最早";

/// Columns from which the same term runs as from the question, and that may lie before it.
pub(super) fn before_the_first(scenario: &Scenario) -> Vec<String> {
    let firsts = scenario.facts.iter().filter_map(|fact| {
        let question = scenario.question(start_of(fact)?)?;
        let is_first = question.label.zh().contains(FIRST);
        is_first.then_some((question, &fact.derive))
    });
    let mut found = Vec::new();
    for (question, term) in firsts {
        let in_rows = scenario.groups.iter().flat_map(|group| &group.facts);
        for fact in in_rows.filter(|fact| is_same_term(&fact.derive, term)) {
            let column = start_of(fact).and_then(|id| scenario.field(id));
            let is_held = |within: &Option<Within>| {
                let mut min = within.iter().flat_map(|within| &within.min);
                min.any(|limit| limit.of == question.id)
            };
            let free = column.filter(|column| !is_held(&column.within));
            found.extend(free.map(|column| {
                format!(
                    "field {} may lie before {}, the first of all",
                    column.id, question.id
                )
            }));
        }
    }
    found
}

fn start_of(fact: &Fact) -> Option<&str> {
    match &fact.derive {
        Derivation::Deadline { from, .. } => Some(from),
        _ => None,
    }
}

fn is_same_term(one: &Derivation, other: &Derivation) -> bool {
    let length = |term: &Derivation| match term {
        Derivation::Deadline { amount, unit, .. } => Some((*amount, *unit)),
        _ => None,
    };
    length(one).is_some() && length(one) == length(other)
}
