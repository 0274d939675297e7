//! What a back office decides about one service of a case.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use catalog::Scenario;
use contract::case::LaneState;
use contract::ops::{Decision, Outcome};
use contract::problem::Code;
use sqlx::SqliteConnection;

use super::auth::OpsAuth;
use crate::cases::outcomes::{self, Judged};
use crate::cases::{service_track, view};
use crate::clock::Moment;
use crate::error::{ApiResult, malformed, not_found, problem};
use crate::http::body::JsonBody;
use crate::http::idempotency::Key;
use crate::http::params::Path;
use crate::scenario_registry;
use crate::state::AppState;
use crate::store::cases::{self, CaseRow, MaterialRow};
use crate::store::service_tracks;

const LONGEST_TEXT: usize = 2000;

/// `POST /ops/v1/cases/{number}/lanes/{service}/decisions`
pub(crate) async fn decide(
    State(app): State<AppState>,
    _: OpsAuth,
    Path((number, service)): Path<(String, String)>,
    key: Key,
    body: JsonBody<Decision>,
) -> ApiResult<Response> {
    let once = key.of("office", &body.bytes);
    let decision = body.data;
    let mut db = app.store.writing().await?;
    if let Some(response) = once.done_before(&mut db).await? {
        return Ok(response);
    }
    let case = cases::find(&mut db, &number).await?.ok_or_else(not_found)?;
    let mut all = service_tracks::of_case(&mut db, case.id).await?;
    let lane = all
        .iter_mut()
        .find(|lane| lane.service == service)
        .ok_or_else(not_found)?;
    says_something(&decision)?;
    let known = cases::materials(&mut db, case.id).await?;
    if let Decision::Correct {
        materials, reasons, ..
    } = &decision
    {
        let is_known = |id: &String| known.iter().any(|row| row.material == *id);
        if !materials.iter().all(is_known) {
            return malformed("a material that the case does not have");
        }
        if !reasons.keys().all(|id| materials.contains(id)) {
            return malformed("a reason for a material that is not asked for");
        }
    }
    let Some(to) = service_track::decided(service_track::state(lane)?, &decision) else {
        return problem(Code::WrongState, "the lane's state does not allow this");
    };
    let now = app.clock.now();
    let scenario = scenario_registry::version(&mut db, &case.scenario, &case.scenario_hash).await?;
    if let Some(scenario) = &scenario {
        keep_outcomes(&mut db, &case, scenario, &service, &known, &decision, now).await?;
    }
    let event = service_track::event_of(decision);
    service_track::move_on(&mut db, case.id, lane, to, &event, scenario.as_ref(), now).await?;
    let states: Vec<LaneState> = all
        .iter()
        .map(service_track::state)
        .collect::<ApiResult<_>>()?;
    if states.into_iter().all(LaneState::is_final) {
        cases::close(&mut db, case.id, &now.rfc3339()).await?;
    }
    let answer = view::for_office(&mut db, case).await?;
    let response = once.keep(&mut db, StatusCode::OK, &answer, now).await?;
    db.commit().await?;
    Ok(response)
}

/// What the decision says about pictures: what is asked for again was not good enough, and what a granted service
/// looked at was. A refusal says nothing about them.
async fn keep_outcomes(
    db: &mut SqliteConnection,
    case: &CaseRow,
    scenario: &Scenario,
    service: &str,
    materials: &[MaterialRow],
    decision: &Decision,
    at: Moment,
) -> ApiResult<()> {
    let outcome = match decision {
        Decision::Correct { .. } => Outcome::Returned,
        Decision::Grant { .. } => Outcome::Accepted,
        Decision::Accept | Decision::Refuse { .. } => return Ok(()),
    };
    let judged = Judged {
        case,
        scenario,
        outcome,
        at,
    };
    for row in materials {
        match decision {
            Decision::Correct {
                materials, reasons, ..
            } if materials.contains(&row.material) => {
                let reasons = reasons.get(&row.material);
                judged
                    .keep(db, row, reasons.map_or(&[], Vec::as_slice))
                    .await?;
            }
            Decision::Grant { .. } if outcomes::is_of(scenario, service, &row.material) => {
                judged.keep(db, row, &[]).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A resident reads these words: they must not be empty, nor without end.
fn says_something(decision: &Decision) -> ApiResult<()> {
    let text = match decision {
        Decision::Accept => return Ok(()),
        Decision::Correct { message, .. } => message,
        Decision::Grant { result } => result,
        Decision::Refuse { reason } => reason,
    };
    if text.trim().is_empty() || text.chars().count() > LONGEST_TEXT {
        return malformed("words of 1 to 2000 characters are needed");
    }
    Ok(())
}
