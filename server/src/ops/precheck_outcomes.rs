//! The pre-check's reports beside what clerks decided, for tuning its thresholds.

use axum::Json;
use axum::extract::State;
use contract::ops::PrecheckOutcomePage;
use serde::Deserialize;

use super::auth::OpsAuth;
use crate::error::{ApiResult, malformed};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::outcomes;

const PAGE: u32 = 200;

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    cursor: Option<String>,
}

/// `GET /ops/v1/precheck-outcomes?cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    _: OpsAuth,
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
    let items = found.into_iter().map(|record| record.outcome).collect();
    Ok(Json(PrecheckOutcomePage { items, next_cursor }))
}
