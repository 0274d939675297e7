//! Of whom the open cases are: at most one open case of a person and a scenario for each.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::decode;
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
    let rows: Vec<SubjectRow> = sqlx::query_as(
        "SELECT subject, case_id, number FROM open_subjects
         JOIN cases ON cases.id = case_id
         WHERE open_subjects.person = ? AND open_subjects.scenario = ?",
    )
    .bind(person)
    .bind(scenario)
    .fetch_all(db.sql())
    .await?;
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
        sqlx::query(
            "INSERT INTO open_subjects (person, scenario, subject, case_id) VALUES (?, ?, ?, ?)",
        )
        .bind(person)
        .bind(scenario)
        .bind(digest.as_slice())
        .bind(case_id)
        .execute(db.sql())
        .await?;
    }
    Ok(())
}

/// The case is closed, or about to be of others.
pub(crate) async fn delete(db: &mut Connection, case_id: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM open_subjects WHERE case_id = ?")
        .bind(case_id)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// Before all are computed anew, under another key.
pub(crate) async fn delete_all(db: &mut Connection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM open_subjects")
        .execute(db.sql())
        .await?;
    Ok(())
}

/// Open cases of which it is not kept of whom they are: the oldest of those after the id `after`.
pub(crate) async fn unnamed(
    db: &mut Connection,
    after: i64,
    limit: u32,
) -> Result<Vec<UnnamedCase>, StoreError> {
    let rows: Vec<UnnamedRow> = sqlx::query_as(
        "SELECT id, person, scenario, scenario_hash, application FROM cases
         WHERE id > ? AND closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM open_subjects WHERE case_id = cases.id)
         ORDER BY id LIMIT ?",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(db.sql())
    .await?;
    let read = |row: UnnamedRow| UnnamedCase {
        application: decode(&row.application, "application").ok(),
        id: row.id,
        person: row.person,
        scenario: row.scenario,
        scenario_hash: row.scenario_hash,
    };
    Ok(rows.into_iter().map(read).collect())
}
