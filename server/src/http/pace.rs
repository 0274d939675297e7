//! How slowly somebody may send a request or take an answer. Silence is one thing; the other are those who send or take
//! a byte now and then, and whose connection would be theirs for hours.
//!
//! A minute is given to begin with, and then 1 KB a second is enough, which is less than GPRS has.

use std::time::Duration;

use axum::Error;
use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout};

const BEGINNING: Duration = Duration::from_secs(60);
const BYTES_A_SECOND: u64 = 1024;

/// Nothing arrives for so long.
const SILENCE: Duration = Duration::from_secs(30);

/// How long so many bytes may take.
pub(super) const fn allowed(bytes: u64) -> Duration {
    BEGINNING.saturating_add(Duration::from_secs(bytes / BYTES_A_SECOND))
}

/// The body of a request that may take long, as a photograph on a weak network.
pub(crate) struct Paced {
    parts: BodyDataStream,
    began: Instant,
    bytes: u64,
}

/// Nothing arrived for half a minute, or all in all too little.
#[derive(Debug)]
pub(crate) struct TooSlow;

impl Paced {
    pub(crate) fn new(body: Body) -> Self {
        Self {
            parts: body.into_data_stream(),
            began: Instant::now(),
            bytes: 0,
        }
    }

    /// What arrives next; nothing at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Result<Bytes, Error>>, TooSlow> {
        let left = allowed(self.bytes).saturating_sub(self.began.elapsed());
        let part = timeout(left.min(SILENCE), self.parts.next()).await;
        let part = part.map_err(|_| TooSlow)?;
        if let Some(Ok(bytes)) = &part {
            self.bytes += bytes.len() as u64;
        }
        Ok(part)
    }
}
