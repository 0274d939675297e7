//! Writes that were done, by the key their sender gave them.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::records::CompletedRequest;

#[derive(sqlx::FromRow)]
struct Row {
    fingerprint: Vec<u8>,
    status: u16,
    body: String,
}

pub(crate) async fn find(
    db: &mut Connection,
    scope: &str,
    key: &str,
) -> Result<Option<CompletedRequest>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT fingerprint, status, body FROM idempotency WHERE scope = ? AND key = ?",
    )
    .bind(scope)
    .bind(key)
    .fetch_optional(db.sql())
    .await?;
    Ok(row.map(|row| CompletedRequest {
        fingerprint: row.fingerprint,
        status: row.status,
        body: row.body,
    }))
}

pub(crate) async fn insert(
    db: &mut Connection,
    (scope, key): (&str, &str),
    case_number: Option<&str>,
    request: &CompletedRequest,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO idempotency (scope, key, case_number, fingerprint, status, body, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(scope)
    .bind(key)
    .bind(case_number)
    .bind(&request.fingerprint)
    .bind(request.status)
    .bind(&request.body)
    .bind(at)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// Puts another answer in the place of all that told of a case.
pub(crate) async fn replace_answers(
    db: &mut Connection,
    case_number: &str,
    status: u16,
    body: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE idempotency SET status = ?, body = ?, case_number = NULL WHERE case_number = ?",
    )
    .bind(status)
    .bind(body)
    .bind(case_number)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// Returns how many were removed.
pub(crate) async fn delete_before(db: &mut Connection, at: i64) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM idempotency WHERE at < ?")
        .bind(at)
        .execute(db.sql())
        .await?;
    Ok(done.rows_affected())
}
