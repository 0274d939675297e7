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
    let head =
        format!("POST /file HTTP/1.1\r\nhost: city.example\r\ncontent-length: {length}\r\n\r\n");
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
