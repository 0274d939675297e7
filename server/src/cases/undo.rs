//! 撤回修改: a hand-in that is taken back is as if it had never been made. The application, its papers, words and
//! events are deleted; the files belong to no case again, so that the draft can be handed in with them. What stays is
//! the keys of writes that were done, without their answers, for a month, and what the audit trail has of who looked at
//! the case: its number.

use axum::http::StatusCode;
use axum::response::Response;
use contract::case::Case;

use super::case_file::CaseFile;
use super::view;
use crate::error::ApiResult;
use crate::http::idempotency::{self, IdempotentRequest};
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases, uploads};

/// After the case has taken in that it was undone. The answer says so; a repeated request is told that it was undone.
pub(super) async fn leave_no_trace(
    app: &AppState,
    db: &mut Connection,
    record: CaseRecord,
    file: &CaseFile,
    request: IdempotentRequest,
) -> ApiResult<Response> {
    let (id, number) = (record.id, record.number.clone());
    let shown = view::of_file(app, db, record, file).await?;
    let answer = Case {
        of: None,
        materials: Vec::new(),
        confirmers: Vec::new(),
        obligations: Vec::new(),
        events: Vec::new(),
        actions: Vec::new(),
        ..shown
    };
    let now = app.clock.now();
    // A retry of the request that was undone must not hand in again: its key is known, and what it made is not.
    uploads::detach(db, id, now.unix()).await?;
    cases::delete(db, id).await?;
    idempotency::forget_case(db, &number).await?;
    request
        .complete_undone(db, StatusCode::OK, &answer, now)
        .await
}
