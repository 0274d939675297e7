//! 补正: the applicant's answer to everything an office found wanting, once for all.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use catalog::application::{self, Application, Problem, ProblemCode};
use civic::day;
use contract::case::{Correction, LaneEventKind, LaneState};
use contract::problem::Code;
use sqlx::SqliteConnection;

use super::attachments::{self, Expected};
use super::submit::{effective, material_row};
use super::view::{self, stored};
use super::{flags, service_track};
use crate::auth::session::SignedIn;
use crate::error::{ApiError, ApiResult, Fault, malformed, not_found, problem};
use crate::http::body::JsonBody;
use crate::http::idempotency::Key;
use crate::http::params::Path;
use crate::registers::holdings;
use crate::scenario_registry;
use crate::state::AppState;
use crate::store::cases;
use crate::store::service_tracks;

const LONGEST_NOTE: usize = 500;

/// `POST /api/v1/cases/{number}/lanes/{service}/correction`
pub(crate) async fn correct(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, service)): Path<(String, String)>,
    key: Key,
    body: JsonBody<Correction>,
) -> ApiResult<Response> {
    let once = key.of(&format!("person:{}", person.id), &body.bytes);
    let correction = body.data;
    if correction.note.chars().count() > LONGEST_NOTE {
        return malformed("the note is too long");
    }
    let mut db = app.store.writing().await?;
    if let Some(response) = once.done_before(&mut db).await? {
        return Ok(response);
    }
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    let lanes = service_tracks::of_case(&mut db, case.id).await?;
    let mut lane = lanes
        .into_iter()
        .find(|lane| lane.service == service)
        .ok_or_else(not_found)?;
    if service_track::state(&lane)? != LaneState::CorrectionNeeded {
        return problem(Code::WrongState, "no correction is asked for");
    }
    let scenario = scenario_registry::version(&mut db, &case.scenario, &case.scenario_hash)
        .await?
        .ok_or(ApiError::Internal(Fault::Stored("a scenario version")))?;
    // Judged as of the day it was handed in: that time passes while an office works takes nothing
    // away from the applicant.
    let day = case.submitted_at.get(..10).and_then(day::parse_iso);
    let context = holdings::context(&person, day.unwrap_or_else(|| app.clock.today()));
    let before: Application = stored(&case.application, "an application")?;
    let mut after = before.clone();
    after.materials.extend(correction.materials.clone());
    after.fields.extend(correction.fields.clone());
    // What was said of the earlier pictures is not said of these.
    let again = |id: &String| correction.materials.contains_key(id);
    after.confirmed.retain(|id, _| !again(id));
    let plan = catalog::plan(&scenario, &after.answers, &context);
    let asked = asked_materials(&mut db, case.id, &service).await?;
    let mut problems = left_out(&asked, &correction);
    problems.extend(unplanned(&plan, &correction));
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
    let flags = flags::of(&mut db, &person.id, &scenario, &plan, &after, &context).await?;
    let (application, flags) = (
        serde_json::to_string(&after)?,
        serde_json::to_string(&flags)?,
    );
    cases::set_application(&mut db, case.id, &application, &flags).await?;
    for (position, planned) in (0..).zip(&plan.materials) {
        if let Some(supplied) = correction.materials.get(&planned.id) {
            let row = material_row(&scenario, planned, supplied, now)?;
            cases::put_material(&mut db, case.id, position, &row).await?;
        }
    }
    attachments::bind(&mut db, case.id, correction.materials.values()).await?;
    let event = LaneEventKind::Corrected {
        note: correction.note,
    };
    let to = LaneState::Accepted;
    service_track::move_on(
        &mut db,
        case.id,
        &mut lane,
        to,
        &event,
        Some(&scenario),
        now,
    )
    .await?;
    let case = view::case(&mut db, case).await?;
    let response = once.keep(&mut db, StatusCode::OK, &case, now).await?;
    db.commit().await?;
    Ok(response)
}

/// The materials that the latest request for correction of the lane names.
async fn asked_materials(
    db: &mut SqliteConnection,
    case_id: i64,
    service: &str,
) -> ApiResult<Vec<String>> {
    for event in service_tracks::events(db, case_id).await?.into_iter().rev() {
        if event.service != service {
            continue;
        }
        let what: LaneEventKind = stored(&event.what, "an event")?;
        if let LaneEventKind::CorrectionAsked { materials, .. } = what {
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

/// Whether a problem is of what the correction changes; the rest was accepted before.
fn concerns(problem: &Problem, correction: &Correction) -> bool {
    let mut parts = problem.path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("materials"), Some(id)) => correction.materials.contains_key(id),
        (Some("fields"), Some(id)) => correction.fields.contains_key(id),
        _ => false,
    }
}
