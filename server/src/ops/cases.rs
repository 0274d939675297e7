//! The list of cases for back offices.

use axum::Json;
use axum::extract::State;
use contract::case::LaneState;
use contract::ops::OpsCasePage;
use serde::Deserialize;

use super::auth::OpsAuth;
use crate::cases::{service_track, view};
use crate::error::ApiResult;
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::cases;

const PAGE: u32 = 50;

#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    state: Option<LaneState>,
    cursor: Option<String>,
}

/// `GET /ops/v1/cases?state=&cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    _: OpsAuth,
    Query(filter): Query<Filter>,
) -> ApiResult<Json<OpsCasePage>> {
    let mut db = app.store.reading().await?;
    let state = filter.state.map(service_track::word).transpose()?;
    let cursor = filter.cursor.as_deref();
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
