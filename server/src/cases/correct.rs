//! 补正: the applicant's answer to everything an office asked to correct, all at once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use catalog::application::{self, Application, Problem, ProblemCode, Supplied};
use civic::day;
use contract::case::{ServiceEventKind, ServiceState};
use contract::case_action::Correction;
use contract::problem::Code;

use super::attachments::{self, Expected};
use super::service_track::{self, Step};
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
use crate::store::{Connection, StoreError, cases, service_tracks};

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
    let tracks = service_tracks::of_case(&mut db, case.id).await?;
    let mut track = tracks
        .into_iter()
        .find(|track| track.service == service)
        .ok_or_else(not_found)?;
    if track.state != ServiceState::CorrectionNeeded {
        return problem(Code::WrongState, "no correction is asked for");
    }
    let scenario = app
        .scenarios
        .version(&mut db, &case.scenario, &case.scenario_hash)
        .await?;
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
    let asked = asked_materials(&mut db, case.id, &service).await?;
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
    let step = Step {
        to: ServiceState::Accepted,
        what: ServiceEventKind::Corrected {
            note: correction.note,
        },
        scenario: &scenario,
        at: now,
    };
    service_track::advance(&mut db, case.id, &mut track, step).await?;
    let case = view::case(&app.scenarios, &mut db, case).await?;
    let response = request
        .complete(&mut db, StatusCode::OK, &case, now)
        .await?;
    db.commit().await?;
    Ok(response)
}

/// The materials that the latest request for correction of the service names.
async fn asked_materials(
    db: &mut Connection,
    case_id: i64,
    service: &str,
) -> Result<Vec<String>, StoreError> {
    for event in service_tracks::events(db, case_id).await?.into_iter().rev() {
        if event.service != service {
            continue;
        }
        if let ServiceEventKind::CorrectionAsked { materials, .. } = event.what {
            return Ok(materials);
        }
    }
    Ok(Vec::new())
}

fn left_out(asked: &[String], correction: &Correction) -> Vec<Problem> {
    asked
        .iter()
        .filter(|id| !correction.materials.contains_key(*id))
        .map(|id| Problem {
            path: format!("/materials/{id}"),
            code: ProblemCode::MaterialUndecided,
        })
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
