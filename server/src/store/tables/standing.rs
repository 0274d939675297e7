//! Where cases stand, as far as lists and the sweeper need it: a projection of their events.

use super::cases::CaseRow;
use super::{Connection, open_subjects};
use crate::store::error::StoreError;
use crate::store::records::{CaseRecord, EarlierCase, Standing};

#[derive(sqlx::FromRow)]
struct EarlierRow {
    #[sqlx(flatten)]
    case: CaseRow,
    person: String,
    closed_at: Option<String>,
}

/// Keeps where a case stands. Once it is closed, another case may be of the same people.
pub(crate) async fn set_standing(
    db: &mut Connection,
    id: i64,
    standing: &Standing,
) -> Result<(), StoreError> {
    if standing.closed_at.is_some() {
        open_subjects::delete(db, id).await?;
    }
    put!(
        db,
        "UPDATE cases SET closed_at = coalesce(closed_at, $1), owes = $2, office_owes = $3,
                          next_due = $4
         WHERE id = $5",
        &standing.closed_at,
        standing.owes,
        standing.office_owes,
        standing.next_due,
        id
    )?;
    Ok(())
}

/// The case of the lowest id after `after` of which time demands something at that moment, in seconds since 1970.
pub(crate) async fn next_due(
    db: &mut Connection,
    after: i64,
    now: i64,
) -> Result<Option<CaseRecord>, StoreError> {
    let row: Option<CaseRow> = row!(
        db,
        "SELECT * FROM cases WHERE next_due <= $1 AND id > $2 ORDER BY id LIMIT 1",
        now,
        after
    )?;
    CaseRow::read_one(row, db).await
}

/// Time demands nothing of the case any more.
pub(crate) async fn rest(db: &mut Connection, id: i64) -> Result<(), StoreError> {
    execute!(db, "UPDATE cases SET next_due = NULL WHERE id = $1", id)?;
    Ok(())
}

/// The oldest case after the id `after` that has no events yet.
pub(crate) async fn without_events(
    db: &mut Connection,
    after: i64,
) -> Result<Option<EarlierCase>, StoreError> {
    let row: Option<EarlierRow> = row!(
        db,
        "SELECT * FROM cases
         WHERE id > $1 AND NOT EXISTS (SELECT 1 FROM case_events WHERE case_id = cases.id)
         ORDER BY id LIMIT 1",
        after
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(EarlierCase {
        case: row.case.read(db).await?,
        person: row.person,
        closed_at: row.closed_at,
    }))
}

/// The versions of a scenario by which cases of the person wait for something.
pub(crate) async fn versions_that_wait(
    db: &mut Connection,
    person: &str,
    scenario: &str,
) -> Result<Vec<String>, StoreError> {
    let hashes = values!(
        db,
        "SELECT DISTINCT scenario_hash FROM cases
         WHERE person = $1 AND scenario = $2 AND (closed_at IS NULL OR owes)",
        person,
        scenario
    )?;
    Ok(hashes)
}
