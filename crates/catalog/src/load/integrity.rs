//! Faults that make a scenario unusable: names that lead nowhere, double ids, rules on later questions.
//! Whether every path is sound is proved elsewhere; this is what must hold before a plan can be made.

mod guidance;
mod names;
mod proactive;
mod services;
mod subject;
mod supplies;

use std::collections::BTreeSet;

use civic::day;

use crate::scenario::Scenario;

pub(super) struct Fault {
    pub(super) path: String,
    pub(super) message: String,
}

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut check = Check {
        scenario,
        faults: Vec::new(),
    };
    check.ids();
    check.questions();
    check.facts();
    check.roles();
    check.subject();
    check.services();
    check.proactive();
    check.groups();
    check.fields();
    check.materials();
    check.sources();
    check.faults
}

struct Check<'a> {
    scenario: &'a Scenario,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault {
            path: path.into(),
            message: message.into(),
        });
    }

    fn ids(&mut self) {
        let scenario = self.scenario;
        let names = scenario.questions.iter().map(|question| &question.id);
        self.unique(
            "questions",
            names.chain(scenario.facts.iter().map(|fact| &fact.id)),
        );
        self.unique(
            "services",
            scenario.services.iter().map(|service| &service.id),
        );
        self.unique("fields", scenario.fields.iter().map(|field| &field.id));
        self.unique(
            "materials",
            scenario.materials.iter().map(|material| &material.id),
        );
        self.unique(
            "commitments",
            scenario.commitments.iter().map(|commitment| &commitment.id),
        );
        self.unique("sources", scenario.sources.iter().map(|source| &source.id));
    }

    fn unique<'i>(&mut self, kind: &str, ids: impl Iterator<Item = &'i String>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.as_str()) {
                self.fault(kind, format!("the id {id} stands twice"));
            }
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if id.is_empty() || !id.chars().all(plain) {
                self.fault(kind, format!("the id {id:?} is not of a–z, 0–9 and _"));
            }
        }
    }

    fn declared(&mut self, ids: &[String], path: &str) {
        for id in ids {
            if self.scenario.commitment(id).is_none() {
                self.fault(
                    format!("{path}.declarations"),
                    format!("there is no commitment {id}"),
                );
            }
        }
    }

    fn sources(&mut self) {
        for (index, source) in self.scenario.sources.iter().enumerate() {
            if day::parse_iso(&source.verified_on).is_none() {
                self.fault(
                    format!("sources[{index}].verified_on"),
                    "not a date YYYY-MM-DD",
                );
            }
        }
        if day::parse_iso(&self.scenario.version).is_none() {
            self.fault("version", "not a date YYYY-MM-DD");
        }
    }

    fn cited(&mut self, ids: &[String], path: &str) {
        for id in ids {
            if self.scenario.source(id).is_none() {
                self.fault(
                    format!("{path}.sources"),
                    format!("there is no source {id}"),
                );
            }
        }
    }
}
