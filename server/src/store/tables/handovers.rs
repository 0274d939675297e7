//! Sessions that a mini-program hands in, by the digest of their code.

use super::Connection;
use crate::store::error::StoreError;

pub(crate) async fn insert(
    db: &mut Connection,
    code: &[u8; 32],
    person: &str,
    return_to: &str,
    expires_at: i64,
) -> Result<(), StoreError> {
    put!(
        db,
        "INSERT INTO handovers (code, person, return_to, expires_at) VALUES ($1, $2, $3, $4)",
        code.as_slice(),
        person,
        return_to,
        expires_at
    )?;
    Ok(())
}

/// Finds and removes it: who it is, where they go, and until when it could be opened.
pub(crate) async fn take(
    db: &mut Connection,
    code: &[u8; 32],
) -> Result<Option<(String, String, i64)>, StoreError> {
    let taken = row!(
        db,
        "DELETE FROM handovers WHERE code = $1 RETURNING person, return_to, expires_at",
        code.as_slice()
    )?;
    Ok(taken)
}
