//! What the services need together: each field and each material once, with its owners and the strictest rule.
//! What the role needs, such as 授权委托书, is needed by every service that is applied for.

use crate::Answers;
use crate::context::Context;
use crate::facts::EvalContext;
use crate::scenario::{Field, FieldUse, MaterialUse, Scenario, ServiceId, Supply, Within};

use super::ServicePlan;
use super::rows::{self, GroupPlan};
use super::usage::{
    FieldPlan, MaterialPlan, Origin, field_requirement, is_needed, keep_open_ways, material_plan,
};

#[derive(Debug, Default)]
pub(super) struct Needs {
    pub(super) fields: Vec<FieldPlan>,
    pub(super) groups: Vec<GroupPlan>,
    pub(super) materials: Vec<MaterialPlan>,
}

pub(super) fn union<'a>(
    scenario: &'a Scenario,
    answers: &'a Answers,
    services: &[ServicePlan],
    context: &Context,
    eval: &EvalContext<'a>,
) -> Needs {
    let mut needs = Needs::default();
    let applied: Vec<_> = services
        .iter()
        .filter(|service| service.applied_for())
        .filter_map(|service| scenario.service(&service.id))
        .collect();
    if let Some(role) = scenario.role(eval.acting_for())
        && !applied.is_empty()
    {
        let owners: Vec<ServiceId> = applied.iter().map(|service| service.id.clone()).collect();
        needs.add(
            scenario,
            &role.fields,
            &role.materials,
            &owners,
            eval,
            context,
        );
    }
    for service in &applied {
        let owner = [service.id.clone()];
        needs.add(
            scenario,
            &service.fields,
            &service.materials,
            &owner,
            eval,
            context,
        );
        for usage in &service.groups {
            if is_needed(usage.when.as_ref(), eval) {
                rows::add(&mut needs.groups, &usage.id, &service.id);
            }
        }
    }
    // In the order of the scenario, whatever service named them first.
    let mut fields = std::mem::take(&mut needs.fields);
    needs
        .fields
        .extend(scenario.fields.iter().filter_map(|one| {
            let at = fields.iter().position(|plan| plan.id == one.id)?;
            Some(fields.swap_remove(at))
        }));
    for at in 0..needs.fields.len() {
        let field = scenario.field(&needs.fields[at].id);
        let alike = field.and_then(|field| field.same_as.as_ref());
        let is_asked = alike.is_some_and(|id| needs.fields.iter().any(|plan| plan.id == *id));
        if is_asked && needs.fields[at].origin == Origin::Resident {
            needs.fields[at].origin = Origin::Alike;
        }
    }
    let mut materials = std::mem::take(&mut needs.materials);
    needs
        .materials
        .extend(scenario.materials.iter().filter_map(|one| {
            let at = materials.iter().position(|plan| plan.id == one.id)?;
            Some(materials.swap_remove(at))
        }));
    for plan in &mut needs.materials {
        open_to_person(plan, scenario, context, eval);
    }
    for group in &mut needs.groups {
        rows::fill(
            group,
            &mut needs.materials,
            scenario,
            answers,
            context,
            eval,
        );
    }
    needs
}

impl Needs {
    fn add<'a>(
        &mut self,
        scenario: &'a Scenario,
        fields: &'a [FieldUse],
        materials: &'a [MaterialUse],
        owners: &[ServiceId],
        eval: &EvalContext<'a>,
        context: &Context,
    ) {
        for usage in fields {
            let Some(required) = field_requirement(usage, eval) else {
                continue;
            };
            if let Some(plan) = self.fields.iter_mut().find(|plan| plan.id == usage.id) {
                join(&mut plan.owners, owners);
                plan.required |= required;
            } else if let Some(field) = scenario.field(&usage.id) {
                self.fields.push(FieldPlan {
                    id: field.id.clone(),
                    owners: owners.to_vec(),
                    required,
                    origin: origin(field, context, eval),
                    start: None,
                    limits: eval.limits(&field.kind, within(scenario, field)),
                });
            }
        }
        for usage in materials
            .iter()
            .filter(|usage| is_needed(usage.when.as_ref(), eval))
        {
            let allows = |way: &Supply| usage.supply.is_empty() || usage.supply.contains(way);
            if let Some(plan) = self.materials.iter_mut().find(|plan| plan.id == usage.id) {
                join(&mut plan.owners, owners);
                plan.allowed.retain(allows);
            } else {
                self.materials
                    .extend(material_plan(scenario, usage, owners));
            }
        }
    }
}

/// A field that an answer fills in keeps to the limits of its question.
fn within<'a>(scenario: &'a Scenario, field: &'a Field) -> Option<&'a Within> {
    let question = || scenario.question(field.answer.as_ref()?);
    let of_question = || question()?.within.as_ref();
    field.within.as_ref().or_else(of_question)
}

fn join(all: &mut Vec<ServiceId>, more: &[ServiceId]) {
    for id in more {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
}

fn open_to_person(
    plan: &mut MaterialPlan,
    scenario: &Scenario,
    context: &Context,
    eval: &EvalContext<'_>,
) {
    let licensed = scenario
        .material(&plan.id)
        .and_then(|material| material.licence.as_ref())
        .is_some_and(|kind| context.holds_licence(kind, eval.acting_for()));
    let by_licence = plan.allowed.contains(&Supply::Licence);
    plan.exempted = by_licence && licensed;
    plan.may_be_exempted = by_licence && !context.signed_in;
    keep_open_ways(plan, licensed, context, eval);
}

fn origin<'a>(field: &'a Field, context: &Context, eval: &EvalContext<'a>) -> Origin {
    let recorded = field
        .record
        .as_ref()
        .is_some_and(|key| context.record(key, eval.acting_for()).is_some());
    let answered = field
        .answer
        .as_ref()
        .is_some_and(|name| eval.value(name).is_some());
    match (recorded, answered) {
        (true, _) => Origin::Record,
        (false, true) => Origin::Answer,
        (false, false) => Origin::Resident,
    }
}
