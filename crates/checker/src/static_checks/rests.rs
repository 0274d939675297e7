//! On which names a name rests: those of a fact, of its parts, and of what it looks up in rows.

use std::collections::BTreeSet;

use catalog::scenario::{Fact, Scenario};

/// The facts of the scenario and of its rows.
pub(super) fn facts(scenario: &Scenario) -> impl Iterator<Item = &Fact> {
    let in_groups = scenario.groups.iter().flat_map(|group| &group.facts);
    scenario.facts.iter().chain(in_groups)
}

/// Whether a name is another one, or is derived from it.
pub(super) fn rests_on(scenario: &Scenario, name: &str, wanted: &str) -> bool {
    let mut waiting = vec![name];
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if name == wanted {
            return true;
        }
        if !seen.insert(name) {
            continue;
        }
        if let Some(fact) = facts(scenario).find(|fact| fact.id == name) {
            waiting.extend(fact.derive.names());
            waiting.extend(fact.derive.of_rows().map(|(_, of)| of.as_str()));
        }
    }
    false
}
