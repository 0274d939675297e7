//! Tokens by which the identity service has said that somebody is signed out, by the digest of their id.

use super::Connection;
use crate::store::error::StoreError;

/// False where it was taken before.
pub(crate) async fn insert(
    db: &mut Connection,
    id: &[u8; 32],
    expires_at: i64,
) -> Result<bool, StoreError> {
    let done = execute!(
        db,
        "INSERT INTO logout_tokens (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        id.as_slice(),
        expires_at
    )?;
    Ok(done > 0)
}
