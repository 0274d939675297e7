//! Sessions that a mini-program hands in, by the digest of their code.

use super::Connection;
use crate::auth::identity::Employer;
use crate::random::hex;
use crate::store::error::StoreError;
use crate::store::json::{decrypt, encrypt};

/// What is encrypted, as it is called where it does not open.
const EMPLOYER: &str = "employer of a handover";

/// A session that was handed in.
pub(crate) struct HandedIn {
    pub(crate) person: String,
    /// Where they go.
    pub(crate) return_to: String,
    /// Until when it may be opened.
    pub(crate) expires_at: i64,
    /// For whom they act in it.
    pub(crate) employer: Option<Employer>,
}

pub(crate) async fn insert(
    db: &mut Connection,
    code: &[u8; 32],
    new: HandedIn,
) -> Result<(), StoreError> {
    let employer = match &new.employer {
        Some(employer) => Some(encrypt(db, employer, EMPLOYER, hex(code)).await?),
        None => None,
    };
    put!(
        db,
        "INSERT INTO handovers (code, person, return_to, expires_at, employer) VALUES ($1, $2, $3, $4, $5)",
        code.as_slice(),
        new.person,
        new.return_to,
        new.expires_at,
        employer
    )?;
    Ok(())
}

/// Finds and removes it.
pub(crate) async fn take(
    db: &mut Connection,
    code: &[u8; 32],
) -> Result<Option<HandedIn>, StoreError> {
    let taken: Option<(String, String, i64, Option<String>)> = row!(
        db,
        "DELETE FROM handovers WHERE code = $1 RETURNING person, return_to, expires_at, employer",
        code.as_slice()
    )?;
    let Some((person, return_to, expires_at, employer)) = taken else {
        return Ok(None);
    };
    let employer = match employer {
        Some(employer) => Some(decrypt(db, employer, EMPLOYER, hex(code)).await?),
        None => None,
    };
    Ok(Some(HandedIn {
        person,
        return_to,
        expires_at,
        employer,
    }))
}
