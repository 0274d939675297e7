//! A scenario about somebody else, or about several people, that does not say of whom a case is: a second child would
//! be refused while the first one's case is open. And a subject that an application need not name.

use catalog::ActingFor;
use catalog::scenario::{Field, FieldId, Group, Kind, Scenario};

use crate::report::{Fault, FaultKind, Severity};

/// Records of whoever has signed in, and of their employer: the same for every case they bring.
const OF_WHO_BRINGS_IT: [&str; 2] = ["agent.", "employer."];

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut told = Vec::new();
    match &scenario.subject {
        None => {
            let why = about_others(scenario);
            told.extend(why.map(|why| format!("it is about others ({why}), and has no subject")));
        }
        Some(subject) => match &subject.rows {
            None => told = of_person(scenario, &subject.numbers),
            Some(group) => {
                let mut used = scenario.services.iter().flat_map(|one| &one.groups);
                if !used.any(|used| used.id == *group) {
                    told.push(format!("subject: no service uses group {group}"));
                }
            }
        },
    }
    let fault = |message| {
        let kind = FaultKind::NoSubject;
        Fault::new(Severity::Error, kind, &scenario.id, message)
    };
    told.into_iter().map(fault).collect()
}

fn about_others(scenario: &Scenario) -> Option<String> {
    let role = scenario
        .roles
        .iter()
        .find(|role| role.id != ActingFor::Oneself);
    let role = role.map(|role| format!("role {}", role.id.id()));
    role.or_else(|| {
        let is_anothers = |field: &&Field| {
            let own = field
                .record
                .as_deref()
                .is_some_and(|key| key.ends_with(".number"));
            matches!(field.kind, Kind::CitizenId) && !own && !is_column(scenario, &field.id)
        };
        let field = scenario.fields.iter().find(is_anothers)?;
        Some(format!("field {}", field.id))
    })
}

fn is_column(scenario: &Scenario, id: &FieldId) -> bool {
    let has = |group: &Group| group.column(id).is_some();
    scenario.groups.iter().any(has)
}

fn of_person(scenario: &Scenario, numbers: &[FieldId]) -> Vec<String> {
    let mut told = Vec::new();
    for field in numbers.iter().filter_map(|id| scenario.field(id)) {
        let record = field.record.as_deref().unwrap_or_default();
        if OF_WHO_BRINGS_IT
            .iter()
            .any(|whose| record.starts_with(whose))
        {
            let message = format!("subject: field {} is of whoever brings the case", field.id);
            told.push(message);
        }
    }
    // A service that takes no field is not handed in alone.
    let services = scenario.services.iter();
    for service in services.filter(|service| !service.fields.is_empty()) {
        let mut uses = service.fields.iter();
        if !uses.any(|one| one.required && numbers.contains(&one.id)) {
            told.push(format!(
                "subject: service {} does not require {}",
                service.id,
                numbers.join(" or ")
            ));
        }
    }
    told
}
