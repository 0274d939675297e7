//! What is asked of a server, and how long it takes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hyper::Method;
use hyper::body::Bytes;
use serde_json::json;
use tokio::task::JoinHandle;

use crate::client::{Client, Result};
use crate::figures::Times;
use crate::people::{self, Waiting};

/// Everybody who waits hands in, by so many clients, until nobody waits or the time is over.
pub(crate) async fn hand_in(
    servers: &[SocketAddr],
    clients: usize,
    waiting: &Waiting,
    application: &Bytes,
    longest: Duration,
) -> Result<(Times, Duration)> {
    let began = Instant::now();
    let mut handing_in = Vec::new();
    for client in 0..clients {
        let address = servers[client % servers.len()];
        let (waiting, application) = (waiting.clone(), application.clone());
        handing_in.push(tokio::spawn(async move {
            let mut client = Client::connect(address).await?;
            let mut times = Times::default();
            while began.elapsed() < longest {
                let Some(cookie) = waiting.lock().await.pop() else {
                    break;
                };
                client.cookie = cookie;
                let asked = Instant::now();
                let answer = client.post("/api/v1/cases", "first", application.clone());
                answer.await?.is(201, "handing in")?;
                times.add(asked.elapsed());
            }
            Result::Ok(times)
        }));
    }
    let mut all = Times::default();
    for task in handing_in {
        all.extend(task.await??);
    }
    Ok((all, began.elapsed()))
}

/// The same path again and again, as a browser asks for it.
pub(crate) async fn fetch(
    server: SocketAddr,
    path: &'static str,
    clients: usize,
    during: Duration,
) -> Result<(Times, Duration)> {
    let began = Instant::now();
    let mut fetching = Vec::new();
    for _ in 0..clients {
        fetching.push(tokio::spawn(async move {
            let mut client = Client::connect(server).await?;
            let mut times = Times::default();
            while began.elapsed() < during {
                let request = Client::request(Method::GET, path);
                let request = request.header("accept-encoding", "gzip, deflate, br, zstd");
                let asked = Instant::now();
                client.send(request, Bytes::new()).await?.is(200, path)?;
                times.add(asked.elapsed());
            }
            Result::Ok(times)
        }));
    }
    let mut all = Times::default();
    for task in fetching {
        all.extend(task.await??);
    }
    Ok((all, began.elapsed()))
}

/// People who look at their cases and at a scenario, and then think: what they wait for an answer.
pub(crate) async fn others(
    server: SocketAddr,
    people: Vec<String>,
    during: Duration,
) -> Result<Times> {
    const THINKS: Duration = Duration::from_millis(40);
    let began = Instant::now();
    let mut asking = Vec::new();
    for cookie in people {
        asking.push(tokio::spawn(async move {
            let mut client = Client::connect(server).await?;
            client.cookie = cookie;
            let mut times = Times::default();
            while began.elapsed() < during {
                for path in [
                    "/api/v1/session",
                    "/api/v1/cases",
                    "/api/v1/scenarios/unemployment?region=321000",
                    "/api/v1/person/holdings",
                ] {
                    let asked = Instant::now();
                    client.get(path).await?.is(200, path)?;
                    times.add(asked.elapsed());
                    tokio::time::sleep(THINKS).await;
                }
            }
            Result::Ok(times)
        }));
    }
    let mut all = Times::default();
    for task in asking {
        all.extend(task.await??);
    }
    Ok(all)
}

/// Somebody who sends an application of 200 KB with thousands of invented attachments, by several connections, as fast
/// as it is answered, whatever is answered.
pub(crate) struct Rude {
    is_over: Arc<AtomicBool>,
    sending: Vec<JoinHandle<Result<usize>>>,
}

impl Rude {
    pub(crate) async fn begin(server: SocketAddr, application: &Bytes) -> Result<Self> {
        const CONNECTIONS: usize = 4;
        const ATTACHMENTS: usize = 3800;
        let mut application: serde_json::Value = serde_json::from_slice(application)?;
        let file = |number: usize| json!({ "page": "front", "file": format!("{number:032x}") });
        let files: Vec<_> = (0..ATTACHMENTS).map(file).collect();
        application["application"]["materials"]["id_card"] = json!({ "attached": files });
        let body = Bytes::from(application.to_string());
        let cookie = people::one(&mut Client::connect(server).await?).await?;
        let is_over = Arc::new(AtomicBool::new(false));
        let mut sending = Vec::new();
        for connection in 0..CONNECTIONS {
            let (body, cookie, is_over) = (body.clone(), cookie.clone(), is_over.clone());
            sending.push(tokio::spawn(async move {
                let mut client = Client::connect(server).await?;
                client.cookie = cookie;
                let mut sent = 0;
                while !is_over.load(Ordering::Relaxed) {
                    let key = format!("{connection}-{sent}");
                    // Where it was not even read to the end, the connection is gone.
                    if client
                        .post("/api/v1/cases", &key, body.clone())
                        .await
                        .is_err()
                    {
                        let cookie = std::mem::take(&mut client.cookie);
                        client = Client::connect(server).await?;
                        client.cookie = cookie;
                    }
                    sent += 1;
                }
                Ok(sent)
            }));
        }
        Ok(Self { is_over, sending })
    }

    /// How often it has asked.
    pub(crate) async fn end(self) -> Result<usize> {
        self.is_over.store(true, Ordering::Relaxed);
        let mut sent = 0;
        for task in self.sending {
            sent += task.await??;
        }
        Ok(sent)
    }
}
