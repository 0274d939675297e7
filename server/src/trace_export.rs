//! Traces for those who run it: how long each part of a request took, sent to a collector by OTLP (`--otlp-endpoint`).
//! Spans (see `traces`) wait in a queue of bounded length and are sent by a thread of their own; where the collector
//! does not keep up, they are dropped, and no request waits for it.

mod collector;

use std::time::Duration;

use axum::http::Uri;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::trace::SdkTracerProvider;
use opentelemetry_sdk::{Resource, trace::SdkTracer};
use tracing::Subscriber;
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::registry::LookupSpan;
use ureq::tls::Certificate;

use crate::config::TraceSettings;
use crate::start::{self, StartError};
use collector::Collector;

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
}
