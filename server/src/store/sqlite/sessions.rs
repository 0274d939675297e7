//! Sessions by the hash of their token.

use super::Connection;
use crate::store::error::StoreError;

type Hash = [u8; 32];

pub(crate) async fn insert(
    db: &mut Connection,
    token: &Hash,
    person: &str,
    expires_at: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sessions (token_hash, person, expires_at) VALUES (?, ?, ?)")
        .bind(token.as_slice())
        .bind(person)
        .bind(expires_at)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// The person of a session that has not ended at `now`, and when it ends.
pub(crate) async fn find(
    db: &mut Connection,
    token: &Hash,
    now: i64,
) -> Result<Option<(String, i64)>, StoreError> {
    let session = sqlx::query_as(
        "SELECT person, expires_at FROM sessions WHERE token_hash = ? AND expires_at > ?",
    )
    .bind(token.as_slice())
    .bind(now)
    .fetch_optional(db.sql())
    .await?;
    Ok(session)
}

pub(crate) async fn extend(
    db: &mut Connection,
    token: &Hash,
    expires_at: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE sessions SET expires_at = ? WHERE token_hash = ?")
        .bind(expires_at)
        .bind(token.as_slice())
        .execute(db.sql())
        .await?;
    Ok(())
}

pub(crate) async fn delete(db: &mut Connection, token: &Hash) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?")
        .bind(token.as_slice())
        .execute(db.sql())
        .await?;
    Ok(())
}

pub(crate) async fn delete_ended(db: &mut Connection, now: i64) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM sessions WHERE expires_at <= ?")
        .bind(now)
        .execute(db.sql())
        .await?;
    Ok(done.rows_affected())
}
