//! Where traces go, by the variables that OpenTelemetry has given them for every program.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Clone, Args)]
pub struct TraceSettings {
    /// The collector that takes traces by OTLP over HTTP (/v1/traces under this address); nowhere without it
    #[arg(
        id = "otlp_endpoint",
        long = "otlp-endpoint",
        env = "OTEL_EXPORTER_OTLP_ENDPOINT",
        value_name = "URL"
    )]
    pub endpoint: Option<String>,
    /// The authorities that vouch for the collector, in PEM, in place of the public ones
    #[arg(
        id = "otlp_ca",
        long = "otlp-ca",
        env = "OTEL_EXPORTER_OTLP_CERTIFICATE",
        value_name = "FILE"
    )]
    pub ca: Option<PathBuf>,
}
