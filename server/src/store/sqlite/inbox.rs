//! Of which events whom has been told, what has been read, and what is still to leave by the outgoing hook.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::decode;
use crate::store::records::{Outgoing, Told};

#[derive(sqlx::FromRow)]
struct ToldRow {
    id: i64,
    case_id: i64,
    seq: u32,
}

#[derive(sqlx::FromRow)]
struct OutgoingRow {
    id: i64,
    person: String,
    number: String,
    what: String,
    attempts: u32,
}

/// Telling twice is telling once.
pub(crate) async fn insert(
    db: &mut Connection,
    person: &str,
    case_id: i64,
    seq: u32,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO inbox (person, case_id, seq, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(person)
    .bind(case_id)
    .bind(seq)
    .bind(at)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// The newest first, older than the one with the id `before`.
pub(crate) async fn page(
    db: &mut Connection,
    person: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Told>, StoreError> {
    let rows: Vec<ToldRow> = sqlx::query_as(
        "SELECT inbox.id, case_id, seq FROM inbox JOIN cases ON cases.id = case_id
         WHERE inbox.person = ?1 AND (?2 IS NULL OR inbox.id < ?2)
         ORDER BY inbox.id DESC LIMIT ?3",
    )
    .bind(person)
    .bind(before)
    .bind(limit)
    .fetch_all(db.sql())
    .await?;
    let told = |row: ToldRow| Told {
        id: row.id,
        case_id: row.case_id,
        seq: row.seq,
    };
    Ok(rows.into_iter().map(told).collect())
}

/// Up to which one the person has read; 0 where none was read.
pub(crate) async fn read_up_to(db: &mut Connection, person: &str) -> Result<i64, StoreError> {
    let up_to = sqlx::query_scalar("SELECT up_to FROM inbox_read WHERE person = ?")
        .bind(person)
        .fetch_optional(db.sql())
        .await?;
    Ok(up_to.unwrap_or(0))
}

pub(crate) async fn count_unread(db: &mut Connection, person: &str) -> Result<u32, StoreError> {
    let count = sqlx::query_scalar(
        "SELECT COUNT(*) FROM inbox JOIN cases ON cases.id = case_id
         WHERE inbox.person = ?1
           AND inbox.id > coalesce((SELECT up_to FROM inbox_read WHERE person = ?1), 0)",
    )
    .bind(person)
    .fetch_one(db.sql())
    .await?;
    Ok(count)
}

/// Never back, and never further than what there is: what comes later is unread.
pub(crate) async fn set_read(
    db: &mut Connection,
    person: &str,
    up_to: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO inbox_read (person, up_to)
         SELECT ?1, min(?2, coalesce(max(id), 0)) FROM inbox WHERE person = ?1
         ON CONFLICT (person) DO UPDATE SET up_to = max(up_to, excluded.up_to)",
    )
    .bind(person)
    .bind(up_to)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// What is to leave at `now` and is no older than `oldest`, the oldest first.
pub(crate) async fn to_send(
    db: &mut Connection,
    now: i64,
    oldest: i64,
    limit: u32,
) -> Result<Vec<Outgoing>, StoreError> {
    let rows: Vec<OutgoingRow> = sqlx::query_as(
        "SELECT inbox.id, inbox.person, number, what, attempts FROM inbox
         JOIN cases ON cases.id = inbox.case_id
         JOIN case_events ON case_events.case_id = inbox.case_id AND case_events.seq = inbox.seq
         WHERE sent_at IS NULL AND next_try <= ? AND inbox.at >= ?
         ORDER BY inbox.id LIMIT ?",
    )
    .bind(now)
    .bind(oldest)
    .bind(limit)
    .fetch_all(db.sql())
    .await?;
    let outgoing = |row: OutgoingRow| {
        Ok(Outgoing {
            event: decode(&row.what, "event")?,
            id: row.id,
            person: row.person,
            number: row.number,
            attempts: row.attempts,
        })
    };
    rows.into_iter().map(outgoing).collect()
}

pub(crate) async fn set_sent(db: &mut Connection, id: i64, at: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE inbox SET sent_at = ? WHERE id = ?")
        .bind(at)
        .bind(id)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// It was tried in vain, and is tried again at `next_try`.
pub(crate) async fn put_off(db: &mut Connection, id: i64, next_try: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE inbox SET attempts = attempts + 1, next_try = ? WHERE id = ?")
        .bind(next_try)
        .bind(id)
        .execute(db.sql())
        .await?;
    Ok(())
}
