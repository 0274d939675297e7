//! What the registers say about the signed-in person: shown, and used for the plan.

use axum::Json;
use axum::extract::State;
use catalog::{Context, Scenario, Value};
use civic::day::{self, Day};
use contract::person::{Eligibility, Holdings, OpenElsewhere, Record, Register, Unasked};
use serde::Deserialize;

use crate::auth::identity::Person;
use crate::auth::session::AsksRegisters;
use crate::cases::{open_cases, promises};
use crate::error::{ApiResult, Causes, not_found};
use crate::http::params::{Path, Query};
use crate::scenario_registry::region_or_national;
use crate::state::AppState;

/// `GET /api/v1/person/holdings`
pub(crate) async fn holdings(
    State(app): State<AppState>,
    AsksRegisters(person): AsksRegisters,
) -> ApiResult<Json<Holdings>> {
    Ok(Json(RegisterFacts::of(&app, &person).await.holdings))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    region: Option<String>,
}

/// `GET /api/v1/eligibility/{scenario}?region=`
pub(crate) async fn eligibility(
    State(app): State<AppState>,
    AsksRegisters(person): AsksRegisters,
    Path(scenario): Path<String>,
    Query(query): Query<Place>,
) -> ApiResult<Json<Eligibility>> {
    let library = app.scenarios.current();
    let region = region_or_national(&library, query.region.as_deref());
    let here = library.scenario(region, &scenario);
    let mut anywhere = library.scenarios().filter(|one| one.id == scenario);
    let version = here.or_else(|| anywhere.next()).ok_or_else(not_found)?;
    let today = app.clock.today();
    let elsewhere = open_elsewhere(&app, &person, version, today);
    let (credit, open_elsewhere) = tokio::join!(may_promise(&app, &person, today), elsewhere);
    let (may_promise, unasked) = credit;
    let mut db = app.store.read().await?;
    let lost = promises::lost(&mut db, &person.id, version).await?;
    Ok(Json(Eligibility {
        open: open_cases::open_cases(&app, &mut db, &person.id, &scenario).await?,
        open_elsewhere,
        may_promise,
        no_word_for: lost.iter().map(|lost| lost.service.clone()).collect(),
        lost,
        unasked: unasked.into_iter().collect(),
    }))
}

/// What the registers say about a person today. Ask before a transaction is begun: a register may be slow, and nobody
/// else can write meanwhile.
pub(crate) struct RegisterFacts {
    holdings: Holdings,
    may_promise: bool,
}

impl RegisterFacts {
    /// A register that does not answer stops nobody.
    pub(crate) async fn of(app: &AppState, person: &Person) -> Self {
        let today = app.clock.today();
        let holdings = app.registers.holdings(person, today);
        let (holdings, credit) = tokio::join!(holdings, may_promise(app, person, today));
        let holdings = holdings.unwrap_or_else(|error| {
            let fault = Causes(&error);
            tracing::warn!(%fault, "registers could not be asked: the person is");
            let all = [Register::Records, Register::Licences];
            let unasked = all.map(|register| Unasked {
                register,
                name: String::new(),
            });
            Holdings {
                unasked: unasked.into(),
                ..Holdings::default()
            }
        });
        let (may_promise, not_asked) = credit;
        let mut holdings = with_identity(holdings, person);
        holdings.unasked.extend(not_asked);
        Self {
            holdings,
            may_promise,
        }
    }

    pub(crate) fn into_holdings(self) -> Holdings {
        self.holdings
    }

    pub(crate) fn unasked(&self) -> &[Unasked] {
        &self.holdings.unasked
    }

    /// Whether a register could not be asked.
    pub(crate) fn is_partial(&self) -> bool {
        !self.holdings.unasked.is_empty()
    }

    /// Whether records could not be asked for: then no rule decides.
    pub(crate) fn lacks_records(&self) -> bool {
        let mut unasked = self.holdings.unasked.iter();
        unasked.any(|one| one.register == Register::Records)
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

/// Whether a promise is open to the person. Where that cannot be asked, it is: a fault of ours is not held against
/// them.
async fn may_promise(app: &AppState, person: &Person, today: Day) -> (bool, Option<Unasked>) {
    match app.registers.may_promise(person, today).await {
        Ok(may_promise) => (may_promise, None),
        Err(error) => {
            let fault = Causes(&error);
            tracing::warn!(%fault, "the credit register could not be asked: a promise stays open");
            let unasked = Unasked {
                register: Register::Credit,
                name: String::new(),
            };
            (true, Some(unasked))
        }
    }
}

/// 在办重复 at other systems. Where they cannot be asked nothing is said: it is a hint.
async fn open_elsewhere(
    app: &AppState,
    person: &Person,
    scenario: &Scenario,
    today: Day,
) -> Vec<OpenElsewhere> {
    let asked = app.registers.open_elsewhere(person, &scenario.id, today);
    asked.await.unwrap_or_else(|error| {
        let fault = Causes(&error);
        tracing::warn!(%fault, "other systems could not be asked for open cases");
        Vec::new()
    })
}

/// What the identity service has proven wins over what registers say, and is there when none answers.
pub(super) fn with_identity(mut holdings: Holdings, person: &Person) -> Holdings {
    let Some(origin) = &person.proven_by else {
        return holdings;
    };
    let birth = day::iso(person.number.birth());
    let employer = person.employer.as_ref();
    let facts = [
        ("person.name", Some(&*person.name)),
        ("person.number", Some(person.number.as_str())),
        ("person.sex", Some(person.number.sex().id())),
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
