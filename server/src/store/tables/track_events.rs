//! What releases before the events of cases have kept of each service. The rows go when events were made of them.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::decode;
use crate::store::records::TrackEvent;

#[derive(sqlx::FromRow)]
struct EventRow {
    service: String,
    at: String,
    what: String,
}

impl EventRow {
    fn read(self) -> Result<TrackEvent, StoreError> {
        Ok(TrackEvent {
            service: self.service,
            at: self.at,
            what: decode(&self.what, "event of a service")?,
        })
    }
}

/// The oldest first.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<TrackEvent>, StoreError> {
    let rows: Vec<EventRow> = rows!(
        db,
        "SELECT service, at, what FROM track_events WHERE case_id = $1 ORDER BY id",
        case_id
    )?;
    rows.into_iter().map(EventRow::read).collect()
}

pub(crate) async fn delete(db: &mut Connection, case_id: i64) -> Result<(), StoreError> {
    execute!(db, "DELETE FROM track_events WHERE case_id = $1", case_id)?;
    Ok(())
}
