//! Every condition of a scenario and where it stands, so that a fault can say whose it is.

use catalog::Condition;
use catalog::scenario::{Derivation, Fact, Scenario, Service};

use super::names::Scope;

/// Where a condition stands; indices are those of the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Question(usize),
    Fact,
    Requirement(usize, usize),
    Field(usize, usize),
    Material(usize, usize),
    Group(usize, usize),
    Figure(usize, usize),
    FigureLine(usize, usize, usize),
    RoleField(usize, usize),
    RoleMaterial(usize, usize),
    Column(usize, usize),
    RowMaterial(usize, usize),
}

#[derive(Debug, Clone)]
pub(crate) struct ConditionSite<'a> {
    pub(crate) owner: Owner,
    pub(crate) scope: Scope,
    pub(crate) condition: &'a Condition,
    /// For the author: 「问题 left_on」.
    pub(crate) words: String,
}

pub(crate) fn all(scenario: &Scenario) -> Vec<ConditionSite<'_>> {
    let mut sites = Sites(Vec::new());
    for (at, question) in scenario.questions.iter().enumerate() {
        let words = format!("question {}", question.id);
        sites.add(Owner::Question(at), None, question.when.as_ref(), words);
    }
    for fact in &scenario.facts {
        sites.fact(fact, None);
        // A fact of the scenario means the row's own names where a row uses it.
        for group in 0..scenario.groups.len() {
            sites.fact(fact, Some(group));
        }
    }
    for (at, service) in scenario.services.iter().enumerate() {
        sites.service(at, service);
    }
    for (at, role) in scenario.roles.iter().enumerate() {
        let of = format!("of role {}", role.id.id());
        for (k, usage) in role.fields.iter().enumerate() {
            let words = format!("field {} {of}", usage.id);
            sites.add(Owner::RoleField(at, k), None, usage.when.as_ref(), words);
        }
        for (k, usage) in role.materials.iter().enumerate() {
            let words = format!("material {} {of}", usage.id);
            sites.add(Owner::RoleMaterial(at, k), None, usage.when.as_ref(), words);
        }
    }
    for (at, group) in scenario.groups.iter().enumerate() {
        for fact in &group.facts {
            sites.fact(fact, Some(at));
        }
        for (k, usage) in group.columns.iter().enumerate() {
            let words = format!("column {} of group {}", usage.id, group.id);
            sites.add(Owner::Column(at, k), Some(at), usage.when.as_ref(), words);
        }
        for (k, usage) in group.materials.iter().enumerate() {
            let words = format!("material {} of group {}", usage.id, group.id);
            let owner = Owner::RowMaterial(at, k);
            sites.add(owner, Some(at), usage.when.as_ref(), words);
        }
    }
    sites.0
}

struct Sites<'a>(Vec<ConditionSite<'a>>);

impl<'a> Sites<'a> {
    fn add(&mut self, owner: Owner, scope: Scope, condition: Option<&'a Condition>, words: String) {
        self.0.extend(condition.map(|condition| ConditionSite {
            owner,
            scope,
            condition,
            words,
        }));
    }

    fn fact(&mut self, fact: &'a Fact, scope: Scope) {
        if let Derivation::Whether(condition) = &fact.derive {
            let words = format!("fact {}", fact.id);
            self.add(Owner::Fact, scope, Some(condition), words);
        }
    }

    fn service(&mut self, at: usize, service: &'a Service) {
        let of = format!("of service {}", service.id);
        for (k, requirement) in service.requires.iter().enumerate() {
            let words = format!("requires[{k}] {of}");
            let owner = Owner::Requirement(at, k);
            self.add(owner, None, Some(&requirement.when), words);
        }
        for (k, usage) in service.fields.iter().enumerate() {
            let words = format!("field {} {of}", usage.id);
            self.add(Owner::Field(at, k), None, usage.when.as_ref(), words);
        }
        for (k, usage) in service.materials.iter().enumerate() {
            let words = format!("material {} {of}", usage.id);
            self.add(Owner::Material(at, k), None, usage.when.as_ref(), words);
        }
        for (k, usage) in service.groups.iter().enumerate() {
            let words = format!("group {} {of}", usage.id);
            self.add(Owner::Group(at, k), None, usage.when.as_ref(), words);
        }
        for (k, figure) in service.figures.iter().enumerate() {
            let words = format!("figure {} {of}", figure.label.zh());
            let when = figure.when.as_ref();
            self.add(Owner::Figure(at, k), None, when, words.clone());
            for (line, of_table) in figure.table.iter().enumerate() {
                let words = format!("line {} of {words}", of_table.label.zh());
                let owner = Owner::FigureLine(at, k, line);
                self.add(owner, None, of_table.when.as_ref(), words);
            }
        }
    }
}
