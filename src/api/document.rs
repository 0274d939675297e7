//! Documents that the server prints, as bytes to be saved as files.

use std::time::Duration;

use contract::document::{BlankContent, Verified};
use contract::{APP_NAME, FROM_APP};
use gloo_net::http::{Method, RequestBuilder, Response};

use super::abort::Deadline;
use super::{ApiError, address, get, refusal_read, written};

/// Printing takes a core for a moment, and others may wait for it, too.
const PATIENCE: Duration = Duration::from_secs(30);

/// The document at a path of the API.
pub(crate) async fn document(path: &str) -> Result<Vec<u8>, ApiError> {
    bytes(RequestBuilder::new(&address(path)), None).await
}

/// The address of a document, for an element that fetches it by itself.
pub(crate) fn document_address(path: &str) -> String {
    address(path)
}

/// A blank, filled with what the form knows, as `pdf` or `png`; the server keeps nothing of it.
pub(crate) async fn blank(
    scenario: &str,
    material: &str,
    form: &str,
    content: &BlankContent,
) -> Result<Vec<u8>, ApiError> {
    let path = ["/scenarios/", scenario, "/blanks/", material, ".", form].concat();
    let request = RequestBuilder::new(&address(&path))
        .method(Method::POST)
        .header("Content-Type", "application/json")
        .header(FROM_APP, APP_NAME);
    bytes(request, Some(written(content)?)).await
}

/// What a code on a document proves.
pub(crate) async fn verify(code: &str) -> Result<Verified, ApiError> {
    get(&["/verify/", code].concat()).await
}

async fn bytes(request: RequestBuilder, body: Option<String>) -> Result<Vec<u8>, ApiError> {
    let deadline = Deadline::after(PATIENCE);
    let request = request.abort_signal(deadline.signal().as_ref());
    let built = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let sent = built.map_err(|_| ApiError::Unreadable)?.send().await;
    let response: Response = sent.map_err(|_| deadline.cause())?;
    if response.ok() {
        return response.binary().await.map_err(|_| deadline.cause());
    }
    let status = response.status();
    let text = response.text().await.map_err(|_| deadline.cause())?;
    Err(refusal_read(status, text).await)
}
