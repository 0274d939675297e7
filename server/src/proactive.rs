//! 免申即享: what follows from a person's records, or from what was decided, is told without being asked. Looked for
//! when somebody signs in, when something was handed in or decided, and daily for three months after the last time:
//! records change without us. A register that does not answer is asked again the next day; nobody is told what is not
//! known.

pub(crate) mod due;

use casework::ServiceState;
use casework::automatic::verified_values;
use catalog::evaluation::Truth;
use catalog::facts::{Verified, Vouched};
use catalog::load::{Library, NATIONAL};
use catalog::scenario::{Proactive, Scenario};
use catalog::{ActingFor, Answers, Context};
use contract::inbox::ProactiveNotice;

use crate::auth::proven;
use crate::cases::case_file::CaseFile;
use crate::error::{ApiError, ApiResult, Causes};
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::{Connection, cases, inbox, proactive};
use crate::turns::in_turn;

const DAY: i64 = 24 * 3600;
/// The newest cases that are looked at.
const CASES: u32 = 100;

/// Looks at everybody who is due.
pub(crate) async fn once(app: &AppState) {
    in_turn(app, "proactive", look(app)).await;
}

async fn look(app: &AppState) {
    loop {
        match next(app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                if let ApiError::Internal(fault) = error {
                    tracing::error!(fault = %Causes(&fault), "what follows from records was not looked for");
                }
                return;
            }
        }
    }
}

/// False where nobody is due.
async fn next(app: &AppState) -> ApiResult<bool> {
    let now = app.clock.now().unix();
    let mut db = app.store.read().await?;
    let Some(id) = proactive::next_due(&mut db, now).await? else {
        return Ok(false);
    };
    let today = app.clock.today();
    // Registers may be slow: they are asked before a transaction is begun.
    let person = proven::person(app, &mut db, &id).await;
    drop(db);
    let context = match person {
        Ok(Some(person)) => Some(RegisterFacts::of(app, &person).await),
        Ok(None) | Err(_) => None,
    };
    // What is not known takes nothing back that was told.
    let context = context.filter(|facts| !facts.is_partial());
    let context = context.map(|facts| facts.context(today));
    let mut db = app.store.write_of(&id).await?;
    if let Some(context) = context {
        let standing = Standing::of(app, &mut db, &id).await?;
        let library = app.scenarios.current();
        let holding = standing.holding(&library, &context);
        for (scenario, notice) in proactive::put(&mut db, &id, &holding, now).await? {
            inbox::insert_unasked(&mut db, &id, scenario, notice, now).await?;
        }
    }
    proactive::looked_at(&mut db, &id, now + DAY).await?;
    db.commit().await?;
    Ok(true)
}

/// What became of a person's applications.
#[derive(Default)]
struct Standing {
    /// The place of the newest case; the whole country where there is none.
    region: Option<String>,
    /// Services under way or granted.
    has: Vec<String>,
    granted: Vec<String>,
}

impl Standing {
    async fn of(app: &AppState, db: &mut Connection, person: &str) -> ApiResult<Self> {
        let mut standing = Self::default();
        for record in cases::page_of(db, person, false, None, CASES).await? {
            let file = CaseFile::load(&app.scenarios, db, &record).await?;
            // What somebody does for another says nothing of oneself.
            if file.case.submitted.acting_for != ActingFor::Oneself {
                continue;
            }
            standing.region.get_or_insert(record.region);
            for service in &file.case.services {
                let is_granted = service.state == ServiceState::Granted;
                if is_granted || service.state.is_undecided() {
                    standing.has.push(service.id.clone());
                }
                if is_granted {
                    standing.granted.push(service.id.clone());
                }
            }
        }
        Ok(standing)
    }

    fn holding(&self, library: &Library, context: &Context) -> Vec<(String, String)> {
        let region = self.region.as_deref().unwrap_or(NATIONAL);
        let scenarios = library.scenarios();
        let here = scenarios.filter(|scenario| scenario.region.code == region);
        let notices = here.flat_map(|scenario| {
            let notices = scenario.proactive.iter();
            notices.map(move |notice| (scenario, notice))
        });
        let holding = notices.filter(|(scenario, notice)| self.holds(scenario, notice, context));
        let ids = holding.map(|(scenario, notice)| (scenario.id.clone(), notice.id.clone()));
        ids.collect()
    }

    fn holds(&self, scenario: &Scenario, notice: &Proactive, context: &Context) -> bool {
        let granted = |id: &String| self.granted.contains(id);
        if self.has.contains(&notice.service) || !notice.after.iter().all(granted) {
            return false;
        }
        notice.when.as_ref().is_none_or(|when| {
            let values = verified_values(scenario, context, ActingFor::Oneself);
            let answered = values.into_iter().map(|(name, (value, _))| (name, value));
            let known = notice.knows.iter().filter_map(|(question, key)| {
                let value = context.record(key, ActingFor::Oneself)?;
                Some((question.clone(), value.clone()))
            });
            let verified: Verified = answered.chain(known).collect();
            let nobody = Answers::default();
            let vouched = Vouched::new(scenario, context, ActingFor::Oneself, &verified, &nobody);
            vouched.evaluate(when).truth == Truth::Yes
        })
    }
}

/// What a person is shown; a notice that the scenarios know no more is not.
pub(crate) async fn shown(
    app: &AppState,
    db: &mut Connection,
    person: &str,
) -> ApiResult<Vec<ProactiveNotice>> {
    let library = app.scenarios.current();
    let told = proactive::of_person(db, person).await?.into_iter();
    let shown = told.filter_map(|told| {
        let scenario = library.scenario(NATIONAL, &told.scenario)?;
        let notice = scenario
            .proactive
            .iter()
            .find(|one| one.id == told.notice)?;
        let sources = notice.sources.iter().filter_map(|id| scenario.source(id));
        Some(ProactiveNotice {
            say: notice.say.zh().to_owned(),
            text: notice.text.zh().to_owned(),
            sources: sources.map(|one| one.title.zh().to_owned()).collect(),
            scenario: told.scenario,
            id: told.notice,
            read: told.read,
        })
    });
    Ok(shown.collect())
}
