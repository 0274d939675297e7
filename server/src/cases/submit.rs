//! Handing in: the plan is computed again from the answers, the registers and the day of the server, everything is
//! checked again, and nothing else of the request is trusted.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use catalog::application::{self, Application, Confirmed, Explanation};
use catalog::field_check::check_value;
use catalog::plan::MaterialPlan;
use catalog::scenario::{FieldId, MaterialId};
use catalog::{Answers, Context, Plan, Scenario, Supplied};
use contract::case::Submission;
use contract::problem::Code;

use super::attachments::{self, Expected};
use super::case_file::CaseFile;
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
use crate::store::{CaseFlag, Connection, MaterialRecord, NewCase, cases};

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
    let facts = RegisterFacts::of(&app, &person).await?;
    let rows = rows::verified(&app, scenario, &facts, &submission.application.answers).await;
    let mut db = app.store.write().await?;
    if let Some(response) = request.replay(&mut db).await? {
        return Ok(response);
    }
    if scenario.hash != submission.hash {
        return problem(Code::ScenarioChanged, "made with another version");
    }
    let now = app.clock.now();
    let mut context = facts.context(now.day());
    context.no_word_for = promises::no_word_for(&mut db, &person.id, [scenario]).await?;
    let plan = catalog::plan(scenario, &submission.application.answers, &context);
    let mut problems = application::problems(scenario, &plan, &submission.application, &context);
    let application = effective(scenario, &plan, &submission.application, &context);
    let (key, declared) = (&app.subject_key, scenario.subject.as_ref());
    let subjects = Subjects::of(key, &person.id, scenario, declared, &application, now.day());
    subjects.refuse_open(&mut db, None).await?;
    let expected = Expected {
        person: &person.id,
        scenario: &scenario.id,
        case_id: None,
    };
    problems.extend(attachments::problems(&mut db, &expected, &application.materials).await?);
    if !problems.is_empty() {
        return Err(ApiError::Application(problems));
    }
    let flags = flags::of(&mut db, &person.id, scenario, &plan, &application, &context).await?;
    let accepted = Accepted {
        person: &person.id,
        scenario,
        plan: &plan,
        application: &application,
        flags: &flags,
        subjects: &subjects,
        context: &context,
        rows: &rows,
    };
    let number = accept(&app, &mut db, accepted, now).await?;
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    let case = view::case(&app, &mut db, case).await?;
    let response = request
        .of_case(&number)
        .complete(&mut db, StatusCode::CREATED, &case, now)
        .await?;
    db.commit().await?;
    tracing::info!(
        scenario = scenario.id,
        services = case.services.len(),
        "case accepted"
    );
    Ok(response)
}

/// The application as it counts: relevant answers, effective values in normal form, and only what
/// the plan asks for.
fn effective(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> Application {
    let value = |id: &String| {
        let field = scenario.field(id)?;
        let value = application::field_value(scenario, field, plan, application, context)?;
        let (normal, _) = check_value(&field.kind, &value, context.today).ok()?;
        Some((id.clone(), normal))
    };
    let supplied = |id: &String, spared: bool| {
        let supplied = application.materials.get(id).cloned();
        // A held e-licence answers by itself.
        let supplied = supplied.or_else(|| spared.then_some(Supplied::Licence))?;
        Some((id.clone(), supplied))
    };
    let materials: BTreeMap<_, _> = plan
        .materials
        .iter()
        .filter_map(|planned| supplied(&planned.id, planned.exempted))
        .collect();
    let mut answers = plan.relevant_answers(&application.answers);
    let rows = answers.rows.values_mut().flatten();
    for (id, value) in rows.flat_map(|row| &mut row.values) {
        let normal = scenario
            .field(id)
            .and_then(|field| check_value(&field.kind, value, context.today).ok());
        if let Some((normal, _)) = normal {
            *value = normal;
        }
    }
    let (confirmed, explained) = confirmations(scenario, plan, application, context);
    Application {
        answers,
        confirmed,
        explained,
        fields: plan
            .fields
            .iter()
            .filter_map(|planned| value(&planned.id))
            .collect(),
        agreed: application::to_agree(scenario, plan, application)
            .into_iter()
            .filter(|id| application.agreed.contains(*id))
            .cloned()
            .collect(),
        signatures: application::to_sign(scenario, plan, application)
            .into_iter()
            .filter_map(|id| application.signature(id).cloned())
            .collect(),
        sensitive_consent: application.sensitive_consent,
        materials,
        delivery: application::delivered(scenario, plan)
            .filter_map(|service| {
                let chosen = application::delivery(service, application)?;
                Some((service.id.clone(), chosen))
            })
            .collect(),
    }
}

/// Of the checklist and the explanations, what is about this application.
fn confirmations(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> (
    BTreeMap<MaterialId, Confirmed>,
    BTreeMap<FieldId, Explanation>,
) {
    let confirmed = plan.materials.iter().filter_map(|planned| {
        let asks = application::asks(scenario, planned, application);
        let mut said = application.confirmed.get(&planned.id)?.clone();
        said.ticked
            .retain(|id| asks.iter().any(|ask| ask.id == *id));
        (!asks.is_empty()).then(|| (planned.id.clone(), said))
    });
    let differing = application::differences(scenario, plan, application, context);
    let explained = differing.iter().filter_map(|it| {
        let why = application.explained.get(&it.field.id)?;
        Some((it.field.id.clone(), *why))
    });
    (confirmed.collect(), explained.collect())
}

/// What becomes a case.
struct Accepted<'a> {
    person: &'a str,
    scenario: &'a Scenario,
    plan: &'a Plan,
    application: &'a Application,
    flags: &'a [CaseFlag],
    subjects: &'a Subjects<'a>,
    context: &'a Context,
    /// What registers say of the people of its rows.
    rows: &'a Answers,
}

async fn accept(
    app: &AppState,
    db: &mut Connection,
    accepted: Accepted<'_>,
    now: Moment,
) -> ApiResult<String> {
    let Accepted {
        person,
        scenario,
        plan,
        application,
        flags,
        subjects,
        context,
        rows,
    } = accepted;
    let number = random::case_number()?;
    let basis = basis::basis(scenario, context, plan.acting_for);
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
    };
    automatic::decide(db, &mut file, &asked, clock).await?;
    for (position, planned) in (0..).zip(&plan.materials) {
        if let Some(supplied) = application.materials.get(&planned.id) {
            let record = material_record(scenario, planned, supplied, now)?;
            cases::put_material(db, id, position, &record).await?;
        }
    }
    attachments::bind(db, id, application.materials.values()).await?;
    Ok(number)
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
