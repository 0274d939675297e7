//! Sessions by the hash of their token.

use super::Connection;
use crate::auth::identity::Employer;
use crate::random::hex;
use crate::store::error::StoreError;
use crate::store::json::{decode_word, decrypt, encode_word, encrypt};
use crate::store::sign_in_records::{SessionBy, SessionRecord};

type Hash = [u8; 32];

/// What is encrypted, as it is called where it does not open.
const EMPLOYER: &str = "employer of a session";

pub(crate) async fn insert(
    db: &mut Connection,
    token: &Hash,
    new: &SessionRecord,
) -> Result<(), StoreError> {
    let by = encode_word(&new.by, "how a session began")?;
    let employer = match &new.employer {
        Some(employer) => Some(encrypt(db, employer, EMPLOYER, hex(token)).await?),
        None => None,
    };
    put!(
        db,
        "INSERT INTO sessions (token_hash, person, expires_at, ends_at, begun_by, provider_session, employer)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        token.as_slice(),
        &new.person,
        new.expires_at,
        new.ends_at,
        &by,
        new.provider_session.map(Vec::from),
        employer
    )?;
    Ok(())
}

/// A session that has not ended at `now`.
pub(crate) async fn find(
    db: &mut Connection,
    token: &Hash,
    now: i64,
) -> Result<Option<SessionRecord>, StoreError> {
    let session: Option<(String, i64, i64, String, Option<String>)> = row!(
        db,
        "SELECT person, expires_at, ends_at, begun_by, employer FROM sessions
         WHERE token_hash = $1 AND expires_at > $2",
        token.as_slice(),
        now
    )?;
    let Some((person, expires_at, ends_at, by, employer)) = session else {
        return Ok(None);
    };
    let employer = match employer {
        Some(employer) => Some(decrypt(db, employer, EMPLOYER, hex(token)).await?),
        None => None,
    };
    Ok(Some(SessionRecord {
        person,
        expires_at,
        ends_at,
        by: decode_word(&by, "how a session began")?,
        employer,
        provider_session: None,
    }))
}

/// How the sessions of a person began, when each ends, and for whom the person acts in it.
pub(crate) async fn of_person(
    db: &mut Connection,
    person: &str,
) -> Result<Vec<(String, i64, Option<Employer>)>, StoreError> {
    let rows: Vec<(Vec<u8>, String, i64, Option<String>)> = rows!(
        db,
        "SELECT token_hash, begun_by, ends_at, employer FROM sessions WHERE person = $1 ORDER BY ends_at",
        person
    )?;
    let mut sessions = Vec::with_capacity(rows.len());
    for (token, begun_by, ends_at, employer) in rows {
        let employer = match employer {
            Some(employer) => Some(decrypt(db, employer, EMPLOYER, hex(&token)).await?),
            None => None,
        };
        sessions.push((begun_by, ends_at, employer));
    }
    Ok(sessions)
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
    put!(
        db,
        "DELETE FROM sessions WHERE token_hash = $1",
        token.as_slice()
    )?;
    Ok(())
}

/// Ends those that began with this session at the identity service, or all of the person that began there. One of
/// which it is not known with which it began ends with any. How many.
pub(crate) async fn end_at_provider(
    db: &mut Connection,
    person: Option<&str>,
    session: Option<&Hash>,
) -> Result<u64, StoreError> {
    let demo = encode_word(&SessionBy::Demo, "how a session began")?;
    let done = match (person, session) {
        (Some(person), Some(session)) => execute!(
            db,
            "DELETE FROM sessions WHERE person = $1 AND begun_by <> $2
             AND (provider_session = $3 OR provider_session IS NULL)",
            person,
            &demo,
            session.as_slice()
        ),
        (Some(person), None) => execute!(
            db,
            "DELETE FROM sessions WHERE person = $1 AND begun_by <> $2",
            person,
            &demo
        ),
        (None, Some(session)) => execute!(
            db,
            "DELETE FROM sessions WHERE provider_session = $1",
            session.as_slice()
        ),
        (None, None) => Ok(0),
    }?;
    Ok(done)
}
