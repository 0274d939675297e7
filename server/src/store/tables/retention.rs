//! What is kept no longer, counted and removed.

use super::Connection;
use super::file_removals::{self, Which};
use crate::store::error::StoreError;

/// What has a time, in the order in which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Timed {
    Sessions,
    SignIns,
    Handovers,
    LogoutTokens,
    Proven,
    Answers,
    Messages,
    Notices,
    UnusedFiles,
}

impl Timed {
    pub(crate) const ALL: [Self; 9] = [
        Self::Sessions,
        Self::SignIns,
        Self::Handovers,
        Self::LogoutTokens,
        Self::Proven,
        Self::Answers,
        Self::Messages,
        Self::Notices,
        Self::UnusedFiles,
    ];

    /// How many are older than `$1`, and how they are removed.
    const fn statements(self) -> [&'static str; 2] {
        match self {
            Self::Sessions => [
                "SELECT COUNT(*) FROM sessions WHERE expires_at <= $1",
                "DELETE FROM sessions WHERE expires_at <= $1",
            ],
            Self::SignIns => [
                "SELECT COUNT(*) FROM sign_ins WHERE expires_at <= $1",
                "DELETE FROM sign_ins WHERE expires_at <= $1",
            ],
            Self::Handovers => [
                "SELECT COUNT(*) FROM handovers WHERE expires_at <= $1",
                "DELETE FROM handovers WHERE expires_at <= $1",
            ],
            Self::LogoutTokens => [
                "SELECT COUNT(*) FROM logout_tokens WHERE expires_at <= $1",
                "DELETE FROM logout_tokens WHERE expires_at <= $1",
            ],
            Self::Proven => [
                "SELECT COUNT(*) FROM proven_people WHERE proven_at < $1",
                "DELETE FROM proven_people WHERE proven_at < $1",
            ],
            Self::Answers => [
                "SELECT COUNT(*) FROM idempotency WHERE at < $1",
                "DELETE FROM idempotency WHERE at < $1",
            ],
            Self::Messages => [
                "SELECT COUNT(*) FROM inbox WHERE at < $1",
                "DELETE FROM inbox WHERE at < $1",
            ],
            // One that holds is told once, and not again as if it were new.
            Self::Notices => [
                "SELECT COUNT(*) FROM proactive_notices WHERE at < $1 AND NOT holds",
                "DELETE FROM proactive_notices WHERE at < $1 AND NOT holds",
            ],
            Self::UnusedFiles => [
                "SELECT COUNT(*) FROM uploads WHERE case_id IS NULL AND created_at < $1",
                "",
            ],
        }
    }
}

pub(crate) async fn count(
    db: &mut Connection,
    what: Timed,
    before: i64,
) -> Result<u64, StoreError> {
    let [count, _] = what.statements();
    let count: i64 = one_value!(db, count, before)?;
    Ok(count.unsigned_abs())
}

/// Removes them. Of files, whose bytes are elsewhere, see `file_removals`.
pub(crate) async fn remove(
    db: &mut Connection,
    what: Timed,
    before: i64,
) -> Result<u64, StoreError> {
    let [_, remove] = what.statements();
    if remove.is_empty() {
        return Ok(0);
    }
    execute!(db, remove, before)
}

/// Cases that were closed before a day.
pub(crate) async fn count_closed(db: &mut Connection, day: &str) -> Result<u64, StoreError> {
    let closed = "SELECT COUNT(*) FROM cases WHERE closed_at < $1 AND NOT owes AND NOT office_owes";
    let count: i64 = one_value!(db, closed, day)?;
    Ok(count.unsigned_abs())
}

/// One of them of which nobody owes anything any more: its place, its number, whose it is.
pub(crate) async fn closed(
    db: &mut Connection,
    day: &str,
) -> Result<Option<(i64, String, String)>, StoreError> {
    row!(
        db,
        "SELECT id, number, person FROM cases WHERE closed_at < $1 AND NOT owes AND NOT office_owes
         ORDER BY id LIMIT 1",
        day
    )
}

/// Removes a case with all that belongs to it; the bytes of its files follow.
pub(crate) async fn remove_case(
    db: &mut Connection,
    (id, number, person): (i64, &str, &str),
) -> Result<(), StoreError> {
    file_removals::begin(db, Which::OfCase(id)).await?;
    execute!(db, "DELETE FROM idempotency WHERE case_number = $1", number)?;
    execute!(db, "DELETE FROM cases WHERE id = $1", id)?;
    forget_key(db, person).await
}

/// Of somebody of whom nothing is left, the key goes too.
pub(crate) async fn forget_key(db: &mut Connection, person: &str) -> Result<(), StoreError> {
    execute!(
        db,
        "DELETE FROM data_keys WHERE person = $1 AND person <> ''
         AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.person = $1)
         AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.person = $1)
         AND NOT EXISTS (SELECT 1 FROM proven_people WHERE proven_people.id = $1)
         AND NOT EXISTS (SELECT 1 FROM idempotency WHERE scope = 'person:' || $1)",
        person
    )?;
    Ok(())
}
