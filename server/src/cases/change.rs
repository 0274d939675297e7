//! What an applicant changes in an application that was handed in: an answer to 补正, a paper that follows. It touches
//! what it names, and nothing else: all the rest stays as it was handed in, whatever registers say by now. It is
//! checked as the application was, as of the day it was handed in: time that passes while an office works takes
//! nothing away from the applicant. What was accepted before is not judged again.

mod place;

use std::collections::BTreeMap;

use casework::event::Seq;
use catalog::application::{self, Application, Confirmed, Problem, ProblemCode};
use catalog::field_check::check_value;
use catalog::plan::Origin;
use catalog::scenario::{FieldId, MaterialId};
use catalog::{Context, Plan, Scenario, Supplied, Value};
use civic::day;

use place::{Place, put, value_of};
pub(crate) use place::{field_path, has};

use super::attachments::{self, Expected};
use super::subjects::{self, Subjects};
use super::submit::material_record;
use super::{basis, flags};
use crate::cases::case_file::CaseFile;
use crate::error::{ApiError, ApiResult};
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::{CaseFlag, CaseRecord, Connection, MaterialRecord, Superseded, cases};

#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) materials: BTreeMap<MaterialId, Supplied>,
    /// Those of a row as `name-heirs-r2`.
    pub(super) fields: BTreeMap<FieldId, Value>,
    pub(super) confirmed: BTreeMap<MaterialId, Confirmed>,
    /// Whether the checklists of the materials have to be answered. After 补正 a clerk has judged already.
    pub(super) asks: bool,
}

/// A change that may be kept: judged, but for what others do meanwhile.
pub(super) struct Judged {
    /// The last event of the case that was judged. With a later one it is another case.
    seen: Seq,
    after: Application,
    flags: Vec<CaseFlag>,
    /// With their places in the plan.
    materials: Vec<(u32, MaterialRecord)>,
    superseded: Superseded,
}

/// Checks a change. `problems` are those already known.
///
/// # Errors
/// 422 with everything that is wrong with what it changes.
pub(super) async fn judge(
    app: &AppState,
    db: &mut Connection,
    (file, record): (&CaseFile, &CaseRecord),
    facts: &RegisterFacts,
    change: &Change,
    mut problems: Vec<Problem>,
) -> ApiResult<Judged> {
    attachments::within_bounds(change.materials.values())?;
    let scenario = &file.scenario;
    let person = &file.case.submitted.applicant;
    let today = app.clock.today();
    let day = record.submitted_at.get(..10).and_then(day::parse_iso);
    let known = Context {
        today: day.unwrap_or(today),
        ..facts.context(today)
    };
    let then = basis::as_handed_in(record.basis.as_ref(), &known);
    let typed = changed(&record.application, change);
    let plan = catalog::plan(scenario, &typed.answers, &then);
    let fields = change.fields.keys().map(|id| Place::field(id));
    let context = basis::with_records_of(fields, scenario, plan.acting_for, then, &known);
    let mut found = unplanned(&plan, &typed, change);
    found.extend(promised_anew(&record.application, change));
    let wrong = application::problems(scenario, &plan, &typed, &context).into_iter();
    found.extend(wrong.filter(|problem| concerns(problem, change)));
    found.retain(|problem| !problems.contains(problem));
    problems.extend(found);
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
    let after = in_normal_form(scenario, &plan, typed, &context, change);
    let found = flags::of(db, person, scenario, &plan, &after, &context).await?;
    let mut flags = record.flags.clone();
    flags.retain(|flag| !change.names(flag));
    flags.extend(found.into_iter().filter(|flag| change.names(flag)));
    let mut materials = Vec::new();
    for (position, planned) in (0..).zip(&plan.materials) {
        if let Some(supplied) = change.materials.get(&planned.id) {
            let material = material_record(scenario, planned, supplied, now)?;
            materials.push((position, material));
        }
    }
    Ok(Judged {
        seen: file.case.last,
        superseded: superseded(&record.application, &after, change),
        after,
        flags,
        materials,
    })
}

/// Keeps the application with a change, in the record too; returns what it has replaced.
///
/// # Errors
/// `case_open` where the case would be of somebody else.
pub(super) async fn keep(
    app: &AppState,
    db: &mut Connection,
    (file, record): (&CaseFile, &mut CaseRecord),
    change: &Change,
    judged: Judged,
) -> ApiResult<Superseded> {
    let person = &file.case.submitted.applicant;
    let after = judged.after;
    if !change.fields.is_empty() {
        let scenario = &file.scenario;
        let declared = subjects::declared(scenario, &app.scenarios.current());
        let (key, today) = (&app.subject_key, app.clock.today());
        let subjects = Subjects::of(key, person, scenario, declared.as_ref(), &after, today);
        subjects.refuse_open(db, Some(file.id)).await?;
        subjects.put(db, file.id).await?;
    }
    cases::set_application(db, &record.number, &after, &judged.flags).await?;
    for (position, material) in &judged.materials {
        cases::put_material(db, file.id, *position, material).await?;
    }
    attachments::bind(db, (person, file.id), &change.materials).await?;
    (record.application, record.flags) = (after, judged.flags);
    Ok(judged.superseded)
}

impl Judged {
    /// Whether nothing has happened to the case since.
    pub(super) fn is_of(&self, file: &CaseFile) -> bool {
        self.seen == file.case.last
    }
}

impl Change {
    /// Whether a flag is about what is changed.
    fn names(&self, flag: &CaseFlag) -> bool {
        match flag {
            CaseFlag::ForReview { material, .. } | CaseFlag::Unsure { material, .. } => {
                self.materials.contains_key(material)
            }
            CaseFlag::SamePicture {
                material,
                as_material,
                ..
            } => [material, as_material]
                .into_iter()
                .any(|id| self.materials.contains_key(id)),
            CaseFlag::Differs { field, .. } => self.fields.contains_key(field),
        }
    }
}

/// What was typed, in the normal form in which it counts. A record that a field is locked to stands, as it is now.
fn in_normal_form(
    scenario: &Scenario,
    plan: &Plan,
    typed: Application,
    context: &Context,
    change: &Change,
) -> Application {
    let mut after = typed.clone();
    for (id, value) in &change.fields {
        let Some(field) = scenario.field(Place::field(id)) else {
            continue;
        };
        let counts = match Place::of(id) {
            Place::Form => application::field_value(scenario, field, plan, &typed, context),
            Place::Row { .. } => Some(value.clone()),
        };
        let value = counts.unwrap_or_else(|| value.clone());
        let normal = check_value(&field.kind, &value, context.today);
        put(&mut after, id, normal.map_or(value, |(normal, _)| normal));
        for (id, says) in said_by(scenario, plan, id) {
            put(&mut after, &id, says);
        }
    }
    for planned in &plan.materials {
        if let Some(said) = after.confirmed.get_mut(&planned.id)
            && change.materials.contains_key(&planned.id)
        {
            let asks = application::asks(scenario, planned, &typed);
            said.ticked
                .retain(|id| asks.iter().any(|ask| ask.id == *id));
        }
    }
    after
}

/// What a number says of its row is changed with it: the day of birth, the sex.
fn said_by(scenario: &Scenario, plan: &Plan, id: &str) -> Vec<(FieldId, Value)> {
    let Place::Row { field, group, key } = Place::of(id) else {
        return Vec::new();
    };
    let row = plan.group(group).and_then(|group| group.row(key));
    let columns = row.into_iter().flat_map(|row| &row.fields);
    let said = columns.filter(|column| {
        let of = scenario
            .field(&column.id)
            .and_then(|it| it.given_by.as_deref());
        column.origin == Origin::Number && of == Some(field)
    });
    said.filter_map(|column| {
        let place = [&*column.id, group, key].join("-");
        Some((place, column.start.clone()?))
    })
    .collect()
}

/// What stood there before.
fn superseded(before: &Application, after: &Application, change: &Change) -> Superseded {
    let fields = change.fields.keys().filter_map(|id| {
        let value = value_of(before, id)?;
        (value_of(after, id) != Some(value)).then(|| (id.clone(), value.clone()))
    });
    let materials = change.materials.keys().filter_map(|id| {
        let supplied = before.materials.get(id)?;
        (after.materials.get(id) != Some(supplied)).then(|| (id.clone(), supplied.clone()))
    });
    Superseded {
        fields: fields.collect(),
        materials: materials.collect(),
    }
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
        if value_of(before, id) != Some(value) {
            // What was said of another value explains this one no more.
            after.explained.remove(id);
        }
        put(&mut after, id, value.clone());
    }
    after
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
