//! A real identity service, `oidc-provider` of npm in a program of its own (`fixtures/identity_service`), and a browser
//! there that reads no pages.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::brought::from_npm;

/// Where the library is, when `cargo xtask` has brought it.
const VARIABLE: &str = "YIJIANSHI_OIDC_PROVIDER";

/// How long it may take to start, and to answer.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct IdentityService {
    program: Child,
    issuer: String,
    client: String,
}

impl IdentityService {
    /// Starts it on a free port, for a client that is reached at `client`.
    pub(crate) fn start(client: &str) -> Self {
        Self::start_at(client, "0")
    }

    /// Starts it at the address of one that has stopped.
    pub(crate) fn start_again(&self) -> Self {
        let port = self.issuer.rsplit(':').next().expect("a port");
        Self::start_at(&self.client, port)
    }

    fn start_at(client: &str, port: &str) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../server/tests/fixtures/identity_service/service.mjs");
        let mut program = Command::new("node")
            .arg(script)
            .arg(from_npm(VARIABLE, "oidc-provider/lib/index.js"))
            .args([client, port])
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let said = BufReader::new(program.stdout.take().expect("its output"));
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut lines = said.lines().map_while(Result::ok);
            // Whoever waits no longer is told nothing.
            let _ = tell.send(lines.find(|line| line.starts_with("http://")));
        });
        let issuer = told.recv_timeout(PATIENCE);
        let mut service = Self {
            issuer: String::new(),
            client: client.to_owned(),
            program,
        };
        service.issuer = issuer
            .expect("the identity service starts in time")
            .expect("the identity service listens");
        service
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Its clock goes on from there, in seconds since 1970.
    pub(crate) fn set_clock(&self, at: i64) {
        self.tell(&format!("/test/clock?at={at}"));
    }

    /// It signs with another key from now on.
    pub(crate) fn rotate_keys(&self) {
        self.tell("/test/rotate");
    }

    /// A token of any claims that it has signed.
    pub(crate) fn signed(&self, header: &Value, claims: &Value) -> String {
        let asked = agent()
            .get(format!("{}/test/signed", self.issuer))
            .query("header", header.to_string())
            .query("claims", claims.to_string());
        let mut answer = asked.call().expect("the identity service answers");
        answer.body_mut().read_to_string().expect("a token")
    }

    fn tell(&self, what: &str) {
        let told = agent().get(format!("{}{what}", self.issuer)).call();
        let told = told.expect("the identity service answers");
        assert!(told.status().is_success(), "{what}: {}", told.status());
    }

    pub(crate) fn stop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Drop for IdentityService {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Follows nothing by itself, and does not wait for ever.
fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE));
    config.build().into()
}

/// A browser with cookies at the identity service.
#[derive(Default)]
pub(crate) struct Visitor(BTreeMap<String, String>);

/// What the visitor has come to.
#[derive(Debug)]
pub(crate) enum Seen {
    Page {
        address: String,
        text: String,
    },
    /// The service leads away from itself.
    Left(String),
}

impl Visitor {
    /// Opens an address of the service and goes where it leads.
    pub(crate) fn open(&mut self, address: &str) -> Seen {
        self.go(address, None)
    }

    /// Signs in as `account` where the service asks who is there; where it leads away to.
    pub(crate) fn sign_in(&mut self, address: &str, account: &str) -> String {
        let seen = match self.open(address) {
            Seen::Page { address, .. } => self.go(&address, Some(&format!("account={account}"))),
            left @ Seen::Left(_) => left,
        };
        match seen {
            Seen::Left(address) => address,
            Seen::Page { text, .. } => panic!("the identity service shows: {text}"),
        }
    }

    pub(crate) fn go(&mut self, address: &str, form: Option<&str>) -> Seen {
        let agent = agent();
        let (mut address, mut form) = (address.to_owned(), form);
        let origin: String = address.split_inclusive('/').take(3).collect();
        for _ in 0..10 {
            if !address.starts_with(&origin) {
                return Seen::Left(address);
            }
            let cookies = self.0.iter().map(|(name, value)| format!("{name}={value}"));
            let cookies: Vec<String> = cookies.collect();
            let cookies = cookies.join("; ");
            let answer = match form.take() {
                None => agent.get(&address).header("cookie", cookies).call(),
                Some(form) => agent
                    .post(&address)
                    .header("cookie", cookies)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .send(form),
            };
            let mut answer = answer.expect("the identity service answers");
            for cookie in answer.headers().get_all("set-cookie") {
                let pair = cookie.to_str().expect("a cookie").split(';').next();
                let (name, value) = pair.and_then(|pair| pair.split_once('=')).expect("a pair");
                self.0.insert(name.to_owned(), value.to_owned());
            }
            let location = answer.headers().get("location");
            let Some(location) = location.map(|it| it.to_str().expect("an address").to_owned())
            else {
                let text = answer.body_mut().read_to_string().expect("a page");
                return Seen::Page { address, text };
            };
            address = match location.strip_prefix('/') {
                Some(path) => format!("{origin}{path}"),
                None => location,
            };
        }
        panic!("the identity service leads in circles");
    }
}
