//! Numbers at counters; a projection of the events of cases.

use civic::day::{self, Day};

use super::Connection;
use crate::store::error::StoreError;
use crate::store::records::{BookedVisit, VisitRecord};

#[derive(sqlx::FromRow)]
struct BookedRow {
    case_number: String,
    scenario: String,
    scenario_hash: String,
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
    put!(db, "INSERT INTO visits (case_id, service, region, counter, day, at, number)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (case_id, service) DO UPDATE SET
             counter = excluded.counter, day = excluded.day, at = excluded.at, number = excluded.number", case_id, service, visit.region, visit.counter, day::iso(visit.day), &visit.at, visit.number)?;
    Ok(())
}

pub(crate) async fn remove(
    db: &mut Connection,
    case_id: i64,
    service: &str,
) -> Result<(), StoreError> {
    put!(
        db,
        "DELETE FROM visits WHERE case_id = $1 AND service = $2",
        case_id,
        service
    )?;
    Ok(())
}

/// When, and under which numbers, others come to a counter on a day or later.
pub(crate) async fn taken(
    db: &mut Connection,
    region: &str,
    counter: &str,
    from: Day,
) -> Result<Vec<(String, String)>, StoreError> {
    let taken = rows!(
        db,
        "SELECT at, number FROM visits WHERE region = $1 AND counter = $2 AND day >= $3",
        region,
        counter,
        day::iso(from)
    )?;
    Ok(taken)
}

/// Who comes on a day, in the order of the times, from the one behind a time, counter, region and number.
pub(crate) async fn page_of_day(
    db: &mut Connection,
    day: Day,
    after: [&str; 4],
    limit: u32,
) -> Result<Vec<BookedVisit>, StoreError> {
    let [at, counter, region, number] = after;
    let rows: Vec<BookedRow> = rows!(
        db,
        "SELECT cases.number AS case_number, scenario, scenario_hash, service, visits.region, counter, at,
            visits.number
         FROM visits JOIN cases ON cases.id = case_id
         WHERE day = $1 AND (at, counter, visits.region, visits.number) > ($2, $3, $4, $5)
         ORDER BY at, counter, visits.region, visits.number LIMIT $6",
        day::iso(day),
        at,
        counter,
        region,
        number,
        i64::from(limit)
    )?;
    let booked = |row: BookedRow| BookedVisit {
        case: row.case_number,
        scenario: row.scenario,
        scenario_hash: row.scenario_hash,
        service: row.service,
        region: row.region,
        counter: row.counter,
        at: row.at,
        number: row.number,
    };
    Ok(rows.into_iter().map(booked).collect())
}
