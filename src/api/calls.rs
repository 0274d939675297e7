//! The calls of the API by name, as `contract` describes them.

use catalog::Scenario;
use contract::case::{Case, CasePage, Correction, Submission};
use contract::person::{Eligibility, Holdings, Session, SignIn};
use gloo_net::http::Method;

use super::{ApiError, delete, get, write};

/// A version that was served once, by its hash.
pub(crate) async fn scenario_version(id: &str, hash: &str) -> Result<Scenario, ApiError> {
    get(&["/scenarios/", id, "/", hash].concat()).await
}

pub(crate) async fn session() -> Result<Session, ApiError> {
    get("/session").await
}

pub(crate) async fn sign_in(demo_identity: &str) -> Result<Session, ApiError> {
    let body = SignIn {
        demo_identity: demo_identity.to_owned(),
    };
    write(Method::POST, "/session", &body, None).await
}

pub(crate) async fn sign_out() -> Result<(), ApiError> {
    delete("/session").await
}

pub(crate) async fn holdings() -> Result<Holdings, ApiError> {
    get("/person/holdings").await
}

pub(crate) async fn eligibility(scenario: &str) -> Result<Eligibility, ApiError> {
    get(&["/eligibility/", scenario].concat()).await
}

/// Hands in. The same `key` never makes a second case.
pub(crate) async fn submit(submission: &Submission, key: &str) -> Result<Case, ApiError> {
    write(Method::POST, "/cases", submission, Some(key)).await
}

pub(crate) async fn cases(cursor: Option<&str>) -> Result<CasePage, ApiError> {
    match cursor {
        Some(cursor) => get(&["/cases?cursor=", cursor].concat()).await,
        None => get("/cases").await,
    }
}

pub(crate) async fn case(number: &str) -> Result<Case, ApiError> {
    get(&["/cases/", number].concat()).await
}

pub(crate) async fn correct(
    number: &str,
    service: &str,
    correction: &Correction,
    key: &str,
) -> Result<Case, ApiError> {
    let path = ["/cases/", number, "/lanes/", service, "/correction"].concat();
    write(Method::POST, &path, correction, Some(key)).await
}
