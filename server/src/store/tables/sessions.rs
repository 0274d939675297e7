//! Sessions by the hash of their token.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode_word, encode_word};
use crate::store::sign_in_records::SessionRecord;

type Hash = [u8; 32];

pub(crate) async fn insert(
    db: &mut Connection,
    token: &Hash,
    new: &SessionRecord,
) -> Result<(), StoreError> {
    let by = encode_word(&new.by, "how a session began")?;
    execute!(
        db,
        "INSERT INTO sessions (token_hash, person, expires_at, ends_at, begun_by)
         VALUES ($1, $2, $3, $4, $5)",
        token.as_slice(),
        &new.person,
        new.expires_at,
        new.ends_at,
        &by
    )?;
    Ok(())
}

/// A session that has not ended at `now`.
pub(crate) async fn find(
    db: &mut Connection,
    token: &Hash,
    now: i64,
) -> Result<Option<SessionRecord>, StoreError> {
    let session: Option<(String, i64, i64, String)> = row!(
        db,
        "SELECT person, expires_at, ends_at, begun_by FROM sessions
         WHERE token_hash = $1 AND expires_at > $2",
        token.as_slice(),
        now
    )?;
    let Some((person, expires_at, ends_at, by)) = session else {
        return Ok(None);
    };
    Ok(Some(SessionRecord {
        person,
        expires_at,
        ends_at,
        by: decode_word(&by, "how a session began")?,
    }))
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
