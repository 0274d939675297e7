//! What a handler answers when it cannot do what was asked: always `application/problem+json`.
//! `Problem` for what the caller can mend, by its code; `Internal` for our own faults, which are
//! logged here and told to nobody. Neither ever repeats what was sent.

use std::fmt;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::application::Problem as ApplicationProblem;
use contract::problem::{CONTENT_TYPE, Code, ProblemDetails};

use crate::random::NoRandomness;

pub(crate) type ApiResult<T> = Result<T, ApiError>;

#[derive(Debug)]
pub(crate) enum ApiError {
    Problem(Code, &'static str),
    /// 422 with everything that is wrong.
    Application(Vec<ApplicationProblem>),
    /// 405: the path exists, the method does not.
    Method,
    /// 412 of tus: another version of the protocol.
    TusVersion,
    Internal(Fault),
}

/// Our own fault, for the log.
#[derive(Debug)]
pub(crate) enum Fault {
    Database(sqlx::Error),
    File(std::io::Error),
    Json(serde_json::Error),
    Randomness,
    Task,
    /// Stored data that does not read back.
    Stored(&'static str),
}

/// For the log: no values, which may be a resident's (serde_json's own words repeat them).
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "database: {error}"),
            Self::File(error) => write!(f, "file: {error}"),
            Self::Json(error) => write!(f, "json: {:?} fault", error.classify()),
            Self::Randomness => f.write_str("no random bytes from the system"),
            Self::Task => f.write_str("a task did not end well"),
            Self::Stored(what) => write!(f, "{what} in the database does not read back"),
        }
    }
}

pub(crate) fn problem<T>(code: Code, title: &'static str) -> ApiResult<T> {
    Err(ApiError::Problem(code, title))
}

pub(crate) fn malformed<T>(title: &'static str) -> ApiResult<T> {
    problem(Code::Malformed, title)
}

pub(crate) fn not_found() -> ApiError {
    ApiError::Problem(Code::NotFound, "there is no such thing here")
}

/// The HTTP status of each code.
pub(crate) const fn status_of(code: Code) -> u16 {
    match code {
        Code::Malformed => 400,
        Code::SignInNeeded => 401,
        Code::Forbidden => 403,
        Code::NotFound => 404,
        Code::ScenarioChanged
        | Code::WrongState
        | Code::KeyReused
        | Code::CaseOpen
        | Code::OffsetMismatch => 409,
        Code::TooLarge => 413,
        Code::MediaType => 415,
        Code::ApplicationInvalid | Code::FileRefused => 422,
        Code::TooMany => 429,
        Code::ChecksumMismatch => 460,
        Code::Internal => 500,
        Code::Unavailable => 503,
    }
}

impl ApiError {
    fn details(self) -> ProblemDetails {
        let (code, title, errors) = match self {
            Self::Problem(code, title) => (code, title, Vec::new()),
            Self::Application(errors) => (
                Code::ApplicationInvalid,
                "the application is not complete",
                errors,
            ),
            Self::Method => (Code::Malformed, "this path knows no such method", vec![]),
            Self::TusVersion => (Code::Malformed, "only tus 1.0.0 is spoken here", vec![]),
            Self::Internal(fault) => {
                tracing::error!(%fault, "internal fault");
                (Code::Internal, "our fault", Vec::new())
            }
        };
        let name = serde_json::to_value(code).unwrap_or_default();
        ProblemDetails {
            kind: format!("about:blank#{}", name.as_str().unwrap_or_default()),
            title: title.to_owned(),
            status: status_of(code),
            code,
            errors,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let tus = matches!(self, Self::TusVersion);
        let status = match self {
            Self::Method => Some(StatusCode::METHOD_NOT_ALLOWED),
            Self::TusVersion => Some(StatusCode::PRECONDITION_FAILED),
            _ => None,
        };
        let mut details = self.details();
        let status = status
            .or_else(|| StatusCode::from_u16(details.status).ok())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        details.status = status.as_u16();
        let body = serde_json::to_vec(&details).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if tus {
            let version = HeaderValue::from_static(contract::upload::TUS_VERSION);
            headers.insert("tus-version", version);
        }
        response
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::Internal(Fault::Database(error))
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(Fault::File(error))
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Fault::Json(error))
    }
}

impl From<NoRandomness> for ApiError {
    fn from(_: NoRandomness) -> Self {
        Self::Internal(Fault::Randomness)
    }
}

impl From<tokio::task::JoinError> for ApiError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Internal(Fault::Task)
    }
}
