//! All that is held about a person, counted, and what of it is removed when the person asks.

use super::file_removals::{self, Which};
use super::{Connection, retention};
use crate::store::error::StoreError;

/// How many rows there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Counted {
    pub(crate) identity: i64,
    pub(crate) sessions: i64,
    pub(crate) unused_files: i64,
    pub(crate) notices: i64,
    /// Of writes that are about no case.
    pub(crate) answers: i64,
    pub(crate) open_cases: i64,
    pub(crate) closed_cases: i64,
    pub(crate) trail: i64,
}

pub(crate) async fn count(db: &mut Connection, person: &str) -> Result<Counted, StoreError> {
    let counted: Option<Counted> = row!(
        db,
        "SELECT
            (SELECT COUNT(*) FROM proven_people WHERE id = $1) AS identity,
            (SELECT COUNT(*) FROM sessions WHERE person = $1) AS sessions,
            (SELECT COUNT(*) FROM uploads WHERE person = $1 AND case_id IS NULL) AS unused_files,
            (SELECT COUNT(*) FROM proactive_notices WHERE person = $1) AS notices,
            (SELECT COUNT(*) FROM idempotency WHERE scope = $2 AND case_number IS NULL) AS answers,
            (SELECT COUNT(*) FROM cases WHERE person = $1 AND closed_at IS NULL) AS open_cases,
            (SELECT COUNT(*) FROM cases WHERE person = $1 AND closed_at IS NOT NULL) AS closed_cases,
            (SELECT COUNT(*) FROM audit JOIN cases ON cases.number = audit.case_number
             WHERE cases.person = $1) AS trail",
        person,
        scope(person)
    )?;
    Ok(counted.unwrap_or_default())
}

/// Whose keys of writes they are, as the handlers name them.
fn scope(person: &str) -> String {
    format!("person:{person}")
}

/// The ids of the person's files that belong to no case, or to this one.
pub(crate) async fn files(
    db: &mut Connection,
    person: &str,
    case: Option<i64>,
) -> Result<Vec<String>, StoreError> {
    match case {
        Some(case) => {
            let of_case = "SELECT id FROM uploads WHERE person = $1 AND case_id = $2 ORDER BY id";
            values!(db, of_case, person, case)
        }
        None => {
            let unused = "SELECT id FROM uploads WHERE person = $1 AND case_id IS NULL ORDER BY id";
            values!(db, unused, person)
        }
    }
}

/// The numbers of all cases of the person, the oldest first.
pub(crate) async fn cases(db: &mut Connection, person: &str) -> Result<Vec<String>, StoreError> {
    values!(
        db,
        "SELECT number FROM cases WHERE person = $1 ORDER BY id",
        person
    )
}

/// 免申即享 as it is kept: the scenario, the notice, when it was told, whether it was read and dismissed.
pub(crate) async fn notices(
    db: &mut Connection,
    person: &str,
) -> Result<Vec<(String, String, i64, bool, bool)>, StoreError> {
    rows!(
        db,
        "SELECT scenario, notice, at, read, dismissed FROM proactive_notices WHERE person = $1
         ORDER BY scenario, notice",
        person
    )
}

/// Everything but cases; and the key by which all of it was encrypted, where no case is left. Returns the ids of files
/// whose bytes follow.
pub(crate) async fn erase(db: &mut Connection, person: &str) -> Result<Vec<String>, StoreError> {
    let files = file_removals::begin(db, Which::UnusedOf(person)).await?;
    execute!(
        db,
        "DELETE FROM inbox WHERE person = $1 AND case_id IS NULL",
        person
    )?;
    execute!(
        db,
        "DELETE FROM idempotency WHERE scope = $1 AND case_number IS NULL",
        scope(person)
    )?;
    for statement in [
        "DELETE FROM proactive_notices WHERE person = $1",
        "DELETE FROM proactive_due WHERE person = $1",
        "DELETE FROM handovers WHERE person = $1",
        "DELETE FROM proven_people WHERE id = $1",
        "DELETE FROM sessions WHERE person = $1",
        "DELETE FROM inbox_read WHERE person = $1
         AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.person = $1)",
    ] {
        execute!(db, statement, person)?;
    }
    retention::forget_key(db, person).await?;
    Ok(files)
}
