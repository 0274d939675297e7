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
    execute!(
        db,
        "INSERT INTO sessions (token_hash, person, expires_at) VALUES ($1, $2, $3)",
        token.as_slice(),
        person,
        expires_at
    )?;
    Ok(())
}

/// The person of a session that has not ended at `now`, and when it ends.
pub(crate) async fn find(
    db: &mut Connection,
    token: &Hash,
    now: i64,
) -> Result<Option<(String, i64)>, StoreError> {
    let session = row!(
        db,
        "SELECT person, expires_at FROM sessions WHERE token_hash = $1 AND expires_at > $2",
        token.as_slice(),
        now
    )?;
    Ok(session)
}

pub(crate) async fn extend(
    db: &mut Connection,
    token: &Hash,
    expires_at: i64,
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE sessions SET expires_at = $1 WHERE token_hash = $2",
        expires_at,
        token.as_slice()
    )?;
    Ok(())
}

pub(crate) async fn delete(db: &mut Connection, token: &Hash) -> Result<(), StoreError> {
    execute!(
        db,
        "DELETE FROM sessions WHERE token_hash = $1",
        token.as_slice()
    )?;
    Ok(())
}

pub(crate) async fn delete_ended(db: &mut Connection, now: i64) -> Result<u64, StoreError> {
    let done = execute!(db, "DELETE FROM sessions WHERE expires_at <= $1", now)?;
    Ok(done)
}
