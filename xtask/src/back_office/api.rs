//! The part of the API that back offices speak (`/ops/v1`), in types of its own: this tool must run
//! while the product's crates do not compile. A test holds it against `contract`.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::outcomes;
use crate::error::{Error, Result};

pub(super) struct Office {
    agent: ureq::Agent,
    server: String,
    token: String,
    clerk: Option<String>,
}

#[derive(Deserialize)]
struct Page<T> {
    items: Vec<T>,
    #[serde(default)]
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) submitted_at: String,
    pub(super) services: Vec<CaseService>,
    /// What a clerk should look at, printed as the server sends it.
    #[serde(default)]
    pub(super) flags: Vec<Value>,
}

/// One service of a case on its way through an office.
#[derive(Deserialize)]
pub(super) struct CaseService {
    pub(super) service: String,
    pub(super) name: String,
    pub(super) state: String,
    pub(super) light: String,
    #[serde(default)]
    pub(super) due: Option<String>,
    #[serde(default)]
    pub(super) usual: Option<String>,
    #[serde(default)]
    pub(super) claimed_by: Option<String>,
    #[serde(default)]
    pub(super) objected: bool,
}

/// `contract::CLERK`
const CLERK: &str = "X-Clerk";
/// No file of a case is larger.
const MOST_BYTES: u64 = 20_000_000;

type Query<'a> = (&'a str, Option<&'a str>);

impl Office {
    pub(super) fn new(server: &str, token: &str, clerk: Option<&str>) -> Self {
        // Error statuses are read as responses, because their body explains them.
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            server: server.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
            clerk: clerk.map(str::to_owned),
        }
    }

    /// All cases that the filter takes; the oldest open one first.
    pub(super) fn cases(&self, filter: &[Query<'_>]) -> Result<Vec<Case>> {
        self.all("cases", filter)
    }

    /// One application whole.
    pub(super) fn case(&self, number: &str) -> Result<Value> {
        read(self.get(&format!("cases/{number}"), &[])?)
    }

    pub(super) fn file(&self, number: &str, file: &str) -> Result<Vec<u8>> {
        let mut answer = self.get(&format!("cases/{number}/files/{file}"), &[])?;
        let body = answer.body_mut().with_config().limit(MOST_BYTES);
        body.read_to_vec()
            .map_err(|error| Error::new("the file did not arrive whole").because(error))
    }

    /// Who comes on a day, or today.
    pub(super) fn visits(&self, day: Option<&str>) -> Result<Vec<Value>> {
        self.all("visits", &[("day", day)])
    }

    pub(super) fn audit_lines(&self, from: Option<&str>, until: Option<&str>) -> Result<Vec<u8>> {
        let mut answer = self.get("audit/export", &[("from", from), ("until", until)])?;
        let body = answer.body_mut().with_config().limit(MOST_BYTES);
        body.read_to_vec()
            .map_err(|error| Error::new("the lines did not arrive whole").because(error))
    }

    pub(super) fn audit(&self) -> Result<Vec<Value>> {
        self.all("audit", &[])
    }

    /// The outcomes of all judged pictures.
    pub(super) fn outcomes(&self) -> Result<Vec<outcomes::Result>> {
        self.all("precheck-outcomes", &[])
    }

    /// Every page of a list.
    fn all<T: DeserializeOwned>(&self, list: &str, filter: &[Query<'_>]) -> Result<Vec<T>> {
        let mut all = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut query = filter.to_vec();
            query.push(("cursor", cursor.as_deref()));
            let page: Page<T> = read(self.get(list, &query)?)?;
            all.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    fn get(&self, path: &str, query: &[Query<'_>]) -> Result<ureq::http::Response<ureq::Body>> {
        let mut request = self
            .agent
            .get(format!("{}/ops/v1/{path}", self.server))
            .header("authorization", self.bearer());
        if let Some(clerk) = &self.clerk {
            request = request.header(CLERK, clerk);
        }
        for (name, value) in query {
            if let Some(value) = value {
                request = request.query(name, value);
            }
        }
        let mut answer = request.call().map_err(|error| self.unreachable(error))?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        Err(refused(&mut answer))
    }

    /// Does something to the case as it stands now.
    pub(super) fn act(&self, number: &str, action: &Value) -> Result {
        let seen = &self.case(number)?["case"]["last"];
        let mut request = self
            .agent
            .post(format!("{}/ops/v1/cases/{number}/actions", self.server))
            .header("authorization", self.bearer())
            .header("idempotency-key", idempotency_key());
        if let Some(clerk) = &self.clerk {
            request = request.header(CLERK, clerk);
        }
        let mut answer = request
            .send_json(json!({ "seen": seen, "action": action }))
            .map_err(|error| self.unreachable(error))?;
        if answer.status().is_success() {
            println!("{number}: done");
            return Ok(());
        }
        Err(refused(&mut answer))
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    fn unreachable(&self, error: ureq::Error) -> Error {
        Error::new(format!("no answer from {}", self.server))
            .because(error)
            .advise("cargo xtask serve")
    }
}

/// The error that the server describes in `application/problem+json` (RFC 9457).
fn refused(answer: &mut ureq::http::Response<ureq::Body>) -> Error {
    let status = answer.status();
    let body = answer.body_mut().read_to_string().unwrap_or_default();
    let told = serde_json::from_str::<Problem>(&body).map(|problem| {
        let why = problem.refusal.map(|why| why.to_string());
        let words = [problem.code, problem.title, problem.detail, why];
        words.into_iter().flatten().collect::<Vec<_>>().join(" — ")
    });
    Error::new(format!(
        "the server answered {status}: {}",
        told.unwrap_or(body)
    ))
}

fn read<T: DeserializeOwned>(mut answer: ureq::http::Response<ureq::Body>) -> Result<T> {
    let read = answer.body_mut().read_json();
    read.map_err(|error| Error::new("the server's answer is not understood").because(error))
}

#[derive(Deserialize)]
struct Problem {
    code: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    /// Why an action is refused.
    refusal: Option<Value>,
}

/// Every run makes a new decision, so the key only has to differ between runs.
fn idempotency_key() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    format!(
        "counter-{}-{}",
        std::process::id(),
        now.unwrap_or_default().as_nanos()
    )
}
