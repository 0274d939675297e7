//! Posts spans to the collector. It is asked by a thread of its own, which may wait.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use ureq::tls::Certificate;

use crate::error::Causes;
use crate::outgoing::{Outgoing, OutgoingError};

/// For one batch; meanwhile the next spans wait in their queue.
pub(super) const TIMEOUT: Duration = Duration::from_secs(5);

/// Longer answers are not read.
const MOST_BYTES: u64 = 1 << 20;

#[derive(Debug)]
pub(super) struct Collector {
    http: Outgoing,
    /// Told once, not with every batch.
    is_failing: AtomicBool,
}

impl Collector {
    pub(super) fn new(trusted: Option<Vec<Certificate<'static>>>) -> Self {
        Self {
            http: Outgoing::new("collector", TIMEOUT, MOST_BYTES, trusted),
            is_failing: AtomicBool::new(false),
        }
    }

    fn note(&self, answered: &Result<Response<Vec<u8>>, OutgoingError>) {
        let why = match answered {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(answer.status().to_string()),
            Err(error) => Some(Causes(error).to_string()),
        };
        let was_failing = self.is_failing.swap(why.is_some(), Ordering::Relaxed);
        match (was_failing, why) {
            (false, Some(why)) => {
                tracing::warn!(
                    why,
                    "the collector takes no traces: they are dropped until it does"
                );
            }
            (true, None) => tracing::info!("the collector takes traces again"),
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = request.map(Vec::from);
        let answered = self.http.send_and_wait(request);
        self.note(&answered);
        Ok(answered?.map(Bytes::from))
    }
}
