//! Requests to other services of a city: bounded in time and size, and never redirected, for nobody has vouched for
//! where that leads.

use std::io::Read;
use std::time::Duration;

use axum::http::{HeaderValue, Request, Response};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::request_id;

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

#[derive(Clone)]
pub(crate) struct Outgoing {
    agent: ureq::Agent,
    most_bytes: u64,
}

impl Outgoing {
    /// `trusted` are the authorities that vouch for an https address, in place of those that browsers trust. No answer
    /// takes longer than `timeout` or is longer than `most_bytes`.
    pub(crate) fn new(
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
            agent: config.into(),
            most_bytes,
        }
    }

    /// The answer, whatever its status.
    pub(crate) fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, OutgoingError>> + Send + 'static {
        let Self { agent, most_bytes } = self.clone();
        if let Some(id) = request_id::current().and_then(|id| HeaderValue::try_from(id).ok()) {
            request.headers_mut().insert(request_id::HEADER, id);
        }
        let blocking = tokio::task::spawn_blocking(move || {
            let answer = agent.run(request);
            let answer = answer.map_err(|error| OutgoingError::NoAnswer(error.into()))?;
            let (parts, body) = answer.into_parts();
            let mut bytes = Vec::new();
            body.into_reader()
                .take(most_bytes + 1)
                .read_to_end(&mut bytes)
                .map_err(OutgoingError::BrokenOff)?;
            if bytes.len() as u64 > most_bytes {
                return Err(OutgoingError::TooLong(most_bytes));
            }
            Ok(Response::from_parts(parts, bytes))
        });
        async move { blocking.await.unwrap_or(Err(OutgoingError::GivenUp)) }
    }
}
