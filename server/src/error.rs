//! What a handler answers when it cannot do what was asked: always `application/problem+json`.
//! `Problem` for what the caller can correct, by its code; `Internal` for faults of the server, which are logged here
//! with all their causes and never described to the caller. Neither ever repeats what was sent.

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::application::Problem as ApplicationProblem;
use contract::counter::Slot;
use contract::problem::{CONTENT_TYPE, Code, ProblemDetails};

use crate::json_fault::JsonFault;
use crate::random::NoRandomness;
use crate::service_error::ServiceError;
use crate::store::StoreError;

/// After which a request that found too much to do is sent again.
const BUSY_SECONDS: u64 = 3;
/// The same where the database is not there, as while it is started again.
const GONE_SECONDS: u64 = 10;
/// The same where somebody has to make room first.
const FULL_SECONDS: u64 = 60;

pub(crate) type ApiResult<T> = Result<T, ApiError>;

#[derive(Debug)]
pub(crate) enum ApiError {
    Problem(Code, &'static str),
    /// 422 with everything that is wrong.
    Application(Vec<ApplicationProblem>),
    /// 409 with the open case that is in the way, and whom it is about.
    CaseOpen {
        case: String,
        errors: Vec<ApplicationProblem>,
    },
    /// 409: what somebody wants to do with a case is not open to them now.
    Refused(casework::Refusal),
    /// 409 with the next half hours at the counter that are free.
    SlotTaken(Vec<Slot>),
    /// 405: the path exists, the method does not.
    Method,
    /// 416: the range lies behind the end of a file of this length.
    Range(u64),
    /// 429: too many tries from one address; it may try again after so many seconds.
    Wait(u64),
    /// 503: too much is asked at once; the same may succeed in a few seconds.
    Busy,
    /// 412 of tus: another version of the protocol.
    TusVersion,
    Internal(Fault),
}

/// A fault of the server, for the log. No message of it or of its sources may hold a value: it may be a resident's.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error(transparent)]
    Service(#[from] ServiceError),
    #[error("an answer cannot be written as JSON")]
    Json(#[from] JsonFault),
    #[error("an id or a token cannot be drawn")]
    Randomness(#[from] NoRandomness),
    #[error("what is stored of a case is not its events")]
    Replay(#[from] casework::ReplayError),
    #[error("a document cannot be printed")]
    Document(#[from] documents::Error),
    #[error("an answer cannot be compressed")]
    Compression(#[source] std::io::Error),
    /// Without its source: the message of a panic may hold anything.
    #[error("a task panicked or was cancelled")]
    Task,
    /// The database holds what this server does not write.
    #[error("{0} is missing in the database")]
    Missing(&'static str),
}

impl Fault {
    /// It passes by itself, as when the database is started again.
    fn is_unreachable(&self) -> bool {
        match self {
            Self::Store(error) => matches!(error, StoreError::Unreachable(_)),
            Self::Service(error) => error.lacked() == Some(ErrorKind::NotConnected),
            _ => false,
        }
    }

    /// It passes when somebody has made room; whoever waits loses nothing.
    fn is_full(&self) -> bool {
        match self {
            Self::Store(error) => matches!(error, StoreError::Full(_)),
            Self::Service(error) => matches!(
                error.lacked(),
                Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
            ),
            _ => false,
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
        Code::Forbidden | Code::TokenExpired => 403,
        Code::NotFound => 404,
        Code::ScenarioChanged
        | Code::WrongState
        | Code::ActionRefused
        | Code::SlotTaken
        | Code::KeyReused
        | Code::CaseOpen
        | Code::OffsetMismatch => 409,
        Code::TooLarge => 413,
        Code::MediaType => 415,
        Code::ApplicationInvalid | Code::FileRefused => 422,
        Code::TooMany => 429,
        Code::ChecksumMismatch => 460,
        Code::Internal => 500,
        Code::Busy | Code::Unavailable => 503,
        Code::StorageFull => 507,
    }
}

/// An error and everything that caused it, on one line of the log.
pub struct Causes<'a>(pub &'a dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl ApiError {
    pub(crate) fn details(self) -> ProblemDetails {
        let mut case = None;
        let mut refusal = None;
        let mut slots = Vec::new();
        let (code, title, errors) = match self {
            Self::Problem(code, title) => (code, title, Vec::new()),
            Self::Application(errors) => (
                Code::ApplicationInvalid,
                "the application is not complete",
                errors,
            ),
            Self::CaseOpen { case: open, errors } => {
                case = Some(open);
                let title = "a case for the same person is open";
                (Code::CaseOpen, title, errors)
            }
            Self::Refused(why) => {
                refusal = Some(why);
                let title = "this is not open to you now";
                (Code::ActionRefused, title, Vec::new())
            }
            Self::SlotTaken(free) => {
                slots = free;
                (Code::SlotTaken, "this half hour is taken", Vec::new())
            }
            Self::Method => (Code::Malformed, "this path knows no such method", vec![]),
            Self::Range(_) => (Code::Malformed, "the file ends before this range", vec![]),
            Self::Wait(_) => (Code::TooMany, "too many tries; wait a minute", vec![]),
            Self::Busy => (Code::Busy, "too much at once; the same again soon", vec![]),
            Self::TusVersion => (Code::Malformed, "only tus 1.0.0 is spoken here", vec![]),
            Self::Internal(fault) => {
                tracing::error!(fault = %Causes(&fault), "internal fault");
                if fault.is_full() {
                    (Code::StorageFull, "there is no room to keep it", vec![])
                } else if fault.is_unreachable() {
                    (
                        Code::Unavailable,
                        "what it is kept in does not answer just now",
                        vec![],
                    )
                } else {
                    (Code::Internal, "our fault", Vec::new())
                }
            }
        };
        let name = serde_json::to_value(code).unwrap_or_default();
        ProblemDetails {
            kind: format!("about:blank#{}", name.as_str().unwrap_or_default()),
            title: title.to_owned(),
            status: status_of(code),
            code,
            case,
            errors,
            refusal,
            slots,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let tus = matches!(self, Self::TusVersion);
        let status = match self {
            Self::Method => Some(StatusCode::METHOD_NOT_ALLOWED),
            Self::TusVersion => Some(StatusCode::PRECONDITION_FAILED),
            Self::Range(_) => Some(StatusCode::RANGE_NOT_SATISFIABLE),
            _ => None,
        };
        let length = match self {
            Self::Range(length) => HeaderValue::from_str(&format!("bytes */{length}")).ok(),
            _ => None,
        };
        let wait = match &self {
            Self::Wait(seconds) => Some(HeaderValue::from(*seconds)),
            Self::Busy => Some(HeaderValue::from(BUSY_SECONDS)),
            Self::Internal(fault) if fault.is_full() => Some(HeaderValue::from(FULL_SECONDS)),
            Self::Internal(fault) if fault.is_unreachable() => {
                Some(HeaderValue::from(GONE_SECONDS))
            }
            Self::Problem(Code::Unavailable, _) => Some(HeaderValue::from(GONE_SECONDS)),
            Self::Problem(Code::StorageFull, _) => Some(HeaderValue::from(FULL_SECONDS)),
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
        if let Some(wait) = wait {
            headers.insert(header::RETRY_AFTER, wait);
        }
        if let Some(length) = length {
            headers.insert(header::CONTENT_RANGE, length);
        }
        if tus {
            let version = HeaderValue::from_static(contract::upload::TUS_VERSION);
            headers.insert("tus-version", version);
        }
        response
    }
}

/// Whatever is a fault of the server, so that handlers may write `?`.
macro_rules! faults {
    ($($source:ty),*) => {
        $(impl From<$source> for ApiError {
            fn from(error: $source) -> Self {
                Self::Internal(error.into())
            }
        })*
    };
}

faults!(
    JsonFault,
    NoRandomness,
    casework::ReplayError,
    documents::Error
);

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            StoreError::Unstorable => Self::Problem(Code::Malformed, "a character of the code 0"),
            fault => Self::Internal(fault.into()),
        }
    }
}

/// An object that is gone is sent again.
impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        if error.lacked() != Some(ErrorKind::NotFound) {
            return Self::Internal(error.into());
        }
        tracing::error!(fault = %Causes(&error), "a file is asked for again");
        Self::Problem(Code::NotFound, "the file was lost; send it again")
    }
}

impl From<casework::Refusal> for ApiError {
    fn from(why: casework::Refusal) -> Self {
        Self::Refused(why)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        JsonFault::from(error).into()
    }
}

impl From<tokio::task::JoinError> for ApiError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Internal(Fault::Task)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::service_error::Service;

    /// What was logged while `answer` ran.
    fn logged(answer: impl FnOnce()) -> String {
        #[derive(Clone, Default)]
        struct Lines(Arc<Mutex<Vec<u8>>>);
        impl io::Write for Lines {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.lock().unwrap().extend(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, answer);
        String::from_utf8(lines.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn whoever_is_put_off_is_told_when_to_come_again() {
        let away = ServiceError::unanswered(Service::Objects, "list");
        for error in [
            ApiError::Busy,
            ApiError::Problem(Code::Unavailable, "it takes too long"),
            ApiError::from(away),
            ApiError::Wait(7),
            ApiError::Problem(Code::StorageFull, "there is no room to keep it"),
        ] {
            let answer = error.into_response();
            let wait = &answer.headers()[header::RETRY_AFTER];
            let seconds: u64 = wait.to_str().unwrap().parse().unwrap();
            assert!((1..=60).contains(&seconds), "{}", answer.status());
        }
    }

    #[test]
    fn the_log_has_every_cause_of_a_fault() {
        let disk = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = ApiError::from(ServiceError::new(Service::Objects, "append", disk));
        let line = logged(|| {
            assert_eq!(error.into_response().status(), 500);
        });
        let causes = "the object store failed: append: permission denied";
        assert!(line.contains(causes), "{line}");
    }

    #[test]
    fn the_log_has_no_value_of_a_resident() {
        let json = r#"{"answers": {"values": {"name": "张三"}}, "agreed": "3210001990010100"}"#;
        let unread = serde_json::from_str::<catalog::Application>(json).unwrap_err();
        assert!(unread.to_string().contains("3210001990010100"));
        let error = ApiError::from(StoreError::Decode {
            what: "application",
            source: unread.into(),
        });
        let line = logged(|| {
            assert_eq!(error.into_response().status(), 500);
        });
        let causes = "the store failed: stored application cannot be read: data error at line 1";
        assert!(line.contains(causes), "{line}");
        assert!(!line.contains("3210") && !line.contains("张三"), "{line}");
    }
}
