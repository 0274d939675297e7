//! What the services need together: each field and each material once, with its owners and the strictest rule.

use crate::context::Context;
use crate::facts::Known;
use crate::judge::{Truth, judge};
use crate::scenario::{Field, FieldId, MaterialId, Scenario, ServiceId, Supply};

use super::ServicePlan;

#[derive(Debug, Clone, PartialEq)]
pub struct FieldPlan {
    pub id: FieldId,
    /// The services that use it: 「A、B 两项共用」.
    pub owners: Vec<ServiceId>,
    /// Required where any of them requires it.
    pub required: bool,
    /// Where its first value comes from.
    pub origin: Origin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The resident fills it in.
    Resident,
    /// A record of the state (免填写).
    Record,
    /// An answer of the guide.
    Answer,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MaterialPlan {
    pub id: MaterialId,
    pub owners: Vec<ServiceId>,
    /// The ways that every owner allows and that are open to this person, in the order of the scenario.
    pub allowed: Vec<Supply>,
    /// The person's e-licence replaces it: nothing to hand in (免提交).
    pub spared: bool,
    /// Before sign-in: an e-licence may replace it.
    pub may_be_spared: bool,
}

pub(super) fn union(
    scenario: &Scenario,
    services: &[ServicePlan],
    context: &Context,
    known: &Known<'_>,
) -> (Vec<FieldPlan>, Vec<MaterialPlan>) {
    let mut fields: Vec<FieldPlan> = Vec::new();
    let mut materials: Vec<MaterialPlan> = Vec::new();
    let needed = |when: &Option<_>| {
        when.as_ref()
            .is_none_or(|when| judge(when, known).truth != Truth::No)
    };
    let certain = |when: &Option<_>| {
        when.as_ref()
            .is_none_or(|when| judge(when, known).truth == Truth::Yes)
    };
    let applied = services
        .iter()
        .filter(|service| service.applied_for())
        .filter_map(|service| scenario.service(&service.id));
    for service in applied {
        for usage in service.fields.iter().filter(|usage| needed(&usage.when)) {
            // What was answered with 「不清楚」 is not demanded a page later.
            let required = usage.required && certain(&usage.when);
            if let Some(plan) = fields.iter_mut().find(|plan| plan.id == usage.id) {
                plan.owners.push(service.id.clone());
                plan.required |= required;
            } else if let Some(field) = scenario.field(&usage.id) {
                fields.push(FieldPlan {
                    id: field.id.clone(),
                    owners: vec![service.id.clone()],
                    required,
                    origin: origin(field, context, known),
                });
            }
        }
        for usage in service.materials.iter().filter(|usage| needed(&usage.when)) {
            let allows = |way: &Supply| usage.supply.is_empty() || usage.supply.contains(way);
            if let Some(plan) = materials.iter_mut().find(|plan| plan.id == usage.id) {
                plan.owners.push(service.id.clone());
                plan.allowed.retain(allows);
            } else if let Some(material) = scenario.material(&usage.id) {
                let mut allowed = material.supply.clone();
                allowed.retain(allows);
                materials.push(MaterialPlan {
                    id: material.id.clone(),
                    owners: vec![service.id.clone()],
                    allowed,
                    spared: false,
                    may_be_spared: false,
                });
            }
        }
    }
    // In the order of the scenario, whatever service named them first.
    let fields = scenario
        .fields
        .iter()
        .filter_map(|field| fields.iter().find(|plan| plan.id == field.id).cloned())
        .collect();
    let mut materials: Vec<MaterialPlan> = scenario
        .materials
        .iter()
        .filter_map(|material| {
            materials
                .iter()
                .find(|plan| plan.id == material.id)
                .cloned()
        })
        .collect();
    for plan in &mut materials {
        open_to_person(plan, scenario, context);
    }
    (fields, materials)
}

fn open_to_person(plan: &mut MaterialPlan, scenario: &Scenario, context: &Context) {
    let Some(material) = scenario.material(&plan.id) else {
        return;
    };
    let licensed = material
        .licence
        .as_ref()
        .is_some_and(|kind| context.licences.contains(kind));
    let by_licence = plan.allowed.contains(&Supply::Licence);
    plan.spared = by_licence && licensed;
    plan.may_be_spared = by_licence && !context.signed_in;
    plan.allowed.retain(|way| match way {
        Supply::Licence => licensed,
        Supply::Promise => context.may_promise && context.acting_for.may_promise(),
        _ => true,
    });
}

fn origin(field: &Field, context: &Context, known: &Known<'_>) -> Origin {
    let recorded = field
        .record
        .as_ref()
        .is_some_and(|key| context.records.contains_key(key));
    let answered = field
        .answer
        .as_ref()
        .is_some_and(|name| known.value(name).is_some());
    match (recorded, answered) {
        (true, _) => Origin::Record,
        (false, true) => Origin::Answer,
        (false, false) => Origin::Resident,
    }
}
