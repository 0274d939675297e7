//! Asks the back end, and holds every answer against the document, whatever else it was asked for.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use crate::Impossible;
use crate::answer::Answer;
use crate::document::{Document, Operation};
use crate::report::{Outcome, Report};
use crate::rule::{Kept, is, rules};

const PATIENCE: Duration = Duration::from_secs(60);
/// A back end that breaks a rule breaks it each time; the report needs no more of them.
const MOST_SEEN: usize = 5;

rules! {
    FORM: "problems/form", "every refusal is application/problem+json with type, title, status and a known code",
        "docs/api.md#problems";
    STATUS: "problems/status", "a code comes with the status that the table names", "docs/api.md#problems";
    CONNECTION: "problems/answered", "every request is answered", "docs/api.md#problems";
}

/// What has been seen that breaks a rule of every answer.
#[derive(Default)]
struct Seen {
    /// By the operation; empty where all answers were right.
    answers: BTreeMap<String, Vec<String>>,
    form: Vec<String>,
    status: Vec<String>,
    connection: Vec<String>,
}

pub(crate) struct Client {
    agent: ureq::Agent,
    url: String,
    document: Document,
    seen: Seen,
}

/// A request before it is sent.
pub(crate) struct Request {
    method: &'static str,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    /// As the app writes.
    pub(crate) fn post(path: impl Into<String>, body: &Value) -> Self {
        Self::new("POST", path).by_app().json(body)
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn by_app(self) -> Self {
        self.header("X-Requested-By", "yijianshi")
    }

    pub(crate) fn of(self, cookie: &str) -> Self {
        self.header("Cookie", cookie)
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    pub(crate) fn office(self, token: &str) -> Self {
        self.header("Authorization", format!("Bearer {token}"))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("Content-Type", "application/json")
            .bytes(body.to_string())
    }

    pub(crate) fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

impl Client {
    pub(crate) fn new(url: &str) -> Result<Self, Impossible> {
        let agent = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(PATIENCE))
            .build();
        Ok(Self {
            agent: agent.into(),
            url: url.to_owned(),
            document: Document::read()?,
            seen: Seen::default(),
        })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Whether anybody answers at all.
    pub(crate) fn reach(&self) -> Result<(), Impossible> {
        let url = format!("{}/api/v1/session", self.url);
        let answer = self.agent.get(url).call();
        answer.map(|_| ()).map_err(Impossible::Unreachable)
    }

    pub(crate) fn send(&mut self, request: Request) -> Answer {
        let path = request.path.split('?').next().unwrap_or_default();
        let operation = self.document.operation(request.method, path);
        let of = match &operation {
            Some(operation) => operation.name(),
            None => format!("{} {path}", request.method),
        };
        let answer = match self.exchange(&request, of.clone()) {
            Ok(answer) => answer,
            Err(error) => {
                note(&mut self.seen.connection, format!("{of}: {error}"));
                return Answer {
                    of,
                    status: 0,
                    headers: Vec::new(),
                    body: Vec::new(),
                };
            }
        };
        match answer.status {
            400.. => self.judge_problem(&answer, request.method),
            _ => {
                if let Some(operation) = operation {
                    self.judge(&operation, &answer);
                }
            }
        }
        answer
    }

    fn exchange(&self, request: &Request, of: String) -> Result<Answer, ureq::Error> {
        let mut builder = ureq::http::Request::builder()
            .method(request.method)
            .uri(format!("{}{}", self.url, request.path));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let mut answer = match request.method {
            "GET" | "HEAD" | "DELETE" | "OPTIONS" => self.agent.run(builder.body(())?)?,
            _ => self.agent.run(builder.body(request.body.clone())?)?,
        };
        let headers = answer.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Ok(Answer {
            of,
            status: answer.status().as_u16(),
            headers: headers.collect(),
            body: answer
                .body_mut()
                .with_config()
                .limit(64 << 20)
                .read_to_vec()?,
        })
    }

    fn judge(&mut self, operation: &Operation, answer: &Answer) {
        let name = operation.name();
        let seen = self.seen.answers.entry(name).or_default();
        // Of any answer with a tag, and of any file.
        if [206, 304].contains(&answer.status) {
            return;
        }
        if !self.document.knows_status(operation, answer.status) {
            note(seen, format!("status {}", answer.status));
            return;
        }
        for fault in self
            .document
            .faults(operation, answer.status, &answer.json())
        {
            note(seen, fault);
        }
    }

    fn judge_problem(&mut self, answer: &Answer, method: &str) {
        if method == "HEAD" {
            return;
        }
        let (of, body) = (&answer.of, answer.json());
        let kind = answer.header("content-type").unwrap_or("nothing");
        if !kind.starts_with("application/problem+json") {
            note(&mut self.seen.form, format!("{of}: {kind}"));
            return;
        }
        for fault in self.document.problem_faults(&body) {
            note(&mut self.seen.form, format!("{of}: {fault}"));
        }
        let code = body["code"].as_str().unwrap_or_default();
        if body["type"] != format!("about:blank#{code}") {
            note(
                &mut self.seen.form,
                format!("{of}: type is not about:blank#{code}"),
            );
        }
        if body["status"] != answer.status {
            note(
                &mut self.seen.form,
                format!("{of}: {} says status {}", answer.status, body["status"]),
            );
        }
        let codes = self.document.codes();
        // Of this one the table names what no single operation has.
        let others: &[u16] = match code {
            "malformed" => &[405, 412, 416],
            "internal" => &[500],
            _ => &[],
        };
        let known = codes.get(code);
        let fits = known.is_none_or(|statuses| statuses.contains(&answer.status));
        if !fits && !others.contains(&answer.status) {
            note(
                &mut self.seen.status,
                format!("{of}: {code} with {}", answer.status),
            );
        }
    }

    /// What all answers together show.
    pub(crate) fn conclude(self, report: &mut Report) {
        let kept = |seen: &[String]| -> Kept { is(seen.is_empty(), || seen.join("; ")) };
        report.note(CONNECTION, kept(&self.seen.connection));
        report.note(FORM, kept(&self.seen.form));
        report.note(STATUS, kept(&self.seen.status));
        for (name, seen) in self.seen.answers {
            report.findings.push(crate::report::Finding {
                check: format!("answers/{name}"),
                says: "answers with a status and a body as the document says".to_owned(),
                at: format!("openapi.json: {name}"),
                outcome: match seen.is_empty() {
                    true => Outcome::Passed,
                    false => Outcome::Failed(seen),
                },
            });
        }
    }
}

fn note(seen: &mut Vec<String>, what: String) {
    if seen.len() < MOST_SEEN && !seen.contains(&what) {
        seen.push(what);
    }
}
