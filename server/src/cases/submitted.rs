//! Of an application, what the way after it depends on: its services, what they rest on, who else has to confirm.

use casework::event::{Confirmer, Deferral, PromiseUse, Submitted};
use catalog::application::{self, Application};
use catalog::plan::MaterialPlan;
use catalog::{Plan, Scenario, Supplied};

/// What is handed in by an application as it counts.
pub(super) fn submitted(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    person: &str,
) -> Submitted {
    let supplied = |way: Supplied| {
        let planned = plan.materials.iter();
        planned.filter(move |planned| application.materials.get(&planned.id) == Some(&way))
    };
    let deferred = supplied(Supplied::Later).map(|planned| Deferral {
        material: planned.id.clone(),
        services: planned.owners.clone(),
    });
    let promised = supplied(Supplied::Promised).filter_map(|planned| {
        Some(PromiseUse {
            commitment: commitment(scenario, planned)?,
            material: planned.id.clone(),
            services: planned.owners.clone(),
        })
    });
    let services = plan.applied_for().map(|service| service.id.clone());
    Submitted {
        applicant: person.to_owned(),
        acting_for: plan.acting_for,
        scenario: scenario.id.clone(),
        region: scenario.region.code.clone(),
        services: services.collect(),
        deferred: deferred.collect(),
        promised: promised.collect(),
        confirmers: confirmers(scenario, plan, application),
        delivery: application::delivered(scenario, plan)
            .filter_map(|service| {
                let delivery = application::delivery(service, application)?;
                Some((service.id.clone(), delivery.way))
            })
            .collect(),
    }
}

/// 共同确认: where what all would sign is promised, the people of the rows confirm what rests on it.
fn confirmers(scenario: &Scenario, plan: &Plan, application: &Application) -> Vec<Confirmer> {
    let mut confirmers = Vec::new();
    for planned in &plan.groups {
        let group = scenario.group(&planned.id);
        let Some(confirms) = group.and_then(|group| group.confirms.as_ref()) else {
            continue;
        };
        let promised = plan.material(&confirms.promised).filter(|material| {
            application.materials.get(&material.id) == Some(&Supplied::Promised)
        });
        let Some(promised) = promised else { continue };
        let services = planned
            .owners
            .iter()
            .filter(|id| promised.owners.contains(id));
        let services: Vec<String> = services.cloned().collect();
        let rows = application.answers.rows(&planned.id).iter();
        confirmers.extend(rows.map(|row| Confirmer {
            id: confirmer_id(&planned.id, &row.key),
            role: confirms.role,
            services: services.clone(),
        }));
    }
    confirmers
}

/// By what the person of a row is known among those who confirm: `heirs-r2`.
pub(super) fn confirmer_id(group: &str, key: &str) -> String {
    format!("{group}-{key}")
}

fn commitment(scenario: &Scenario, planned: &MaterialPlan) -> Option<String> {
    planned.material(scenario)?.commitment
}
