//! What of an application an office needs for its services: fields they use, answers that decide about them,
//! declarations they ask for. The rest is for others (个人信息保护法 article 6: no more than the purpose needs).

use std::collections::BTreeSet;

use casework::rules::uses;
use catalog::Scenario;
use catalog::scenario::{ACTING_FOR, FieldUse};
use serde::Serialize;
use serde_json::Value;

/// Whether one of these services uses a field: its own, those of its groups, and those of whoever acts.
pub(crate) fn uses_field(scenario: &Scenario, services: &[String], field: &str) -> bool {
    fields(scenario, services).any(|usage| usage.id == field)
}

fn fields<'a>(
    scenario: &'a Scenario,
    services: &'a [String],
) -> impl Iterator<Item = &'a FieldUse> {
    let services = services.iter().filter_map(|id| scenario.service(id));
    services.flat_map(|service| uses::fields(scenario, service))
}

/// The questions whose answers decide about these services: those that their conditions name, or the facts in them, or
/// the services in them; and those that fill in a field they use.
pub(super) fn questions(scenario: &Scenario, services: &[String]) -> BTreeSet<String> {
    let mut found = Found::default();
    let mut open: Vec<String> = services.to_vec();
    for usage in fields(scenario, services) {
        let field = scenario.field(&usage.id);
        open.extend(field.and_then(|field| field.answer.clone()));
    }
    while let Some(name) = open.pop() {
        if !found.seen.insert(name.clone()) {
            continue;
        }
        if scenario.question(&name).is_some() {
            found.questions.insert(name.clone());
        }
        if let Some(fact) = scenario.fact(&name) {
            open.extend(names_in(&fact.derive));
        }
        if let Some(service) = scenario.service(&name) {
            let requires = service.requires.iter().map(|it| &it.when);
            open.extend(requires.flat_map(names_in));
            let rule = service.decides.iter();
            let checks = rule.flat_map(|it| &it.checks).map(|it| &it.when);
            open.extend(checks.flat_map(names_in));
            open.extend(service.fields.iter().flat_map(|it| names_in(&it.when)));
            open.extend(service.materials.iter().flat_map(|it| names_in(&it.when)));
            open.extend(service.groups.iter().flat_map(|it| names_in(&it.when)));
            let groups = service.groups.iter();
            for group in groups.filter_map(|usage| scenario.group(&usage.id)) {
                open.extend(group.columns.iter().flat_map(|it| names_in(&it.when)));
                open.extend(group.materials.iter().flat_map(|it| names_in(&it.when)));
                open.extend(group.facts.iter().flat_map(|it| names_in(&it.derive)));
            }
        }
    }
    found.questions.insert(ACTING_FOR.to_owned());
    found.questions
}

#[derive(Default)]
struct Found {
    seen: BTreeSet<String>,
    questions: BTreeSet<String>,
}

/// The declarations of these services and of whoever acts.
pub(super) fn declarations<'a>(
    scenario: &'a Scenario,
    services: &'a [String],
) -> impl Iterator<Item = &'a String> {
    let services = services.iter().filter_map(|id| scenario.service(id));
    let of_services = services.flat_map(|service| &service.declarations);
    of_services.chain(scenario.roles.iter().flat_map(|role| &role.declarations))
}

/// Every text in a condition or derivation: the names it stands on are among them. What is no name is no question.
fn names_in(of: &impl Serialize) -> Vec<String> {
    fn collect(value: Value, names: &mut Vec<String>) {
        match value {
            Value::String(name) => names.push(name),
            Value::Array(list) => list.into_iter().for_each(|one| collect(one, names)),
            Value::Object(map) => map.into_iter().for_each(|(_, one)| collect(one, names)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    collect(serde_json::to_value(of).unwrap_or_default(), &mut names);
    names
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use catalog::load::{Library, NATIONAL};

    use super::*;

    #[test]
    fn an_answer_is_for_the_services_it_decides_about() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
        let library = Library::read(&folder).unwrap();
        let scenario = library.scenario(NATIONAL, "unemployment").unwrap();
        let of = |service: &str| questions(scenario, &[service.to_owned()]);
        // Benefit depends on why one left and on what was paid; being introduced to a job on neither.
        assert!(of("unemployment_benefit").contains("leaving_reason"));
        assert!(!of("job_introduction").contains("leaving_reason"));
    }
}
