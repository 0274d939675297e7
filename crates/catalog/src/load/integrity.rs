//! Faults that make a scenario unusable: names that lead nowhere, double ids, rules on later questions.
//! Whether every path is sound is proved elsewhere; this is what must hold before a plan can be made.

use std::collections::BTreeSet;

use civic::day;

use super::policy;
use crate::Value;
use crate::condition::Condition;
use crate::scenario::{
    ACTING_FOR, Derivation, Fact, Field, FieldUse, Figure, Group, Handling, Kind, Material,
    MaterialUse, Scenario, Supply,
};

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
    check.services();
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
            self.uses(&service.fields, &service.materials, &path, None);
            for (at, usage) in service.groups.iter().enumerate() {
                let inner = format!("{path}.groups[{at}]");
                if scenario.group(&usage.id).is_none() {
                    self.fault(&inner, format!("there is no group {}", usage.id));
                }
                if let Some(when) = &usage.when {
                    self.condition(when, &inner, None, None);
                }
            }
            if (service.handling == Handling::Elsewhere) != service.elsewhere.is_some() {
                self.fault(&path, "`handling: elsewhere` and `elsewhere` go together");
            }
            for (at, spared) in service.spared.iter().enumerate() {
                self.cited(&spared.sources, &format!("{path}.spared[{at}]"));
            }
            self.declared(&service.declarations, &path);
            for (at, figure) in service.figures.iter().enumerate() {
                self.figure(figure, &format!("{path}.figures[{at}]"), index);
            }
            if service.sources.is_empty() {
                self.fault(&path, "a service needs a source");
            }
            self.cited(&service.sources, &path);
            self.cited(&service.guide.basis, &format!("{path}.guide"));
        }
    }

    fn roles(&mut self) {
        let scenario = self.scenario;
        for (index, role) in scenario.roles.iter().enumerate() {
            let path = format!("roles[{index}]");
            self.uses(&role.fields, &role.materials, &path, None);
            self.declared(&role.declarations, &path);
        }
        if scenario.roles.len() > 1 && scenario.question(ACTING_FOR).is_none() {
            self.fault(
                "roles",
                format!("several roles need a question {ACTING_FOR}"),
            );
        }
    }

    fn groups(&mut self) {
        let scenario = self.scenario;
        self.unique("groups", scenario.groups.iter().map(|group| &group.id));
        for (index, group) in scenario.groups.iter().enumerate() {
            let path = format!("groups[{index}]");
            self.uses(&group.columns, &group.materials, &path, Some(group));
            if group.columns.is_empty() || group.min > group.max {
                self.fault(&path, "a group needs columns, and `min` up to `max` rows");
            }
            for (at, fact) in group.facts.iter().enumerate() {
                for name in fact.derive.names() {
                    self.name_in(name, &format!("{path}.facts[{at}]"), Some(group));
                }
                self.cited(&fact.sources, &format!("{path}.facts[{at}]"));
            }
            for figure in &group.figures {
                let inner = format!("{path}.figures");
                self.name_in(&figure.value, &inner, Some(group));
                self.names_of(figure.when.as_ref(), &inner, Some(group));
            }
            self.cited(&group.sources, &path);
        }
    }

    /// Fields and materials that are referred to, and the conditions on them.
    fn uses(
        &mut self,
        fields: &'a [FieldUse],
        materials: &'a [MaterialUse],
        path: &str,
        group: Option<&'a Group>,
    ) {
        let scenario = self.scenario;
        for (at, usage) in fields.iter().enumerate() {
            let inner = format!("{path}.fields[{at}]");
            if scenario.field(&usage.id).is_none() {
                self.fault(&inner, format!("there is no field {}", usage.id));
            }
            self.names_of(usage.when.as_ref(), &inner, group);
        }
        for (at, usage) in materials.iter().enumerate() {
            let inner = format!("{path}.materials[{at}]");
            match scenario.material(&usage.id) {
                None => self.fault(&inner, format!("there is no material {}", usage.id)),
                Some(material) if !usage.supply.is_empty() => {
                    if !usage.supply.iter().any(|way| material.supply.contains(way)) {
                        self.fault(&inner, "it allows no way that the material has");
                    }
                }
                Some(_) => {}
            }
            self.names_of(usage.when.as_ref(), &inner, group);
        }
    }

    fn names_of(&mut self, when: Option<&'a Condition>, path: &str, group: Option<&Group>) {
        let mut names = Vec::new();
        if let Some(when) = when {
            when.walk(&mut |part| names.extend(part.subject()));
        }
        for name in names {
            self.name_in(name, path, group);
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

    fn figure(&mut self, figure: &'a Figure, path: &str, service: usize) {
        self.name(&figure.value, &format!("{path}.value"));
        for mark in &figure.timeline {
            self.name(&mark.at, &format!("{path}.timeline"));
        }
        let lines = figure.table.iter().map(|line| line.when.as_ref());
        for when in lines.chain([figure.when.as_ref()]).flatten() {
            self.condition(when, path, None, Some(service + 1));
        }
        let texts = figure.table.iter().map(|line| &line.text);
        for name in texts.chain([&figure.how]).flat_map(|text| text.names()) {
            self.name(name, path);
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
            for (key, message) in policy::faults(&material.check) {
                self.fault(format!("{path}.check.{key}"), message);
            }
            self.asks(material, &path);
            self.cited(&material.sources, &path);
        }
    }

    /// The checklist is about pictures: each line once, and only where pictures can be attached.
    fn asks(&mut self, material: &Material, path: &str) {
        let path = format!("{path}.ask");
        self.unique(&path, material.ask.iter().map(|ask| &ask.id));
        if !material.supply.contains(&Supply::Attach) && !material.ask.is_empty() {
            self.fault(path, "it is asked of pictures, and none can be attached");
        }
    }

    fn fields(&mut self) {
        for (index, field) in self.scenario.fields.iter().enumerate() {
            let path = format!("fields[{index}]");
            let is_date = |field: &Field| matches!(field.kind, Kind::Date(_));
            let start = self.scenario.field_before(field);
            if field.not_before.is_some() && !(is_date(field) && start.is_some_and(is_date)) {
                let message = "a date can be held against another date of the form";
                self.fault(format!("{path}.not_before"), message);
            }
            let (Kind::Date(bounds) | Kind::Month(bounds)) = &field.kind else {
                continue;
            };
            if let Some(validity) = &bounds.valid_until {
                let far = validity.soon_days > 0 && validity.soon_days < validity.at_least_days;
                if !is_date(field) || !bounds.future || far {
                    let message = "a last day of validity is a date that may lie in the future, and soon_days \
                                   is no less than at_least_days";
                    self.fault(format!("{path}.kind"), message);
                }
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

    /// Within a group a name may also be a column or a fact of the row.
    fn name_in(&mut self, name: &str, path: &str, group: Option<&Group>) {
        let of_row = |group: &Group| {
            group.column(name).is_some() || group.facts.iter().any(|fact| fact.id == name)
        };
        if !group.is_some_and(of_row) {
            self.name(name, path);
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

/// The names of questions and facts that a fact looks at.
fn leaves(fact: &Fact) -> Vec<&str> {
    fact.derive.names()
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
