//! A connection whose other side has to take what it asked for: one that takes nothing for two minutes, or goes on more
//! slowly than `pace` allows, is closed. What waits for it is memory of others.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use super::pace;

/// Nothing is taken for so long. The system says that something was only when a third of what it holds itself was, and
/// that may be 90 KB.
const SILENCE: Duration = Duration::from_secs(120);

/// An answer begins: the one before it counts no more.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers(Arc<AtomicBool>);

impl Answers {
    pub(crate) fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(crate) struct Taken<S> {
    stream: S,
    answers: Answers,
    /// Of this answer.
    bytes: u64,
    /// How long its bytes have waited to be taken, all in all.
    waited: Duration,
    /// Since when the next ones wait, and when that is over.
    waits: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> Taken<S> {
    pub(crate) fn new(stream: S, answers: Answers) -> Self {
        Self {
            stream,
            answers,
            bytes: 0,
            waited: Duration::ZERO,
            waits: None,
        }
    }

    /// What became of writing.
    fn noted(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if self.answers.0.swap(false, Ordering::Relaxed) {
            (self.bytes, self.waited) = (0, Duration::ZERO);
        }
        let Poll::Ready(written) = written else {
            let left = pace::allowed(self.bytes).saturating_sub(self.waited);
            let (_, end) = self.waits.get_or_insert_with(|| {
                let end = tokio::time::sleep(left.min(SILENCE));
                (Instant::now(), Box::pin(end))
            });
            ready!(end.as_mut().poll(context));
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        };
        if let Some((since, _)) = self.waits.take() {
            self.waited += since.elapsed();
        }
        if let Ok(bytes) = written {
            self.bytes += bytes as u64;
        }
        Poll::Ready(written)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Taken<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Taken<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.noted(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.noted(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const ANSWER: usize = 200 * 1024;

    /// How many bytes of an answer come to somebody who takes so many at once, and waits between; and whether it was
    /// sent whole.
    async fn taken(at_once: usize, wait: Duration) -> (usize, io::Result<()>) {
        let (here, mut there) = duplex(4096);
        let mut stream = Taken::new(here, Answers::default());
        let sending = tokio::spawn(async move {
            stream.write_all(&[7; ANSWER]).await?;
            stream.shutdown().await
        });
        let (mut bytes, mut part) = (0, vec![0; at_once]);
        loop {
            tokio::time::sleep(wait).await;
            let read = there.read(&mut part).await.unwrap();
            if read == 0 {
                return (bytes, sending.await.unwrap());
            }
            bytes += read;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_it_slowly_gets_all_of_it_and_who_takes_a_byte_now_and_then_does_not() {
        let began = Instant::now();
        let (bytes, sent) = taken(2048, Duration::from_secs(1)).await;
        sent.unwrap();
        assert_eq!(bytes, ANSWER);
        assert!(began.elapsed() > pace::allowed(0), "it was not slow");
        let began = Instant::now();
        let (bytes, sent) = taken(100, Duration::from_secs(1)).await;
        assert_eq!(sent.unwrap_err().kind(), ErrorKind::TimedOut);
        assert!(bytes < 2 * 4096 + 100 * 60, "{bytes}");
        assert!(began.elapsed() >= pace::allowed(0));
    }

    #[tokio::test(start_paused = true)]
    async fn each_answer_has_its_own_time() {
        let (here, mut there) = duplex(1024);
        let answers = Answers::default();
        let mut stream = Taken::new(here, answers.clone());
        let took = pace::allowed(0) * 2 / 3;
        for _ in 0..3 {
            answers.begin();
            let taking = async {
                tokio::time::sleep(took).await;
                there.read_exact(&mut [0; 2048]).await.unwrap();
            };
            let (sent, ()) = tokio::join!(stream.write_all(&[7; 2048]), taking);
            sent.unwrap();
        }
    }
}
