//! Requests to other services of a city: bounded in time and size, and never redirected, for nobody has vouched for
//! where that leads.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, Request, Response};
use tokio::sync::Semaphore;
use tracing::Instrument;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::request_id;
use crate::traces::{self, SPANS};

/// Requests to one service at the same time. Each holds a thread, of which files and checks need some, too: a service
/// that is slow must not take all of them.
const AT_ONCE: usize = 64;

/// Why there is no answer. None of its messages repeats what was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutgoingError {
    #[error("no answer")]
    NoAnswer(#[source] Box<ureq::Error>),
    #[error("the answer broke off")]
    BrokenOff(#[source] std::io::Error),
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
    #[error("its address is not https")]
    Insecure,
    #[error("the request was given up")]
    GivenUp,
    #[error("it had no turn: {AT_ONCE} others were waiting for their answers")]
    NoTurn,
}

#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    /// What is asked, as traces call it.
    service: &'static str,
    agent: ureq::Agent,
    timeout: Duration,
    most_bytes: u64,
    turns: Arc<Semaphore>,
}

impl Outgoing {
    /// `trusted` are the authorities that vouch for an https address, in place of those that browsers trust. No answer
    /// takes longer than `timeout`, after a wait of as much at the most for its turn, or is longer than `most_bytes`.
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
            timeout,
            most_bytes,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
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
        let noted = span.clone();
        let answered = async move {
            let answered = asked.send_in_turn(request).await;
            match &answered {
                Ok(answer) => noted.record("http.response.status_code", answer.status().as_u16()),
                Err(_) => noted.record("otel.status_code", "error"),
            };
            answered
        };
        answered.instrument(span)
    }

    async fn send_in_turn(
        self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, OutgoingError> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let turn = tokio::time::timeout(self.timeout, turn).await;
        let Ok(Ok(turn)) = turn else {
            return Err(OutgoingError::NoTurn);
        };
        let blocking = tokio::task::spawn_blocking(move || {
            // Whoever gives up waiting does not end the request: it keeps its turn until it has.
            let _turn = turn;
            self.send_and_wait(request)
        });
        blocking.await.unwrap_or(Err(OutgoingError::GivenUp))
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

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn whoever_has_no_turn_in_time_gets_no_thread() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", silent.local_addr().unwrap());
        let service = Outgoing::new("silence", Duration::from_millis(100), 1000, None);
        let ask = || service.send(Request::post(&address).body(Vec::new()).unwrap());
        let others = u32::try_from(AT_ONCE).unwrap();
        let others = service.turns.acquire_many(others).await.unwrap();
        let asked = ask().await;
        assert!(matches!(asked, Err(OutgoingError::NoTurn)), "{asked:?}");
        drop(others);
        let asked = ask().await;
        assert!(
            matches!(asked, Err(OutgoingError::NoAnswer(_))),
            "{asked:?}"
        );
        assert_eq!(service.turns.available_permits(), AT_ONCE);
    }
}
