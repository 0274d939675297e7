//! 另外办理: the steps at other offices, as a list that the applicant ticks off. What is kept is a note of the
//! applicant's own; a step done elsewhere is no event of this case, and its offices learn nothing of it.

use axum::extract::State;
use axum::http::StatusCode;
use catalog::Scenario;
use catalog::plan::Plan;
use contract::elsewhere::{ElsewhereStep, ElsewhereTick};

use super::names::service_name;
use crate::auth::session::SignedIn;
use crate::error::{ApiResult, not_found};
use crate::http::body::JsonBody;
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{Connection, StoreError, cases, elsewhere_steps};

/// Keeps what the plan names, as the case is handed in.
pub(super) async fn keep(db: &mut Connection, case_id: i64, plan: &Plan) -> Result<(), StoreError> {
    let services = plan.services.iter().filter(|service| service.elsewhere());
    let ids: Vec<&str> = services.map(|service| service.id.as_str()).collect();
    elsewhere_steps::insert(db, case_id, &ids).await
}

pub(super) async fn shown(
    db: &mut Connection,
    case_id: i64,
    scenario: &Scenario,
) -> Result<Vec<ElsewhereStep>, StoreError> {
    Ok(named(
        elsewhere_steps::of_case(db, case_id).await?,
        scenario,
    ))
}

/// Those of a case that is handed in just now: none is done.
pub(super) fn to_do(plan: &Plan, scenario: &Scenario) -> Vec<ElsewhereStep> {
    let services = plan.services.iter().filter(|service| service.elsewhere());
    named(
        services
            .map(|service| (service.id.clone(), false))
            .collect(),
        scenario,
    )
}

fn named(steps: Vec<(String, bool)>, scenario: &Scenario) -> Vec<ElsewhereStep> {
    let shown = steps.into_iter().map(|(service, done)| {
        let found = scenario.service(&service);
        let how = found.and_then(|found| found.elsewhere.as_ref());
        ElsewhereStep {
            name: service_name(scenario, &service),
            how: how.map_or("", |how| how.zh()).to_owned(),
            service,
            done,
        }
    });
    shown.collect()
}

/// `POST /api/v1/cases/{number}/elsewhere/{service}`. Saying the same twice is saying it once.
pub(crate) async fn tick(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, service)): Path<(String, String)>,
    body: JsonBody<ElsewhereTick>,
) -> ApiResult<StatusCode> {
    let mut db = app.store.write_of(&person.id).await?;
    let case = cases::find_own(&mut db, &person.id, &number).await?;
    let case = case.ok_or_else(not_found)?;
    if !elsewhere_steps::set_done(&mut db, case.id, &service, body.data.done).await? {
        return Err(not_found());
    }
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
