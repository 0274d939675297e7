//! Numbers at counters; a projection of the events of cases.

use civic::day::{self, Day};

use super::Connection;
use crate::store::error::StoreError;
use crate::store::records::{BookedVisit, VisitRecord};

#[derive(sqlx::FromRow)]
struct BookedRow {
    case_id: i64,
    service: String,
    region: String,
    counter: String,
    at: String,
    number: String,
}

/// # Errors
/// Where another case holds this number: what is free is looked up in the same transaction.
pub(crate) async fn put(
    db: &mut Connection,
    case_id: i64,
    service: &str,
    visit: &VisitRecord<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO visits (case_id, service, region, counter, day, at, number)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (case_id, service) DO UPDATE SET
             counter = excluded.counter, day = excluded.day, at = excluded.at, number = excluded.number",
    )
    .bind(case_id)
    .bind(service)
    .bind(visit.region)
    .bind(visit.counter)
    .bind(day::iso(visit.day))
    .bind(&visit.at)
    .bind(visit.number)
    .execute(db.sql())
    .await?;
    Ok(())
}

pub(crate) async fn remove(
    db: &mut Connection,
    case_id: i64,
    service: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM visits WHERE case_id = ? AND service = ?")
        .bind(case_id)
        .bind(service)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// When, and under which numbers, others come to a counter on a day or later.
pub(crate) async fn taken(
    db: &mut Connection,
    region: &str,
    counter: &str,
    from: Day,
) -> Result<Vec<(String, String)>, StoreError> {
    let taken = sqlx::query_as(
        "SELECT at, number FROM visits WHERE region = ? AND counter = ? AND day >= ?",
    )
    .bind(region)
    .bind(counter)
    .bind(day::iso(from))
    .fetch_all(db.sql())
    .await?;
    Ok(taken)
}

/// Who comes on a day, in the order of the times.
pub(crate) async fn of_day(db: &mut Connection, day: Day) -> Result<Vec<BookedVisit>, StoreError> {
    let rows: Vec<BookedRow> = sqlx::query_as(
        "SELECT case_id, service, region, counter, at, number FROM visits
         WHERE day = ? ORDER BY at, counter, number",
    )
    .bind(day::iso(day))
    .fetch_all(db.sql())
    .await?;
    let booked = |row: BookedRow| BookedVisit {
        case_id: row.case_id,
        service: row.service,
        region: row.region,
        counter: row.counter,
        at: row.at,
        number: row.number,
    };
    Ok(rows.into_iter().map(booked).collect())
}
