//! Facts that nothing looks at.

use std::collections::BTreeSet;

use catalog::scenario::{Derivation, Scenario};
use serde_json::Value;

use crate::report::{Fault, FaultKind, Severity};

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let json = serde_json::to_value(scenario).unwrap_or_default();
    let mut named = BTreeSet::new();
    look(&json, &mut named);
    let in_groups = scenario.groups.iter().flat_map(|group| &group.facts);
    for fact in scenario.facts.iter().chain(in_groups) {
        named.extend(fact.derive.names().into_iter().map(str::to_owned));
        if let Derivation::SumRows { of, .. } = &fact.derive {
            named.insert(of.clone());
        }
    }
    let facts = scenario
        .facts
        .iter()
        .filter(|fact| !named.contains(&fact.id));
    facts
        .map(|fact| {
            let message = format!("fact {} is looked at by nothing", fact.id);
            Fault::new(
                Severity::Warning,
                FaultKind::NeverReached,
                &scenario.id,
                message,
            )
        })
        .collect()
}

/// Names in conditions, figures and fields, and in `{…}` of texts.
fn look(value: &Value, named: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if let (true, Value::String(name)) = (
                    matches!(
                        key.as_str(),
                        "of" | "holds" | "value" | "at" | "answer" | "share" | "unless_known"
                    ),
                    inner,
                ) {
                    named.insert(name.clone());
                }
                look(inner, named);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| look(item, named)),
        Value::String(text) => {
            named.extend(crate::run::placeholders(text).map(str::to_owned));
        }
        _ => {}
    }
}
