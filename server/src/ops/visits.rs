//! Who comes to a counter on a day, for the services of an office.

use axum::Json;
use axum::extract::State;
use civic::day;
use contract::counter::{OpsVisit, OpsVisits};
use serde::Deserialize;

use super::gate::Clerk;
use crate::cases::names::service_name;
use crate::error::{ApiResult, malformed};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::visits;

/// Those of all offices that are read at once, and about how many an office is shown.
const PAGE: u32 = 100;
/// Between the parts of a cursor.
const APART: char = '~';

#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    day: Option<String>,
    cursor: Option<String>,
}

/// `GET /ops/v1/visits?day=&cursor=`; today without a day. What is shown of a visit stands in its row and in its
/// scenario: no case is opened for it.
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(filter): Query<Filter>,
) -> ApiResult<Json<OpsVisits>> {
    let day = match filter.day.as_deref().map(day::parse_iso) {
        Some(Some(day)) => day,
        Some(None) => return malformed("a day is YYYY-MM-DD"),
        None => app.clock.today(),
    };
    let mut next_cursor = filter.cursor;
    let mut items = Vec::new();
    let mut db = app.store.read().await?;
    loop {
        let after = place(next_cursor.as_deref())?;
        let found = visits::page_of_day(&mut db, day, after, PAGE).await?;
        let is_last = found.len() < PAGE as usize;
        next_cursor = found
            .last()
            .filter(|_| !is_last)
            .map(|it| [&*it.at, &it.counter, &it.region, &it.number].join(&APART.to_string()));
        for booked in found {
            let office = &clerk.office;
            if !office.sees(&booked.scenario, &booked.region, &booked.service) {
                continue;
            }
            let (scenario, hash) = (&booked.scenario, &booked.scenario_hash);
            let scenario = app.scenarios.version(&mut db, scenario, hash).await?;
            items.push(OpsVisit {
                at: booked.at,
                number: booked.number,
                counter: booked.counter,
                region: booked.region,
                case: booked.case,
                title: scenario.name.zh().to_owned(),
                name: service_name(&scenario, &booked.service),
                service: booked.service,
            });
        }
        // Visits to others lie between those to the office.
        if next_cursor.is_none() || items.len() >= PAGE as usize {
            break;
        }
    }
    let day = day::iso(day);
    Ok(Json(OpsVisits {
        day,
        items,
        next_cursor,
    }))
}

/// Time, counter, region and number of the visit at which the page before ended; before all of them on the first.
fn place(cursor: Option<&str>) -> ApiResult<[&str; 4]> {
    let Some(cursor) = cursor else {
        return Ok([""; 4]);
    };
    let parts: Vec<&str> = cursor.split(APART).collect();
    let place = parts.try_into().ok();
    place.map_or_else(|| malformed("the cursor is not of this list"), Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_names_the_last_visit_and_another_word_is_none() {
        let at = "2026-11-23T09:30:00+08:00";
        let cursor = [at, "hall", "321000", "Y003"].join("~");
        let named = place(Some(&cursor)).ok();
        assert_eq!(named, Some([at, "hall", "321000", "Y003"]));
        assert_eq!(place(None).ok(), Some([""; 4]));
        assert!(place(Some("soon")).is_err());
    }
}
