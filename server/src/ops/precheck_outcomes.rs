//! The pre-check's reports beside what clerks decided, for tuning its thresholds.

use axum::Json;
use axum::extract::State;
use contract::ops::PrecheckOutcomePage;

use super::gate::Clerk;
use crate::error::ApiResult;
use crate::http::paging::{Cursor, cut};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::outcomes;

const PAGE: u32 = 200;

/// `GET /ops/v1/precheck-outcomes?cursor=`: of the scenarios in which the office sees a service.
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(cursor): Query<Cursor>,
) -> ApiResult<Json<PrecheckOutcomePage>> {
    let after = cursor.row()?.unwrap_or(0);
    let mut db = app.store.read().await?;
    let found = outcomes::page(&mut db, after, PAGE + 1).await?;
    let (found, next_cursor) = cut(found, PAGE, |last| last.id.to_string());
    let outcomes = found.into_iter().map(|record| record.outcome);
    let items = outcomes.filter(|it| clerk.office.sees_any(&it.scenario, &it.region));
    let items = items.collect();
    Ok(Json(PrecheckOutcomePage { items, next_cursor }))
}
