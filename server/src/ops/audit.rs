//! Who has read and done what: for who watches over the offices, and for the lead of one. It is read and nothing else:
//! no route changes it, and the database refuses to.

mod export;

use axum::Json;
use axum::extract::State;
use contract::audit::AuditPage;
use contract::problem::Code;

use super::gate::Clerk;
use super::tokens::Role;
use crate::error::{ApiResult, problem};
use crate::http::paging::{Cursor, cut};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::{TrailOf, audit};

pub(crate) use export::{export, lines};

const PAGE: u32 = 200;

/// `GET /ops/v1/audit?cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(cursor): Query<Cursor>,
) -> ApiResult<Json<AuditPage>> {
    let of = may_read(&clerk)?;
    let after = cursor.row()?.unwrap_or(0);
    let mut db = app.store.read().await?;
    let found = audit::page(&mut db, &of, after, PAGE + 1).await?;
    let (items, next_cursor) = cut(found, PAGE, |last| last.id.to_string());
    Ok(Json(AuditPage { items, next_cursor }))
}

/// Of which offices she reads the trail.
fn may_read(clerk: &Clerk) -> ApiResult<TrailOf> {
    let all = TrailOf::default();
    match clerk.role {
        Role::Auditor => Ok(all),
        Role::Clerk | Role::Lead if clerk.office.auditor => Ok(all),
        Role::Lead => Ok(TrailOf {
            office: Some(clerk.office.id.clone()),
            ..all
        }),
        Role::Clerk => problem(Code::Forbidden, "this token does not read the audit trail"),
    }
}
