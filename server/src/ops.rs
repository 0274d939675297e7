//! The back offices' side: what is to be done, and what they decide. A machine token opens it; the
//! list holds no personal data.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use catalog::Scenario;
use contract::case::LaneState;
use contract::ops::{Decision, OpsCasePage, Outcome, PrecheckOutcome, PrecheckOutcomePage};
use contract::problem::Code;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use crate::app::App;
use crate::body::JsonBody;
use crate::cases::outcomes::{self, Judged};
use crate::cases::{lane, view};
use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, malformed, not_found, problem};
use crate::idempotency::Key;
use crate::library;
use crate::path::{Asked, Path};
use crate::store::cases::{CaseRow, MaterialRow};
use crate::store::outcomes::OutcomeRow;
use crate::store::{self, cases, lanes};

const PAGE: u32 = 50;
const LONGEST_TEXT: usize = 2000;

/// Whoever shows the machine token.
pub(crate) struct Office;

impl FromRequestParts<App> for Office {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        let shown = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        match (shown, app.settings.expected_ops_token()) {
            (Some(shown), Some(expected)) if same(shown, expected) => Ok(Self),
            _ => problem(Code::Forbidden, "the machine token is missing or wrong"),
        }
    }
}

/// Compares in a time that tells nothing about the expected token: sums of equal length, all bytes.
fn same(shown: &str, expected: &str) -> bool {
    let (shown, expected) = (Sha256::digest(shown), Sha256::digest(expected));
    let differing = shown
        .iter()
        .zip(expected)
        .fold(0, |differing, (a, b)| differing | (a ^ b));
    differing == 0
}

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    state: Option<LaneState>,
    cursor: Option<String>,
}

/// `GET /ops/v1/cases?state=&cursor=`
pub(crate) async fn list(
    State(app): State<App>,
    _: Office,
    Asked(wanted): Asked<Wanted>,
) -> ApiResult<Json<OpsCasePage>> {
    let mut db = app.store.reading().await?;
    let state = wanted.state.map(lane::word).transpose()?;
    let cursor = wanted.cursor.as_deref();
    let mut rows = cases::page_for_office(&mut db, state.as_deref(), cursor, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next_cursor = rows.last().filter(|_| more).map(|last| last.number.clone());
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(view::for_office(&mut db, row).await?);
    }
    Ok(Json(OpsCasePage { items, next_cursor }))
}

/// `POST /ops/v1/cases/{number}/lanes/{service}/decisions`
pub(crate) async fn decide(
    State(app): State<App>,
    _: Office,
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
    let mut all = lanes::of_case(&mut db, case.id).await?;
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
    let Some(to) = lane::decided(lane::state(lane)?, &decision) else {
        return problem(Code::WrongState, "the lane's state does not allow this");
    };
    let now = app.clock.now();
    let scenario = library::version(&mut db, &case.scenario, &case.scenario_hash).await?;
    if let Some(scenario) = &scenario {
        keep_outcomes(&mut db, &case, scenario, &service, &known, &decision, now).await?;
    }
    let event = lane::event_of(decision);
    lane::move_on(&mut db, case.id, lane, to, &event, scenario.as_ref(), now).await?;
    let states: Vec<LaneState> = all.iter().map(lane::state).collect::<ApiResult<_>>()?;
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

const OUTCOMES: u32 = 200;

/// `GET /ops/v1/precheck-outcomes?cursor=`
pub(crate) async fn precheck_outcomes(
    State(app): State<App>,
    _: Office,
    Asked(from): Asked<After>,
) -> ApiResult<Json<PrecheckOutcomePage>> {
    let after = from.cursor.map_or(Ok(0), |cursor| cursor.parse());
    let Ok(after) = after else {
        return malformed("the cursor is none of this list's");
    };
    let mut db = app.store.reading().await?;
    let mut rows = store::outcomes::page(&mut db, after, OUTCOMES + 1).await?;
    let more = rows.len() > OUTCOMES as usize;
    rows.truncate(OUTCOMES as usize);
    let next_cursor = rows.last().filter(|_| more).map(|last| last.id.to_string());
    let items = rows.into_iter().map(shown).collect::<ApiResult<_>>()?;
    Ok(Json(PrecheckOutcomePage { items, next_cursor }))
}

#[derive(Debug, Deserialize)]
pub(crate) struct After {
    cursor: Option<String>,
}

fn shown(row: OutcomeRow) -> ApiResult<PrecheckOutcome> {
    let outcome = if row.outcome == Outcome::Returned.word() {
        Outcome::Returned
    } else {
        Outcome::Accepted
    };
    Ok(PrecheckOutcome {
        outcome,
        reasons: view::stored(&row.reasons, "reasons")?,
        report: view::stored(&row.report, "a report")?,
        day: row.day,
        region: row.region,
        scenario: row.scenario,
        version: row.version,
        material: row.material,
        page: row.page,
        for_review: row.for_review,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_token_opens() {
        assert!(same("demo-counter", "demo-counter"));
        assert!(!same("demo-counte", "demo-counter"));
        assert!(!same("", "demo-counter"));
    }
}
