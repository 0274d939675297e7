//! A row in one line: whose it is, their number with its middle hidden, and whether anything is left to do.

use catalog::Row;
use catalog::application::{age_problem, field_problem, number_in_row, order_problem, same_person};
use catalog::context::Context;
use catalog::field_check::{FieldProblem, masked};
use catalog::plan::{FieldPlan, RowPlan, row_title};
use catalog::scenario::{Field, FieldId, Group, Kind, Scenario};
use catalog::subject::Concerned;
use contract::case::OpenCase;
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::rows as words;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) status: Status,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Complete,
    /// So many required cells are empty, and nothing is wrong.
    Missing(usize),
    /// So many cells hold something that is not taken.
    Wrong(usize),
}

/// The rows of a group, in their order.
pub(super) fn lines(
    scenario: &Scenario,
    group: &Group,
    planned: &[RowPlan],
    rows: &[Row],
    open: &[(Concerned, OpenCase)],
    context: &Context,
) -> Vec<Line> {
    let mut again = same_person(scenario, planned, rows, context.today);
    again.extend(open.iter().filter_map(|(of, _)| cell(&of.path)));
    let rows = rows.iter().zip(planned).enumerate();
    rows.map(|(at, (row, planned))| Line {
        key: row.key.clone(),
        title: row_title(group, row, at),
        number: number(scenario, row, planned, context),
        status: status(scenario, row, planned, &again, context),
    })
    .collect()
}

/// `/answers/rows/employees/r7/id_number` is the cell of the row `r7`.
fn cell(path: &str) -> Option<(String, FieldId)> {
    let mut parts = path.rsplit('/');
    let column = parts.next()?;
    Some((parts.next()?.to_owned(), column.to_owned()))
}

/// The number of the person's document, once it is one.
fn number(scenario: &Scenario, row: &Row, planned: &RowPlan, context: &Context) -> Option<String> {
    planned.fields.iter().find_map(|column| {
        let field = scenario.field(&column.id)?;
        matches!(field.kind, Kind::CitizenId | Kind::Permit).then_some(())?;
        masked(&field.kind, row.values.get(&column.id)?, context.today)
    })
}

fn status(
    scenario: &Scenario,
    row: &Row,
    planned: &RowPlan,
    again: &[(String, FieldId)],
    context: &Context,
) -> Status {
    let (mut missing, mut wrong) = (0, 0);
    for column in &planned.fields {
        let Some(field) = scenario.field(&column.id) else {
            continue;
        };
        match problem(field, column, row, planned, context) {
            None if again.contains(&(row.key.clone(), column.id.clone())) => wrong += 1,
            None => {}
            Some(FieldProblem::Missing) => missing += 1,
            Some(_) => wrong += 1,
        }
    }
    match (wrong, missing) {
        (0, 0) => Status::Complete,
        (0, missing) => Status::Missing(missing),
        (wrong, _) => Status::Wrong(wrong),
    }
}

fn problem(
    field: &Field,
    column: &FieldPlan,
    row: &Row,
    planned: &RowPlan,
    context: &Context,
) -> Option<FieldProblem> {
    let value = column.value_in(row);
    let start = field.not_before.as_ref().and_then(|id| row.values.get(id));
    let number = number_in_row(field, planned, row);
    field_problem(field, column, value, context)
        .or_else(|| order_problem(value, start))
        .or_else(|| age_problem(field, value, number, context.today))
}

impl Status {
    /// The word carries the meaning, the colour only helps.
    pub(super) fn tag(self) -> Node {
        match self {
            Self::Complete => {
                view! { <span class="tag tag--good">{icon("check", "")} {words::complete()}</span> }
            }
            Self::Missing(n) => {
                let missing = words::missing(&n.to_string());
                view! { <span class="tag tag--warn">{missing}</span> }
            }
            Self::Wrong(n) => {
                let wrong = words::wrong(&n.to_string());
                view! { <span class="tag tag--bad">{icon("warning", "")} {wrong}</span> }
            }
        }
        .into_node()
    }
}

/// How many rows there are, and how many of them still need something.
pub(super) fn tally(lines: &[Line], one: &str) -> String {
    let complete = |line: &&Line| line.status == Status::Complete;
    let done = lines.iter().filter(complete).count();
    let (all, open) = (lines.len().to_string(), (lines.len() - done).to_string());
    if done == lines.len() {
        words::tally_complete(&all, one)
    } else {
        words::tally(&done.to_string(), &all, one, &open)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use catalog::Value;
    use catalog::plan::{Limits, Origin};
    use civic::day::Day;

    /// Of 招用一件事: one employee, with these cells.
    fn line_of(cells: &[(&str, &str)]) -> Line {
        let scenario: Scenario = serde_json::from_value(serde_json::json!({
            "id": "hiring", "version": "2026-11-21", "name": "招用", "summary": "", "audience": "",
            "questions": [], "services": [], "sources": [], "materials": [],
            "fields": [
                { "id": "name", "section": "员工", "label": "姓名", "kind": "person_name" },
                { "id": "id_number", "section": "员工", "label": "公民身份号码", "kind": "citizen_id" },
                { "id": "mobile", "section": "员工", "label": "手机号码", "kind": "mobile" }
            ],
            "groups": [{
                "id": "employees", "name": "员工", "one": "员工", "min": 1, "max": 200,
                "columns": [{ "id": "name" }, { "id": "id_number" }, { "id": "mobile" }]
            }]
        }))
        .unwrap();
        let column = |(id, required): (&str, bool)| FieldPlan {
            id: id.to_owned(),
            owners: Vec::new(),
            required,
            origin: Origin::Resident,
            start: None,
            limits: Limits::default(),
        };
        let columns = [("name", true), ("id_number", true), ("mobile", false)];
        let planned = RowPlan {
            key: "r7".to_owned(),
            fields: columns.map(column).to_vec(),
            figures: Vec::new(),
            facts: BTreeMap::new(),
        };
        let cells = cells.iter();
        let row = Row {
            key: "r7".to_owned(),
            values: cells
                .map(|(id, value)| ((*id).to_owned(), Value::from(*value)))
                .collect(),
        };
        let context = Context::anonymous(Day::from_ymd_opt(2026, 11, 29).unwrap());
        let group = scenario.group("employees").unwrap();
        lines(&scenario, group, &[planned], &[row], &[], &context).remove(0)
    }

    #[test]
    fn a_row_that_is_begun_says_how_much_is_missing() {
        assert_eq!(line_of(&[]).title, "员工 1");
        assert_eq!(line_of(&[]).status, Status::Missing(2));
        let begun = line_of(&[("name", "陈小满")]);
        assert_eq!(begun.title, "陈小满");
        assert_eq!((begun.number, begun.status), (None, Status::Missing(1)));
    }

    #[test]
    fn a_full_row_shows_its_number_with_the_middle_hidden() {
        let full = line_of(&[("name", "陈小满"), ("id_number", "320000199503150015")]);
        assert_eq!(full.status, Status::Complete);
        assert_eq!(full.number.as_deref(), Some("3200**********0015"));
    }

    #[test]
    fn what_is_wrong_counts_before_what_is_missing() {
        let wrong = line_of(&[("id_number", "320000"), ("mobile", "12")]);
        assert_eq!(wrong.status, Status::Wrong(2));
    }

    #[test]
    fn the_tally_counts_rows_and_those_that_need_something() {
        let lines = [line_of(&[]), line_of(&[("name", "陈小满")])];
        assert_eq!(tally(&lines, "员工"), words::tally("0", "2", "员工", "2"),);
        assert!(tally(&lines, "员工").contains("一共 2 名员工"));
    }
}
