//! Rules that decide without a person (无人审批) rest on what registers say: a question without a record is only typed,
//! and a rule that looks at one would never decide, or decide by a word that nobody has looked at. So does what is told
//! without being asked (免申即享).

use std::collections::BTreeSet;

use catalog::Condition;
use catalog::scenario::{ACTING_FOR, Scenario};

use crate::report::{Fault, FaultKind, Severity};

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut faults = Vec::new();
    for service in &scenario.services {
        let Some(decides) = &service.decides else {
            continue;
        };
        for name in typed(scenario, &decides.when) {
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
        let typed = notice.when.iter().flat_map(|when| typed(scenario, when));
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

/// The questions that a condition rests on and that no record answers. Who acts for himself has proven who he is.
fn typed<'a>(scenario: &'a Scenario, condition: &'a Condition) -> BTreeSet<&'a str> {
    let mut waiting = names(condition);
    let mut seen = BTreeSet::new();
    let mut typed = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        match (scenario.fact(name), scenario.question(name)) {
            (Some(fact), _) => waiting.extend(fact.derive.names()),
            (None, Some(question)) if question.record.is_some() || name == ACTING_FOR => {}
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
