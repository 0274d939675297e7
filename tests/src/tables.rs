//! The scenarios that are live and the people of their walk tables (`tests/walks/<scenario>.yaml`), as far as a
//! browser needs them: what they answer. What each of them must be told is proved natively, in the tests of `catalog`.

use std::collections::BTreeMap;

use catalog::load::{Library, read_yaml};
use catalog::scenario::{ACTING_FOR, Scenario};
use catalog::{Answers, Row, Value};
use serde::Deserialize;

use crate::place;

/// What is live where the app says it is used, in the order of the shelf.
///
/// # Panics
/// Where the scenarios do not load, or nothing is live.
#[must_use]
pub fn live_scenarios() -> Vec<Scenario> {
    let region = region();
    let library = Library::read(&place::scenarios()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let shelf = library.shelf(&region);
    let entries = shelf.map_or(&[][..], |shelf| &shelf.entries);
    let live: Vec<Scenario> = entries
        .iter()
        .filter_map(|entry| library.scenario(&region, &entry.id).cloned())
        .collect();
    assert!(!live.is_empty(), "nothing is live in {region}");
    live
}

/// The place that the app is set to, by its code.
///
/// # Panics
/// Where the built app has no configuration.
#[must_use]
pub fn region() -> String {
    let config = std::fs::read_to_string(place::app().join("config.json"));
    let config: Config = serde_json::from_str(&config.expect("the app has a configuration"))
        .expect("the configuration names a region");
    config.region
}

#[derive(Deserialize)]
struct Config {
    region: String,
}

#[derive(Deserialize)]
pub struct Entry {
    pub person: String,
    #[serde(default)]
    pub region: Option<String>,
    /// Named for a walk in a browser.
    #[serde(default)]
    pub browser: bool,
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    #[serde(default)]
    rows: BTreeMap<String, Vec<BTreeMap<String, Value>>>,
}

/// The people of a scenario.
#[must_use]
pub fn people(scenario: &str) -> Vec<Entry> {
    let file = place::project().join(format!("tests/walks/{scenario}.yaml"));
    read_yaml(&file).unwrap_or_else(|error| panic!("{error}"))
}

impl Entry {
    /// Who has answered anything acts for the scenario's first role where nothing else is said.
    #[must_use]
    pub fn answers(&self, scenario: &Scenario) -> Answers {
        let mut answers = Answers {
            given: self.answers.clone(),
            ..Answers::default()
        };
        if scenario.roles.len() > 1
            && answers.get(ACTING_FOR).is_none()
            && let Some(first) = scenario.roles.first()
        {
            answers.set(ACTING_FOR, Value::from(first.id.id()));
        }
        for (group, rows) in &self.rows {
            let keyed = rows.iter().enumerate().map(|(at, values)| Row {
                key: format!("r{}", at + 1),
                values: values.clone(),
            });
            answers.rows.insert(group.clone(), keyed.collect());
        }
        answers
    }
}
