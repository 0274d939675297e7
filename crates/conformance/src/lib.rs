//! Whether a back end speaks the API: it is asked, as the app, a client of tus and an office ask, and every answer is
//! held against the OpenAPI document and docs/api.md.
//!
//! One case is handed in and taken back, some files are sent and deleted: a back end is needed on which that may
//! happen. Each rule is a check of its own, so that the report says which one is broken and where it stands.

mod answer;
mod application;
mod checks;
mod client;
mod document;
mod report;
mod rule;
mod settings;

pub use application::{Application, ApplicationError};
pub use document::DOCUMENT;
pub use report::{Finding, Outcome, Report};
pub use settings::{Settings, SignedIn};

/// Why nothing could be asked.
#[derive(Debug, thiserror::Error)]
pub enum Impossible {
    #[error("the OpenAPI document of this program cannot be read")]
    Document(#[from] serde_json::Error),
    #[error("nobody answers at the address")]
    Unreachable(#[source] ureq::Error),
    #[error("nobody is signed in: the back end answered {status} to the {who}")]
    SignIn { who: &'static str, status: u16 },
    #[error("the operating system gave no random bytes")]
    Random(#[from] getrandom::Error),
}

/// Asks everything; takes some seconds.
///
/// # Errors
/// Where nobody answers, or nobody is signed in.
pub fn run(settings: &Settings) -> Result<Report, Impossible> {
    checks::all(settings)
}
