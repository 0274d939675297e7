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
    pub(crate) fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Cause;

    #[test]
    fn a_report_names_the_kind_of_failure_and_never_what_was_sent() {
        let problem = ProblemDetails {
            kind: "about:blank#malformed".to_owned(),
            title: "林静 is no number".to_owned(),
            status: 400,
            code: Code::Malformed,
            errors: Vec::new(),
        };
        let error = ApiError::Problem(Box::new(problem));
        assert_eq!(error.cause(), "problem 400");
        assert_eq!(ApiError::Server(502).cause(), "server 502");
    }
}
