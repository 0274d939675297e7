//! Files whose rows are gone and whose bytes are still to be removed (`crate::removal`).

use super::Connection;
use crate::store::error::StoreError;

/// Of which files the rows go.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which<'a> {
    /// One of no case.
    One(&'a str),
    /// All of no case that were announced before a time, in seconds since 1970.
    UnusedBefore(i64),
    /// All of a person and of no case.
    UnusedOf(&'a str),
    OfCase(i64),
}

/// Removes the rows and writes down that the bytes follow; the ids.
pub(crate) async fn begin(
    db: &mut Connection,
    which: Which<'_>,
) -> Result<Vec<String>, StoreError> {
    // What was removed is noted, and not what was to be: a case may take a file meanwhile.
    let ids: Vec<String> = match which {
        Which::One(id) => {
            let removed = "DELETE FROM uploads WHERE id = $1 AND case_id IS NULL RETURNING id";
            values!(db, removed, id)?
        }
        Which::UnusedBefore(at) => {
            let removed =
                "DELETE FROM uploads WHERE created_at < $1 AND case_id IS NULL RETURNING id";
            values!(db, removed, at)?
        }
        Which::UnusedOf(person) => {
            let removed = "DELETE FROM uploads WHERE person = $1 AND case_id IS NULL RETURNING id";
            values!(db, removed, person)?
        }
        Which::OfCase(case) => {
            let removed = "DELETE FROM uploads WHERE case_id = $1 RETURNING id";
            values!(db, removed, case)?
        }
    };
    for id in &ids {
        let noted = "INSERT INTO file_removals (id, tried_at) VALUES ($1, 0)";
        execute!(db, noted, id)?;
    }
    Ok(ids)
}

/// Some that were not tried since `now`, those first that were not tried at all.
pub(crate) async fn waiting(
    db: &mut Connection,
    now: i64,
    most: u32,
) -> Result<Vec<String>, StoreError> {
    values!(
        db,
        "SELECT id FROM file_removals WHERE tried_at < $1 ORDER BY tried_at, id LIMIT $2",
        now,
        i64::from(most)
    )
}

pub(crate) async fn count(db: &mut Connection) -> Result<u64, StoreError> {
    let count: i64 = one_value!(db, "SELECT COUNT(*) FROM file_removals")?;
    Ok(count.unsigned_abs())
}

/// The bytes are gone.
pub(crate) async fn end(db: &mut Connection, id: &str) -> Result<(), StoreError> {
    execute!(db, "DELETE FROM file_removals WHERE id = $1", id)?;
    Ok(())
}

pub(crate) async fn failed(db: &mut Connection, id: &str, now: i64) -> Result<(), StoreError> {
    let tried = "UPDATE file_removals SET tried_at = $2 WHERE id = $1";
    execute!(db, tried, id, now)?;
    Ok(())
}
