//! Rules that decide without a person (无人审批) rest on what registers say: a question or a column without a record is
//! only typed, and a rule that looks at one would never decide, or decide by a word that nobody has looked at. So does
//! what is told without being asked (免申即享).

use std::collections::BTreeSet;

use catalog::Condition;
use catalog::scenario::{ACTING_FOR, Group, Scenario};

use crate::model::is_over_rows;
use crate::report::{Fault, FaultKind, Severity};

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut faults = Vec::new();
    for service in &scenario.services {
        let Some(decides) = &service.decides else {
            continue;
        };
        let mut looked_at = BTreeSet::new();
        for check in &decides.checks {
            let group = check.each.as_ref().and_then(|id| scenario.group(id));
            looked_at.extend(typed(scenario, group, names(&check.when)));
        }
        let outcome = decides.outcome.iter().flat_map(|text| text.names());
        looked_at.extend(typed(scenario, None, outcome.collect()));
        for name in looked_at {
            faults.push(Fault::new(
                Severity::Error,
                FaultKind::UnverifiedDecision,
                &scenario.id,
                format!(
                    "service {}: its rule looks at {name}, which no record answers",
                    service.id
                ),
            ));
        }
    }
    for notice in &scenario.proactive {
        let when = notice.when.iter();
        let typed = when.flat_map(|when| typed(scenario, None, names(when)));
        for name in typed.filter(|name| !notice.knows.contains_key(*name)) {
            faults.push(Fault::new(
                Severity::Error,
                FaultKind::UnverifiedNotice,
                &scenario.id,
                format!(
                    "notice {}: it looks at {name}, which no record answers",
                    notice.id
                ),
            ));
        }
    }
    faults
}

/// What names rest on that no record answers: questions, and the columns of a row. Who acts for himself has proven who
/// he is.
fn typed<'a>(
    scenario: &'a Scenario,
    group: Option<&'a Group>,
    names: Vec<&'a str>,
) -> BTreeSet<&'a str> {
    let mut waiting = names;
    let mut seen = BTreeSet::new();
    let mut typed = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        let of_row = group.and_then(|group| group.facts.iter().find(|fact| fact.id == name));
        let column = group.and_then(|group| group.column(name));
        let fact = of_row.or_else(|| scenario.fact(name).filter(|_| column.is_none()));
        match (fact, scenario.question(name)) {
            // What is counted over rows rests on what was typed in them.
            (Some(fact), _) if is_over_rows(fact) => {
                typed.insert(name);
            }
            (Some(fact), _) => waiting.extend(fact.derive.names()),
            (None, Some(question)) if column.is_none() && question.record.is_some() => {}
            (None, _) if name == ACTING_FOR => {}
            (None, _) => {
                typed.insert(name);
            }
        }
    }
    typed
}

fn names(condition: &Condition) -> Vec<&str> {
    let mut names = Vec::new();
    condition.walk(&mut |part| names.extend(part.subject()));
    names
}
