//! Browsers that are at the identity service now.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::sign_in_records::{BegunSignIn, NewSignIn};

pub(crate) async fn insert(db: &mut Connection, new: &NewSignIn<'_>) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO sign_ins (state, browser, nonce, verifier, return_to, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        new.state.as_slice(),
        new.browser.as_slice(),
        new.nonce,
        new.verifier,
        new.return_to,
        new.expires_at
    )?;
    Ok(())
}

/// Finds and removes it: each is good for one answer.
pub(crate) async fn take(
    db: &mut Connection,
    state: &[u8; 32],
    browser: &[u8; 32],
) -> Result<Option<BegunSignIn>, StoreError> {
    let taken: Option<(String, String, String, i64)> = row!(
        db,
        "DELETE FROM sign_ins WHERE state = $1 AND browser = $2
         RETURNING nonce, verifier, return_to, expires_at",
        state.as_slice(),
        browser.as_slice()
    )?;
    Ok(
        taken.map(|(nonce, verifier, return_to, expires_at)| BegunSignIn {
            nonce,
            verifier,
            return_to,
            expires_at,
        }),
    )
}
