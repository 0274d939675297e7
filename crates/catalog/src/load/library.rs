//! What scenarios share, in `library.yaml`: an item `{ use: id, … }` is the library's with changes laid over it,
//! and a field, material, commitment or source that is only referred to is taken from there by itself.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::overlay;
use super::tree::{Spot, Tree};

/// The lists of a scenario that may be shared.
pub(super) const SHARED: [&str; 9] = [
    "roles",
    "questions",
    "facts",
    "services",
    "groups",
    "fields",
    "materials",
    "commitments",
    "sources",
];

/// A `use` that leads nowhere, by its path in the scenario.
pub(super) struct Unknown {
    pub(super) path: String,
    pub(super) id: String,
}

/// Replaces every `use` and adds what is referred to; `file` is the library's, for the places of faults.
pub(super) fn join(scenario: &mut Tree, library: &Tree, file: &Path) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    for list in SHARED {
        let count = scenario
            .value
            .get(list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for at in 0..count {
            let path = format!("{list}[{at}]");
            let item = &mut scenario.value[list][at];
            let Some(used) = item.as_object_mut().and_then(|item| item.remove("use")) else {
                continue;
            };
            let used = used.as_str().unwrap_or_default().to_owned();
            let Some(from) = position(&library.value, list, &used) else {
                unknown.push(Unknown { path, id: used });
                continue;
            };
            let changes = std::mem::take(item);
            scenario.value[list][at] = library.value[list][from].clone();
            overlay::change(&mut scenario.value[list][at], &changes);
            take_places(scenario, &path, library, &format!("{list}[{from}]"), file);
        }
    }
    question_of_roles(scenario, library);
    complete(scenario, library, file);
    unknown
}

/// Adds from the library whatever is referred to; what is added may refer to more.
pub(super) fn complete(scenario: &mut Tree, library: &Tree, file: &Path) {
    while add_referred(scenario, library, file) {}
}

fn position(tree: &Value, list: &str, id: &str) -> Option<usize> {
    let items = tree.get(list)?.as_array()?;
    items.iter().position(|item| item["id"] == id)
}

/// Faults in what came from the library are told with the library's lines.
fn take_places(scenario: &mut Tree, path: &str, library: &Tree, from: &str, file: &Path) {
    for (place, spot) in &library.spots {
        if let Some(rest) = place.strip_prefix(from)
            && (rest.is_empty() || rest.starts_with(['.', '[']))
        {
            let spot = Spot {
                overlay: Some(file.to_owned()),
                line: spot.line,
            };
            let place = format!("{path}{rest}");
            scenario.spots.entry(place).or_insert(spot);
        }
    }
}

/// With more than one role (为谁办) the question which it is comes first.
fn question_of_roles(scenario: &mut Tree, library: &Tree) {
    let Some(roles) = scenario.value.get("roles").and_then(Value::as_array) else {
        return;
    };
    if roles.len() < 2 || position(&scenario.value, "questions", "acting_for").is_some() {
        return;
    }
    let Some(at) = position(&library.value, "questions", "acting_for") else {
        return;
    };
    let choices: Vec<Value> = roles
        .iter()
        .map(|role| {
            let mut choice = Map::new();
            for (key, from) in [("id", "id"), ("label", "name"), ("hint", "hint")] {
                if let Some(value) = role.get(from) {
                    choice.insert(key.to_owned(), value.clone());
                }
            }
            Value::Object(choice)
        })
        .collect();
    let mut question = library.value["questions"][at].clone();
    question["kind"] = json!({ "choice": choices });
    if let Some(questions) = scenario
        .value
        .get_mut("questions")
        .and_then(Value::as_array_mut)
    {
        questions.insert(0, question);
        shift_places(scenario);
    }
}

/// The questions have moved on by one.
fn shift_places(scenario: &mut Tree) {
    let moved: Vec<(String, Spot)> = scenario
        .spots
        .iter()
        .filter_map(|(place, spot)| {
            let (at, rest) = place.strip_prefix("questions[")?.split_once(']')?;
            let at: usize = at.parse().ok()?;
            Some((format!("questions[{}]{rest}", at + 1), spot.clone()))
        })
        .collect();
    scenario
        .spots
        .retain(|place, _| !place.starts_with("questions["));
    scenario.spots.extend(moved);
}

/// Adds what the scenario refers to and does not define; whether there was any.
fn add_referred(scenario: &mut Tree, library: &Tree, file: &Path) -> bool {
    let mut wanted: [(&str, BTreeSet<String>); 4] = [
        ("fields", BTreeSet::new()),
        ("materials", BTreeSet::new()),
        ("commitments", BTreeSet::new()),
        ("sources", BTreeSet::new()),
    ];
    references(&scenario.value, &mut |list, id| {
        for (name, ids) in &mut wanted {
            if *name == list {
                ids.insert(id.to_owned());
            }
        }
    });
    let mut added = false;
    for (list, ids) in wanted {
        let Some(shared) = library.value.get(list).and_then(Value::as_array) else {
            continue;
        };
        // In the library's order, after the scenario's own.
        for (from, item) in shared.iter().enumerate() {
            let Some(id) = item["id"].as_str() else {
                continue;
            };
            if !ids.contains(id) || position(&scenario.value, list, id).is_some() {
                continue;
            }
            if scenario.value.get(list).is_none() {
                scenario.value[list] = json!([]);
            }
            let Some(items) = scenario.value[list].as_array_mut() else {
                continue;
            };
            items.push(item.clone());
            let path = format!("{list}[{}]", items.len() - 1);
            take_places(scenario, &path, library, &format!("{list}[{from}]"), file);
            added = true;
        }
    }
    added
}

/// Calls `found` with the list and the id of everything that is referred to.
fn references(value: &Value, found: &mut impl FnMut(&str, &str)) {
    let ids = |value: &Value| -> Vec<String> {
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        let id = |item: &Value| Some(item.as_str().or(item["id"].as_str())?.to_owned());
        items.iter().filter_map(id).collect()
    };
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let list = match key.as_str() {
                    "sources" | "basis" => "sources",
                    "declarations" => "commitments",
                    "columns" | "fields" => "fields",
                    "materials" => "materials",
                    "commitment" => {
                        if let Some(id) = inner.as_str() {
                            found("commitments", id);
                        }
                        continue;
                    }
                    _ => {
                        references(inner, found);
                        continue;
                    }
                };
                for id in ids(inner) {
                    found(list, &id);
                }
                references(inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(value: Value) -> Tree {
        Tree {
            value,
            ..Tree::default()
        }
    }

    #[test]
    fn a_scenario_takes_what_it_refers_to_and_narrows_what_it_uses() {
        let library = tree(json!({
            "fields": [
                {"id": "name", "label": "姓名", "sources": ["id_law"]},
                {"id": "mobile", "label": "手机号"},
                {"id": "unused", "label": "x"}
            ],
            "sources": [{"id": "id_law", "title": "居民身份证法"}]
        }));
        let mut scenario = tree(json!({
            "services": [{"id": "a", "fields": [{"id": "name"}, {"id": "deceased"}, {"id": "mobile"}]}],
            "fields": [{"use": "name", "id": "deceased", "label": "逝者姓名"}]
        }));
        assert!(join(&mut scenario, &library, Path::new("library.yaml")).is_empty());
        assert_eq!(
            scenario.value["fields"],
            json!([
                {"id": "deceased", "label": "逝者姓名", "sources": ["id_law"]},
                {"id": "name", "label": "姓名", "sources": ["id_law"]},
                {"id": "mobile", "label": "手机号"}
            ])
        );
        assert_eq!(scenario.value["sources"][0]["id"], "id_law");
    }

    #[test]
    fn a_use_that_leads_nowhere_is_told() {
        let mut scenario = tree(json!({"fields": [{"use": "nmae"}]}));
        let unknown = join(&mut scenario, &tree(json!({})), Path::new("library.yaml"));
        assert_eq!(unknown[0].path, "fields[0]");
        assert_eq!(unknown[0].id, "nmae");
    }

    #[test]
    fn several_roles_are_asked_for_first() {
        let library = tree(json!({
            "roles": [{"id": "oneself", "name": "本人办理"}, {"id": "relative", "name": "帮亲友办"}],
            "questions": [{"id": "acting_for", "ask": "您为谁办？"}]
        }));
        let mut scenario = tree(json!({
            "roles": [{"use": "oneself"}, {"use": "relative"}],
            "questions": [{"id": "sex"}]
        }));
        join(&mut scenario, &library, Path::new("library.yaml"));
        assert_eq!(
            scenario.value["questions"][0],
            json!({"id": "acting_for", "ask": "您为谁办？", "kind": {"choice": [
                {"id": "oneself", "label": "本人办理"}, {"id": "relative", "label": "帮亲友办"}
            ]}})
        );
        assert_eq!(scenario.value["questions"][1]["id"], "sex");
    }
}
