//! Faults that make a scenario unusable: names that lead nowhere, double ids, rules on later questions.
//! Whether every path is sound is proved elsewhere; this is what must hold before a plan can be made.

use std::collections::BTreeSet;

use civic::day;

use crate::Value;
use crate::condition::Condition;
use crate::scenario::{Derivation, Fact, Kind, Scenario, Supply};

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
    check.services();
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

    fn questions(&mut self) {
        for (index, question) in self.scenario.questions.iter().enumerate() {
            let path = format!("questions[{index}]");
            if let Some(when) = &question.when {
                self.condition(when, &format!("{path}.when"), Some(index), None);
            }
            let mut options = BTreeSet::new();
            for choice in question.kind.choices() {
                if !options.insert(&choice.id) {
                    self.fault(
                        format!("{path}.kind"),
                        format!("the option {} stands twice", choice.id),
                    );
                }
            }
            self.cited(&question.sources, &path);
        }
    }

    fn facts(&mut self) {
        for (index, fact) in self.scenario.facts.iter().enumerate() {
            let path = format!("facts[{index}].derive");
            if let Derivation::Whether(condition) = &fact.derive {
                self.condition(condition, &path, None, None);
            }
            for name in leaves(fact) {
                self.name(name, &path);
            }
            if self.is_circular(&fact.id) {
                self.fault(&path, format!("{} rests on itself", fact.id));
            }
            self.cited(&fact.sources, &format!("facts[{index}]"));
        }
    }

    fn services(&mut self) {
        let scenario = self.scenario;
        for (index, service) in scenario.services.iter().enumerate() {
            let path = format!("services[{index}]");
            for (at, requirement) in service.requires.iter().enumerate() {
                let inner = format!("{path}.requires[{at}]");
                self.condition(
                    &requirement.when,
                    &format!("{inner}.when"),
                    None,
                    Some(index),
                );
                self.cited(&requirement.sources, &inner);
            }
            for (at, usage) in service.fields.iter().enumerate() {
                if scenario.field(&usage.id).is_none() {
                    self.fault(
                        format!("{path}.fields[{at}]"),
                        format!("there is no field {}", usage.id),
                    );
                }
            }
            for (at, usage) in service.materials.iter().enumerate() {
                if scenario.material(&usage.id).is_none() {
                    self.fault(
                        format!("{path}.materials[{at}]"),
                        format!("there is no material {}", usage.id),
                    );
                }
            }
            for (at, spared) in service.spared.iter().enumerate() {
                self.cited(&spared.sources, &format!("{path}.spared[{at}]"));
            }
            for id in &service.declarations {
                if scenario.commitment(id).is_none() {
                    self.fault(
                        format!("{path}.declarations"),
                        format!("there is no commitment {id}"),
                    );
                }
            }
            for (at, figure) in service.figures.iter().enumerate() {
                self.name(&figure.value, &format!("{path}.figures[{at}].value"));
            }
            if service.sources.is_empty() {
                self.fault(&path, "a service needs a source");
            }
            self.cited(&service.sources, &path);
            self.cited(&service.guide.basis, &format!("{path}.guide"));
        }
    }

    fn materials(&mut self) {
        for (index, material) in self.scenario.materials.iter().enumerate() {
            let path = format!("materials[{index}]");
            let needs = |way: Supply, there: bool| material.supply.contains(&way) && !there;
            if material.supply.is_empty() {
                self.fault(&path, "there is no way to supply it");
            }
            if needs(Supply::Licence, material.licence.is_some()) {
                self.fault(&path, "supply by licence needs `licence`");
            }
            if needs(Supply::Later, material.later_within.is_some()) {
                self.fault(&path, "supply later needs `later_within`");
            }
            if needs(Supply::Attach, !material.pages.is_empty()) {
                self.fault(&path, "supply by attaching needs `pages`");
            }
            let promise = material.commitment.as_ref();
            if needs(
                Supply::Promise,
                promise.is_some_and(|id| self.scenario.commitment(id).is_some()),
            ) {
                self.fault(&path, "supply by promise needs a known `commitment`");
            }
            self.cited(&material.sources, &path);
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

    fn name(&mut self, name: &str, path: &str) {
        if self.scenario.question(name).is_none() && self.scenario.fact(name).is_none() {
            self.fault(path, format!("there is no question or fact {name}"));
        }
    }

    /// `before`: only questions before this index may be looked at; `service`: only services before it.
    fn condition(
        &mut self,
        condition: &'a Condition,
        path: &str,
        before: Option<usize>,
        service: Option<usize>,
    ) {
        let scenario = self.scenario;
        let mut parts = Vec::new();
        condition.walk(&mut |part| parts.push(part));
        for part in parts {
            if let Condition::Applies(id) = part {
                let at = scenario
                    .services
                    .iter()
                    .position(|candidate| candidate.id == *id);
                if at.is_none_or(|at| service.is_none_or(|service| at >= service)) {
                    self.fault(path, format!("{id} is not an earlier service"));
                }
            }
            let Some(name) = part.subject() else { continue };
            self.name(name, path);
            if let Some(before) = before {
                for question in self.roots(name) {
                    let at = scenario
                        .questions
                        .iter()
                        .position(|candidate| candidate.id == question);
                    if at.is_some_and(|at| at >= before) {
                        self.fault(path, format!("{question} is not asked before"));
                    }
                }
            }
            if let Some(question) = scenario.question(name)
                && let Some(wrong) = mismatch(part, &question.kind)
            {
                self.fault(path, format!("{name}: {wrong}"));
            }
        }
    }

    /// The questions a name rests on.
    fn roots(&self, name: &str) -> BTreeSet<String> {
        let mut roots = BTreeSet::new();
        let mut waiting = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            match self.scenario.fact(&name) {
                Some(fact) => waiting.extend(leaves(fact).into_iter().map(str::to_owned)),
                None => {
                    roots.insert(name);
                }
            }
        }
        roots
    }

    fn is_circular(&self, id: &str) -> bool {
        let mut waiting: Vec<&str> = self.scenario.fact(id).map(leaves).unwrap_or_default();
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if name == id {
                return true;
            }
            if seen.insert(name)
                && let Some(fact) = self.scenario.fact(name)
            {
                waiting.extend(leaves(fact));
            }
        }
        false
    }
}

/// The names a fact looks at.
fn leaves(fact: &Fact) -> Vec<&str> {
    match &fact.derive {
        Derivation::Whether(condition) => {
            let mut names = Vec::new();
            condition.walk(&mut |part| names.extend(part.subject()));
            names
        }
        Derivation::BenefitMonths { insured, unused } => [Some(insured), unused.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect(),
        Derivation::MonthsToRetirement { birth, sex, post }
        | Derivation::RetirementReached { birth, sex, post } => vec![birth, sex, post],
        Derivation::Age { birth } => vec![birth],
        Derivation::MonthsSince { date } => vec![date],
    }
}

/// Whether a comparison cannot fit the kind of the question it looks at.
fn mismatch(condition: &Condition, kind: &Kind) -> Option<String> {
    let option = |value: &Value| match value {
        Value::Text(id) if !matches!(kind, Kind::Several(_)) => {
            !kind.admits(&Value::Text(id.clone()))
        }
        Value::Flag(_) => !matches!(kind, Kind::YesNo),
        Value::Number(_) => !matches!(kind, Kind::Number(_)),
        _ => true,
    };
    let wrong = match condition {
        Condition::Holds(_) => !matches!(kind, Kind::YesNo),
        Condition::Is(is) => option(&is.value),
        Condition::OneOf(one_of) => one_of.values.is_empty() || one_of.values.iter().any(option),
        Condition::Includes(includes) => {
            !matches!(kind, Kind::Several(_))
                || !kind.choices().iter().any(|c| c.id == includes.option)
        }
        Condition::AtLeast(_) | Condition::AtMost(_) => !matches!(kind, Kind::Number(_)),
        _ => false,
    };
    wrong.then(|| "the comparison does not fit the kind of the question".to_owned())
}
