//! Why a call failed.

use contract::problem::{Code, ProblemDetails};

use crate::report::Cause;

/// Why a call failed, as far as it matters for what to say and to do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ApiError {
    /// No connection to the server.
    Offline,
    /// The server did not answer in time.
    Timeout,
    /// The server refused, and said why.
    Problem(Box<ProblemDetails>),
    /// The server failed, or something between us answered in its place.
    Server(u16),
    /// The answer cannot be understood: most likely this page is older than the server.
    Unreadable,
    /// This page is older than the release: files it was built with are gone.
    Outdated,
}

/// The kind of failure and its code, never the details: they may quote what was sent.
impl Cause for ApiError {
    fn cause(&self) -> String {
        match self {
            Self::Offline => "offline".to_owned(),
            Self::Timeout => "timeout".to_owned(),
            Self::Problem(problem) => ["problem ", &problem.status.to_string()].concat(),
            Self::Server(status) => ["server ", &status.to_string()].concat(),
            Self::Unreadable => "unreadable".to_owned(),
            Self::Outdated => "outdated".to_owned(),
        }
    }
}

impl ApiError {
    pub(crate) fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }
}
