//! Which answers are compressed on the way.

use axum::body::HttpBody;
use axum::http::{Response, header};
use tower_http::compression::predicate::Predicate;

/// Shorter answers gain nothing.
const MIN_BYTES: u64 = 1024;

/// Only what handlers write as JSON: static files are stored compressed by the build.
#[derive(Clone, Copy)]
pub(crate) struct ApiJson;

impl Predicate for ApiJson {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        response.body().size_hint().lower() > MIN_BYTES
            && response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|kind| kind == "application/json")
    }
}
