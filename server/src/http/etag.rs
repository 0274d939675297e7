//! What a browser or a cache holds already is not sent again: it names the digest of it, and gets 304.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::random::hex;

/// The tag of these bytes: 128 bits of their digest (`Sha256::digest`).
pub(crate) fn of(digest: &[u8]) -> String {
    hex(&digest[..digest.len().min(16)])
}

/// Whether the caller has it already. Compression on the way makes a strong tag weak.
pub(crate) fn is_held(request: &HeaderMap, tag: &str) -> bool {
    let held = request
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok());
    held.is_some_and(|tags| {
        tags.split(',')
            .map(|held| held.trim().trim_start_matches("W/").trim_matches('"'))
            .any(|held| held == tag)
    })
}

/// Names what is in the answer, by a weak tag: it may be compressed on the way.
pub(crate) fn name(response: &mut Response, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(&format!("W/\"{tag}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
}

/// The answer to who has it already.
pub(crate) fn empty(response: &mut Response) {
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = Body::empty();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_ENCODING);
}
