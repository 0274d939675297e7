//! The identity number on the form held against what was answered and typed: the day of birth and the sex of the guide,
//! and days by which its bearer must have reached an age.

use civic::day::Day;

use crate::field_check::FieldProblem;
use crate::given::given;
use crate::plan::{Plan, RowPlan, StepState};
use crate::scenario::{Field, FieldId, Kind, Scenario};
use crate::{Row, Value};

/// Whether the number in a field says another thing than an answer that the resident gave. What a register answered is
/// not held against it, for that is not typed.
pub fn number_problem(
    scenario: &Scenario,
    plan: &Plan,
    field: &Field,
    value: Option<&Value>,
    today: Day,
) -> Option<FieldProblem> {
    let mut steps = plan.steps.iter();
    steps.find_map(|step| {
        let question = scenario.question(&step.question)?;
        let is_held = question.given_by.as_ref() == Some(&field.id);
        if !is_held || step.state != StepState::Answered {
            return None;
        }
        let says = given(&question.kind, value?, today)?;
        let differs = *plan.values.get(&question.id)? != says;
        differs.then_some(match question.kind {
            Kind::Date(_) => FieldProblem::BirthDiffers,
            _ => FieldProblem::SexDiffers,
        })
    })
}

/// The field whose number says an age that must be reached on the day in `field`.
pub fn number_of_age(field: &Field) -> Option<&FieldId> {
    match &field.kind {
        Kind::Date(bounds) => Some(&bounds.reached.as_ref()?.number),
        _ => None,
    }
}

/// What the row holds of that field, where it has it.
pub fn number_in_row<'a>(field: &Field, planned: &'a RowPlan, row: &'a Row) -> Option<&'a Value> {
    let id = number_of_age(field)?;
    let column = planned.fields.iter().find(|column| column.id == *id)?;
    column.value_in(row)
}

/// Whether the bearer of the number was too young on that day. Where either is missing, nothing is said.
pub fn age_problem(
    field: &Field,
    value: Option<&Value>,
    number: Option<&Value>,
    today: Day,
) -> Option<FieldProblem> {
    let Kind::Date(bounds) = &field.kind else {
        return None;
    };
    let is_too_young = bounds.is_too_young(value?.day()?, number?, today)?;
    is_too_young.then_some(FieldProblem::TooYoung)
}
