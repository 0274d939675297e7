//! One line per request: method, route, status, time, request id. No addresses of people, no paths
//! as sent, no queries, no case numbers: what is not written cannot leak.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::config::LogFormat;
use crate::http::client_address::ClientAddress;
use crate::random;
use crate::request_id;
use crate::state::AppState;

/// Starts writing the log to standard error.
pub fn start(format: LogFormat) {
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_max_level(tracing::Level::INFO);
    // A second start, as in tests, is no fault.
    let _ = match format {
        LogFormat::Compact => log.compact().with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
}

pub(crate) async fn line(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(app)".to_owned(), |path| path.as_str().to_owned());
    let trusted = &app.settings.trusted_proxies;
    let given = ClientAddress::is_of_proxy(request.extensions(), trusted)
        .then(|| request_id::given(request.headers()));
    let id = given.flatten();
    let id = id.unwrap_or_else(|| random::id().unwrap_or_default());
    // Faults are logged where they are answered; the span gives them the request's id.
    let span = tracing::info_span!("request", id);
    let answering = next.run(request).instrument(span.clone());
    let mut response = request_id::within(id.clone(), answering).await;
    let status = response.status().as_u16();
    let took = started.elapsed();
    app.metrics.answered(method, &route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if status >= 500 {
            tracing::error!(method, route, status, ms, "answered");
        } else {
            tracing::info!(method, route, status, ms, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(request_id::HEADER, id);
    }
    response
}

/// Anybody may invent a method, and write in it what he likes.
fn known(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"];
    let mut known = known.into_iter();
    known
        .find(|name| *name == method.as_str())
        .unwrap_or("other")
}
