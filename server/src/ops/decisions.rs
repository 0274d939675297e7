//! What a back office decides about one service of a case.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use catalog::Scenario;
use contract::ops::{Decision, Outcome};
use contract::problem::Code;

use super::auth::OpsAuth;
use crate::cases::outcomes::{self, Judged};
use crate::cases::service_track::{self, Step};
use crate::cases::view;
use crate::clock::Moment;
use crate::error::{ApiResult, malformed, not_found, problem};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, MaterialRecord, StoreError, cases, service_tracks};

const MAX_TEXT_CHARS: usize = 2000;

/// `POST /ops/v1/cases/{number}/services/{service}/decisions`
pub(crate) async fn decide(
    State(app): State<AppState>,
    _: OpsAuth,
    Path((number, service)): Path<(String, String)>,
    key: IdempotencyKey,
    body: JsonBody<Decision>,
) -> ApiResult<Response> {
    let request = key.of("office", &body.bytes);
    let decision = body.data;
    let mut db = app.store.write().await?;
    if let Some(response) = request.replay(&mut db).await? {
        return Ok(response);
    }
    let case = cases::find(&mut db, &number).await?.ok_or_else(not_found)?;
    let mut tracks = service_tracks::of_case(&mut db, case.id).await?;
    let track = tracks
        .iter_mut()
        .find(|track| track.service == service)
        .ok_or_else(not_found)?;
    check_text(&decision)?;
    let materials = cases::materials(&mut db, case.id).await?;
    check_materials(&decision, &materials)?;
    let Some(to) = service_track::decided(track.state, &decision) else {
        return problem(
            Code::WrongState,
            "the state of the service does not allow this",
        );
    };
    let now = app.clock.now();
    let scenario = app
        .scenarios
        .version(&mut db, &case.scenario, &case.scenario_hash)
        .await?;
    record_outcomes(
        &mut db, &case, &scenario, &service, &materials, &decision, now,
    )
    .await?;
    let step = Step {
        to,
        what: service_track::event_of(decision),
        scenario: &scenario,
        at: now,
    };
    service_track::advance(&mut db, case.id, track, step).await?;
    if tracks.iter().all(|track| track.state.is_final()) {
        cases::close(&mut db, case.id, &now.rfc3339()).await?;
    }
    let answer = view::for_office(&app.scenarios, &mut db, case).await?;
    let response = request
        .complete(&mut db, StatusCode::OK, &answer, now)
        .await?;
    db.commit().await?;
    Ok(response)
}

/// A request for correction names materials of the case, and reasons for these alone.
fn check_materials(decision: &Decision, known: &[MaterialRecord]) -> ApiResult<()> {
    let Decision::Correct {
        materials, reasons, ..
    } = decision
    else {
        return Ok(());
    };
    let is_known = |id: &String| known.iter().any(|one| one.material == *id);
    if !materials.iter().all(is_known) {
        return malformed("a material that the case does not have");
    }
    if !reasons.keys().all(|id| materials.contains(id)) {
        return malformed("a reason for a material that is not asked for");
    }
    Ok(())
}

/// What the decision says about pictures: what is asked for again was not good enough, and what a granted service
/// looked at was. A refusal says nothing about them.
async fn record_outcomes(
    db: &mut Connection,
    case: &CaseRecord,
    scenario: &Scenario,
    service: &str,
    materials: &[MaterialRecord],
    decision: &Decision,
    at: Moment,
) -> Result<(), StoreError> {
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
    for material in materials {
        let id = &material.material;
        match decision {
            Decision::Correct {
                materials, reasons, ..
            } if materials.contains(id) => {
                let reasons = reasons.get(id).map_or(&[][..], Vec::as_slice);
                judged.record(db, material, reasons).await?;
            }
            Decision::Grant { .. } if outcomes::is_of(scenario, service, id) => {
                judged.record(db, material, &[]).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A resident reads these words: they must not be empty, nor without end.
fn check_text(decision: &Decision) -> ApiResult<()> {
    let text = match decision {
        Decision::Accept => return Ok(()),
        Decision::Correct { message, .. } => message,
        Decision::Grant { result } => result,
        Decision::Refuse { reason } => reason,
    };
    if text.trim().is_empty() || text.chars().count() > MAX_TEXT_CHARS {
        return malformed("words of 1 to 2000 characters are needed");
    }
    Ok(())
}
