//! What an applicant changes in an application that was handed in: an answer to 补正, a paper that follows. It is
//! checked as the application was, as of the day it was handed in: time that passes while an office works takes nothing
//! away from the applicant. What was accepted before is not judged again.

use std::collections::BTreeMap;

use catalog::application::{self, Application, Confirmed, Problem, ProblemCode};
use catalog::scenario::{FieldId, MaterialId};
use catalog::{Plan, Supplied, Value};
use civic::day;

use super::attachments::{self, Expected};
use super::flags;
use super::subjects::{self, Subjects};
use super::submit::{effective, material_record};
use crate::cases::case_file::CaseFile;
use crate::error::{ApiError, ApiResult};
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases};

#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) materials: BTreeMap<MaterialId, Supplied>,
    /// Those of a row as `name-heirs-r2`.
    pub(super) fields: BTreeMap<FieldId, Value>,
    pub(super) confirmed: BTreeMap<MaterialId, Confirmed>,
    /// Whether the checklists of the materials have to be answered. After 补正 a clerk has judged already.
    pub(super) asks: bool,
}

/// Checks a change and keeps the application with it, in the record too; `problems` are those already known.
///
/// # Errors
/// 422 with everything that is wrong with what it changes; `case_open` where the case would be of somebody else.
pub(super) async fn take_in(
    app: &AppState,
    db: &mut Connection,
    file: &CaseFile,
    record: &mut CaseRecord,
    facts: &RegisterFacts,
    change: &Change,
    mut problems: Vec<Problem>,
) -> ApiResult<()> {
    let scenario = &file.scenario;
    let person = &file.case.submitted.applicant;
    let day = record.submitted_at.get(..10).and_then(day::parse_iso);
    let context = facts.context(day.unwrap_or_else(|| app.clock.today()));
    let after = changed(&record.application, change);
    let plan = catalog::plan(scenario, &after.answers, &context);
    problems.extend(unplanned(&plan, &after, change));
    problems.extend(promised_anew(&record.application, change));
    let found = application::problems(scenario, &plan, &after, &context).into_iter();
    problems.extend(found.filter(|problem| concerns(problem, change)));
    let expected = Expected {
        person,
        scenario: &scenario.id,
        case_id: Some(file.id),
    };
    problems.extend(attachments::problems(db, &expected, &change.materials).await?);
    if !problems.is_empty() {
        return Err(ApiError::Application(problems));
    }
    let now = app.clock.now();
    let after = effective(scenario, &plan, &after, &context);
    if !change.fields.is_empty() {
        let declared = subjects::declared(scenario, &app.scenarios.current());
        let (key, today) = (&app.subject_key, now.day());
        let subjects = Subjects::of(key, person, scenario, declared.as_ref(), &after, today);
        subjects.refuse_open(db, Some(file.id)).await?;
        subjects.put(db, file.id).await?;
    }
    let flags = flags::of(db, person, scenario, &plan, &after, &context).await?;
    cases::set_application(db, file.id, &after, &flags).await?;
    for (position, planned) in (0..).zip(&plan.materials) {
        if let Some(supplied) = change.materials.get(&planned.id) {
            let material = material_record(scenario, planned, supplied, now)?;
            cases::put_material(db, file.id, position, &material).await?;
        }
    }
    attachments::bind(db, file.id, change.materials.values()).await?;
    (record.application, record.flags) = (after, flags);
    Ok(())
}

/// The application with what is changed. What was confirmed of earlier pictures is not confirmed of new ones.
fn changed(before: &Application, change: &Change) -> Application {
    let mut after = before.clone();
    for (id, supplied) in &change.materials {
        after.materials.insert(id.clone(), supplied.clone());
        after.confirmed.remove(id);
        let said = change.confirmed.get(id).cloned();
        after.confirmed.extend(said.map(|said| (id.clone(), said)));
    }
    for (id, value) in &change.fields {
        match Place::of(id) {
            Place::Form => {
                after.fields.insert(id.clone(), value.clone());
            }
            Place::Row { field, group, key } => {
                let rows = after.answers.rows.get_mut(group).into_iter().flatten();
                for row in rows.filter(|row| row.key == key) {
                    row.values.insert(field.to_owned(), value.clone());
                }
            }
        }
    }
    after
}

/// Where a field stands.
enum Place<'a> {
    Form,
    Row {
        field: &'a str,
        group: &'a str,
        key: &'a str,
    },
}

impl<'a> Place<'a> {
    fn of(id: &'a str) -> Self {
        let mut parts = id.splitn(3, '-');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(field), Some(group), Some(key)) => Self::Row { field, group, key },
            _ => Self::Form,
        }
    }

    /// The JSON pointer of a field with this id.
    fn path(id: &str) -> String {
        match Place::of(id) {
            Place::Form => format!("/fields/{id}"),
            Place::Row { field, group, key } => format!("/answers/rows/{group}/{key}/{field}"),
        }
    }
}

/// The JSON pointer of a field, of the form or of a row.
pub(super) fn field_path(id: &str) -> String {
    Place::path(id)
}

fn unplanned(plan: &Plan, after: &Application, change: &Change) -> Vec<Problem> {
    let is_planned = |id: &str| match Place::of(id) {
        Place::Form => plan.field(id).is_some(),
        Place::Row { field, group, key } => {
            let groups = plan.groups.iter().filter(|planned| planned.id == group);
            let has_row = after.answers.rows(group).iter().any(|row| row.key == key);
            let mut rows = groups.flat_map(|planned| &planned.rows);
            has_row && rows.any(|row| row.fields.iter().any(|planned| planned.id == field))
        }
    };
    let materials = change.materials.keys();
    let materials = materials.filter(|id| plan.material(id).is_none());
    let fields = change.fields.keys().filter(|id| !is_planned(id));
    let paths = materials
        .map(|id| format!("/materials/{id}"))
        .chain(fields.map(|id| field_path(id)));
    let code = ProblemCode::WayNotAllowed;
    paths.map(|path| Problem { path, code }).collect()
}

/// A word is given when the case is handed in, a promise clause by clause; a change has no place for it.
fn promised_anew(before: &Application, change: &Change) -> Vec<Problem> {
    let is_word = |way: &Supplied| matches!(way, Supplied::Promised | Supplied::Later);
    let anew = change
        .materials
        .iter()
        .filter(|(id, supplied)| is_word(supplied) && before.materials.get(*id) != Some(*supplied));
    let code = ProblemCode::WayNotAllowed;
    anew.map(|(id, _)| Problem {
        path: format!("/materials/{id}"),
        code,
    })
    .collect()
}

/// Whether a problem is about what is changed.
fn concerns(problem: &Problem, change: &Change) -> bool {
    let mut parts = problem.path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("materials"), Some(id)) => change.materials.contains_key(id),
        (Some("confirmed"), Some(id)) => change.asks && change.materials.contains_key(id),
        _ => change
            .fields
            .keys()
            .any(|id| field_path(id) == problem.path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_makes_no_promise_that_was_not_agreed_to() {
        let material = |supplied| [("kinship".to_owned(), supplied)].into_iter().collect();
        let before = |supplied| Application {
            materials: material(supplied),
            ..Application::default()
        };
        let promise = Change {
            materials: material(Supplied::Promised),
            ..Change::default()
        };
        let later = Change {
            materials: material(Supplied::Later),
            ..Change::default()
        };
        assert_eq!(promised_anew(&before(Supplied::Counter), &later).len(), 1);
        let refused = promised_anew(&before(Supplied::Later), &promise);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].path, "/materials/kinship");
        assert_eq!(refused[0].code, ProblemCode::WayNotAllowed);
        assert!(promised_anew(&before(Supplied::Promised), &promise).is_empty());
    }

    #[test]
    fn a_cell_of_a_row_is_changed_where_it_stands() {
        let row = |key: &str| catalog::Row {
            key: key.to_owned(),
            ..catalog::Row::default()
        };
        let mut before = Application::default();
        let rows = vec![row("r1"), row("r2")];
        before.answers.rows.insert("heirs".to_owned(), rows);
        let change = Change {
            fields: [("name-heirs-r2".to_owned(), Value::from("张三"))].into(),
            ..Change::default()
        };
        let after = changed(&before, &change);
        assert!(after.fields.is_empty());
        let rows = after.answers.rows("heirs");
        assert!(rows[0].values.is_empty());
        assert_eq!(rows[1].values["name"], Value::from("张三"));
        assert_eq!(field_path("name-heirs-r2"), "/answers/rows/heirs/r2/name");
    }
}
