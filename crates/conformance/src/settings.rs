//! What is asked of whom.

use crate::application::Application;

/// A person who is signed in, or can be.
#[derive(Debug, Clone)]
pub enum SignedIn {
    /// A demo identity, where the back end offers them.
    Demo(String),
    /// The cookie of a session, `name=value`, of a person who has signed in by other means.
    Cookie(String),
}

#[derive(Debug, Clone)]
pub struct Settings {
    /// Scheme, host and port.
    pub url: String,
    /// Hands in.
    pub person: SignedIn,
    /// Must see nothing of it.
    pub other: SignedIn,
    pub application: Application,
    /// Of an office that sees the case; without one, nothing is asked of `/ops/v1`.
    pub office: Option<String>,
    /// Of an office that does not see it.
    pub other_office: Option<String>,
}
