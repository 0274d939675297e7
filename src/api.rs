//! The client of the API: JSON over HTTP, with time limits and causes that can be told to a person.
//! One untyped core does the work; the typed doors around it are thin, for the sake of the download.

mod abort;
mod calls;
mod document;
mod early;
mod error;
mod upload;

use std::sync::OnceLock;
use std::time::Duration;

use contract::problem::ProblemDetails;
use contract::{APP_NAME, FROM_APP, IDEMPOTENCY_KEY};
use gloo_net::http::{Method, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json;
use crate::parts::in_part;
use crate::platform::patience::rest;
use crate::platform::press::released;
use crate::report::Reported;
use abort::Deadline;
pub(crate) use calls::*;
pub(crate) use document::{blank, document, document_address, verify};
pub(crate) use error::ApiError;
pub(crate) use upload::{Uploading, has_upload, terminate, upload};

/// The address all calls begin with: a constant of the installation, read before the first call.
static BASE: OnceLock<Box<str>> = OnceLock::new();

/// Called once, before the first call; a later one changes nothing.
pub(crate) fn set_base(base: &str) {
    BASE.get_or_init(|| base.trim_end_matches('/').into());
}

pub(crate) fn address(path: &str) -> String {
    let base = BASE.get().map_or("", Box::as_ref);
    [base, path].concat()
}

const PATIENCE: Duration = Duration::from_secs(15);
/// A connection that breaks is often one that the other side had closed long ago, and a gateway that fails is often one
/// that is being restarted: after this, what may be sent twice is sent once more.
const AGAIN_AFTER: Duration = Duration::from_millis(700);

/// A file of the site itself, such as `/config.json`.
pub(crate) async fn read_text(path: &str) -> Result<String, ApiError> {
    fetch(path).await
}

/// What the API answers, as it came.
pub(crate) async fn text(path: &str) -> Result<String, ApiError> {
    fetch(&address(path)).await
}

async fn fetch(address: &str) -> Result<String, ApiError> {
    match early::take(address).await {
        Some(text) => {
            released().await;
            Ok(text)
        }
        None => send_twice(&|| RequestBuilder::new(address), None).await,
    }
}

/// For reads, and for writes under a key that makes them count once.
async fn send_twice(
    request: &dyn Fn() -> RequestBuilder,
    body: Option<String>,
) -> Result<String, ApiError> {
    match send(request(), body.clone()).await {
        // Who has waited in vain is told so first.
        Err(error) if error.may_pass() && error != ApiError::Timeout && is_online() => {
            rest(AGAIN_AFTER).await;
            send(request(), body).await
        }
        answer => answer,
    }
}

/// False where the device says that it has no network at all.
pub(crate) fn is_online() -> bool {
    leptos::prelude::window().navigator().on_line()
}

async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    read(&text(path).await?)
}

async fn write<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
    key: Option<&str>,
) -> Result<T, ApiError> {
    read(&send_json(method, path, written(body)?, key).await?)
}

fn written<B: Serialize>(body: &B) -> Result<String, ApiError> {
    serde_json::to_string(body)
        .reported("api.write")
        .map_err(|_| ApiError::Unreadable)
}

/// Apart from `write`, so that it is in the download once.
async fn send_json(
    method: Method,
    path: &str,
    json: String,
    key: Option<&str>,
) -> Result<String, ApiError> {
    let request = || {
        RequestBuilder::new(&address(path))
            .method(method.clone())
            .header("Content-Type", "application/json")
            .header(FROM_APP, APP_NAME)
    };
    match key {
        Some(key) => send_twice(&|| request().header(IDEMPOTENCY_KEY, key), Some(json)).await,
        None => send(request(), Some(json)).await,
    }
}

/// Takes something away.
async fn delete(path: &str) -> Result<String, ApiError> {
    let request = RequestBuilder::new(&address(path))
        .method(Method::DELETE)
        .header(FROM_APP, APP_NAME);
    send(request, None).await
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    json::read(text).ok_or(ApiError::Unreadable)
}

/// An answer changes what is on the page: not under a finger.
async fn send(request: RequestBuilder, body: Option<String>) -> Result<String, ApiError> {
    let answer = answer(request, body).await;
    released().await;
    answer
}

async fn answer(request: RequestBuilder, body: Option<String>) -> Result<String, ApiError> {
    let deadline = Deadline::after(PATIENCE);
    let request = request.abort_signal(deadline.signal().as_ref());
    let built = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let sent = built.map_err(|_| ApiError::Unreadable)?.send().await;
    let response = sent.map_err(|_| deadline.cause())?;
    let status = response.status();
    let text = response.text().await.map_err(|_| deadline.cause())?;
    if response.ok() {
        Ok(text)
    } else {
        Err(refusal_read(status, text).await)
    }
}

/// Problem documents name faults of an application in all their kinds; reading them is no part of the home page.
/// Where their part does not come, that is what is told: the server has refused, not failed.
async fn refusal_read(status: u16, body: String) -> ApiError {
    match read_refusal(status, body).await {
        Ok(refusal) => refusal,
        Err(part_missing) => part_missing,
    }
}

in_part! {
    first,
    fn read_refusal(status: u16, body: String) -> ApiError {
        refusal(status, &body)
    }
}

/// What a status and a body say. A body that is no problem document is not ours: a gateway answered.
fn refusal(status: u16, body: &str) -> ApiError {
    match json::read::<ProblemDetails>(body) {
        Some(problem) => ApiError::Problem(Box::new(problem)),
        None => ApiError::Server(status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::problem::Code;

    #[test]
    fn a_gateways_page_is_not_taken_for_a_problem_of_ours() {
        assert_eq!(
            refusal(502, "<html>Bad gateway</html>"),
            ApiError::Server(502)
        );
    }

    #[test]
    fn a_problem_keeps_its_code() {
        let body = r#"{"type":"about:blank","title":"t","status":409,"code":"case_open"}"#;
        assert_eq!(refusal(409, body).code(), Some(Code::CaseOpen));
    }
}
