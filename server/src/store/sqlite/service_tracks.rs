//! Service tracks: one service of a case, its state, and the events that brought it there.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode, decode_day, decode_word, encode, encode_day, encode_word};
use crate::store::records::{TrackEvent, TrackRecord};

#[derive(sqlx::FromRow)]
struct TrackRow {
    service: String,
    state: String,
    due: Option<String>,
    due_exact: bool,
    paused: Option<String>,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    service: String,
    at: String,
    what: String,
}

impl TrackRow {
    fn read(self) -> Result<TrackRecord, StoreError> {
        let paused = self.paused.as_deref();
        Ok(TrackRecord {
            service: self.service,
            state: decode_word(&self.state, "state of a service")?,
            due: decode_day(self.due.as_deref(), "promised day")?,
            due_exact: self.due_exact,
            paused: paused.map(|left| decode(left, "pause")).transpose()?,
        })
    }
}

impl EventRow {
    fn read(self) -> Result<TrackEvent, StoreError> {
        Ok(TrackEvent {
            service: self.service,
            at: self.at,
            what: decode(&self.what, "event")?,
        })
    }
}

fn paused(track: &TrackRecord) -> Result<Option<String>, StoreError> {
    let left = track.paused.as_ref();
    left.map(|left| encode(left, "pause")).transpose()
}

pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    position: u32,
    track: &TrackRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO service_tracks (case_id, service, position, state, due, due_exact, paused)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(case_id)
    .bind(&track.service)
    .bind(position)
    .bind(encode_word(&track.state, "state of a service")?)
    .bind(encode_day(track.due))
    .bind(track.due_exact)
    .bind(paused(track)?)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// In the order of the scenario.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<TrackRecord>, StoreError> {
    let rows: Vec<TrackRow> = sqlx::query_as(
        "SELECT service, state, due, due_exact, paused
         FROM service_tracks WHERE case_id = ? ORDER BY position",
    )
    .bind(case_id)
    .fetch_all(db.sql())
    .await?;
    rows.into_iter().map(TrackRow::read).collect()
}

/// Writes the state, the promised day and the pause of a track.
pub(crate) async fn update(
    db: &mut Connection,
    case_id: i64,
    track: &TrackRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE service_tracks SET state = ?, due = ?, due_exact = ?, paused = ?
         WHERE case_id = ? AND service = ?",
    )
    .bind(encode_word(&track.state, "state of a service")?)
    .bind(encode_day(track.due))
    .bind(track.due_exact)
    .bind(paused(track)?)
    .bind(case_id)
    .bind(&track.service)
    .execute(db.sql())
    .await?;
    Ok(())
}

pub(crate) async fn add_event(
    db: &mut Connection,
    case_id: i64,
    event: &TrackEvent,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO track_events (case_id, service, at, what) VALUES (?, ?, ?, ?)")
        .bind(case_id)
        .bind(&event.service)
        .bind(&event.at)
        .bind(encode(&event.what, "event")?)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// All events of a case, the oldest first.
pub(crate) async fn events(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<TrackEvent>, StoreError> {
    let rows: Vec<EventRow> =
        sqlx::query_as("SELECT service, at, what FROM track_events WHERE case_id = ? ORDER BY id")
            .bind(case_id)
            .fetch_all(db.sql())
            .await?;
    rows.into_iter().map(EventRow::read).collect()
}
