//! JSON bodies of requests: bounded, typed, and never repeated in an answer.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use contract::problem::Code;
use serde::de::DeserializeOwned;

use super::hidden_marks;
use crate::error::{ApiError, ApiResult, malformed, problem};

/// An application with every field filled to its limit stays well below this.
pub(crate) const MAX_JSON_BYTES: usize = 256 * 1024;

/// A JSON body as typed data, with its bytes for the fingerprint of an idempotent request.
pub(crate) struct JsonBody<T> {
    pub(crate) data: T,
    pub(crate) bytes: Bytes,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> ApiResult<Self> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return problem(Code::MediaType, "send application/json");
        }
        let bytes =
            Bytes::from_request(request, state)
                .await
                .or_else(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => {
                        problem(Code::TooLarge, "the body is too large")
                    }
                    _ => malformed("the body did not arrive whole"),
                })?;
        // serde_json stops at 128 levels, so that nesting cannot exhaust the stack.
        match read(&bytes) {
            Ok(data) => Ok(Self { data, bytes }),
            Err(_) => malformed("the body is not what this resource takes"),
        }
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    if !hidden_marks::may_be_in(bytes) {
        return serde_json::from_slice(bytes);
    }
    let mut value = serde_json::from_slice(bytes)?;
    hidden_marks::take_out(&mut value);
    serde_json::from_value(value)
}
