//! Of whom the open cases are: at most one open case of a person and a scenario for each.

use super::Connection;
use super::cases::APPLICATION;
use crate::store::error::StoreError;
use crate::store::json::decrypt;
use crate::store::records::{OpenSubject, SubjectDigest, UnnamedCase};

#[derive(sqlx::FromRow)]
struct SubjectRow {
    subject: Vec<u8>,
    case_id: i64,
    number: String,
}

#[derive(sqlx::FromRow)]
struct UnnamedRow {
    id: i64,
    number: String,
    person: String,
    scenario: String,
    scenario_hash: String,
    application: String,
}

/// Everybody of whom the person has an open case of the scenario.
pub(crate) async fn of(
    db: &mut Connection,
    person: &str,
    scenario: &str,
) -> Result<Vec<OpenSubject>, StoreError> {
    let rows: Vec<SubjectRow> = rows!(
        db,
        "SELECT subject, case_id, number FROM open_subjects
         JOIN cases ON cases.id = case_id
         WHERE open_subjects.person = $1 AND open_subjects.scenario = $2",
        person,
        scenario
    )?;
    let subject = |row: SubjectRow| OpenSubject {
        digest: row.subject,
        case_id: row.case_id,
        number: row.number,
    };
    Ok(rows.into_iter().map(subject).collect())
}

/// Fails where another open case is of the same.
pub(crate) async fn insert(
    db: &mut Connection,
    person: &str,
    scenario: &str,
    digests: &[SubjectDigest],
    case_id: i64,
) -> Result<(), StoreError> {
    for digest in digests {
        put!(
            db,
            "INSERT INTO open_subjects (person, scenario, subject, case_id) VALUES ($1, $2, $3, $4)",
            person,
            scenario,
            digest.as_slice(),
            case_id
        )?;
    }
    Ok(())
}

/// The case is closed, or about to be of others.
pub(crate) async fn delete(db: &mut Connection, case_id: i64) -> Result<(), StoreError> {
    put!(db, "DELETE FROM open_subjects WHERE case_id = $1", case_id)?;
    Ok(())
}

/// Before all are computed anew, under another key.
pub(crate) async fn delete_all(db: &mut Connection) -> Result<(), StoreError> {
    execute!(db, "DELETE FROM open_subjects")?;
    Ok(())
}

/// Open cases of which it is not kept of whom they are: the oldest of those after the id `after`.
pub(crate) async fn unnamed(
    db: &mut Connection,
    after: i64,
    limit: u32,
) -> Result<Vec<UnnamedCase>, StoreError> {
    let rows: Vec<UnnamedRow> = rows!(
        db,
        "SELECT id, number, person, scenario, scenario_hash, application FROM cases
         WHERE id > $1 AND closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM open_subjects WHERE case_id = cases.id)
         ORDER BY id LIMIT $2",
        after,
        i64::from(limit)
    )?;
    let mut unnamed = Vec::with_capacity(rows.len());
    for row in rows {
        let application = decrypt(db, row.application, APPLICATION, &row.number).await;
        unnamed.push(UnnamedCase {
            application: application.ok(),
            id: row.id,
            person: row.person,
            scenario: row.scenario,
            scenario_hash: row.scenario_hash,
        });
    }
    Ok(unnamed)
}
