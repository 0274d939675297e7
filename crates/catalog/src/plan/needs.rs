//! What the services need together: each field and each material once, with its owners and the strictest rule.
//! What the role needs, such as 授权委托书, is needed by every service that is applied for.

use crate::condition::Condition;
use crate::context::Context;
use crate::evaluation::{Truth, evaluate};
use crate::facts::EvalContext;
use crate::scenario::{
    Field, FieldId, FieldUse, Material, MaterialId, MaterialUse, Scenario, ServiceId, Supply,
};
use crate::{Answers, LocalizedText};

use super::ServicePlan;
use super::rows::{self, GroupPlan};

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
    pub exempted: bool,
    /// Before sign-in: an e-licence may replace it.
    pub may_be_exempted: bool,
    /// Whose it is, where it is needed for one row of a group: the row's first column, or its number.
    pub whose: Option<String>,
}

impl MaterialPlan {
    /// The material itself; that of a row has the plan's id, and its name says whose it is.
    pub fn material(&self, scenario: &Scenario) -> Option<Material> {
        let mut material = scenario.material(&self.id)?.clone();
        if let Some(whose) = &self.whose {
            material.id.clone_from(&self.id);
            material.name =
                LocalizedText::Simplified([material.name.zh(), "（", whose, "）"].concat());
        }
        Some(material)
    }
}

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
    let field = |id: &FieldId| needs.fields.iter().find(|plan| plan.id == *id).cloned();
    needs.fields = scenario
        .fields
        .iter()
        .filter_map(|one| field(&one.id))
        .collect();
    let material = |id: &MaterialId| needs.materials.iter().find(|plan| plan.id == *id).cloned();
    let materials = scenario.materials.iter();
    needs.materials = materials.filter_map(|one| material(&one.id)).collect();
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

fn join(all: &mut Vec<ServiceId>, more: &[ServiceId]) {
    for id in more {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
}

/// Whether a field is asked for, and whether it must be filled in.
pub(super) fn field_requirement<'a>(usage: &'a FieldUse, eval: &EvalContext<'a>) -> Option<bool> {
    let Some(when) = &usage.when else {
        return Some(usage.required);
    };
    match evaluate(when, eval).truth {
        Truth::No => None,
        // What was answered with 「不清楚」 is not demanded a page later.
        Truth::Unknown => Some(false),
        Truth::Yes => Some(usage.required),
    }
}

pub(super) fn is_needed<'a>(when: Option<&'a Condition>, eval: &EvalContext<'a>) -> bool {
    when.is_none_or(|when| evaluate(when, eval).truth != Truth::No)
}

/// A material before it is known what is open to the person.
pub(super) fn material_plan(
    scenario: &Scenario,
    usage: &MaterialUse,
    owners: &[ServiceId],
) -> Option<MaterialPlan> {
    let material = scenario.material(&usage.id)?;
    let mut allowed = material.supply.clone();
    allowed.retain(|way| usage.supply.is_empty() || usage.supply.contains(way));
    Some(MaterialPlan {
        id: material.id.clone(),
        owners: owners.to_vec(),
        allowed,
        exempted: false,
        may_be_exempted: false,
        whose: None,
    })
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

/// Leaves the ways that are open to the one who applies.
pub(super) fn keep_open_ways(
    plan: &mut MaterialPlan,
    licensed: bool,
    context: &Context,
    eval: &EvalContext<'_>,
) {
    plan.allowed.retain(|way| match way {
        Supply::Licence => licensed,
        Supply::Promise => context.may_promise && eval.acting_for().may_promise(),
        _ => true,
    });
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
