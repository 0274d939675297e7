//! What somebody who was invited to confirm reads and answers, signed in with an identity of their own. A link that
//! is none of this server's, or of a case that was undone and is gone, is not found; one that is meant for somebody
//! else is refused.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Action, Actor, ObligationId, Refusal};
use civic::day;
use contract::confirmation::{ConfirmationAnswer, ConfirmationAsked};

use super::case_file::CaseFile;
use super::{confirmers, names, subjects};
use crate::auth::identity::Person;
use crate::auth::proven;
use crate::auth::session::SignedIn;
use crate::error::{ApiResult, not_found};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases};

/// A case, for one of those who confirm it.
struct Invited {
    file: CaseFile,
    record: CaseRecord,
    confirmer: String,
}

/// `GET /api/v1/confirmations/{code}`
pub(crate) async fn show(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(code): Path<String>,
) -> ApiResult<Json<ConfirmationAsked>> {
    let mut db = app.store.read().await?;
    let invited = invited(&app, &mut db, &person, &code).await?;
    asked(&app, &mut db, &invited).await.map(Json)
}

/// `POST /api/v1/confirmations/{code}`
pub(crate) async fn answer(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(code): Path<String>,
    key: IdempotencyKey,
    body: JsonBody<ConfirmationAnswer>,
) -> ApiResult<Response> {
    let request = key.of(&format!("person:{}", person.id), &body.bytes);
    let number = confirmers::read(&app.subject_key, &code).map(|(number, _)| number);
    let mut db = app.store.write_of_case(number.unwrap_or_default()).await?;
    if let Some(response) = request.replay(&mut db).await? {
        // What it stands on may be of the same group.
        db.commit().await?;
        return Ok(response);
    }
    let mut invited = invited(&app, &mut db, &person, &code).await?;
    let confirmer = invited.confirmer.clone();
    let actor = Actor::Confirmer {
        person: person.id,
        confirmer: confirmer.clone(),
    };
    let action = match body.data.confirms {
        true => Action::Confirm { confirmer },
        false => Action::Decline { confirmer },
    };
    let (seen, clock) = (invited.file.case.last, app.clock.of_cases());
    let file = &mut invited.file;
    file.act(&mut db, actor, seen, action, clock).await?;
    let asked = asked(&app, &mut db, &invited).await?;
    let now = app.clock.now();
    let response = request
        .of_case(&invited.record.number)
        .complete(&mut db, StatusCode::OK, &asked, now)
        .await?;
    db.commit().await?;
    Ok(response)
}

async fn invited(
    app: &AppState,
    db: &mut Connection,
    person: &Person,
    code: &str,
) -> ApiResult<Invited> {
    let (number, confirmer) = confirmers::read(&app.subject_key, code).ok_or_else(not_found)?;
    let record = cases::find(db, number).await?.ok_or_else(not_found)?;
    let file = CaseFile::load(&app.scenarios, db, &record).await?;
    if !file.case.confirmations.contains_key(confirmer) {
        return Err(not_found());
    }
    if file.case.submitted.applicant == person.id {
        return Err(Refusal::SamePerson.into());
    }
    let today = app.clock.today();
    if !confirmers::is_meant(&file.scenario, &record, confirmer, person, today) {
        return Err(Refusal::NotYours.into());
    }
    let confirmer = confirmer.to_owned();
    Ok(Invited {
        file,
        record,
        confirmer,
    })
}

async fn asked(
    app: &AppState,
    db: &mut Connection,
    invited: &Invited,
) -> ApiResult<ConfirmationAsked> {
    let Invited {
        file,
        record,
        confirmer,
    } = invited;
    let (scenario, case) = (&file.scenario, &file.case);
    let mut all = case.submitted.confirmers.iter();
    let found = all.find(|one| one.id == *confirmer);
    let found = found.ok_or_else(not_found)?;
    let applicant = proven::person(app, db, &case.submitted.applicant).await?;
    let id = ObligationId::Confirm {
        confirmer: confirmer.clone(),
    };
    let deadline = case.obligations.get(&id).and_then(|owed| owed.deadline());
    let of = subjects::shown(scenario, &app.scenarios.current(), &record.application);
    let services = found.services.iter();
    Ok(ConfirmationAsked {
        title: scenario.name.zh().to_owned(),
        applicant: applicant.map_or_else(String::new, |person| confirmers::masked(&person.name)),
        of: of.map(|of| of.name),
        role: found.role,
        services: services
            .map(|id| names::service_name(scenario, id))
            .collect(),
        state: confirmers::state(file, confirmer),
        until: deadline.map(|deadline| day::iso(deadline.day)),
    })
}
