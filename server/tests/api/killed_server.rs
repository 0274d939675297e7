//! Three servers behind a proxy that gives each request to the next of them, and one of them is killed in the middle of
//! the work: whoever repeats a request that was cut off finds it done, or does it then; nothing is lost or done twice.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use contract::case::{Case, Submission};
use contract::case_action::{ResidentAction, ResidentCommand};
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};

use crate::office::SEEN_ALL;
use crate::test_app::TestApp;
use crate::test_database::{self, is_postgres};

const PEOPLE: [&str; 4] = ["lin-jing", "zhou-hang", "chen-guoping", "sun-lei"];
/// How often each hands in and takes it back.
const ROUNDS: usize = 12;
/// A request is repeated as often until it is answered.
const TRIES: usize = 50;

struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    /// Another server on the database of the first, which runs in this process.
    fn start(first: &TestApp, number: usize) -> Self {
        let path = |name: &str| first.folder.path().join(name);
        let mut child = Command::new(env!("CARGO_BIN_EXE_server"))
            .args(["--address", "127.0.0.1:0", "--writes-a-minute", "1000000"])
            .args(["--keep-free", "0", "--database"])
            .arg(test_database::address(first.folder.path()))
            .arg("--subject-key")
            .arg(path("data/subject.key"))
            .arg("--master-key")
            .arg(path("data/master.key"))
            .arg("--data")
            .arg(path(&format!("data-of-{number}")))
            .arg("--app")
            .arg(path("dist"))
            .arg("--scenarios")
            .arg(path("scenarios"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = log.by_ref().find_map(|line| {
            let line = line.unwrap();
            line.split("listening address=").nth(1)?.trim().parse().ok()
        });
        std::thread::spawn(move || log.for_each(drop));
        Self {
            child,
            address: address.expect("it listens"),
        }
    }

    fn kill(&mut self) {
        // SIGKILL: it finishes nothing.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Gives each connection to the next server that takes it.
async fn proxy(servers: Vec<SocketAddr>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for turn in 0.. {
            let Ok((mut client, _)) = listener.accept().await else {
                return;
            };
            let servers = servers.clone();
            tokio::spawn(async move {
                for server in (0..servers.len()).map(|next| servers[(turn + next) % servers.len()])
                {
                    if let Ok(mut server) = TcpStream::connect(server).await {
                        let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
                        return;
                    }
                }
            });
        }
    });
    address
}

/// Somebody's app: what is cut off or put off is sent again, under the same key.
struct App {
    proxy: SocketAddr,
    agent: ureq::Agent,
    cookie: String,
    repeated: usize,
}

impl App {
    fn signed_in(proxy: SocketAddr, person: &str) -> Self {
        // A connection for each request, so that each goes to another server.
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(0);
        let mut app = Self {
            proxy,
            agent: config.build().into(),
            cookie: String::new(),
            repeated: 0,
        };
        let identity = serde_json::json!({ "demo_identity": person });
        let (status, answer) = app.post("/api/v1/session", "-", &identity);
        assert_eq!(status, 200, "{answer}");
        app
    }

    fn post(&mut self, path: &str, key: &str, body: &impl Serialize) -> (u16, String) {
        for _ in 0..TRIES {
            let request = self
                .agent
                .post(format!("http://{}{path}", self.proxy))
                .header("content-type", "application/json")
                .header("x-requested-by", "yijianshi")
                .header("idempotency-key", key)
                .header("cookie", &self.cookie);
            let answer = request.send(serde_json::to_vec(body).unwrap());
            match answer {
                Ok(mut answer) if answer.status() != 503 => {
                    let cookie = answer.headers().get("set-cookie");
                    if let Some(cookie) = cookie.and_then(|cookie| cookie.to_str().ok()) {
                        self.cookie = cookie.split(';').next().unwrap().to_owned();
                    }
                    let status = answer.status().as_u16();
                    if let Ok(text) = answer.body_mut().read_to_string() {
                        return (status, text);
                    }
                }
                Ok(_) | Err(_) => {}
            }
            self.repeated += 1;
        }
        panic!("{path}: nobody answers");
    }

    /// Hands in and takes it back, and at last hands in; the numbers of all cases.
    fn work(mut self, submission: &Submission, done: &AtomicUsize) -> (Vec<String>, usize) {
        let mut numbers = Vec::new();
        for round in 0..=ROUNDS {
            let (status, answer) = self.post("/api/v1/cases", &format!("in-{round}"), submission);
            assert_eq!(status, 201, "{answer}");
            let case: Case = serde_json::from_str(&answer).unwrap();
            let path = format!("/api/v1/cases/{}/actions", case.number);
            numbers.push(case.number);
            done.fetch_add(1, Ordering::Relaxed);
            if round < ROUNDS {
                let undo = ResidentCommand {
                    seen: SEEN_ALL,
                    action: ResidentAction::Undo,
                };
                let (status, answer) = self.post(&path, &format!("undo-{round}"), &undo);
                // Where the answer was lost with a server, it is known that it was undone.
                assert!(
                    status == 200 || answer.contains("undone"),
                    "{status}: {answer}"
                );
            }
        }
        (numbers, self.repeated)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_one_of_three_is_killed_nothing_is_lost_and_nothing_done_twice() {
    if !is_postgres() {
        return;
    }
    let first = TestApp::start().await;
    let submission = first.resident("lin-jing").await;
    let submission = Arc::new(submission.submission("resigned", None).await);
    let mut servers: Vec<Process> = (0..3)
        .map(|number| Process::start(&first, number))
        .collect();
    let proxy = proxy(servers.iter().map(|server| server.address).collect()).await;
    let done = Arc::new(AtomicUsize::new(0));
    let people: Vec<_> = PEOPLE
        .map(|person| {
            let (submission, done) = (submission.clone(), done.clone());
            tokio::task::spawn_blocking(move || {
                App::signed_in(proxy, person).work(&submission, &done)
            })
        })
        .into_iter()
        .collect();
    // In the middle of it.
    while done.load(Ordering::Relaxed) < PEOPLE.len() * ROUNDS / 3 {
        tokio::task::yield_now().await;
    }
    servers[1].kill();
    let mut repeated = 0;
    let mut last = Vec::new();
    for person in people {
        let (numbers, again) = person.await.unwrap();
        repeated += again;
        last.extend(numbers.last().cloned());
    }
    last.sort();
    let mut db = first.database().await;
    let mut kept: Vec<String> = sqlx::query_scalar("SELECT number FROM cases")
        .fetch_all(&mut db)
        .await
        .unwrap();
    kept.sort();
    assert_eq!(kept, last);
    let keys: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM idempotency")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(keys as usize, PEOPLE.len() * (2 * ROUNDS + 1));
    println!(
        "{} cases handed in, {repeated} requests repeated",
        done.load(Ordering::Relaxed)
    );
}
