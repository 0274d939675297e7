//! The list of cases for back offices.

use axum::Json;
use axum::extract::State;
use contract::case::ServiceState;
use contract::ops::OpsCasePage;
use serde::Deserialize;

use super::auth::OpsAuth;
use crate::cases::view;
use crate::error::ApiResult;
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::cases;

const PAGE: u32 = 50;

#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    state: Option<ServiceState>,
    cursor: Option<String>,
}

/// `GET /ops/v1/cases?state=&cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    _: OpsAuth,
    Query(filter): Query<Filter>,
) -> ApiResult<Json<OpsCasePage>> {
    let mut db = app.store.read().await?;
    let cursor = filter.cursor.as_deref();
    let mut found = cases::page_for_office(&mut db, filter.state, cursor, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|last| last.number.clone());
    let mut items = Vec::with_capacity(found.len());
    for case in found {
        items.push(view::for_office(&app.scenarios, &mut db, case).await?);
    }
    Ok(Json(OpsCasePage { items, next_cursor }))
}
