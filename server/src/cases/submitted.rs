//! Of an application, what the way after it depends on: its services, what they rest on, who else has to confirm.

use casework::event::{Deferral, PromiseUse, Submitted};
use catalog::plan::MaterialPlan;
use catalog::{Application, Plan, Scenario, Supplied};

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
        confirmers: Vec::new(),
    }
}

fn commitment(scenario: &Scenario, planned: &MaterialPlan) -> Option<String> {
    planned.material(scenario)?.commitment
}
