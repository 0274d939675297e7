//! The machine token of back offices.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use casework::Actor;
use contract::problem::Code;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::{ApiError, ApiResult, problem};
use crate::state::AppState;

/// The office of the machine token, in the events of cases.
pub(crate) const OFFICE: &str = "office";

/// The request carries the machine token; without it the answer is 403.
pub(crate) struct OpsAuth;

impl OpsAuth {
    /// Who acts: the machine token stands for one office, and names no clerk.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Office {
            office: OFFICE.to_owned(),
            clerk: OFFICE.to_owned(),
        }
    }
}

impl FromRequestParts<AppState> for OpsAuth {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> ApiResult<Self> {
        let shown = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        match (shown, app.settings.expected_ops_token()) {
            (Some(shown), Some(expected)) if constant_time_eq(shown, expected) => Ok(Self),
            _ => problem(Code::Forbidden, "the machine token is missing or wrong"),
        }
    }
}

/// Compares digests of equal length: the time taken depends neither on the expected token nor on its length.
fn constant_time_eq(shown: &str, expected: &str) -> bool {
    let (shown, expected) = (Sha256::digest(shown), Sha256::digest(expected));
    shown.ct_eq(&expected).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_token_opens() {
        assert!(constant_time_eq("demo-counter", "demo-counter"));
        assert!(!constant_time_eq("demo-counte", "demo-counter"));
        assert!(!constant_time_eq("", "demo-counter"));
    }
}
