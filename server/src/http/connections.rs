//! Connections: how many there are, how long one may be silent, and how they end when the server stops.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::taken::{Answers, Taken};

/// For the whole head of a request, and for the next one on a connection that is kept: whoever sends half a line and
/// waits is let go. A proxy keeps its idle connections for as long at the most.
const SILENCE: Duration = Duration::from_secs(30);

/// How long requests under way may take after the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long a connection on which nothing is asked is kept after that, for what is already on its way: whoever asks
/// within it is answered, and told to open another connection for the next request. Who has kept one for longer without
/// asking sees that it was closed.
const PARTING: Duration = Duration::from_secs(1);

/// How long a connection is kept after that: the last bytes of an answer may be on their way.
const LAST_BYTES: Duration = Duration::from_millis(200);

/// After a connection could not be accepted, as without file descriptors: others may end meanwhile.
const PAUSE: Duration = Duration::from_millis(100);

/// File descriptors that are not for connections: the database, files of residents, calls to other systems.
const OTHER_FILES: u64 = 256;

/// Serves until `stop` returns; then finishes the requests under way, for ten seconds at most. Beyond `most`
/// connections the next ones wait for one to end.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    most: usize,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(most));
    let (stopping, is_stopping) = watch::channel(false);
    let mut connections = JoinSet::new();
    let accepting = async {
        loop {
            // Fails only where the semaphore is closed, and nobody does.
            let Ok(place) = places.clone().acquire_owned().await else {
                return;
            };
            let (stream, peer) = accept(&listener).await;
            let (router, stopping) = (router.clone(), is_stopping.clone());
            connections.spawn(async move {
                let _place = place;
                one(stream, peer, router, stopping).await;
            });
            while connections.try_join_next().is_some() {}
        }
    };
    tokio::select! {
        () = accepting => {}
        () = stop => {}
    }
    drop(listener);
    let _ = stopping.send(true);
    let ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ended).await.is_err() {
        tracing::warn!("requests were cut off: they took longer than ten seconds");
    }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Small answers go out at once instead of waiting 40 ms for company (Nagle's algorithm).
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection may be slow");
                }
                return (stream, peer);
            }
            // Whoever came has gone again.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
                ) => {}
            Err(error) => {
                tracing::error!(%error, "connections cannot be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// One connection, request after request.
async fn one(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    // Held by each request until its answer has been read to the end.
    let under_way = Arc::new(());
    let requests = under_way.clone();
    let is_last = stopping.clone();
    let answers = Answers::default();
    let taken = Taken::new(stream, answers.clone());
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = answer(router.clone(), peer, requests.clone(), request);
        let (is_last, answers) = (is_last.clone(), answers.clone());
        async move {
            let mut response = answer.await?;
            answers.begin();
            if *is_last.borrow() {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(header::CONNECTION, close);
            }
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE)
        .serve_connection(TokioIo::new(taken), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // What can fail here is the other side: it went away, or it spoke no HTTP.
        _ = &mut connection => return,
        _ = stopping.wait_for(|is_stopping| *is_stopping) => {}
    }
    tokio::select! {
        _ = &mut connection => return,
        () = tokio::time::sleep(PARTING) => {}
    }
    connection.as_mut().graceful_shutdown();
    loop {
        tokio::select! {
            _ = &mut connection => return,
            () = tokio::time::sleep(LAST_BYTES) => {}
        }
        // Two: here and in the service. It waits for a request that has not come, or for the rest of its head.
        if Arc::strong_count(&under_way) <= 2 {
            return;
        }
    }
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    under_way: Arc<()>,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| {
        Body::new(body.map_err(move |error| {
            let _held = &under_way;
            error
        }))
    }))
}

/// As many as the process may have files: its limit is raised as far as it may be, because the usual one (1,024) is for
/// programs of another time.
///
/// # Errors
/// Where the limit leaves no room for connections.
pub(crate) fn allowed(wanted: usize) -> io::Result<usize> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let now = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let Some(files) = now else {
        return Ok(wanted);
    };
    match files.checked_sub(OTHER_FILES).filter(|left| *left > 0) {
        Some(left) => Ok(wanted.min(usize::try_from(left).unwrap_or(usize::MAX))),
        None => Err(io::Error::new(
            ErrorKind::OutOfMemory,
            format!("the process may open {files} files only (ulimit -n)"),
        )),
    }
}

#[cfg(test)]
mod tests;
