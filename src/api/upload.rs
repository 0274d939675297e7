//! Sends one file by the tus 1.0 protocol: in pieces, so that a broken line costs one piece and progress is true.
//! The caller keeps the upload's id from the first moment, and can go on with it after a reload.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use contract::upload::{METHOD_OVERRIDE, TUS_VERSION, Upload, metadata};
use contract::{APP_NAME, FROM_APP};
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

use super::abort::Deadline;
use super::{ApiError, address, read, refusal};
use crate::report::Reported;

/// A piece: small enough to arrive within the time limit on 2G (about 20 KB/s), and to show progress.
const PIECE: usize = 256 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether pieces go by POST, which names PATCH in a header. Proxies of some offices pass GET and POST alone: some say
/// so, some say it and close before they have read the piece, which a browser cannot tell from a broken line. So the
/// attempt after a broken one goes the other way, and what arrives stays the way.
static BY_POST: AtomicBool = AtomicBool::new(false);

/// What is sent, and what it is for.
pub(crate) struct Uploading<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) scenario: &'a str,
    pub(crate) region: &'a str,
    pub(crate) material: &'a str,
    pub(crate) page: &'a str,
}

/// Sends the whole file and answers with what the server found. `begun` is the id of an upload that was
/// begun before; `on_begun` tells a new one; `on_progress` tells the share that has arrived, 0 to 1.
pub(crate) async fn upload(
    file: &Uploading<'_>,
    begun: Option<String>,
    on_begun: impl Fn(&str),
    on_progress: impl Fn(f64),
) -> Result<Upload, ApiError> {
    let resumed = match begun {
        Some(id) => offset(&id).await?.map(|offset| (id, offset)),
        None => None,
    };
    let (id, mut at) = match resumed {
        Some(resumed) => resumed,
        None => {
            let id = create(file).await?;
            on_begun(&id);
            (id, 0)
        }
    };
    while at < file.bytes.len() {
        let end = (at + PIECE).min(file.bytes.len());
        let piece = file.bytes.get(at..end).unwrap_or_default();
        let by_post = BY_POST.load(Ordering::Relaxed);
        let mut appended = append(&id, at, piece, by_post).await;
        if let Err(error) = &appended {
            let is_refused = matches!(error, ApiError::Server(403 | 405 | 501));
            let is_broken = matches!(error, ApiError::Offline | ApiError::Timeout);
            if is_broken || is_refused {
                BY_POST.store(!by_post, Ordering::Relaxed);
            }
            if is_refused && !by_post {
                appended = append(&id, at, piece, true).await;
            }
        }
        let (response, _) = appended?;
        at = header_number(&response, "Upload-Offset")
            .unwrap_or(end)
            .min(file.bytes.len());
        #[expect(clippy::cast_precision_loss, reason = "a share of a progress bar")]
        on_progress(at as f64 / file.bytes.len().max(1) as f64);
    }
    let (_, text) = call(tus(Method::GET, &["/uploads/", &id].concat()), None).await?;
    read(&text)
}

async fn append(
    id: &str,
    at: usize,
    piece: &[u8],
    by_post: bool,
) -> Result<(Response, String), ApiError> {
    let method = if by_post { Method::POST } else { Method::PATCH };
    let mut request = tus(method, &["/uploads/", id].concat())
        .header("Content-Type", "application/offset+octet-stream")
        .header("Upload-Offset", &at.to_string());
    if by_post {
        request = request.header(METHOD_OVERRIDE, "PATCH");
    }
    call(request, Some(Uint8Array::from(piece))).await
}

/// Whether the server still has an upload.
pub(crate) async fn has_upload(id: &str) -> Result<bool, ApiError> {
    Ok(offset(id).await?.is_some())
}

/// Terminates an upload: the server deletes what has arrived (tus termination extension).
pub(crate) async fn terminate(id: &str) -> Result<(), ApiError> {
    call(tus(Method::DELETE, &["/uploads/", id].concat()), None)
        .await
        .map(drop)
}

/// Where an upload stands; `None` where the server no longer knows it.
async fn offset(id: &str) -> Result<Option<usize>, ApiError> {
    match call(tus(Method::HEAD, &["/uploads/", id].concat()), None).await {
        Ok((response, _)) => Ok(header_number(&response, "Upload-Offset")),
        Err(ApiError::Problem(_) | ApiError::Server(404 | 410)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn create(file: &Uploading<'_>) -> Result<String, ApiError> {
    let sha256 = sha256(file.bytes).await.unwrap_or_default();
    let pairs = [
        (metadata::SHA256, sha256.as_str()),
        (metadata::SCENARIO, file.scenario),
        (metadata::REGION, file.region),
        (metadata::MATERIAL, file.material),
        (metadata::PAGE, file.page),
    ];
    let entries: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| [key, " ", &base64(value)].concat())
        .collect();
    let request = tus(Method::POST, "/uploads")
        .header("Upload-Length", &file.bytes.len().to_string())
        .header("Upload-Metadata", &entries.join(","));
    let (response, _) = call(request, None).await?;
    let location = response
        .headers()
        .get("Location")
        .ok_or(ApiError::Unreadable)?;
    location
        .rsplit('/')
        .next()
        .map(str::to_owned)
        .ok_or(ApiError::Unreadable)
}

fn tus(method: Method, path: &str) -> RequestBuilder {
    RequestBuilder::new(&address(path))
        .method(method)
        .header("Tus-Resumable", TUS_VERSION)
        .header(FROM_APP, APP_NAME)
}

async fn call(
    request: RequestBuilder,
    body: Option<Uint8Array>,
) -> Result<(Response, String), ApiError> {
    let deadline = Deadline::after(PATIENCE);
    let request = request.abort_signal(deadline.signal().as_ref());
    let built = match body {
        Some(bytes) => request.body(bytes),
        None => request.build(),
    };
    let sent = built.map_err(|_| ApiError::Unreadable)?.send().await;
    let response = sent.map_err(|_| deadline.cause())?;
    let text = response.text().await.map_err(|_| deadline.cause())?;
    if response.ok() {
        Ok((response, text))
    } else {
        Err(refusal(response.status(), &text))
    }
}

fn header_number(response: &Response, name: &str) -> Option<usize> {
    response.headers().get(name)?.parse().ok()
}

/// ASCII only: ids and hexadecimal.
fn base64(text: &str) -> String {
    leptos::prelude::window().btoa(text).unwrap_or_default()
}

/// `None` where the browser does not offer it (an insecure origin); the server then checks only the length.
async fn sha256(bytes: &[u8]) -> Option<String> {
    let subtle = crate::platform::crypto::subtle()?;
    let source = Uint8Array::from(bytes);
    let promise = subtle
        .digest_with_str_and_buffer_source("SHA-256", &source)
        .or_report("upload.hash")?;
    let digest = JsFuture::from(promise).await.or_report("upload.hash")?;
    let digest = Uint8Array::new(&digest).to_vec();
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    Some(
        digest
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
            .collect(),
    )
}
