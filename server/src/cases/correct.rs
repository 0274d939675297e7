//! 补正: the applicant's answer to everything an office asked to correct, all at once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::event::{CorrectionItem, CorrectionSubject};
use casework::{Action, Actor, ServiceState};
use catalog::application::{self, Application, Problem, ProblemCode, Supplied};
use catalog::field_check::FieldProblem;
use civic::day;
use contract::case_action::Correction;
use contract::problem::Code;

use super::attachments::{self, Expected};
use super::case_file::CaseFile;
use super::subjects::{self, Subjects};
use super::submit::{effective, material_record};
use super::{flags, view};
use crate::auth::session::SignedIn;
use crate::error::{ApiError, ApiResult, malformed, not_found, problem};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::cases;

const MAX_NOTE_CHARS: usize = 500;

/// `POST /api/v1/cases/{number}/services/{service}/correction`
pub(crate) async fn correct(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, service)): Path<(String, String)>,
    key: IdempotencyKey,
    body: JsonBody<Correction>,
) -> ApiResult<Response> {
    let request = key.of(&format!("person:{}", person.id), &body.bytes);
    let correction = body.data;
    if correction.note.chars().count() > MAX_NOTE_CHARS {
        return malformed("the note is too long");
    }
    let facts = RegisterFacts::of(&app, &person).await?;
    let mut db = app.store.write().await?;
    if let Some(response) = request.replay(&mut db).await? {
        return Ok(response);
    }
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    let mut file = CaseFile::load(&app.scenarios, &mut db, &case).await?;
    let found = file.case.service(&service).ok_or_else(not_found)?;
    if found.state != ServiceState::CorrectionNeeded {
        return problem(Code::WrongState, "no correction is asked for");
    }
    let asked = found.to_correct.clone();
    let scenario = file.scenario.clone();
    // Judged as of the day it was handed in: time that passes while an office works takes nothing away from the
    // applicant.
    let day = case.submitted_at.get(..10).and_then(day::parse_iso);
    let context = facts.context(day.unwrap_or_else(|| app.clock.today()));
    let mut after = case.application.clone();
    after.materials.extend(correction.materials.clone());
    after.fields.extend(correction.fields.clone());
    // What was confirmed of the earlier pictures is not confirmed of these.
    let again = |id: &String| correction.materials.contains_key(id);
    after.confirmed.retain(|id, _| !again(id));
    let plan = catalog::plan(&scenario, &after.answers, &context);
    let mut problems = left_out(&asked, &correction);
    problems.extend(unplanned(&plan, &correction));
    problems.extend(promised_anew(&case.application, &correction));
    problems.extend(
        application::problems(&scenario, &plan, &after, &context)
            .into_iter()
            .filter(|problem| concerns(problem, &correction)),
    );
    let expected = Expected {
        person: &person.id,
        scenario: &scenario.id,
        case_id: Some(case.id),
    };
    problems.extend(attachments::problems(&mut db, &expected, &correction.materials).await?);
    if !problems.is_empty() {
        return Err(ApiError::Application(problems));
    }
    let now = app.clock.now();
    let after = effective(&scenario, &plan, &after, &context);
    let declared = subjects::declared(&scenario, &app.scenarios.current());
    let subjects = Subjects::of(
        &app.subject_key,
        &person.id,
        &scenario,
        declared.as_ref(),
        &after,
        now.day(),
    );
    subjects.refuse_open(&mut db, Some(case.id)).await?;
    subjects.put(&mut db, case.id).await?;
    let flags = flags::of(&mut db, &person.id, &scenario, &plan, &after, &context).await?;
    cases::set_application(&mut db, case.id, &after, &flags).await?;
    for (position, planned) in (0..).zip(&plan.materials) {
        if let Some(supplied) = correction.materials.get(&planned.id) {
            let record = material_record(&scenario, planned, supplied, now)?;
            cases::put_material(&mut db, case.id, position, &record).await?;
        }
    }
    attachments::bind(&mut db, case.id, correction.materials.values()).await?;
    let note = match correction.note.trim() {
        "" => None,
        note => Some(file.write_down(&mut db, note).await?),
    };
    let action = Action::Correct {
        service,
        fields: correction.fields.into_keys().collect(),
        materials: correction.materials.into_keys().collect(),
        note,
    };
    let (actor, seen) = (Actor::Person(person.id), file.case.last);
    file.act(&mut db, actor, seen, action, app.clock.of_cases())
        .await?;
    let case = view::of_file(&app, &mut db, case, &file).await?;
    let response = request
        .complete(&mut db, StatusCode::OK, &case, now)
        .await?;
    db.commit().await?;
    Ok(response)
}

fn left_out(asked: &[CorrectionItem], correction: &Correction) -> Vec<Problem> {
    let left_out = asked.iter().filter_map(|item| match &item.of {
        CorrectionSubject::Material(id) => {
            let is_there = correction.materials.contains_key(id);
            (!is_there).then(|| (format!("/materials/{id}"), ProblemCode::MaterialUndecided))
        }
        CorrectionSubject::Field(id) => {
            let is_there = correction.fields.contains_key(id);
            let missing = ProblemCode::Field(FieldProblem::Missing);
            (!is_there).then(|| (format!("/fields/{id}"), missing))
        }
    });
    left_out
        .map(|(path, code)| Problem { path, code })
        .collect()
}

fn unplanned(plan: &catalog::Plan, correction: &Correction) -> Vec<Problem> {
    correction
        .materials
        .keys()
        .filter(|id| plan.material(id).is_none())
        .map(|id| Problem {
            path: format!("/materials/{id}"),
            code: ProblemCode::WayNotAllowed,
        })
        .collect()
}

/// A promise is agreed to when the case is handed in, clause by clause; a correction has no place for it.
fn promised_anew(before: &Application, correction: &Correction) -> Vec<Problem> {
    correction
        .materials
        .iter()
        .filter(|(id, supplied)| {
            **supplied == Supplied::Promised
                && before.materials.get(*id) != Some(&Supplied::Promised)
        })
        .map(|(id, _)| Problem {
            path: format!("/materials/{id}"),
            code: ProblemCode::WayNotAllowed,
        })
        .collect()
}

/// Whether a problem is about what the correction changes; the rest was accepted before.
fn concerns(problem: &Problem, correction: &Correction) -> bool {
    let mut parts = problem.path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("materials"), Some(id)) => correction.materials.contains_key(id),
        (Some("fields"), Some(id)) => correction.fields.contains_key(id),
        _ => false,
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
        let promise = Correction {
            materials: material(Supplied::Promised),
            ..Correction::default()
        };
        let refused = promised_anew(&before(Supplied::Later), &promise);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].path, "/materials/kinship");
        assert_eq!(refused[0].code, ProblemCode::WayNotAllowed);
        assert!(promised_anew(&before(Supplied::Promised), &promise).is_empty());
    }
}
