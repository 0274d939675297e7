//! How long a request may take before it is answered with "try again later".

use std::time::Duration;

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::problem::Code;

use crate::error::ApiError;

const TIMEOUT: Duration = Duration::from_secs(30);

pub(crate) async fn limit(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // Photographs on a weak network take minutes; whoever receives them watches for silence.
    let is_upload = *request.method() == Method::PATCH && path.starts_with("/api/v1/uploads/");
    if is_upload {
        return next.run(request).await;
    }
    match tokio::time::timeout(TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::Problem(Code::Unavailable, "it takes too long").into_response(),
    }
}
