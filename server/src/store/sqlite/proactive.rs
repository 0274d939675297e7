//! What people were told without having asked, and whose records are looked at next.

use super::Connection;
use crate::store::error::StoreError;

/// A notice that holds and was not dismissed.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct ToldProactively {
    pub(crate) scenario: String,
    pub(crate) notice: String,
    pub(crate) read: bool,
}

/// A person's records are looked at now, and daily until then.
pub(crate) async fn look_at(
    db: &mut Connection,
    person: &str,
    now: i64,
    until: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO proactive_due (person, due, until) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET due = min(due, excluded.due), until = max(until, excluded.until)",
    )
    .bind(person)
    .bind(now)
    .bind(until)
    .execute(db.sql())
    .await?;
    Ok(())
}

pub(crate) async fn next_due(db: &mut Connection, now: i64) -> Result<Option<String>, StoreError> {
    let person = sqlx::query_scalar(
        "SELECT person FROM proactive_due WHERE due <= ? ORDER BY due, person LIMIT 1",
    )
    .bind(now)
    .fetch_optional(db.sql())
    .await?;
    Ok(person)
}

/// Looked at; again at `next` where that is not too late.
pub(crate) async fn looked_at(
    db: &mut Connection,
    person: &str,
    next: i64,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM proactive_due WHERE person = ? AND until < ?")
        .bind(person)
        .bind(next)
        .execute(db.sql())
        .await?;
    sqlx::query("UPDATE proactive_due SET due = ? WHERE person = ?")
        .bind(next)
        .bind(person)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// What holds now, by scenario and notice; what is not among it holds no more. Who was told before is not told again.
pub(crate) async fn put(
    db: &mut Connection,
    person: &str,
    holding: &[(String, String)],
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE proactive_notices SET holds = 0 WHERE person = ?")
        .bind(person)
        .execute(db.sql())
        .await?;
    for (scenario, notice) in holding {
        sqlx::query(
            "INSERT INTO proactive_notices (person, scenario, notice, at, holds) VALUES (?, ?, ?, ?, 1)
             ON CONFLICT (person, scenario, notice) DO UPDATE SET holds = 1",
        )
        .bind(person)
        .bind(scenario)
        .bind(notice)
        .bind(at)
        .execute(db.sql())
        .await?;
    }
    Ok(())
}

/// The newest first.
pub(crate) async fn of_person(
    db: &mut Connection,
    person: &str,
) -> Result<Vec<ToldProactively>, StoreError> {
    let told = sqlx::query_as(
        "SELECT scenario, notice, read FROM proactive_notices
         WHERE person = ? AND holds = 1 AND dismissed = 0 ORDER BY at DESC, scenario, notice",
    )
    .bind(person)
    .fetch_all(db.sql())
    .await?;
    Ok(told)
}

/// Those that are shown were seen.
pub(crate) async fn set_read(db: &mut Connection, person: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE proactive_notices SET read = 1 WHERE person = ? AND holds = 1")
        .bind(person)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// False where the person was never told it.
pub(crate) async fn dismiss(
    db: &mut Connection,
    person: &str,
    scenario: &str,
    notice: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE proactive_notices SET dismissed = 1 WHERE person = ? AND scenario = ? AND notice = ?",
    )
    .bind(person)
    .bind(scenario)
    .bind(notice)
    .execute(db.sql())
    .await?;
    Ok(done.rows_affected() > 0)
}
