//! The people of the walk tables (`tests/walks/<scenario>.yaml`), as far as a browser needs them: what they answer.
//! What the guide must tell each of them is proved natively, in the tests of `catalog`.

use std::collections::BTreeMap;

use catalog::load::read_yaml;
use catalog::scenario::{ACTING_FOR, Scenario};
use catalog::{Answers, Row, Value};
use serde::Deserialize;

use crate::place;

#[derive(Deserialize)]
pub struct Entry {
    pub person: String,
    #[serde(default)]
    pub region: Option<String>,
    /// Preferred for a walk in a browser.
    #[serde(default)]
    pub browser: bool,
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    #[serde(default)]
    rows: BTreeMap<String, Vec<BTreeMap<String, Value>>>,
}

/// The people of a scenario, those meant for browsers first.
#[must_use]
pub fn people(scenario: &str) -> Vec<Entry> {
    let file = place::project().join(format!("tests/walks/{scenario}.yaml"));
    let mut people: Vec<Entry> = read_yaml(&file).unwrap_or_else(|error| panic!("{error}"));
    people.sort_by_key(|entry| !entry.browser);
    people
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
