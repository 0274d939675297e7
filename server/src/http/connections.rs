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
mod tests {
    use axum::body::Bytes;
    use axum::http::StatusCode;
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpSocket;
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;
    use tokio::time::Instant;

    use super::*;
    use crate::http::pace::Paced;

    const LONG: &[u8] = b"GET /long HTTP/1.1\r\nhost: city.example\r\n\r\n";
    /// More than the system keeps of an answer that nobody takes.
    const LONG_BYTES: usize = 64 << 20;

    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: city.example\r\n\r\n";

    /// In these tests time is the runtime's: it jumps to the next timer when everybody waits.
    struct Served {
        address: SocketAddr,
        /// Lets an answer go out.
        answer: Arc<Notify>,
        stop: oneshot::Sender<()>,
        ended: JoinHandle<()>,
    }

    async fn served(most: usize) -> Served {
        served_on(TcpListener::bind("127.0.0.1:0").await.unwrap(), most)
    }

    /// What arrives of a body, as it is received where files are.
    async fn receive(body: Body) -> StatusCode {
        let mut parts = Paced::new(body);
        loop {
            match parts.next().await {
                Ok(Some(_)) => {}
                Ok(None) => return StatusCode::OK,
                Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
            }
        }
    }

    fn served_on(listener: TcpListener, most: usize) -> Served {
        let address = listener.local_addr().unwrap();
        let answer = Arc::new(Notify::new());
        let asked = answer.clone();
        let router = Router::new().route(
            "/",
            get(async move || {
                asked.notified().await;
                "x".repeat(1_000_000)
            }),
        );
        let router = router
            .route(
                "/long",
                get(async || Bytes::from_static(&[b'x'; LONG_BYTES])),
            )
            .route("/file", post(receive));
        let (stop, is_stopped) = oneshot::channel();
        let ended = tokio::spawn(serve(listener, router, most, async {
            let _ = is_stopped.await;
        }));
        Served {
            address,
            answer,
            stop,
            ended,
        }
    }

    impl Served {
        async fn sent(&self, bytes: &[u8]) -> TcpStream {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            stream.write_all(bytes).await.unwrap();
            stream
        }
    }

    /// Everything until the server closes; how long an answer is does not matter to it.
    async fn rest(stream: &mut TcpStream) -> Vec<u8> {
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        let read = tokio::time::timeout(Duration::from_secs(3600), read).await;
        read.expect("closed within the hour").unwrap();
        bytes
    }

    #[tokio::test]
    async fn small_answers_wait_for_no_others() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap());
        let (client, (stream, _)) = tokio::join!(client, accept(&listener));
        client.unwrap();
        assert!(stream.nodelay().unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn who_sends_half_a_head_and_waits_is_let_go() {
        let served = served(10).await;
        let started = Instant::now();
        let mut half = served.sent(&REQUEST[..20]).await;
        rest(&mut half).await;
        assert!(started.elapsed() >= SILENCE);
        assert!(started.elapsed() < 2 * SILENCE);
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_and_does_not_take_the_answer_is_let_go() {
        let served = served(1).await;
        let started = Instant::now();
        let _takes_nothing = served.sent(LONG).await;
        served.answer.notify_one();
        let mut next = served.sent(REQUEST).await;
        next.read_exact(&mut [0; 12]).await.unwrap();
        assert!(started.elapsed() >= Duration::from_secs(60));
        assert!(started.elapsed() < Duration::from_secs(600));
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_a_byte_of_the_answer_now_and_then_is_let_go() {
        let socket = TcpSocket::new_v4().unwrap();
        // As little as the system allows, so that each byte which is taken lets another one go.
        socket.set_send_buffer_size(4096).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let served = served_on(socket.listen(8).unwrap(), 1);
        let started = Instant::now();
        let drips = TcpSocket::new_v4().unwrap();
        drips.set_recv_buffer_size(4096).unwrap();
        let mut drips = drips.connect(served.address).await.unwrap();
        drips.write_all(LONG).await.unwrap();
        let dripping = tokio::spawn(async move {
            let mut part = [0; 100];
            while drips.read(&mut part).await.is_ok_and(|read| read > 0) {
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        });
        served.answer.notify_one();
        let mut next = served.sent(REQUEST).await;
        next.read_exact(&mut [0; 12]).await.unwrap();
        assert!(started.elapsed() >= Duration::from_secs(60));
        assert!(started.elapsed() < Duration::from_secs(600));
        dripping.abort();
    }

    /// The first line of the answer to a body of which so many bytes come, and again after `wait`.
    async fn sent_in_parts(served: &Served, bytes: usize, wait: Duration) -> String {
        let length = 200 * 1024;
        let head = format!(
            "POST /file HTTP/1.1\r\nhost: city.example\r\ncontent-length: {length}\r\n\r\n"
        );
        let stream = served.sent(head.as_bytes()).await;
        let (mut answer, mut body) = stream.into_split();
        let sending = tokio::spawn(async move {
            for _ in 0..length / bytes {
                if body.write_all(&vec![7; bytes]).await.is_err() {
                    return;
                }
                tokio::time::sleep(wait).await;
            }
            // Open until it is answered.
            std::future::pending::<()>().await;
        });
        let mut line = [0; 12];
        answer.read_exact(&mut line).await.unwrap();
        sending.abort();
        String::from_utf8(line.to_vec()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn who_sends_a_byte_of_a_file_now_and_then_is_let_go_and_who_is_slow_is_waited_for() {
        let served = served(10).await;
        let started = Instant::now();
        let slow = sent_in_parts(&served, 2048, Duration::from_secs(1)).await;
        assert_eq!(slow, "HTTP/1.1 200");
        assert!(started.elapsed() > Duration::from_secs(90));
        for wait in [10, 3600] {
            let started = Instant::now();
            let drips = sent_in_parts(&served, 1, Duration::from_secs(wait)).await;
            assert_eq!(drips, "HTTP/1.1 503");
            assert!(started.elapsed() <= Duration::from_secs(61));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn beyond_the_most_the_next_waits_for_one_to_end() {
        let served = served(1).await;
        served.answer.notify_one();
        let mut silent = served.sent(b"").await;
        let mut next = served.sent(REQUEST).await;
        let mut byte = [0; 1];
        let soon = tokio::time::timeout(SILENCE / 2, next.read(&mut byte)).await;
        assert!(soon.is_err(), "served beside another");
        rest(&mut silent).await;
        assert_eq!(next.read(&mut byte).await.unwrap(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_under_way_is_answered_whole_and_a_silent_connection_is_not_waited_for() {
        let served = served(10).await;
        let mut under_way = served.sent(REQUEST).await;
        let _half = served.sent(&REQUEST[..20]).await;
        let _silent = served.sent(b"").await;
        // Time stands until all three have been accepted.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let started = Instant::now();
        served.stop.send(()).unwrap();
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(!served.ended.is_finished());
        served.answer.notify_one();
        let answer = rest(&mut under_way).await;
        assert!(answer.len() > 1_000_000, "{}", answer.len());
        served.ended.await.unwrap();
        assert!(started.elapsed() < GRACE, "{:?}", started.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_just_as_it_stops_is_answered_and_told_that_it_was_the_last_time() {
        let served = served(10).await;
        let mut kept = served.sent(b"").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        served.stop.send(()).unwrap();
        tokio::time::sleep(PARTING / 2).await;
        kept.write_all(REQUEST).await.unwrap();
        served.answer.notify_one();
        let answer = rest(&mut kept).await;
        assert!(answer.len() > 1_000_000, "{}", answer.len());
        let head = String::from_utf8_lossy(&answer[..200]).to_ascii_lowercase();
        assert!(head.contains("connection: close"), "{head}");
        served.ended.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_without_end_is_cut_off_after_the_grace() {
        let served = served(10).await;
        let _never_answered = served.sent(REQUEST).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let started = Instant::now();
        served.stop.send(()).unwrap();
        served.ended.await.unwrap();
        assert!(started.elapsed() >= GRACE);
    }
}
