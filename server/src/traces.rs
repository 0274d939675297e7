//! The spans of a request and of the parts of its work, for whoever follows it through several systems.
//!
//! A span is written for that purpose alone, with the target [`SPANS`]; the lines of the log are none, and go nowhere
//! else. Names and attributes are words of this program, templates of routes and the id of the request: no path, no
//! case, no person. `trace_export` sends them to a collector.

use std::collections::HashMap;

use axum::http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry_http::HeaderInjector;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The target of spans that are traced, and of nothing else.
pub(crate) const SPANS: &str = "yijianshi::spans";

/// Where a request comes from, as W3C Trace Context has it.
pub(crate) const TRACE_PARENT: &str = "traceparent";

/// The span of a request. It goes on with the trace of `headers`, which are those of a proxy of ours.
pub(crate) fn request(
    method: &'static str,
    route: &str,
    id: &str,
    headers: Option<&HeaderMap>,
) -> Span {
    let span = tracing::info_span!(
        target: SPANS,
        "request",
        otel.name = format_args!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = tracing::field::Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = tracing::field::Empty,
        request.id = id,
    );
    if let Some(headers) = headers.filter(|headers| headers.contains_key(TRACE_PARENT))
        && !span.is_disabled()
    {
        let parent = TraceContextPropagator::new().extract(&Parent(headers));
        // Fails only where no collector is named.
        let _ = span.set_parent(parent);
    }
    span
}

/// A part of the work for a request, by name. What is done without one, as sweeping, is not traced: it never ends.
pub(crate) fn part(name: &'static str) -> Span {
    if Span::current().is_disabled() {
        return Span::none();
    }
    tracing::info_span!(target: SPANS, "part", otel.name = name)
}

/// How a request was answered.
pub(crate) fn answered(span: &Span, status: u16) {
    span.record("http.response.status_code", status);
    if status >= 500 {
        span.record("otel.status_code", "error");
    }
}

/// Lets whoever is asked within `span` go on with its trace.
pub(crate) fn hand_on(span: &Span, headers: &mut HeaderMap) {
    if span.is_disabled() {
        return;
    }
    let mut carried = HashMap::new();
    TraceContextPropagator::new().inject_context(&span.context(), &mut carried);
    let mut headers = HeaderInjector(headers);
    if let Some(parent) = carried.remove(TRACE_PARENT) {
        opentelemetry::propagation::Injector::set(&mut headers, TRACE_PARENT, parent);
    }
}

/// The trace and the span that a request comes from. `tracestate` stays out: in it anything may be written.
struct Parent<'a>(&'a HeaderMap);

impl Extractor for Parent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == TRACE_PARENT).then(|| self.0.get(key)?.to_str().ok())?
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACE_PARENT]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_where_a_request_comes_from_only_the_parent_is_read() {
        let mut headers = HeaderMap::new();
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        headers.insert(TRACE_PARENT, parent.parse().unwrap());
        headers.insert("tracestate", "phone=13800138000".parse().unwrap());
        assert_eq!(Parent(&headers).get(TRACE_PARENT), Some(parent));
        assert_eq!(Parent(&headers).get("tracestate"), None);
    }
}
