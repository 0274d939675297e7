//! What an office does with a case. Whether it may is for `casework` to say; here is what it means on the wire, and
//! what it says about pictures.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::event::{CorrectionItem, CorrectionSubject, TextId};
use casework::{Action, Invalid, Refusal};
use contract::office_action::{OfficeAction, OfficeCommand};
use contract::ops::Outcome;

use super::case_view;
use super::gate::{Clerk, WrittenDown};
use super::scope::Scope;
use crate::cases::change;
use crate::cases::outcomes::Judged;
use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, malformed, not_found};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{Connection, MaterialRecord, StoreError, cases};

const MAX_TEXT_CHARS: usize = 2000;
const MAX_CODE_CHARS: usize = 64;

/// `POST /ops/v1/cases/{number}/actions`
pub(crate) async fn act(
    State(app): State<AppState>,
    clerk: Clerk,
    Path(number): Path<String>,
    key: IdempotencyKey,
    body: JsonBody<OfficeCommand>,
) -> ApiResult<Response> {
    let request = key.of(&clerk.scope(), &body.bytes);
    let OfficeCommand { seen, action } = body.data;
    let mut db = app.store.write_of_case(&number).await?;
    if let Some(response) = request.replay(&mut db).await? {
        // What it stands on may be of the same group.
        db.commit().await?;
        return Ok(response);
    }
    let mut scope = Scope::find(&app, &mut db, &clerk, &number).await?;
    if action.service().is_some_and(|service| !scope.has(service)) {
        return Err(not_found());
    }
    let materials = cases::materials(&mut db, scope.record.id).await?;
    check(&scope, &materials, &action)?;
    let now = app.clock.now();
    let text = match words(&action) {
        Some(words) => Some(scope.file.write_down(&mut db, words).await?),
        None => None,
    };
    let done = match action.service() {
        Some(service) => format!("{} {service}", action.word()),
        None => action.word().to_owned(),
    };
    let judged = action.clone();
    let action = of_case(action, text)?;
    let (actor, clock) = (clerk.actor(), app.clock.of_cases());
    let file = &mut scope.file;
    file.act(&mut db, actor, seen, action, clock).await?;
    record_outcomes(&mut db, &scope, &materials, &judged, now).await?;
    let answer = case_view::line(&app, &scope);
    let mut response = request
        .of_case(&number)
        .complete(&mut db, StatusCode::OK, &answer, now)
        .await?;
    // In the same transaction: nothing is done without a trace.
    let done = Some(done.as_str());
    clerk.write_down(&mut db, now, done, StatusCode::OK).await?;
    db.commit().await?;
    response.extensions_mut().insert(WrittenDown);
    Ok(response)
}

/// The same, as a case takes it.
fn of_case(action: OfficeAction, text: Option<TextId>) -> ApiResult<Action> {
    use OfficeAction as A;
    // Checked before: what needs words has them.
    let said = || {
        text.clone()
            .map_or_else(|| malformed("words are needed"), Ok)
    };
    Ok(match action {
        A::Claim { service } => Action::Claim { service },
        A::Release { service } => Action::Release { service },
        A::Accept { service } => Action::Accept { service },
        A::AskCorrection { service, items, .. } => Action::AskCorrection {
            service,
            items,
            note: text,
        },
        A::Extend {
            service,
            by,
            reason,
            ..
        } => Action::Extend {
            service,
            by,
            reason,
            note: text,
        },
        A::Grant {
            service, document, ..
        } => Action::Grant {
            service,
            document,
            note: text,
        },
        A::Refuse {
            service, ground, ..
        } => Action::Refuse {
            service,
            ground,
            note: text,
        },
        A::Revoke {
            service, ground, ..
        } => Action::Revoke {
            service,
            ground,
            note: text,
        },
        A::OpenCheck { service } => Action::OpenCheck { service },
        A::CloseCheck {
            service,
            outcome,
            ground,
        } => Action::CloseCheck {
            service,
            outcome,
            ground,
        },
        A::RecordBreach { service, ground } => Action::RecordBreach { service, ground },
        A::RepairBreach { service } => Action::RepairBreach { service },
        A::Answer { asked, .. } => Action::Answer {
            asked,
            text: said()?,
        },
        A::AnswerUrge { urged, .. } => Action::AnswerUrge {
            urged,
            text: said()?,
        },
        A::Send { service, parcel } => Action::Send { service, parcel },
        A::Reply { service, .. } => Action::Reply {
            service,
            text: said()?,
        },
        A::Rectify { service, .. } => Action::Rectify {
            service,
            text: said()?,
        },
    })
}

/// The words that go with it; none where a note is empty.
fn words(action: &OfficeAction) -> Option<&str> {
    use OfficeAction as A;
    let words = match action {
        A::AskCorrection { note, .. } | A::Extend { note, .. } => note,
        A::Grant { result, .. } => result,
        A::Refuse { reason, .. } | A::Revoke { reason, .. } => reason,
        A::Answer { text, .. }
        | A::AnswerUrge { text, .. }
        | A::Reply { text, .. }
        | A::Rectify { text, .. } => text,
        _ => return None,
    };
    Some(words.as_str()).filter(|words| !words.trim().is_empty())
}

/// A resident reads these words: they must not be empty, nor without end. What is to be corrected is of this case.
fn check(scope: &Scope, materials: &[MaterialRecord], action: &OfficeAction) -> ApiResult<()> {
    use OfficeAction as A;
    let words = words(action);
    let needs_none = matches!(
        action,
        A::Claim { .. }
            | A::Release { .. }
            | A::Accept { .. }
            | A::AskCorrection { .. }
            | A::Extend { .. }
            | A::OpenCheck { .. }
            | A::CloseCheck { .. }
            | A::RecordBreach { .. }
            | A::RepairBreach { .. }
            | A::Send { .. }
    );
    let is_long = words.is_some_and(|words| words.chars().count() > MAX_TEXT_CHARS);
    if is_long || (words.is_none() && !needs_none) {
        return malformed("words of 1 to 2000 characters are needed");
    }
    if let A::Grant {
        document: Some(code),
        ..
    }
    | A::Send {
        parcel: Some(code), ..
    } = action
    {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_code = (1..=MAX_CODE_CHARS).contains(&code.len()) && code.bytes().all(plain);
        if !is_code {
            return malformed("the code of a document or parcel is of letters, digits and -");
        }
    }
    if let A::AskCorrection { items, .. } = action {
        // Whether its service uses it is for `casework` to say.
        let is_of_case = |item: &CorrectionItem| match &item.of {
            CorrectionSubject::Material(id) => materials.iter().any(|known| known.material == *id),
            CorrectionSubject::Field(id) => change::has(&scope.record.application, id),
        };
        if !items.iter().all(is_of_case) {
            let refusal = Refusal::Invalid(Invalid::NotOfThisCase);
            return Err(ApiError::Refused(refusal));
        }
    }
    Ok(())
}

/// What it says about pictures: what is asked for again was not good enough, and what a granted service looked at was.
/// A refusal says nothing about them.
async fn record_outcomes(
    db: &mut Connection,
    scope: &Scope,
    materials: &[MaterialRecord],
    action: &OfficeAction,
    at: Moment,
) -> Result<(), StoreError> {
    let outcome = match action {
        OfficeAction::AskCorrection { .. } => Outcome::Returned,
        OfficeAction::Grant { .. } => Outcome::Accepted,
        _ => return Ok(()),
    };
    let judged = Judged {
        case: &scope.record,
        scenario: &scope.file.scenario,
        outcome,
        at,
    };
    for material in materials {
        let id = &material.material;
        match action {
            OfficeAction::AskCorrection { items, .. } => {
                let mut items = items.iter();
                let item = items.find(|item| item.of == CorrectionSubject::Material(id.clone()));
                if let Some(item) = item {
                    judged.record(db, material, &item.reasons).await?;
                }
            }
            OfficeAction::Grant { service, .. } if scope.looks_at(service, id) => {
                judged.record(db, material, &[]).await?;
            }
            _ => {}
        }
    }
    Ok(())
}
