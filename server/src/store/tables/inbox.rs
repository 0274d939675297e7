//! Of which events whom has been told, what has been read, and what is still to leave by the outgoing hook.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::decode;
use crate::store::records::{Outgoing, OutgoingAbout, Told};

#[derive(sqlx::FromRow)]
struct ToldRow {
    id: i64,
    case_id: i64,
    #[sqlx(try_from = "i64")]
    seq: u32,
}

#[derive(sqlx::FromRow)]
struct OutgoingRow {
    id: i64,
    person: String,
    at: i64,
    number: Option<String>,
    what: Option<String>,
    scenario: Option<String>,
    notice: Option<String>,
    #[sqlx(try_from = "i64")]
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
    put!(
        db,
        "INSERT INTO inbox (person, case_id, seq, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        person,
        case_id,
        i64::from(seq),
        at
    )?;
    Ok(())
}

/// 免申即享: it is read elsewhere, and leaves by the hook with the others. Telling twice is telling once.
pub(crate) async fn insert_unasked(
    db: &mut Connection,
    person: &str,
    scenario: &str,
    notice: &str,
    at: i64,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO inbox (person, scenario, notice, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        person,
        scenario,
        notice,
        at
    )?;
    Ok(())
}

/// The newest first, older than the one with the id `before`.
pub(crate) async fn page(
    db: &mut Connection,
    person: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Told>, StoreError> {
    let rows: Vec<ToldRow> = rows!(
        db,
        "SELECT inbox.id, case_id, seq FROM inbox JOIN cases ON cases.id = case_id
         WHERE inbox.person = $1 AND ($2 IS NULL OR inbox.id < $2)
         ORDER BY inbox.id DESC LIMIT $3",
        person,
        before,
        i64::from(limit)
    )?;
    let told = |row: ToldRow| Told {
        id: row.id,
        case_id: row.case_id,
        seq: row.seq,
    };
    Ok(rows.into_iter().map(told).collect())
}

/// Up to which one the person has read; 0 where none was read.
pub(crate) async fn read_up_to(db: &mut Connection, person: &str) -> Result<i64, StoreError> {
    let up_to = value!(db, "SELECT up_to FROM inbox_read WHERE person = $1", person)?;
    Ok(up_to.unwrap_or(0))
}

pub(crate) async fn count_unread(db: &mut Connection, person: &str) -> Result<u32, StoreError> {
    let count: i64 = one_value!(
        db,
        "SELECT COUNT(*) FROM inbox JOIN cases ON cases.id = case_id
         WHERE inbox.person = $1
           AND inbox.id > coalesce((SELECT up_to FROM inbox_read WHERE person = $1), 0)",
        person
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Never back, and never further than what there is: what comes later is unread.
pub(crate) async fn set_read(
    db: &mut Connection,
    person: &str,
    up_to: i64,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO inbox_read (person, up_to)
         SELECT $1, coalesce(max(id), 0) FROM inbox WHERE person = $1 AND id <= $2
         ON CONFLICT (person) DO UPDATE SET up_to = excluded.up_to
         WHERE inbox_read.up_to < excluded.up_to",
        person,
        up_to
    )?;
    Ok(())
}

/// What is to leave at `now` and is no older than `oldest`, the oldest first.
pub(crate) async fn to_send(
    db: &mut Connection,
    now: i64,
    oldest: i64,
    limit: u32,
) -> Result<Vec<Outgoing>, StoreError> {
    let rows: Vec<OutgoingRow> = rows!(
        db,
        "SELECT inbox.id, inbox.person, inbox.at, cases.number, what, inbox.scenario, inbox.notice, attempts
         FROM inbox
         LEFT JOIN cases ON cases.id = inbox.case_id
         LEFT JOIN case_events ON case_events.case_id = inbox.case_id AND case_events.seq = inbox.seq
         LEFT JOIN proactive_notices ON proactive_notices.person = inbox.person
            AND proactive_notices.scenario = inbox.scenario AND proactive_notices.notice = inbox.notice
         WHERE sent_at IS NULL AND next_try <= $1 AND inbox.at >= $2
           AND (what IS NOT NULL OR (holds AND NOT dismissed))
         ORDER BY inbox.id LIMIT $3",
        now,
        oldest,
        i64::from(limit)
    )?;
    rows.into_iter().filter_map(outgoing).collect()
}

/// `None` where the row is about neither, which the table forbids.
fn outgoing(row: OutgoingRow) -> Option<Result<Outgoing, StoreError>> {
    let about = match (row.number, row.what, row.scenario, row.notice) {
        (Some(number), Some(what), ..) => match decode(&what, "event") {
            Ok(event) => OutgoingAbout::Event {
                number,
                event: Box::new(event),
            },
            Err(error) => return Some(Err(error)),
        },
        (_, _, Some(scenario), Some(notice)) => OutgoingAbout::Unasked { scenario, notice },
        _ => return None,
    };
    Some(Ok(Outgoing {
        id: row.id,
        person: row.person,
        at: row.at,
        about,
        attempts: row.attempts,
    }))
}

pub(crate) async fn set_sent(db: &mut Connection, id: i64, at: i64) -> Result<(), StoreError> {
    execute!(db, "UPDATE inbox SET sent_at = $1 WHERE id = $2", at, id)?;
    Ok(())
}

/// It was tried in vain, and is tried again at `next_try`.
pub(crate) async fn put_off(db: &mut Connection, id: i64, next_try: i64) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE inbox SET attempts = attempts + 1, next_try = $1 WHERE id = $2",
        next_try,
        id
    )?;
    Ok(())
}
