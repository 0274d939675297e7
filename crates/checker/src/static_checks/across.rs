//! What several scenarios share: the same id must mean the same everywhere.

use std::collections::BTreeMap;

use catalog::scenario::{Kind, Scenario};

use crate::report::{Fault, FaultKind, Severity};
use crate::wording::plain;

/// What an id stands for in one scenario.
struct Meaning<'a> {
    scenario: &'a str,
    kind: String,
    words: String,
}

pub(crate) fn faults(scenarios: &[&Scenario]) -> Vec<Fault> {
    let mut meanings: BTreeMap<(&str, &str), Vec<Meaning<'_>>> = BTreeMap::new();
    for scenario in scenarios {
        let mut add = |what, id, kind: String, words: &str| {
            meanings.entry((what, id)).or_default().push(Meaning {
                scenario: &scenario.id,
                kind,
                words: plain(words),
            });
        };
        for one in &scenario.questions {
            add("question", &one.id, kind(&one.kind), one.label.zh());
        }
        for one in &scenario.fields {
            add("field", &one.id, kind(&one.kind), one.label.zh());
        }
        for one in &scenario.materials {
            add("material", &one.id, String::new(), one.name.zh());
        }
        for one in &scenario.commitments {
            add("commitment", &one.id, String::new(), one.title.zh());
        }
        for one in &scenario.services {
            add("service", &one.id, String::new(), one.name.zh());
        }
        for one in &scenario.sources {
            add("source", &one.id, String::new(), one.title.zh());
        }
    }
    let mut faults = Vec::new();
    for ((what, id), all) in meanings {
        let Some((first, rest)) = all.split_first() else {
            continue;
        };
        for other in rest {
            // A scenario may word a shared question for its own readers; a source is one and the same.
            let severity = if first.kind != other.kind || what == "source" {
                Severity::Error
            } else {
                Severity::Warning
            };
            if first.kind != other.kind || first.words != other.words {
                let (how, a, b) = if first.kind == other.kind {
                    ("is called differently", &first.words, &other.words)
                } else {
                    ("is of different kinds", &first.kind, &other.kind)
                };
                let message = format!(
                    "{what} {id} {how} in {} ({a}) and here ({b})",
                    first.scenario
                );
                faults.push(Fault::new(
                    severity,
                    FaultKind::ConflictingIds,
                    other.scenario,
                    message,
                ));
            }
        }
    }
    faults
}

/// The kind of an answer in a word, for what may be compared at all.
fn kind(kind: &Kind) -> String {
    let value = serde_json::to_value(kind).unwrap_or_default();
    match &value {
        serde_json::Value::String(name) => name.clone(),
        serde_json::Value::Object(map) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}
