//! Traces for those who run it: how long each part of a request took, sent to a collector by OTLP (`--otlp-endpoint`).
//!
//! A span is written for that purpose alone, with the target [`SPANS`]; the lines of the log are none, and go nowhere
//! else. Names and attributes are words of this program, templates of routes and the id of the request: no path, no
//! case, no person. Spans wait in a queue of bounded length and are sent by a thread of their own; where the collector
//! does not keep up, they are dropped, and no request waits for it.

mod collector;

use std::collections::HashMap;
use std::time::Duration;

use axum::http::{HeaderMap, Uri};
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::HeaderInjector;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use opentelemetry_sdk::{Resource, trace::SdkTracer};
use tracing::{Span, Subscriber};
use tracing_opentelemetry::{OpenTelemetryLayer, OpenTelemetrySpanExt};
use tracing_subscriber::registry::LookupSpan;
use ureq::tls::Certificate;

use crate::config::TraceSettings;
use crate::start::{self, StartError};
use collector::Collector;

/// The target of spans that are traced, and of nothing else.
pub(crate) const SPANS: &str = "yijianshi::spans";

/// Where a request comes from, as W3C Trace Context has it.
pub(crate) const TRACE_PARENT: &str = "traceparent";

/// As which program it is known, where OTEL_SERVICE_NAME says nothing else.
const NAME: &str = "yijianshi";

/// For what is still in the queue when the server ends.
const LAST_SPANS: Duration = Duration::from_secs(2);

/// Spans on their way to a collector.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// `None` where no collector is named. Nothing is asked of it yet: the server starts while it is down.
    ///
    /// # Errors
    /// Where the address or its authorities cannot be used.
    pub fn begin(settings: &TraceSettings) -> Result<Option<Self>, StartError> {
        let Some((address, trusted)) = collector(settings)? else {
            return Ok(None);
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Collector::new(trusted))
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(address)
            .with_timeout(collector::TIMEOUT)
            .build()
            .map_err(|error| StartError::Traces(error.into()))?;
        let mut resource = Resource::builder();
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name(NAME);
        }
        let version = ("service.version", env!("CARGO_PKG_VERSION"));
        let resource = resource.with_attribute(opentelemetry::KeyValue::new(version.0, version.1));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build());
        Ok(Some(Self(provider.build())))
    }

    /// What turns spans into traces. Nothing is added to them by itself: no thread, no place in the code, no level.
    pub(crate) fn layer<S>(&self) -> OpenTelemetryLayer<S, SdkTracer>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer(NAME))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_context_activation(false)
    }

    /// Sends what is left; two seconds at most.
    pub fn end(self) {
        if self.0.shutdown_with_timeout(LAST_SPANS).is_err() {
            tracing::warn!("the last traces were not taken by the collector");
        }
    }
}

/// Where spans are posted, and who vouches for it in place of those that browsers trust.
pub(crate) type Address = (String, Option<Vec<Certificate<'static>>>);

/// # Errors
/// Where the address is none, or its authorities cannot be read.
pub(crate) fn collector(settings: &TraceSettings) -> Result<Option<Address>, StartError> {
    let Some(address) = address(settings)? else {
        return Ok(None);
    };
    let trusted = settings.ca.as_deref().map(start::authorities);
    Ok(Some((address, trusted.transpose()?)))
}

fn address(settings: &TraceSettings) -> Result<Option<String>, StartError> {
    // A variable may be there and empty.
    let named = settings.endpoint.as_deref().filter(|it| !it.is_empty());
    let Some(endpoint) = named else {
        return Ok(None);
    };
    let uri: Uri = endpoint.parse().map_err(|_| StartError::Collector)?;
    if uri.host().is_none() || !matches!(uri.scheme_str(), Some("http" | "https")) {
        return Err(StartError::Collector);
    }
    let base = endpoint.trim_end_matches('/');
    Ok(Some([base, "/v1/traces"].concat()))
}

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

    fn of(endpoint: &str) -> Result<Option<String>, StartError> {
        address(&TraceSettings {
            endpoint: Some(endpoint.to_owned()),
            ca: None,
        })
    }

    #[test]
    fn spans_are_posted_under_the_address_of_the_collector() {
        let here = "http://127.0.0.1:4318/v1/traces";
        assert_eq!(of("http://127.0.0.1:4318").unwrap().as_deref(), Some(here));
        assert_eq!(of("http://127.0.0.1:4318/").unwrap().as_deref(), Some(here));
        let under = of("https://traces.example/otlp").unwrap();
        assert_eq!(
            under.as_deref(),
            Some("https://traces.example/otlp/v1/traces")
        );
        assert_eq!(of("").unwrap(), None);
        for wrong in ["traces.example", "grpc://traces.example", "/v1", "http://"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }

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
