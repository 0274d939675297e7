//! Questions that are left to the office, and on which more hangs than a figure: they would have to be asked.

use std::collections::BTreeSet;

use catalog::Condition;
use catalog::scenario::{FieldUse, GroupUse, MaterialUse, Scenario};

use crate::report::{Fault, FaultKind, Severity};

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut optional = scenario
        .questions
        .iter()
        .filter(|one| one.optional)
        .peekable();
    if optional.peek().is_none() {
        return Vec::new();
    }
    let deciding = deciding(scenario);
    let decides = |id: &str| {
        let of = deciding.iter().find(|(_, roots)| roots.contains(id));
        of.map(|(what, _)| what.clone())
    };
    let faults = optional.filter_map(|question| {
        let what = decides(&question.id)?;
        let message = format!(
            "question {} is left to the office, and {what} hangs on it",
            question.id
        );
        Some(Fault::new(
            Severity::Error,
            FaultKind::OptionalDecides,
            &scenario.id,
            message,
        ))
    });
    faults.collect()
}

/// What is not a figure, with the names it rests on.
fn deciding(scenario: &Scenario) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    let mut look = |what: String, when: Option<&Condition>| {
        if let Some(when) = when {
            found.push((what, roots(scenario, when)));
        }
    };
    for question in scenario.questions.iter().filter(|one| !one.optional) {
        look(format!("question {}", question.id), question.when.as_ref());
    }
    let of_fields = |fields: &[FieldUse], look: &mut dyn FnMut(String, Option<&Condition>)| {
        for one in fields {
            look(format!("field {}", one.id), one.when.as_ref());
        }
    };
    let of_materials = |materials: &[MaterialUse],
                        look: &mut dyn FnMut(String, Option<&Condition>)| {
        for one in materials {
            look(format!("material {}", one.id), one.when.as_ref());
        }
    };
    for service in &scenario.services {
        for requirement in &service.requires {
            look(format!("service {}", service.id), Some(&requirement.when));
        }
        of_fields(&service.fields, &mut look);
        of_materials(&service.materials, &mut look);
        for GroupUse { id, when } in &service.groups {
            look(format!("group {id}"), when.as_ref());
        }
    }
    for role in &scenario.roles {
        of_fields(&role.fields, &mut look);
        of_materials(&role.materials, &mut look);
    }
    for group in &scenario.groups {
        of_fields(&group.columns, &mut look);
        of_materials(&group.materials, &mut look);
    }
    found
}

/// The names a condition looks at, and through facts what these rest on.
fn roots(scenario: &Scenario, when: &Condition) -> BTreeSet<String> {
    let mut waiting: Vec<String> = Vec::new();
    when.walk(&mut |part| waiting.extend(part.subject().map(str::to_owned)));
    let mut roots = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !roots.insert(name.clone()) {
            continue;
        }
        let in_groups = scenario.groups.iter().flat_map(|group| &group.facts);
        let mut facts = scenario.facts.iter().chain(in_groups);
        if let Some(fact) = facts.find(|fact| fact.id == name) {
            waiting.extend(fact.derive.names().into_iter().map(str::to_owned));
        }
    }
    roots
}
