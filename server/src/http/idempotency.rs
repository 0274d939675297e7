//! A write that is sent twice is done once: its answer is stored under the key its sender gave it, in the transaction
//! that does it, and sent again to whoever repeats the request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::Refusal;
use contract::IDEMPOTENCY_KEY;
use contract::problem::{CONTENT_TYPE, Code};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, Fault, malformed, problem};
use crate::store::{CompletedRequest, Connection, idempotency};

const MAX_KEY_LENGTH: usize = 128;

/// The key of a request, and where it was sent.
pub(crate) struct IdempotencyKey {
    key: String,
    method: Method,
    path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> ApiResult<Self> {
        let key = parts.headers.get(IDEMPOTENCY_KEY);
        let key = key.and_then(|key| key.to_str().ok()).unwrap_or_default();
        if key.is_empty() || key.len() > MAX_KEY_LENGTH {
            return malformed("an Idempotency-Key of 1 to 128 characters is needed");
        }
        Ok(Self {
            key: key.to_owned(),
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
        })
    }
}

/// A request as it is recognised when it is repeated.
pub(crate) struct IdempotentRequest {
    scope: String,
    key: String,
    fingerprint: [u8; 32],
    case: Option<String>,
}

impl IdempotencyKey {
    /// `scope` is the sender: keys of different senders never meet.
    pub(crate) fn of(self, scope: &str, body: &[u8]) -> IdempotentRequest {
        let mut sum = Sha256::new();
        for part in [self.method.as_str(), " ", &self.path, "\n"] {
            sum.update(part);
        }
        sum.update(body);
        IdempotentRequest {
            scope: scope.to_owned(),
            key: self.key,
            fingerprint: sum.finalize().into(),
            case: None,
        }
    }
}

impl IdempotentRequest {
    /// The answer of the same request, if it was done before. Ask inside the writing transaction.
    pub(crate) async fn replay(&self, db: &mut Connection) -> ApiResult<Option<Response>> {
        let Some(done) = idempotency::find(db, &self.scope, &self.key).await? else {
            return Ok(None);
        };
        if done.fingerprint != self.fingerprint {
            return problem(Code::KeyReused, "this key was used for another request");
        }
        answer(done.status, done.body).map(Some)
    }

    /// The answer tells of the case with this number.
    pub(crate) fn of_case(self, number: &str) -> Self {
        let case = Some(number.to_owned());
        Self { case, ..self }
    }

    /// Stores the answer with the key, and returns it as the response.
    pub(crate) async fn complete(
        self,
        db: &mut Connection,
        status: StatusCode,
        body: &impl Serialize,
        at: Moment,
    ) -> ApiResult<Response> {
        let done = CompletedRequest {
            fingerprint: self.fingerprint.to_vec(),
            status: status.as_u16(),
            body: serde_json::to_string(body)?,
        };
        self.store(db, &done, at).await?;
        answer(done.status, done.body)
    }

    /// Returns the answer, and stores with the key that it was undone: nothing of the case is to stay.
    pub(crate) async fn complete_undone(
        self,
        db: &mut Connection,
        status: StatusCode,
        body: &impl Serialize,
        at: Moment,
    ) -> ApiResult<Response> {
        let (undone, problem) = undone()?;
        let done = CompletedRequest {
            fingerprint: self.fingerprint.to_vec(),
            status: undone,
            body: problem,
        };
        self.store(db, &done, at).await?;
        answer(status.as_u16(), serde_json::to_string(body)?)
    }

    async fn store(
        &self,
        db: &mut Connection,
        done: &CompletedRequest,
        at: Moment,
    ) -> ApiResult<()> {
        let (scope, key, case) = (&self.scope, &self.key, self.case.as_deref());
        idempotency::insert(db, (scope, key), case, done, at.unix()).await?;
        Ok(())
    }
}

/// The answers that told of a case which was undone say that it was.
pub(crate) async fn forget_case(db: &mut Connection, number: &str) -> ApiResult<()> {
    let (status, body) = undone()?;
    idempotency::replace_answers(db, number, status, &body).await?;
    Ok(())
}

fn undone() -> ApiResult<(u16, String)> {
    let problem = ApiError::Refused(Refusal::Undone).details();
    Ok((problem.status, serde_json::to_string(&problem)?))
}

fn answer(status: u16, body: String) -> ApiResult<Response> {
    let status = StatusCode::from_u16(status)
        .map_err(|_| ApiError::Internal(Fault::Missing("an HTTP status")))?;
    let kind = match status.is_success() {
        true => "application/json",
        false => CONTENT_TYPE,
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((status, headers, body).into_response())
}
