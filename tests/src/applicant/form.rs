//! What the applicant fills in on the form: the rows of the groups, and what neither a record nor an answer has.

use catalog::application::{field_problem, field_value};
use catalog::scenario::{Field, Scenario};
use catalog::{Application, Context, Row, plan};

use super::values::{self, Input};
use super::{FieldEntry, GroupEntry};

/// The most passes over a row: entering one column may reveal others.
const PASSES: usize = 20;

/// The rows of the walk table, completed; the minimum number of rows where the table has none.
pub(super) fn fill_rows(
    scenario: &Scenario,
    application: &mut Application,
    context: &Context,
) -> Vec<GroupEntry> {
    let mut entries = Vec::new();
    for planned in plan(scenario, &application.answers, context).groups {
        let Some(group) = scenario.group(&planned.id) else {
            continue;
        };
        let rows = application
            .answers
            .rows
            .entry(group.id.clone())
            .or_default();
        while rows.len() < usize::from(group.min.max(1)) {
            rows.push(Row {
                key: format!("r{}", rows.len() + 1),
                ..Row::default()
            });
        }
        let count = rows.len();
        let rows = (0..count).map(|at| fill_row(scenario, application, context, &group.id, at));
        entries.push(GroupEntry {
            name: group.name.zh().to_owned(),
            one: group.one.zh().to_owned(),
            rows: rows.collect(),
        });
    }
    entries
}

/// Column by column, because a value may reveal the next column.
fn fill_row(
    scenario: &Scenario,
    application: &mut Application,
    context: &Context,
    group: &str,
    at: usize,
) -> Vec<(String, Input)> {
    let mut entries: Vec<(String, Input)> = Vec::new();
    let mut entered = Vec::new();
    for _ in 0..PASSES {
        let plan = plan(scenario, &application.answers, context);
        let next = plan.group(group).and_then(|group| group.rows.get(at));
        let next = next.and_then(|row| {
            row.fields
                .iter()
                .filter(|column| !entered.contains(&column.id))
                .find_map(|column| Some((scenario.field(&column.id)?, column.clone())))
        });
        let Some((field, column)) = next else {
            break;
        };
        entered.push(field.id.clone());
        let Some(row) = application
            .answers
            .rows
            .get_mut(group)
            .and_then(|rows| rows.get_mut(at))
        else {
            break;
        };
        // The guide has said it of every row.
        if column.start.is_some() {
            row.values.remove(&field.id);
            continue;
        }
        let nth = u16::try_from(at).unwrap_or_default();
        let value = row.values.entry(field.id.clone()).or_insert_with(|| {
            let value = values::valid(&field.kind, context.today, nth);
            values::within(value, &field.kind, &column.limits)
        });
        entries.push((
            field.label.zh().to_owned(),
            values::input(&field.kind, value),
        ));
    }
    entries
}

/// The fields that neither a record nor an answer has filled with a valid value.
pub(super) fn fill_fields(
    scenario: &Scenario,
    application: &mut Application,
    context: &Context,
) -> Vec<FieldEntry> {
    let plan = plan(scenario, &application.answers, context);
    let mut entries = Vec::new();
    for planned in &plan.fields {
        let Some(field) = scenario.field(&planned.id) else {
            continue;
        };
        let stands = field_value(scenario, field, &plan, application, context);
        if stands.is_some() && field_problem(field, planned, stands.as_ref(), context).is_none() {
            continue;
        }
        let value = values::number_as_answered(scenario, field, &plan)
            .unwrap_or_else(|| values::valid(&field.kind, context.today, 90));
        let value = values::within(value, &field.kind, &planned.limits);
        entries.push(entry(field, values::input(&field.kind, &value)));
        application.fields.insert(field.id.clone(), value);
    }
    entries
}

fn entry(field: &Field, input: Input) -> FieldEntry {
    FieldEntry {
        section: field.section.zh().to_owned(),
        label: field.label.zh().to_owned(),
        input,
    }
}
