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
    sqlx::query(
        "UPDATE cases SET closed_at = coalesce(closed_at, ?), owes = ?, office_owes = ?,
                          next_due = ?
         WHERE id = ?",
    )
    .bind(&standing.closed_at)
    .bind(standing.owes)
    .bind(standing.office_owes)
    .bind(standing.next_due)
    .bind(id)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// The case of the lowest id after `after` of which time demands something at that moment, in seconds since 1970.
pub(crate) async fn next_due(
    db: &mut Connection,
    after: i64,
    now: i64,
) -> Result<Option<CaseRecord>, StoreError> {
    let row: Option<CaseRow> =
        sqlx::query_as("SELECT * FROM cases WHERE next_due <= ? AND id > ? ORDER BY id LIMIT 1")
            .bind(now)
            .bind(after)
            .fetch_optional(db.sql())
            .await?;
    row.map(CaseRow::read).transpose()
}

/// Time demands nothing of the case any more.
pub(crate) async fn rest(db: &mut Connection, id: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE cases SET next_due = NULL WHERE id = ?")
        .bind(id)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// The oldest case after the id `after` that has no events yet.
pub(crate) async fn without_events(
    db: &mut Connection,
    after: i64,
) -> Result<Option<EarlierCase>, StoreError> {
    let row: Option<EarlierRow> = sqlx::query_as(
        "SELECT * FROM cases
         WHERE id > ? AND NOT EXISTS (SELECT 1 FROM case_events WHERE case_id = cases.id)
         ORDER BY id LIMIT 1",
    )
    .bind(after)
    .fetch_optional(db.sql())
    .await?;
    let read = |row: EarlierRow| {
        Ok(EarlierCase {
            case: row.case.read()?,
            person: row.person,
            closed_at: row.closed_at,
        })
    };
    row.map(read).transpose()
}

/// The versions of a scenario by which cases of the person wait for something.
pub(crate) async fn versions_that_wait(
    db: &mut Connection,
    person: &str,
    scenario: &str,
) -> Result<Vec<String>, StoreError> {
    let hashes = sqlx::query_scalar(
        "SELECT DISTINCT scenario_hash FROM cases
         WHERE person = ? AND scenario = ? AND (closed_at IS NULL OR owes)",
    )
    .bind(person)
    .bind(scenario)
    .fetch_all(db.sql())
    .await?;
    Ok(hashes)
}
