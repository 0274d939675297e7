//! An application as it counts.

use std::collections::BTreeMap;

use catalog::application::{self, Application, Confirmed, Explanation};
use catalog::field_check::check_value;
use catalog::scenario::{FieldId, MaterialId};
use catalog::{Context, Plan, Scenario, Supplied};

/// Relevant answers, effective values in normal form, and only what
/// the plan asks for.
pub(super) fn effective(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> Application {
    let value = |id: &String| {
        let field = scenario.field(id)?;
        let value = application::field_value(scenario, field, plan, application, context)?;
        let (normal, _) = check_value(&field.kind, &value, context.today).ok()?;
        Some((id.clone(), normal))
    };
    let supplied = |id: &String, spared: bool| {
        let supplied = application.materials.get(id).cloned();
        // A held e-licence answers by itself.
        let supplied = supplied.or_else(|| spared.then_some(Supplied::Licence))?;
        Some((id.clone(), supplied))
    };
    let materials: BTreeMap<_, _> = plan
        .materials
        .iter()
        .filter_map(|planned| supplied(&planned.id, planned.exempted))
        .collect();
    let mut answers = plan.relevant_answers(&application.answers);
    let rows = answers.rows.values_mut().flatten();
    for (id, value) in rows.flat_map(|row| &mut row.values) {
        let normal = scenario
            .field(id)
            .and_then(|field| check_value(&field.kind, value, context.today).ok());
        if let Some((normal, _)) = normal {
            *value = normal;
        }
    }
    let (confirmed, explained) = confirmations(scenario, plan, application, context);
    Application {
        answers,
        confirmed,
        explained,
        fields: plan
            .fields
            .iter()
            .filter_map(|planned| value(&planned.id))
            .collect(),
        agreed: application::to_agree(scenario, plan, application)
            .into_iter()
            .filter(|id| application.agreed.contains(*id))
            .cloned()
            .collect(),
        signatures: application::to_sign(scenario, plan, application)
            .into_iter()
            .filter_map(|id| application.signature(id).cloned())
            .collect(),
        sensitive_consent: application.sensitive_consent,
        materials,
        delivery: application::delivered(scenario, plan)
            .filter_map(|service| {
                let chosen = application::delivery(service, application)?;
                Some((service.id.clone(), chosen))
            })
            .collect(),
    }
}

/// Of the checklist and the explanations, what is about this application.
fn confirmations(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> (
    BTreeMap<MaterialId, Confirmed>,
    BTreeMap<FieldId, Explanation>,
) {
    let confirmed = plan.materials.iter().filter_map(|planned| {
        let asks = application::asks(scenario, planned, application);
        let mut said = application.confirmed.get(&planned.id)?.clone();
        said.ticked
            .retain(|id| asks.iter().any(|ask| ask.id == *id));
        (!asks.is_empty()).then(|| (planned.id.clone(), said))
    });
    let differing = application::differences(scenario, plan, application, context);
    let explained = differing.iter().filter_map(|it| {
        let why = application.explained.get(&it.field.id)?;
        Some((it.field.id.clone(), *why))
    });
    (confirmed.collect(), explained.collect())
}
