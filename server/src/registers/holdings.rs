//! What the registers say about the signed-in person: shown, and used for the plan.

use axum::Json;
use axum::extract::State;
use catalog::{Context, Value};
use civic::citizen_id::Sex;
use civic::day::{self, Day};
use contract::person::{Eligibility, Holdings, Record};
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
    Ok(Json(RegisterFacts::of(&app, &person).await?.holdings))
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
            holdings: with_identity(app.registers.holdings(person, today).await?, person),
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

/// What the identity service has proven wins over what registers say, and is there when none answers.
pub(super) fn with_identity(mut holdings: Holdings, person: &Person) -> Holdings {
    let Some(origin) = &person.proven_by else {
        return holdings;
    };
    let sex = match person.number.sex() {
        Sex::Male => "male",
        Sex::Female => "female",
    };
    let birth = day::iso(person.number.birth());
    let employer = person.employer.as_ref();
    let facts = [
        ("person.name", Some(&*person.name)),
        ("person.number", Some(person.number.as_str())),
        ("person.sex", Some(sex)),
        ("person.birth_date", Some(&*birth)),
        ("person.mobile", person.mobile.as_deref()),
        ("employer.name", employer.map(|it| &*it.name)),
        ("employer.credit_code", employer.map(|it| &*it.credit_code)),
    ];
    for (key, value) in facts {
        if let Some(value) = value {
            let (value, origin) = (Value::from(value), origin.clone());
            let record = Record { value, origin };
            holdings.records.insert(key.to_owned(), record);
        }
    }
    holdings
}
