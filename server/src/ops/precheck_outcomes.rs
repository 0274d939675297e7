//! The pre-check's reports beside what clerks decided, for tuning its thresholds.

use axum::Json;
use axum::extract::State;
use contract::ops::PrecheckOutcomePage;
use serde::Deserialize;

use super::gate::Clerk;
use crate::error::{ApiResult, malformed};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::outcomes;

const PAGE: u32 = 200;

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    cursor: Option<String>,
}

/// `GET /ops/v1/precheck-outcomes?cursor=`: of the scenarios in which the office sees a service.
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(page): Query<Page>,
) -> ApiResult<Json<PrecheckOutcomePage>> {
    let after = page.cursor.map_or(Ok(0), |cursor| cursor.parse());
    let Ok(after) = after else {
        return malformed("the cursor is not of this list");
    };
    let mut db = app.store.read().await?;
    let mut found = outcomes::page(&mut db, after, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|last| last.id.to_string());
    let outcomes = found.into_iter().map(|record| record.outcome);
    let items = outcomes.filter(|it| clerk.office.sees_any(&it.scenario, &it.region));
    let items = items.collect();
    Ok(Json(PrecheckOutcomePage { items, next_cursor }))
}
