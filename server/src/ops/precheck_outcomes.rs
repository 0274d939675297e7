//! The pre-check's reports beside what clerks decided, for tuning its thresholds.

use axum::Json;
use axum::extract::State;
use contract::ops::{Outcome, PrecheckOutcome, PrecheckOutcomePage};
use serde::Deserialize;

use super::auth::OpsAuth;
use crate::cases::view;
use crate::error::{ApiResult, malformed};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::outcomes::{self, OutcomeRow};

const PAGE: u32 = 200;

#[derive(Debug, Deserialize)]
pub(crate) struct After {
    cursor: Option<String>,
}

/// `GET /ops/v1/precheck-outcomes?cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    _: OpsAuth,
    Query(from): Query<After>,
) -> ApiResult<Json<PrecheckOutcomePage>> {
    let after = from.cursor.map_or(Ok(0), |cursor| cursor.parse());
    let Ok(after) = after else {
        return malformed("the cursor is none of this list's");
    };
    let mut db = app.store.reading().await?;
    let mut rows = outcomes::page(&mut db, after, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next_cursor = rows.last().filter(|_| more).map(|last| last.id.to_string());
    let items = rows.into_iter().map(shown).collect::<ApiResult<_>>()?;
    Ok(Json(PrecheckOutcomePage { items, next_cursor }))
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
