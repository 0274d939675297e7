//! Lanes: one service of a case, its state, and the events that brought it there.

use sqlx::SqliteConnection;

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct TrackRow {
    pub(crate) service: String,
    pub(crate) name: String,
    pub(crate) office: String,
    pub(crate) state: String,
    pub(crate) due: Option<String>,
    pub(crate) due_exact: bool,
    pub(crate) paused: Option<String>,
}

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct EventRow {
    pub(crate) service: String,
    pub(crate) at: String,
    pub(crate) what: String,
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    case_id: i64,
    position: u32,
    lane: &TrackRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO lanes (case_id, service, position, name, office, state, due, due_exact, paused)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(case_id)
    .bind(&lane.service)
    .bind(position)
    .bind(&lane.name)
    .bind(&lane.office)
    .bind(&lane.state)
    .bind(&lane.due)
    .bind(lane.due_exact)
    .bind(&lane.paused)
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn of_case(
    db: &mut SqliteConnection,
    case_id: i64,
) -> Result<Vec<TrackRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT service, name, office, state, due, due_exact, paused
         FROM lanes WHERE case_id = ? ORDER BY position",
    )
    .bind(case_id)
    .fetch_all(db)
    .await
}

/// Writes the state, the promised day and the pause of a lane.
pub(crate) async fn update(
    db: &mut SqliteConnection,
    case_id: i64,
    lane: &TrackRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE lanes SET state = ?, due = ?, due_exact = ?, paused = ?
         WHERE case_id = ? AND service = ?",
    )
    .bind(&lane.state)
    .bind(&lane.due)
    .bind(lane.due_exact)
    .bind(&lane.paused)
    .bind(case_id)
    .bind(&lane.service)
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn add_event(
    db: &mut SqliteConnection,
    case_id: i64,
    event: &EventRow,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO lane_events (case_id, service, at, what) VALUES (?, ?, ?, ?)")
        .bind(case_id)
        .bind(&event.service)
        .bind(&event.at)
        .bind(&event.what)
        .execute(db)
        .await?;
    Ok(())
}

/// All events of a case, the oldest first.
pub(crate) async fn events(
    db: &mut SqliteConnection,
    case_id: i64,
) -> Result<Vec<EventRow>, sqlx::Error> {
    sqlx::query_as("SELECT service, at, what FROM lane_events WHERE case_id = ? ORDER BY id")
        .bind(case_id)
        .fetch_all(db)
        .await
}
