//! Whether an application tells of a child under fourteen, all of whose data are sensitive and to whose handling a
//! parent or guardian consents (个人信息保护法第二十八条、第三十一条): by the number of a document, or by a day of
//! birth.

use civic::CitizenId;
use civic::day::{Day, age_in_years};

use super::{Application, field_value};
use crate::context::Context;
use crate::plan::{Plan, RowPlan};
use crate::scenario::{Field, Kind, Scenario};
use crate::{Row, Value};

/// 不满十四周岁, in whole years.
const OF_AGE: u32 = 14;

/// Whoever it is of, and whoever brings it: oneself, a relative, a child in one of its rows.
pub fn tells_of_a_child(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> bool {
    let is_child = |birth: Day| age_in_years(birth, context.today).is_some_and(|age| age < OF_AGE);
    let answers = scenario.questions.iter().filter(|it| it.given_by.is_some());
    let mut answered = answers.filter_map(|it| plan.values.get(&it.id)?.day());
    let mut on_the_form = plan.fields.iter().filter_map(|planned| {
        let field = scenario.field(&planned.id)?;
        let value = field_value(scenario, field, plan, application, context);
        birth_by(field, value.as_ref()?, context.today)
    });
    let groups = plan.groups.iter();
    let mut rows = groups.flat_map(|group| {
        let rows = application.answers.rows(&group.id).iter();
        rows.zip(&group.rows)
    });
    let in_row = |(row, planned): (&Row, &RowPlan)| {
        let mut births = planned.fields.iter().filter_map(|column| {
            let field = scenario.field(&column.id)?;
            birth_by(field, column.value_in(row)?, context.today)
        });
        births.any(is_child)
    };
    plan.applied_for().next().is_some()
        && (answered.any(is_child) || on_the_form.any(is_child) || rows.any(in_row))
}

/// The day of birth that a field tells: of a number, or of a day that a number would say.
fn birth_by(field: &Field, value: &Value, today: Day) -> Option<Day> {
    match field.kind {
        Kind::CitizenId => {
            let number = CitizenId::parse(value.text()?, today).ok()?;
            Some(number.birth())
        }
        Kind::Date(_) if field.given_by.is_some() => value.day(),
        _ => None,
    }
}
