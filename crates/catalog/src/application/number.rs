//! The identity number on the form held against the day of birth and the sex that were answered in the guide.

use civic::day::Day;

use crate::Value;
use crate::field_check::FieldProblem;
use crate::given::given;
use crate::plan::{Plan, StepState};
use crate::scenario::{Field, Kind, Scenario};

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
