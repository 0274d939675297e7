//! Writes that were done, by the key their sender gave them.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::records::CompletedRequest;

pub(super) const ANSWER: &str = "answer";

#[derive(sqlx::FromRow)]
struct Row {
    fingerprint: Vec<u8>,
    #[sqlx(try_from = "i64")]
    status: u16,
    body: String,
}

pub(super) fn of(scope: &str, key: &str) -> String {
    format!("{scope} {key}")
}

pub(crate) async fn find(
    db: &mut Connection,
    scope: &str,
    key: &str,
) -> Result<Option<CompletedRequest>, StoreError> {
    let row: Option<Row> = row!(
        db,
        "SELECT fingerprint, status, body FROM idempotency WHERE scope = $1 AND key = $2",
        scope,
        key
    )?;
    let Some(row) = row else { return Ok(None) };
    let body = db.decrypted(row.body, ANSWER, of(scope, key)).await?;
    Ok(Some(CompletedRequest {
        fingerprint: row.fingerprint,
        status: row.status,
        body,
    }))
}

pub(crate) async fn insert(
    db: &mut Connection,
    (scope, key): (&str, &str),
    case_number: Option<&str>,
    request: &CompletedRequest,
    at: i64,
) -> Result<(), StoreError> {
    let body = request.body.clone();
    let body = db.encrypted(body, ANSWER, of(scope, key)).await?;
    put!(
        db,
        "INSERT INTO idempotency (scope, key, case_number, fingerprint, status, body, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        scope,
        key,
        case_number,
        &request.fingerprint,
        i64::from(request.status),
        body,
        at
    )?;
    Ok(())
}

/// Puts another answer in the place of all that told of a case.
pub(crate) async fn replace_answers(
    db: &mut Connection,
    case_number: &str,
    status: u16,
    body: &str,
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE idempotency SET status = $1, body = $2, case_number = NULL WHERE case_number = $3",
        i64::from(status),
        body,
        case_number
    )?;
    Ok(())
}
