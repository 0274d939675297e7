//! The identity service: who a person is. A city connects its own (统一身份认证) by OpenID Connect (`oidc`), or
//! implements [`IdentityService`] and passes it to the server in `Services`; the cookie, the session and its limits
//! stay as they are (`auth/session.rs`).

use std::fmt;

use async_trait::async_trait;
use civic::citizen_id::CitizenId;
use civic::day::Day;
use contract::person::{DemoIdentity, SignIn};
use serde::{Deserialize, Serialize};

use crate::service_error::ServiceError;

/// A person whose identity is proven.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Opaque, of this service; stable for one person. Sessions and cases are stored with it.
    pub id: String,
    pub name: String,
    pub number: CitizenId,
    /// As the identity service knows it.
    pub mobile: Option<String>,
    /// For whom a clerk acts.
    pub employer: Option<Employer>,
    /// What the service is called that vouches for all of this, for the screen; `None` where registers say it, too.
    pub proven_by: Option<String>,
}

/// An employer, as the identity service knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    pub name: String,
    /// The unified social credit code.
    pub credit_code: String,
}

/// Neither name nor number: this may come to a log.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").finish_non_exhaustive()
    }
}

/// Whom this server knows without asking a browser to go elsewhere.
#[async_trait]
pub trait IdentityService: Send + Sync {
    /// The synthetic people one may sign in as without proof; none where residents are real.
    fn demo_identities(&self) -> Vec<DemoIdentity> {
        Vec::new()
    }

    /// The person whose identity `sign_in` proves; `None` where it proves none.
    async fn sign_in(&self, sign_in: &SignIn, today: Day) -> Result<Option<Person>, ServiceError>;

    /// The person of a session, by [`Person::id`]; `None` where it is nobody whom this service has proven. It is asked
    /// with every request.
    async fn person(&self, id: &str, today: Day) -> Result<Option<Person>, ServiceError>;
}
