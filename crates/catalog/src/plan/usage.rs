//! What the use of one field or one material comes to for a person, in a service or in a row.

use crate::condition::Condition;
use crate::context::Context;
use crate::evaluation::Truth;
use crate::facts::{EvalContext, Limits, evaluate};
use crate::scenario::{
    FieldId, FieldUse, Material, MaterialId, MaterialUse, Scenario, ServiceId, Supply,
};
use crate::{LocalizedText, Row, Value};

#[derive(Debug, Clone, PartialEq)]
pub struct FieldPlan {
    pub id: FieldId,
    /// The services that use it: 「A、B 两项共用」.
    pub owners: Vec<ServiceId>,
    /// Required where any of them requires it.
    pub required: bool,
    /// Where its first value comes from.
    pub origin: Origin,
    /// What a column starts with in each row, where an answer or the number of the row says it. Fields of the form
    /// start with what [`crate::application::prefilled`] says.
    pub start: Option<Value>,
    /// What it must lie between, as it follows from the facts.
    pub limits: Limits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The resident fills it in.
    Resident,
    /// A record of the state (免填写).
    Record,
    /// An answer of the guide.
    Answer,
    /// Another field of the form (同上).
    Alike,
    /// The identity number in the same row.
    Number,
}

impl FieldPlan {
    /// What a cell of this column holds: what was typed, or else what it starts with.
    pub fn value_in<'a>(&'a self, row: &'a Row) -> Option<&'a Value> {
        let typed = row.values.get(&self.id);
        // What a number says is there again when the cell was emptied.
        let typed = typed.filter(|typed| self.origin != Origin::Number || !typed.is_blank());
        typed.or(self.start.as_ref())
    }

    /// Whether the number in the row says another thing.
    pub fn differs(&self, value: &Value) -> bool {
        self.origin == Origin::Number && self.start.as_ref().is_some_and(|says| says != value)
    }
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

/// Leaves the ways that are open to the one who applies.
pub(super) fn keep_open_ways(
    plan: &mut MaterialPlan,
    licensed: bool,
    context: &Context,
    eval: &EvalContext<'_>,
) {
    let may_give_word = !plan
        .owners
        .iter()
        .any(|id| context.no_word_for.contains(id));
    plan.allowed.retain(|way| match way {
        Supply::Licence => licensed,
        Supply::Promise => may_give_word && context.may_promise && eval.acting_for().may_promise(),
        Supply::Later => may_give_word,
        _ => true,
    });
}
