//! The short checklist before handing in: what only a person can see of a picture, asked of whoever took it.
//! Each line is ticked, or left to a clerk with one tap: it holds nobody up who is not sure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Application, Supplied};
use crate::Scenario;
use crate::plan::MaterialPlan;
use crate::scenario::Ask;

/// What was said of the pictures of one material.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Confirmed {
    /// The lines that are so, by id.
    pub ticked: BTreeSet<String>,
    /// Not sure of the others: a clerk looks at them (请工作人员核对).
    pub unsure: bool,
}

impl Confirmed {
    /// Whether nothing more is asked: every line is ticked, or the rest is left to a clerk.
    pub fn settles(&self, asks: &[Ask]) -> bool {
        self.unsure || asks.iter().all(|ask| self.ticked.contains(&ask.id))
    }
}

/// The lines asked of a material: those of its scenario where pictures of it go with the application, else none.
pub fn asks<'a>(
    scenario: &'a Scenario,
    planned: &MaterialPlan,
    application: &Application,
) -> &'a [Ask] {
    let supplied = application.materials.get(&planned.id);
    let goes = matches!(supplied, Some(Supplied::Attached(pictures)) if !pictures.is_empty());
    match scenario.material(&planned.id) {
        Some(material) if goes => &material.ask,
        _ => &[],
    }
}

/// The lines of a material that were not ticked: what a clerk is asked to look at.
pub fn unsure_of<'a>(
    scenario: &'a Scenario,
    planned: &MaterialPlan,
    application: &Application,
) -> Vec<&'a Ask> {
    let said = application.confirmed.get(&planned.id);
    let ticked = |ask: &&Ask| said.is_some_and(|said| said.ticked.contains(&ask.id));
    let asks = asks(scenario, planned, application).iter();
    asks.filter(|ask| !ticked(ask)).collect()
}
