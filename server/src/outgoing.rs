//! Requests to other services of a city: bounded in time and size, and never redirected, for nobody has vouched for
//! where that leads.

use std::io::Read;
use std::time::Duration;

use axum::http::{HeaderValue, Request, Response};
use tracing::Instrument;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::request_id;
use crate::traces::{self, SPANS};

/// Why there is no answer. None of its messages repeats what was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutgoingError {
    #[error("no answer")]
    NoAnswer(#[source] Box<ureq::Error>),
    #[error("the answer broke off")]
    BrokenOff(#[source] std::io::Error),
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
    #[error("the request was given up")]
    GivenUp,
}

#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    /// What is asked, as traces call it.
    service: &'static str,
    agent: ureq::Agent,
    most_bytes: u64,
}

impl Outgoing {
    /// `trusted` are the authorities that vouch for an https address, in place of those that browsers trust. No answer
    /// takes longer than `timeout` or is longer than `most_bytes`.
    pub(crate) fn new(
        service: &'static str,
        timeout: Duration,
        most_bytes: u64,
        trusted: Option<Vec<Certificate<'static>>>,
    ) -> Self {
        let roots = trusted.map_or(RootCerts::WebPki, RootCerts::from);
        let config = ureq::Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self {
            service,
            agent: config.into(),
            most_bytes,
        }
    }

    /// The answer, whatever its status.
    pub(crate) fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, OutgoingError>> + Send + 'static {
        let span = tracing::info_span!(
            target: SPANS,
            "ask",
            otel.name = format_args!("ask {}", self.service),
            otel.kind = "client",
            peer.service = self.service,
            http.request.method = %request.method(),
            http.response.status_code = tracing::field::Empty,
            otel.status_code = tracing::field::Empty,
        );
        if let Some(id) = request_id::current().and_then(|id| HeaderValue::try_from(id).ok()) {
            request.headers_mut().insert(request_id::HEADER, id);
        }
        traces::hand_on(&span, request.headers_mut());
        let asked = self.clone();
        let blocking = tokio::task::spawn_blocking(move || asked.send_and_wait(request));
        let noted = span.clone();
        let answered = async move {
            let answered = blocking.await.unwrap_or(Err(OutgoingError::GivenUp));
            match &answered {
                Ok(answer) => noted.record("http.response.status_code", answer.status().as_u16()),
                Err(_) => noted.record("otel.status_code", "error"),
            };
            answered
        };
        answered.instrument(span)
    }

    /// The same for a thread that has nothing else to do.
    pub(crate) fn send_and_wait(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, OutgoingError> {
        let answer = self.agent.run(request);
        let answer = answer.map_err(|error| OutgoingError::NoAnswer(error.into()))?;
        let (parts, body) = answer.into_parts();
        let mut bytes = Vec::new();
        body.into_reader()
            .take(self.most_bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(OutgoingError::BrokenOff)?;
        if bytes.len() as u64 > self.most_bytes {
            return Err(OutgoingError::TooLong(self.most_bytes));
        }
        Ok(Response::from_parts(parts, bytes))
    }
}
