//! What is stored of signing in, as plain types: the same for every database.

use serde::{Deserialize, Serialize};

use crate::auth::identity::Employer;

/// How a session began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SessionBy {
    /// As one of the people of the demonstration.
    Demo,
    /// At the identity service, which has a session of the browser, too.
    Provider,
    /// By a mini-program.
    Handover,
}

#[derive(Debug, Clone)]
pub(crate) struct SessionRecord {
    pub(crate) person: String,
    /// It ends then, unless it is used.
    pub(crate) expires_at: i64,
    /// It ends then, however much it is used.
    pub(crate) ends_at: i64,
    pub(crate) by: SessionBy,
    /// For whom the person acts in it, as it was proven when it began.
    pub(crate) employer: Option<Employer>,
    /// The digest of the session at the identity service that it began with; not read back.
    pub(crate) provider_session: Option<[u8; 32]>,
}

/// A browser that is sent to the identity service.
pub(crate) struct NewSignIn<'a> {
    /// Digests.
    pub(crate) state: [u8; 32],
    pub(crate) browser: [u8; 32],
    pub(crate) nonce: &'a str,
    pub(crate) verifier: &'a str,
    pub(crate) return_to: &'a str,
    pub(crate) expires_at: i64,
}

/// The same when it comes back.
pub(crate) struct BegunSignIn {
    pub(crate) nonce: String,
    pub(crate) verifier: String,
    pub(crate) return_to: String,
    pub(crate) expires_at: i64,
}

/// Who was proven, as the identity service has told it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ProvenPerson {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) mobile: Option<String>,
    pub(crate) proven_by: String,
}
