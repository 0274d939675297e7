//! Who has read and done what: for who watches over the offices.

use axum::Json;
use axum::extract::State;
use contract::audit::AuditPage;
use contract::problem::Code;
use serde::Deserialize;

use super::gate::Clerk;
use crate::error::{ApiResult, malformed, problem};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::audit;

const PAGE: u32 = 200;

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    cursor: Option<String>,
}

/// `GET /ops/v1/audit?cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(page): Query<Page>,
) -> ApiResult<Json<AuditPage>> {
    if !clerk.office.auditor {
        return problem(Code::Forbidden, "this office does not read the audit trail");
    }
    let after = page.cursor.map_or(Ok(0), |cursor| cursor.parse());
    let Ok(after) = after else {
        return malformed("the cursor is not of this list");
    };
    let mut db = app.store.read().await?;
    let mut items = audit::page(&mut db, after, PAGE + 1).await?;
    let more = items.len() > PAGE as usize;
    items.truncate(PAGE as usize);
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|last| last.id.to_string());
    Ok(Json(AuditPage { items, next_cursor }))
}
