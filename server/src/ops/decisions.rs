//! What a back office decides about one service of a case.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::event::{Ground, TextId};
use casework::{Action, Refusal};
use catalog::Scenario;
use contract::ops::{Decision, Outcome};
use contract::problem::Code;

use super::gate::{Clerk, Done};
use crate::cases::case_file::CaseFile;
use crate::cases::outcomes::{self, Judged};
use crate::cases::returned::to_correct;
use crate::cases::view;
use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, malformed, not_found};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, MaterialRecord, StoreError, cases};

const MAX_TEXT_CHARS: usize = 2000;

/// `POST /ops/v1/cases/{number}/services/{service}/decisions`
pub(crate) async fn decide(
    State(app): State<AppState>,
    clerk: Clerk,
    Path((number, service)): Path<(String, String)>,
    key: IdempotencyKey,
    body: JsonBody<Decision>,
) -> ApiResult<Response> {
    let request = key.of(&clerk.scope(), &body.bytes);
    let decision = body.data;
    let mut db = app.store.write().await?;
    if let Some(response) = request.replay(&mut db).await? {
        return Ok(response);
    }
    let case = cases::find(&mut db, &number).await?.ok_or_else(not_found)?;
    if !clerk.office.sees(&case.scenario, &case.region, &service) {
        return Err(not_found());
    }
    let mut file = CaseFile::load(&app.scenarios, &mut db, &case).await?;
    app.offices.put_into(&mut file.rules, &file.scenario);
    file.case.service(&service).ok_or_else(not_found)?;
    check_text(&decision)?;
    let materials = cases::materials(&mut db, case.id).await?;
    check_materials(&decision, &materials)?;
    let now = app.clock.now();
    let text = match words(&decision) {
        Some(words) => Some(file.write_down(&mut db, words).await?),
        None => None,
    };
    let action = action(&service, &decision, text);
    let (actor, seen, clock) = (clerk.actor(), file.case.last, app.clock.of_cases());
    let acted = file.act(&mut db, actor, seen, action, clock).await;
    acted.map_err(wrong_state)?;
    let judged = (&case, &*file.scenario, &*service);
    record_outcomes(&mut db, judged, &materials, &decision, now).await?;
    let answer = view::for_office(&app.scenarios, &mut db, case).await?;
    let mut response = request
        .complete(&mut db, StatusCode::OK, &answer, now)
        .await?;
    db.commit().await?;
    let done = format!("{} {service}", word(&decision));
    response.extensions_mut().insert(Done(done));
    Ok(response)
}

fn word(decision: &Decision) -> &'static str {
    match decision {
        Decision::Accept => "accept",
        Decision::Correct { .. } => "ask_correction",
        Decision::Grant { .. } => "grant",
        Decision::Refuse { .. } => "refuse",
    }
}

/// What the decision does to the case.
fn action(service: &str, decision: &Decision, note: Option<TextId>) -> Action {
    let service = service.to_owned();
    match decision {
        Decision::Accept => Action::Accept { service },
        Decision::Correct {
            materials, reasons, ..
        } => {
            let reasons = |id| reasons.get(id).map_or(&[][..], Vec::as_slice);
            let items = materials.iter().map(|id| to_correct(id, reasons(id)));
            Action::AskCorrection {
                service,
                items: items.collect(),
                note,
            }
        }
        Decision::Grant { .. } => Action::Grant {
            service,
            document: None,
            note,
        },
        Decision::Refuse { .. } => Action::Refuse {
            service,
            ground: Ground::ConditionsNotMet,
            note,
        },
    }
}

/// As this endpoint has always said it.
fn wrong_state(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused(Refusal::WrongState(_)) => ApiError::Problem(
            Code::WrongState,
            "the state of the service does not allow this",
        ),
        error => error,
    }
}

/// A request for correction names materials of the case, and reasons for these alone.
fn check_materials(decision: &Decision, known: &[MaterialRecord]) -> ApiResult<()> {
    let Decision::Correct {
        materials, reasons, ..
    } = decision
    else {
        return Ok(());
    };
    let is_known = |id: &String| known.iter().any(|one| one.material == *id);
    if !materials.iter().all(is_known) {
        return malformed("a material that the case does not have");
    }
    if !reasons.keys().all(|id| materials.contains(id)) {
        return malformed("a reason for a material that is not asked for");
    }
    Ok(())
}

/// What the decision says about pictures: what is asked for again was not good enough, and what a granted service
/// looked at was. A refusal says nothing about them.
async fn record_outcomes(
    db: &mut Connection,
    (case, scenario, service): (&CaseRecord, &Scenario, &str),
    materials: &[MaterialRecord],
    decision: &Decision,
    at: Moment,
) -> Result<(), StoreError> {
    let outcome = match decision {
        Decision::Correct { .. } => Outcome::Returned,
        Decision::Grant { .. } => Outcome::Accepted,
        Decision::Accept | Decision::Refuse { .. } => return Ok(()),
    };
    let judged = Judged {
        case,
        scenario,
        outcome,
        at,
    };
    for material in materials {
        let id = &material.material;
        match decision {
            Decision::Correct {
                materials, reasons, ..
            } if materials.contains(id) => {
                let reasons = reasons.get(id).map_or(&[][..], Vec::as_slice);
                judged.record(db, material, reasons).await?;
            }
            Decision::Grant { .. } if outcomes::is_of(scenario, service, id) => {
                judged.record(db, material, &[]).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn words(decision: &Decision) -> Option<&str> {
    match decision {
        Decision::Accept => None,
        Decision::Correct { message, .. } => Some(message),
        Decision::Grant { result } => Some(result),
        Decision::Refuse { reason } => Some(reason),
    }
}

/// A resident reads these words: they must not be empty, nor without end.
fn check_text(decision: &Decision) -> ApiResult<()> {
    let Some(text) = words(decision) else {
        return Ok(());
    };
    if text.trim().is_empty() || text.chars().count() > MAX_TEXT_CHARS {
        return malformed("words of 1 to 2000 characters are needed");
    }
    Ok(())
}
