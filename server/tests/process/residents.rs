//! Residents who hand in and take back, whatever happens to the server: what is cut off or put off is sent again under
//! the same key, as the app does it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::photographs::Photographs;

/// So long something may be away.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// What a proxy waits for an answer.
const LONGEST_ANSWER: Duration = Duration::from_secs(45);

pub(crate) const PEOPLE: [&str; 4] = ["lin-jing", "zhou-hang", "chen-guoping", "sun-lei"];

/// What they do.
#[derive(Clone, Copy)]
pub(crate) struct Habits {
    pub(crate) people: [&'static str; 4],
    /// Cases between two photographs of one; none are sent without.
    pub(crate) a_photograph_every: Option<usize>,
    /// Whether each request goes over a connection of its own, and so by a proxy to another server.
    pub(crate) connect_anew: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            people: PEOPLE,
            a_photograph_every: Some(10),
            connect_anew: false,
        }
    }
}

pub(crate) struct App {
    server: SocketAddr,
    agent: ureq::Agent,
    pub(crate) cookie: String,
    /// Requests that were sent again.
    again: usize,
    /// The longest that a request has waited for its answer.
    longest: Duration,
    pub(crate) photographs: Photographs,
}

/// What they have done, and of which they were told.
#[derive(Default)]
pub(crate) struct Done {
    /// The case that is open in the end, of each.
    pub(crate) open: Vec<String>,
    pub(crate) handed_in: usize,
    pub(crate) taken_back: usize,
    /// The paths of the photographs that arrived whole.
    pub(crate) photographs: Vec<String>,
    pub(crate) again: usize,
    pub(crate) longest: Duration,
}

pub(crate) struct Residents {
    handed_in: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    people: Vec<std::thread::JoinHandle<(Vec<String>, usize, App)>>,
}

impl Residents {
    pub(crate) fn at(server: SocketAddr, habits: Habits) -> Self {
        let (handed_in, is_over) = (Arc::default(), Arc::default());
        let people = habits.people.map(|person| {
            let (handed_in, is_over) = (Arc::clone(&handed_in), Arc::clone(&is_over));
            let every = habits.a_photograph_every;
            std::thread::spawn(move || {
                let app = App::signed_in(server, person, habits.connect_anew);
                app.work(&handed_in, &is_over, every)
            })
        });
        Self {
            handed_in,
            is_over,
            people: people.into_iter().collect(),
        }
    }

    pub(crate) fn handed_in(&self) -> usize {
        self.handed_in.load(Ordering::Relaxed)
    }

    /// Until so many more cases were handed in.
    pub(crate) fn go_on(&self, more: usize) {
        let wanted = self.handed_in.load(Ordering::Relaxed) + more;
        let began = Instant::now();
        while self.handed_in.load(Ordering::Relaxed) < wanted {
            assert!(began.elapsed() < PATIENCE, "nobody is served");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn end(self) -> Done {
        self.is_over.store(true, Ordering::Relaxed);
        let mut done = Done::default();
        for person in self.people {
            let (numbers, taken_back, mut app) = person.join().unwrap();
            app.photographs.look_at(&app.cookie);
            let whole = app.photographs.whole.iter();
            done.photographs.extend(whole.map(|(path, _)| path.clone()));
            done.again += app.photographs.tries.put_off + app.photographs.tries.cut_off;
            done.open.extend(numbers.last().cloned());
            done.handed_in += numbers.len();
            done.taken_back += taken_back;
            done.again += app.again;
            done.longest = done.longest.max(app.longest);
            // A page of one's cases has the open one, and it alone.
            let (status, cases) = app.get("/api/v1/cases");
            assert_eq!(status, 200, "{cases}");
            let cases: Value = serde_json::from_str(&cases).unwrap();
            let shown = cases["items"].as_array().unwrap();
            assert_eq!(shown.len(), 1, "{cases}");
            assert_eq!(
                shown[0]["number"].as_str(),
                numbers.last().map(String::as_str)
            );
        }
        done.open.sort();
        done
    }
}

impl App {
    pub(crate) fn signed_in(server: SocketAddr, person: &str, connect_anew: bool) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections_per_host(if connect_anew { 0 } else { 3 })
            .timeout_global(Some(LONGEST_ANSWER))
            .build();
        let agent: ureq::Agent = config.into();
        let mut app = Self {
            server,
            photographs: Photographs::of(server, agent.clone(), PATIENCE),
            agent,
            cookie: String::new(),
            again: 0,
            longest: Duration::ZERO,
        };
        let identity = json!({ "demo_identity": person });
        let (status, answer) = app.post("/api/v1/session", "-", &identity);
        assert_eq!(status, 200, "{answer}");
        app
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let (status, bytes) = self.get_bytes(path);
        (status, String::from_utf8(bytes).unwrap())
    }

    pub(crate) fn get_bytes(&self, path: &str) -> (u16, Vec<u8>) {
        let began = Instant::now();
        loop {
            let request = self.agent.get(format!("http://{}{path}", self.server));
            if let Ok(mut answer) = request.header("cookie", &self.cookie).call()
                && let Ok(bytes) = answer.body_mut().read_to_vec()
            {
                return (answer.status().as_u16(), bytes);
            }
            assert!(began.elapsed() < PATIENCE, "{path}: nobody answers");
        }
    }

    pub(crate) fn post(&mut self, path: &str, key: &str, body: &Value) -> (u16, String) {
        let began = Instant::now();
        loop {
            let request = self
                .agent
                .post(format!("http://{}{path}", self.server))
                .header("content-type", "application/json")
                .header("x-requested-by", "yijianshi")
                .header("idempotency-key", key)
                .header("cookie", &self.cookie);
            if let Ok(mut answer) = request.send(body.to_string())
                && answer.status() != 503
                && let Ok(text) = answer.body_mut().read_to_string()
            {
                let cookie = answer.headers().get("set-cookie");
                if let Some(cookie) = cookie.and_then(|cookie| cookie.to_str().ok()) {
                    self.cookie = cookie.split(';').next().unwrap().to_owned();
                }
                self.longest = self.longest.max(began.elapsed());
                return (answer.status().as_u16(), text);
            }
            self.again += 1;
            assert!(began.elapsed() < PATIENCE, "{path}: nobody answers");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What is handed in by whoever left for `reason`.
    pub(crate) fn submission(&self, reason: &str) -> Value {
        let (_, scenario) = self.get("/api/v1/scenarios/unemployment?region=321000");
        let scenario: Value = serde_json::from_str(&scenario).unwrap();
        json!({
            "scenario": scenario["id"], "version": scenario["version"], "hash": scenario["hash"],
            "region": scenario["region"]["code"],
            "application": {
                "answers": { "given": { "leaving_reason": reason } },
                "fields": { "payout_account": "6200 0000 0000 0000 018" },
                "agreed": ["truth"],
                "sensitive_consent": true,
            },
        })
    }

    /// The numbers of all cases, and how many were taken back: all but the last.
    fn work(
        mut self,
        handed_in: &AtomicUsize,
        is_over: &AtomicBool,
        a_photograph_every: Option<usize>,
    ) -> (Vec<String>, usize, Self) {
        let submission = self.submission("resigned");
        let mut numbers = Vec::new();
        loop {
            let round = numbers.len();
            if a_photograph_every.is_some_and(|every| round.is_multiple_of(every)) {
                self.photographs.send(&self.cookie);
            }
            let (status, answer) = self.post("/api/v1/cases", &format!("in-{round}"), &submission);
            assert_eq!(status, 201, "{answer}");
            let case: Value = serde_json::from_str(&answer).unwrap();
            let number = case["number"].as_str().unwrap().to_owned();
            let path = format!("/api/v1/cases/{number}/actions");
            numbers.push(number);
            handed_in.fetch_add(1, Ordering::Relaxed);
            if is_over.load(Ordering::Relaxed) {
                return (numbers, round, self);
            }
            let undo = json!({ "seen": u32::MAX, "action": "undo" });
            let (status, answer) = self.post(&path, &format!("undo-{round}"), &undo);
            // Where the answer was lost with a server, it is known that it was undone.
            assert!(
                status == 200 || answer.contains("undone"),
                "{status}: {answer}"
            );
        }
    }
}
