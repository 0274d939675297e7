//! The scenarios that are live and the people of their walk tables (`tests/walks/<scenario>.yaml`), as far as a
//! browser needs them: what they answer. What their plan must contain is tested natively, in `catalog`.

#[path = "../walks/answered.rs"]
mod answered;

use catalog::Answers;
use catalog::load::{Library, read_yaml};
use catalog::scenario::Scenario;
use serde::Deserialize;

use crate::paths;
use answered::{Given, Rows};

/// What is live where the app says it is used, in the order of the shelf.
///
/// # Panics
/// Where the scenarios do not load, or nothing is live.
#[must_use]
pub fn live_scenarios() -> Vec<Scenario> {
    let region = region();
    let library = Library::read(&paths::scenarios()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let shelf = library.scenario_index(&region);
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
    let config = std::fs::read_to_string(paths::app().join("config.json"));
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
    answers: Given,
    #[serde(default)]
    rows: Rows,
}

/// The people of a scenario.
#[must_use]
pub fn people(scenario: &str) -> Vec<Entry> {
    let file = paths::project().join(format!("tests/walks/{scenario}.yaml"));
    read_yaml(&file).unwrap_or_else(|error| panic!("{error}"))
}

impl Entry {
    #[must_use]
    pub fn answers(&self, scenario: &Scenario) -> Answers {
        answered::answers(scenario, &self.answers, &self.rows)
    }
}
