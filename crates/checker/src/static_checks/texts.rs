//! Texts that are empty or still to be written, and texts that lack a language which others have.

use std::collections::BTreeSet;

use catalog::scenario::Scenario;
use serde_json::Value;

use crate::report::{Fault, FaultKind, Severity};

/// The keys under which a text for people stands, or a list of them.
const TEXTS: [&str; 42] = [
    "name",
    "summary",
    "audience",
    "ask",
    "yes",
    "no",
    "here",
    "label",
    "why",
    "hint",
    "unsure",
    "says",
    "say",
    "expired",
    "title",
    "met",
    "unmet",
    "open",
    "advice",
    "result",
    "how",
    "section",
    "told",
    "clauses",
    "consequence",
    "accepted_by",
    "place",
    "steps",
    "sample",
    "amount",
    "consult",
    "complain",
    "text",
    "elsewhere",
    "without_limit",
    "one",
    "another",
    "intro",
    "channels",
    "province",
    "register",
    "outcome",
];
/// What stands where an author has not written yet.
const UNWRITTEN: [&str; 5] = ["TODO", "FIXME", "待补", "待填", "XXX"];
const DEFAULT: &str = "zh-Hans";

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let json = serde_json::to_value(scenario).unwrap_or_default();
    let mut found = Found::default();
    found.look(&json, "");
    let mut faults: Vec<Fault> = found
        .missing
        .iter()
        .map(|(path, what)| {
            let message = format!("{path} {what}");
            Fault::new(
                Severity::Error,
                FaultKind::MissingText,
                &scenario.id,
                message,
            )
        })
        .collect();
    for language in &found.languages {
        let without: Vec<&str> = found
            .texts
            .iter()
            .filter(|(_, languages)| !languages.contains(language))
            .map(|(path, _)| path.as_str())
            .collect();
        if !without.is_empty() {
            let first: Vec<&str> = without.iter().take(3).copied().collect();
            let message = format!(
                "{} texts are not in {language}, which others are: {} …",
                without.len(),
                first.join(", ")
            );
            let kind = FaultKind::MissingTranslation;
            faults.push(Fault::new(Severity::Error, kind, &scenario.id, message));
        }
    }
    faults
}

#[derive(Default)]
struct Found {
    missing: Vec<(String, &'static str)>,
    languages: BTreeSet<String>,
    texts: Vec<(String, BTreeSet<String>)>,
}

impl Found {
    fn look(&mut self, value: &Value, path: &str) {
        match value {
            Value::Object(map) => {
                let whose = map.get("id").and_then(Value::as_str);
                let path = match (whose, path.rsplit_once('[')) {
                    (Some(id), Some((list, _))) => format!("{list}.{id}"),
                    _ => path.to_owned(),
                };
                for (key, inner) in map {
                    let at = if path.is_empty() {
                        key.clone()
                    } else {
                        format!("{path}.{key}")
                    };
                    match inner {
                        // The lines of a checklist have ids; their texts stand under `say`.
                        Value::Array(items)
                            if TEXTS.contains(&key.as_str())
                                && items.iter().all(|item| item.get("id").is_none()) =>
                        {
                            if items.is_empty()
                                && matches!(key.as_str(), "told" | "clauses" | "steps")
                            {
                                self.missing.push((at.clone(), "is empty"));
                            }
                            for (index, item) in items.iter().enumerate() {
                                self.text(item, format!("{at}[{index}]"));
                            }
                        }
                        Value::String(_) if is_text(key, map) => self.text(inner, at),
                        Value::Object(by_role) if key == "ask_of" => {
                            for (role, words) in by_role {
                                self.text(words, format!("{at}.{role}"));
                            }
                        }
                        Value::Object(inside) if inside.contains_key(DEFAULT) => {
                            self.text(inner, at)
                        }
                        _ => self.look(inner, &at),
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.look(item, &format!("{path}[{index}]"));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, value: &Value, path: String) {
        let mut languages = BTreeSet::new();
        let mut each = |text: &str| {
            if text.trim().is_empty() {
                self.missing.push((path.clone(), "is empty"));
            } else if UNWRITTEN.iter().any(|mark| text.contains(mark)) {
                self.missing.push((path.clone(), "is still to be written"));
            }
        };
        match value {
            Value::String(text) => each(text),
            Value::Object(by_language) => {
                for (language, text) in by_language {
                    each(text.as_str().unwrap_or_default());
                    if language != DEFAULT {
                        languages.insert(language.clone());
                    }
                }
            }
            _ => {}
        }
        self.languages.extend(languages.iter().cloned());
        self.texts.push((path, languages));
    }
}

/// A unit is a word for people only where it stands with bounds; the amount of a limit is a number.
fn is_text(key: &str, map: &serde_json::Map<String, Value>) -> bool {
    match key {
        "unit" => map.contains_key("min") && map.contains_key("max"),
        // In a condition these are names and options.
        "open" | "one" | "text" | "place" | "name" => !map.contains_key("of"),
        key => TEXTS.contains(&key),
    }
}
