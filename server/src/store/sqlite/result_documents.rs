//! The codes of printed results, by their sums.

use super::Connection;
use crate::store::error::StoreError;

/// SHA-256 of a code.
pub(crate) type CodeSum = [u8; 32];

/// The number of the case and the service that a code was printed for.
pub(crate) async fn find(
    db: &mut Connection,
    code: &CodeSum,
) -> Result<Option<(String, String)>, StoreError> {
    let found = sqlx::query_as(
        "SELECT number, service FROM result_documents JOIN cases ON cases.id = case_id WHERE code = ?",
    )
    .bind(code.as_slice())
    .fetch_optional(db.sql())
    .await?;
    Ok(found)
}

/// Keeps a code; one that is there stays as it is.
pub(crate) async fn put(
    db: &mut Connection,
    code: &CodeSum,
    case_id: i64,
    service: &str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO result_documents (code, case_id, service) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(code.as_slice())
        .bind(case_id)
        .bind(service)
        .execute(db.sql())
        .await?;
    Ok(())
}
