//! Why a call failed.

use contract::problem::{Code, ProblemDetails};

use crate::report::Impersonal;

/// Why a call failed, as far as it matters for what to say and to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum ApiError {
    /// No connection to the server.
    #[error("offline")]
    Offline,
    /// The server did not answer in time.
    #[error("timeout")]
    Timeout,
    /// The server refused, and said why.
    #[error("problem {}", .0.status)]
    Problem(Box<ProblemDetails>),
    /// The server failed, or something between us answered in its place.
    #[error("server {0}")]
    Server(u16),
    /// The answer cannot be understood: most likely this page is older than the server.
    #[error("unreadable")]
    Unreadable,
    /// This page is older than the release: files it was built with are gone.
    #[error("outdated")]
    Outdated,
}

/// Its messages name the kind of failure and its code, never the details of a problem: they may quote what was sent.
impl Impersonal for ApiError {}

impl ApiError {
    /// Whether the same call may succeed a little later, though nobody changes anything.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout => true,
            Self::Server(status) => is_passing(*status),
            Self::Problem(problem) => is_passing(problem.status),
            Self::Unreadable | Self::Outdated => false,
        }
    }

    pub(crate) fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }
}

/// RFC 9110 and RFC 6585: the server, or a gateway before it, cannot answer just now.
const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 500 | 502 | 503 | 504 | 507)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Cause;

    #[test]
    fn what_was_refused_does_not_pass() {
        for passing in [ApiError::Offline, ApiError::Timeout, ApiError::Server(502)] {
            assert!(passing.may_pass(), "{passing}");
        }
        for lasting in [
            ApiError::Server(403),
            ApiError::Server(413),
            ApiError::Server(501),
            ApiError::Unreadable,
            ApiError::Outdated,
        ] {
            assert!(!lasting.may_pass(), "{lasting}");
        }
    }

    #[test]
    fn a_report_names_the_kind_of_failure_and_never_what_was_sent() {
        let problem = ProblemDetails {
            refusal: None,
            slots: Vec::new(),
            kind: "about:blank#malformed".to_owned(),
            title: "林静 is no number".to_owned(),
            status: 400,
            code: Code::Malformed,
            case: None,
            errors: Vec::new(),
        };
        let error = ApiError::Problem(Box::new(problem));
        assert_eq!(error.cause(), "problem 400");
        assert_eq!(ApiError::Server(502).cause(), "server 502");
    }
}
