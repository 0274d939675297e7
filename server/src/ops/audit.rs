//! Who has read and done what: for who watches over the offices.

use axum::Json;
use axum::extract::State;
use contract::audit::AuditPage;
use contract::problem::Code;

use super::gate::Clerk;
use crate::error::{ApiResult, problem};
use crate::http::paging::{Cursor, cut};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::audit;

const PAGE: u32 = 200;

/// `GET /ops/v1/audit?cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(cursor): Query<Cursor>,
) -> ApiResult<Json<AuditPage>> {
    if !clerk.office.auditor {
        return problem(Code::Forbidden, "this office does not read the audit trail");
    }
    let after = cursor.row()?.unwrap_or(0);
    let mut db = app.store.read().await?;
    let found = audit::page(&mut db, after, PAGE + 1).await?;
    let (items, next_cursor) = cut(found, PAGE, |last| last.id.to_string());
    Ok(Json(AuditPage { items, next_cursor }))
}
