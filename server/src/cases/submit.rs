//! Handing in: the plan is computed again from the answers, the registers and the day of the server, everything is
//! checked again, and nothing else of the request is trusted.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use catalog::application::{self, Application};
use catalog::plan::MaterialPlan;
use catalog::{Answers, Context, Plan, Scenario, Supplied};
use contract::case::{Case, Submission};
use contract::person::Unasked;
use contract::problem::Code;

use super::attachments::{self, Expected};
use super::case_file::CaseFile;
use super::effective::effective;
use super::subjects::Subjects;
use super::submitted::submitted;
use super::{automatic, basis, elsewhere, flags, promises, rows, view};
use crate::auth::session::SignedIn;
use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, not_found, problem};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::random;
use crate::registers::holdings::RegisterFacts;
use crate::scenario_registry::region_or_national;
use crate::state::AppState;
use crate::store::{CaseFlag, CaseRecord, Connection, MaterialRecord, NewCase, cases};

/// `POST /api/v1/cases`
pub(crate) async fn submit(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    key: IdempotencyKey,
    body: JsonBody<Submission>,
) -> ApiResult<Response> {
    let request = key.of(&format!("person:{}", person.id), &body.bytes);
    let submission = body.data;
    let library = app.scenarios.current();
    let region = region_or_national(&library, Some(&submission.region));
    let scenario = library
        .scenario(region, &submission.scenario)
        .ok_or_else(not_found)?;
    // First what costs nothing.
    attachments::within_bounds(submission.application.materials.values())?;
    let facts = RegisterFacts::of(&app, &person).await;
    let rows = rows::verified(&app, scenario, &facts, &submission.application.answers).await;
    // Everything is judged before the turn to write: nobody waits for it. What may change until then is asked again.
    let mut db = app.store.read().await?;
    if let Some(response) = request.replay(&mut db).await? {
        return Ok(response);
    }
    if scenario.hash != submission.hash {
        return problem(Code::ScenarioChanged, "made with another version");
    }
    let now = app.clock.now();
    let mut context = facts.context(now.day());
    context.no_word_for = promises::no_word_for(&mut db, &person.id, [scenario]).await?;
    let sent = &submission.application;
    let judged = match judge(&app, &mut db, &person.id, scenario, &context, sent).await {
        Ok(judged) => judged,
        // The phone may hold what a register said before: it asks once more, and then the person.
        Err(ApiError::Application(_)) if facts.is_partial() => {
            return problem(
                Code::Unavailable,
                "a register cannot be asked now: read the holdings again",
            );
        }
        // The same request may have been done since.
        Err(error) => return request.replay(&mut db).await?.ok_or(error),
    };
    drop(db);
    let accepted = Accepted {
        person: &person.id,
        scenario,
        context: &context,
        rows: &rows,
        lacks_records: facts.lacks_records(),
        unasked: facts.unasked(),
        judged,
    };
    let mut db = app.store.write_of(&person.id).await?;
    if let Some(response) = request.replay(&mut db).await? {
        // What it stands on may be of the same group.
        db.commit().await?;
        return Ok(response);
    }
    accepted.judged.subjects.refuse_open(&mut db, None).await?;
    let case = accept(&app, &mut db, accepted, now).await?;
    let response = request
        .of_case(&case.number)
        .complete(&mut db, StatusCode::CREATED, &case, now)
        .await?;
    db.commit().await?;
    app.metrics.handed_in(&scenario.id);
    tracing::info!(
        scenario = scenario.id,
        services = case.services.len(),
        "case accepted"
    );
    Ok(response)
}

/// An application that may become a case.
struct Judged<'a> {
    plan: Plan,
    application: Application,
    flags: Vec<CaseFlag>,
    subjects: Subjects<'a>,
}

/// # Errors
/// 422 with everything that is wrong; `case_open` where another case is of the same people.
async fn judge<'a>(
    app: &AppState,
    db: &mut Connection,
    person: &'a str,
    scenario: &'a Scenario,
    context: &Context,
    sent: &Application,
) -> ApiResult<Judged<'a>> {
    let plan = catalog::plan(scenario, &sent.answers, context);
    let mut problems = application::problems(scenario, &plan, sent, context);
    let application = effective(scenario, &plan, sent, context);
    let (key, declared) = (&app.subject_key, scenario.subject.as_ref());
    let today = context.today;
    let subjects = Subjects::of(key, person, scenario, declared, &application, today);
    subjects.refuse_open(db, None).await?;
    let expected = Expected {
        person,
        scenario: &scenario.id,
        case_id: None,
    };
    problems.extend(attachments::problems(db, &expected, &application.materials).await?);
    if !problems.is_empty() {
        return Err(ApiError::Application(problems));
    }
    let flags = flags::of(db, person, scenario, &plan, &application, context).await?;
    Ok(Judged {
        plan,
        application,
        flags,
        subjects,
    })
}

/// What becomes a case.
struct Accepted<'a> {
    person: &'a str,
    scenario: &'a Scenario,
    judged: Judged<'a>,
    context: &'a Context,
    /// What registers say of the people of its rows.
    rows: &'a Answers,
    /// Registers of records could not be asked.
    lacks_records: bool,
    unasked: &'a [Unasked],
}

async fn accept(
    app: &AppState,
    db: &mut Connection,
    accepted: Accepted<'_>,
    now: Moment,
) -> ApiResult<Case> {
    let Accepted {
        person,
        scenario,
        judged,
        context,
        rows,
        lacks_records,
        unasked,
    } = accepted;
    let Judged {
        plan,
        application,
        flags,
        subjects,
    } = &judged;
    let number = random::case_number()?;
    let basis = basis::basis(scenario, context, plan.acting_for, unasked);
    let automatic: Vec<&str> = plan
        .services
        .iter()
        .filter(|service| service.automatic())
        .map(|service| service.id.as_str())
        .collect();
    let case = NewCase {
        number: &number,
        person,
        scenario: &scenario.id,
        region: &scenario.region.code,
        scenario_hash: &scenario.hash,
        submitted_at: &now.rfc3339(),
        application,
        basis: &basis,
        automatic: &automatic,
        flags,
    };
    let id = cases::insert(db, case).await?;
    subjects.put(db, id).await?;
    elsewhere::keep(db, id, plan).await?;
    let version = app.scenarios.version(db, &scenario.id, &scenario.hash);
    let version = version.await?;
    let submitted = submitted(scenario, plan, application, person);
    let clock = app.clock.of_cases();
    let mut file = CaseFile::begin(db, id, version, submitted, clock).await?;
    let asked = automatic::Asked {
        context,
        typed: &application.answers,
        rows,
        lacks_records,
    };
    automatic::decide(db, &mut file, &asked, clock).await?;
    let mut materials = Vec::new();
    for (position, planned) in (0..).zip(&plan.materials) {
        if let Some(supplied) = application.materials.get(&planned.id) {
            let record = material_record(scenario, planned, supplied, now)?;
            cases::put_material(db, id, position, &record).await?;
            materials.push(record);
        }
    }
    attachments::bind(db, (person, id), &application.materials).await?;
    // As it was just written: to read it again would let others wait.
    let stored = view::Stored {
        texts: match file.has_words() {
            true => file.texts(db).await?,
            false => BTreeMap::new(),
        },
        materials,
        elsewhere: elsewhere::to_do(plan, scenario),
    };
    let automatic = automatic.into_iter().map(str::to_owned).collect();
    let record = CaseRecord {
        id,
        number,
        scenario: scenario.id.clone(),
        region: scenario.region.code.clone(),
        scenario_hash: scenario.hash.clone(),
        submitted_at: now.rfc3339(),
        application: application.clone(),
        basis: Some(basis),
        automatic,
        flags: flags.clone(),
    };
    Ok(view::of_stored(app, record, &file, stored))
}

pub(super) fn material_record(
    scenario: &Scenario,
    planned: &MaterialPlan,
    supplied: &Supplied,
    now: Moment,
) -> ApiResult<MaterialRecord> {
    let material = planned.material(scenario).ok_or_else(not_found)?;
    let later = (*supplied == Supplied::Later)
        .then_some(material.later_within)
        .flatten();
    Ok(MaterialRecord {
        material: planned.id.clone(),
        supplied: supplied.clone(),
        due: later.map(|limit| limit.due(now.day()).day),
    })
}
