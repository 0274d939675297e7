//! Service tracks: what lists need of each service of a case; a projection of its events.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode_day, decode_word, encode_day, encode_word};
use crate::store::records::TrackRecord;

#[derive(sqlx::FromRow)]
struct TrackRow {
    service: String,
    state: String,
    due: Option<String>,
    due_exact: bool,
}

impl TrackRow {
    fn read(self) -> Result<TrackRecord, StoreError> {
        Ok(TrackRecord {
            service: self.service,
            state: decode_word(&self.state, "state of a service")?,
            due: decode_day(self.due.as_deref(), "promised day")?,
            due_exact: self.due_exact,
        })
    }
}

pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    position: u32,
    track: &TrackRecord,
) -> Result<(), StoreError> {
    put!(
        db,
        "INSERT INTO service_tracks (case_id, service, position, state, due, due_exact)
         VALUES ($1, $2, $3, $4, $5, $6)",
        case_id,
        &track.service,
        i64::from(position),
        encode_word(&track.state, "state of a service")?,
        encode_day(track.due),
        track.due_exact
    )?;
    Ok(())
}

/// In the order of the scenario.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<TrackRecord>, StoreError> {
    let rows: Vec<TrackRow> = rows!(
        db,
        "SELECT service, state, due, due_exact
         FROM service_tracks WHERE case_id = $1 ORDER BY position",
        case_id
    )?;
    rows.into_iter().map(TrackRow::read).collect()
}

/// Writes the state and the promised day of a track.
pub(crate) async fn update(
    db: &mut Connection,
    case_id: i64,
    track: &TrackRecord,
) -> Result<(), StoreError> {
    put!(
        db,
        "UPDATE service_tracks SET state = $1, due = $2, due_exact = $3
         WHERE case_id = $4 AND service = $5",
        encode_word(&track.state, "state of a service")?,
        encode_day(track.due),
        track.due_exact,
        case_id,
        &track.service
    )?;
    Ok(())
}
