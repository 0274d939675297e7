//! What the registers say about the signed-in person: shown, and used for the plan.

use axum::Json;
use axum::extract::State;
use catalog::Context;
use civic::day::Day;
use contract::person::{Eligibility, Holdings};
use serde::Deserialize;

use crate::auth::identity::Person;
use crate::auth::session::SignedIn;
use crate::cases::{open_cases, promises};
use crate::error::{ApiResult, not_found};
use crate::http::params::{Path, Query};
use crate::scenario_registry::region_or_national;
use crate::state::AppState;

/// `GET /api/v1/person/holdings`
pub(crate) async fn holdings(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
) -> ApiResult<Json<Holdings>> {
    let holdings = app.registers.holdings(&person, app.clock.today()).await?;
    Ok(Json(holdings))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    region: Option<String>,
}

/// `GET /api/v1/eligibility/{scenario}?region=`
pub(crate) async fn eligibility(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(scenario): Path<String>,
    Query(query): Query<Place>,
) -> ApiResult<Json<Eligibility>> {
    let library = app.scenarios.current();
    let region = region_or_national(&library, query.region.as_deref());
    let here = library.scenario(region, &scenario);
    let mut anywhere = library.scenarios().filter(|one| one.id == scenario);
    let version = here.or_else(|| anywhere.next()).ok_or_else(not_found)?;
    let today = app.clock.today();
    let may_promise = app.registers.may_promise(&person, today).await?;
    let mut db = app.store.read().await?;
    let lost = promises::lost(&mut db, &person.id, version).await?;
    Ok(Json(Eligibility {
        open: open_cases::open_cases(&app, &mut db, &person.id, &scenario).await?,
        may_promise,
        no_word_for: lost.iter().map(|lost| lost.service.clone()).collect(),
        lost,
    }))
}

/// What the registers say about a person today. Ask before a transaction is begun: a register may be slow, and nobody
/// else can write meanwhile.
pub(crate) struct RegisterFacts {
    holdings: Holdings,
    may_promise: bool,
}

impl RegisterFacts {
    pub(crate) async fn of(app: &AppState, person: &Person) -> ApiResult<Self> {
        let today = app.clock.today();
        Ok(Self {
            holdings: app.registers.holdings(person, today).await?,
            may_promise: app.registers.may_promise(person, today).await?,
        })
    }

    /// What a record says, where that is a text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.holdings.records.get(key)?.value.text()
    }

    /// What the plan of `day` is computed with: the registers' facts, never those of the request.
    pub(crate) fn context(&self, day: Day) -> Context {
        let mut context = Context {
            signed_in: true,
            may_promise: self.may_promise,
            ..Context::anonymous(day)
        };
        self.holdings.tell(&mut context);
        context
    }
}
