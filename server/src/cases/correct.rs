//! The action `correct` by its earlier name.

use axum::extract::State;
use axum::response::Response;
use casework::Refusal;
use contract::case_action::{Correction, ResidentAction, ResidentCommand};
use contract::problem::Code;

use super::actions;
use crate::auth::session::SignedIn;
use crate::error::{ApiError, ApiResult, not_found};
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::state::AppState;

/// `POST /api/v1/cases/{number}/services/{service}/correction`, for whoever does not name what was seen.
pub(crate) async fn correct(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, service)): Path<(String, String)>,
    key: IdempotencyKey,
    body: JsonBody<Correction>,
) -> ApiResult<Response> {
    let request = key.of(&format!("person:{}", person.id), &body.bytes);
    let correction = body.data;
    let command = ResidentCommand {
        seen: u32::MAX,
        action: ResidentAction::Correct {
            service,
            correction,
        },
    };
    let done = actions::carry_out(&app, &person, &number, request, command).await;
    done.map_err(|error| match error {
        ApiError::Refused(Refusal::WrongState(_)) => {
            ApiError::Problem(Code::WrongState, "no correction is asked for")
        }
        ApiError::Refused(Refusal::NoSuch) => not_found(),
        error => error,
    })
}
