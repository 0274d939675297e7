//! Photographs that are sent in parts while something is killed or away: as a client of tus does it, who asks after
//! each broken part how much has arrived. The server holds the whole against its checksum before it says what its
//! pre-check found.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use ureq::http::{Method, Request, Response};
use ureq::{Agent, AsSendBody, Body};

const PARTS: usize = 4;

/// Of one resident.
pub(crate) struct Photographs {
    server: SocketAddr,
    agent: Agent,
    pub(crate) patience: Duration,
    /// The paths of those that the server has said it has, with their lengths.
    pub(crate) whole: Vec<(String, usize)>,
    pub(crate) tries: Tries,
}

/// What came of the requests for them.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tries {
    pub(crate) sent: usize,
    /// 503, with when to come again.
    pub(crate) put_off: usize,
    /// Without an answer.
    pub(crate) cut_off: usize,
    /// The longest that one has waited for its answer, whatever it was.
    pub(crate) longest: Duration,
}

impl Tries {
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            put_off: self.put_off + other.put_off,
            cut_off: self.cut_off + other.cut_off,
            longest: self.longest.max(other.longest),
        }
    }
}

impl Photographs {
    pub(crate) fn of(server: SocketAddr, agent: Agent, patience: Duration) -> Self {
        Self {
            server,
            agent,
            patience,
            whole: Vec::new(),
            tries: Tries::default(),
        }
    }

    /// Nothing where it was cut off or put off.
    fn ask(
        &mut self,
        method: Method,
        path: &str,
        cookie: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Option<Response<Body>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.server))
            .header("cookie", cookie)
            .header("x-requested-by", "yijianshi")
            .header("tus-resumable", "1.0.0");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut body = body;
        let began = Instant::now();
        let answer = self.agent.run(request.body(body.as_body()).unwrap());
        self.tries.sent += 1;
        self.tries.longest = self.tries.longest.max(began.elapsed());
        let Ok(mut answer) = answer else {
            self.tries.cut_off += 1;
            return None;
        };
        if answer.status() != 503 {
            return Some(answer);
        }
        self.tries.put_off += 1;
        let again = answer.headers().get("retry-after");
        let again = again.expect("when to come again").to_str().unwrap();
        assert!((1..=60).contains(&again.parse::<u32>().unwrap()), "{again}");
        // HEAD has no body, and one may be cut off behind its head.
        if let Some(problem) = json(&mut answer) {
            let code = problem["code"].as_str().unwrap();
            assert!(["unavailable", "busy"].contains(&code), "{problem}");
        }
        None
    }

    fn until<T>(&mut self, mut tried: impl FnMut(&mut Self) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(done) = tried(self) {
                return done;
            }
            assert!(
                began.elapsed() < self.patience,
                "nobody takes the photograph"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// How much of it has arrived.
    fn arrived(&mut self, path: &str, cookie: &str) -> usize {
        self.until(|all| {
            let answer = all.ask(Method::HEAD, path, cookie, &[], &[])?;
            assert_eq!(answer.status(), 200, "{path} is gone");
            let offset = answer.headers().get("upload-offset").unwrap();
            Some(offset.to_str().unwrap().parse().unwrap())
        })
    }

    /// Sends one of the social card; its path.
    pub(crate) fn send(&mut self, cookie: &str) -> String {
        let bytes = precheck_testkit::sharp_photograph();
        let sum: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let metadata = [
            ("sha256", &*sum),
            ("scenario", "unemployment"),
            ("region", "321000"),
            ("material", "social_card"),
            ("page", "face"),
        ]
        .map(|(key, value)| format!("{key} {}", BASE64_STANDARD.encode(value)))
        .join(",");
        let length = bytes.len().to_string();
        let announced = [("upload-length", &*length), ("upload-metadata", &*metadata)];
        let path = self.until(|all| {
            let answer = all.ask(Method::POST, "/api/v1/uploads", cookie, &announced, &[])?;
            assert_eq!(answer.status(), 201);
            let path = answer.headers().get("location").unwrap();
            Some(path.to_str().unwrap().to_owned())
        });
        let part = bytes.len().div_ceil(PARTS);
        let mut arrived = 0;
        while arrived < bytes.len() {
            let rest = &bytes[arrived..bytes.len().min(arrived + part)];
            let offset = arrived.to_string();
            let headers = [
                ("upload-offset", &*offset),
                ("content-type", "application/offset+octet-stream"),
            ];
            match self.ask(Method::PATCH, &path, cookie, &headers, rest) {
                Some(answer) if answer.status() == 204 => arrived += rest.len(),
                // Cut off, or it has more of it than was acknowledged.
                Some(answer) => {
                    assert_eq!(answer.status(), 409);
                    arrived = self.arrived(&path, cookie);
                }
                None => arrived = self.arrived(&path, cookie),
            }
        }
        self.judged(&path, cookie);
        self.whole.push((path.clone(), bytes.len()));
        path
    }

    /// It is there whole, with what its pre-check said.
    fn judged(&mut self, path: &str, cookie: &str) {
        let shown = self.until(|all| {
            let mut answer = all.ask(Method::GET, path, cookie, &[], &[])?;
            assert_eq!(answer.status(), 200, "{path}");
            json(&mut answer)
        });
        assert!(shown["report"].is_object(), "{shown}");
        assert_eq!(shown["offset"], shown["length"], "{shown}");
    }

    /// What it said it has, it has.
    pub(crate) fn look_at(&mut self, cookie: &str) {
        for (path, length) in self.whole.clone() {
            assert_eq!(self.arrived(&path, cookie), length, "{path}");
            self.judged(&path, cookie);
        }
    }
}

/// `None` where it was cut off.
fn json(answer: &mut Response<Body>) -> Option<Value> {
    let text = answer.body_mut().read_to_string().ok()?;
    serde_json::from_str(&text).ok()
}
