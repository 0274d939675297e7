//! What the state already holds about the signed-in person, and what stands in their way.

use axum::Json;
use axum::extract::State;
use catalog::Context;
use civic::day::Day;
use contract::person::{Eligibility, Holdings};

use crate::auth::session::SignedIn;
use crate::demo::DemoPerson;
use crate::error::{ApiResult, not_found};
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::cases;

/// `GET /api/v1/person/holdings`
pub(crate) async fn holdings(SignedIn(person): SignedIn) -> Json<Holdings> {
    Json(person.holdings)
}

/// `GET /api/v1/eligibility/{scenario}`
pub(crate) async fn eligibility(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(scenario): Path<String>,
) -> ApiResult<Json<Eligibility>> {
    if !app
        .scenarios
        .now()
        .scenarios()
        .any(|one| one.id == scenario)
    {
        return Err(not_found());
    }
    let mut db = app.store.reading().await?;
    Ok(Json(Eligibility {
        open_case: cases::open_number(&mut db, &person.id, &scenario).await?,
        may_promise: person.may_promise,
    }))
}

/// What the plan is computed with: the registers' word, never that of the request.
pub(crate) fn context(person: &DemoPerson, today: Day) -> Context {
    let mut context = Context {
        signed_in: true,
        may_promise: person.may_promise,
        ..Context::anonymous(today)
    };
    person.holdings.tell(&mut context);
    context
}
