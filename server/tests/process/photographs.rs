//! Photographs that are sent in parts while the server is killed: as a client of tus does it, who asks after each
//! broken part how much has arrived. The server holds the whole against its checksum before it says that it has it.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use ureq::http::{Method, Request, Response};
use ureq::{Agent, AsSendBody, Body};

const PARTS: usize = 4;

/// Of one resident.
pub(crate) struct Photographs {
    pub(crate) server: SocketAddr,
    pub(crate) agent: Agent,
    pub(crate) patience: Duration,
    /// Those that the server has said it has, with their lengths.
    whole: Vec<(String, usize)>,
    /// Parts that were cut off or put off.
    pub(crate) again: usize,
}

impl Photographs {
    pub(crate) fn of(server: SocketAddr, agent: Agent, patience: Duration) -> Self {
        Self {
            server,
            agent,
            patience,
            whole: Vec::new(),
            again: 0,
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.whole.len()
    }

    /// Nothing where it was cut off or put off.
    fn ask(
        &self,
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
        let answer = self.agent.run(request.body(body.as_body()).unwrap()).ok()?;
        (answer.status() != 503).then_some(answer)
    }

    fn until<T>(&mut self, mut tried: impl FnMut(&Self) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(done) = tried(self) {
                return done;
            }
            self.again += 1;
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

    /// Sends one of the social card.
    pub(crate) fn send(&mut self, cookie: &str) {
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
                None => {
                    self.again += 1;
                    arrived = self.arrived(&path, cookie);
                }
            }
        }
        self.whole.push((path, bytes.len()));
    }

    /// What it said it has, it has.
    pub(crate) fn look_at(&mut self, cookie: &str) {
        for (path, length) in self.whole.clone() {
            assert_eq!(self.arrived(&path, cookie), length, "{path}");
        }
    }
}
