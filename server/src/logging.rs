//! One line per request: method, route, status, time, request id. No addresses of people, no paths
//! as sent, no queries, no case numbers: what is not written cannot leak.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

use crate::config::LogFormat;
use crate::http::client_address::ClientAddress;
use crate::random;
use crate::request_id;
use crate::state::AppState;
use crate::trace_export::Traces;
use crate::traces::{self, SPANS};

/// Starts writing the log to standard error, and spans to where they are sent.
pub fn start(format: LogFormat, traces: Option<&Traces>) {
    let log = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let log = match format {
        LogFormat::Compact => log.compact().with_target(false).boxed(),
        LogFormat::Json => log.json().flatten_event(true).boxed(),
    };
    // Neither knows anything of the other.
    let lines = Targets::new().with_default(LevelFilter::INFO);
    let lines = lines.with_target(SPANS, LevelFilter::OFF);
    let spans = Targets::new().with_target(SPANS, LevelFilter::INFO);
    let traced = traces.map(|traces| traces.layer().with_filter(spans));
    // A second start, as in tests, is no fault.
    let _ = registry()
        .with(log.with_filter(lines))
        .with(traced)
        .try_init();
}

pub(crate) async fn line(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(app)".to_owned(), |path| path.as_str().to_owned());
    let trusted = &app.settings.trusted_proxies;
    let of_proxy = ClientAddress::is_of_proxy(request.extensions(), trusted);
    let of_proxy = of_proxy.then(|| request.headers());
    let id = of_proxy.and_then(request_id::given);
    let id = id.unwrap_or_else(|| random::id().unwrap_or_default());
    let traced = traces::request(method, &route, &id, of_proxy);
    // Faults are logged where they are answered; the span gives them the request's id.
    let span = tracing::info_span!("request", id);
    let answering = next.run(request).instrument(span.clone());
    let answering = answering.instrument(traced.clone());
    let mut response = request_id::within(id.clone(), answering).await;
    let status = response.status().as_u16();
    let took = started.elapsed();
    app.metrics.answered(method, &route, status, took);
    traces::answered(&traced, status);
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
