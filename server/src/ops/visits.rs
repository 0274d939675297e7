//! Who comes to a counter on a day, for the services of an office.

use axum::Json;
use axum::extract::State;
use civic::day;
use contract::counter::{OpsVisit, OpsVisits};
use serde::Deserialize;

use super::gate::Clerk;
use super::scope::Scope;
use crate::cases::names::service_name;
use crate::error::{ApiResult, malformed};
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::{cases, visits};

#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    day: Option<String>,
}

/// `GET /ops/v1/visits?day=`; today without a day.
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
    let mut db = app.store.read().await?;
    let mut items = Vec::new();
    for booked in visits::of_day(&mut db, day).await? {
        let Some(record) = cases::find_by_id(&mut db, booked.case_id).await? else {
            continue;
        };
        let scope = Scope::of(&app, &mut db, &clerk, record).await?;
        let Some(scope) = scope.filter(|scope| scope.has(&booked.service)) else {
            continue;
        };
        let scenario = &scope.file.scenario;
        items.push(OpsVisit {
            at: booked.at,
            number: booked.number,
            counter: booked.counter,
            region: booked.region,
            case: scope.record.number.clone(),
            title: scenario.name.zh().to_owned(),
            name: service_name(scenario, &booked.service),
            service: booked.service,
        });
    }
    let day = day::iso(day);
    Ok(Json(OpsVisits { day, items }))
}
