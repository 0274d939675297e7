//! The JSON Schemas by which editors complete and check the files of a scenarios folder, from the types.
//! Where a scenario may take an item from the library, the schema allows `{ use: id, … }` in its place.

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::RegionFile;
use super::library::SHARED;
use crate::handbook::Handbook;
use crate::scenario::{Scenario, ScenarioIndex};

/// The kinds of files, each with the path of its schema in a scenarios folder.
pub const FILES: [(&str, &str); 5] = [
    ("scenario", "scenario.schema.json"),
    ("library", "library.schema.json"),
    ("region", "regions/region.schema.json"),
    ("shelf", "shelf.schema.json"),
    ("handbook", "handbook.schema.json"),
];

/// The schema of a kind of file; `None` for an unknown kind.
pub fn schema_of(kind: &str) -> Option<String> {
    let schema = match kind {
        "scenario" => of_scenarios(),
        "library" => of_library(),
        "region" => of::<RegionFile>(),
        "shelf" => of::<ScenarioIndex>(),
        "handbook" => of::<Handbook>(),
        _ => return None,
    };
    let mut text = serde_json::to_string_pretty(&schema).ok()?;
    text.push('\n');
    Some(text)
}

fn of<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

fn of_scenarios() -> Value {
    let mut schema = of::<Scenario>();
    for list in SHARED {
        let items = &mut schema["properties"][list]["items"];
        *items = json!({ "anyOf": [items.take(), { "$ref": "#/$defs/Use" }] });
    }
    schema["$defs"]["Use"] = json!({
        "description": "An item of the library, with changes laid over it: maps are merged, lists of things with ids \
                        are merged by id, anything else is replaced, and null takes a thing away.",
        "type": "object",
        "properties": { "use": { "description": "Its id in library.yaml.", "type": "string" } },
        "required": ["use"]
    });
    schema
}

/// The lists of a scenario that may be shared, and nothing else.
fn of_library() -> Value {
    let scenario = of::<Scenario>();
    let mut lists = Map::new();
    for list in SHARED {
        lists.insert(list.to_owned(), scenario["properties"][list].clone());
    }
    json!({
        "$schema": scenario["$schema"],
        "title": "Library",
        "description": "What the scenarios of a folder share.",
        "type": "object",
        "properties": lists,
        "additionalProperties": false,
        "$defs": scenario["$defs"]
    })
}
