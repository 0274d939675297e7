//! The part of the API that back offices speak (`/ops/v1`), in types of its own: this tool must run
//! while the product's crates do not compile. A test holds it against `contract`.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::outcomes;
use crate::error::{Error, Result};

pub(super) struct Office {
    agent: ureq::Agent,
    server: String,
    token: String,
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
    title: String,
    submitted_at: String,
    pub(super) services: Vec<CaseService>,
    /// What a clerk should look at, printed as the server sends it.
    #[serde(default)]
    flags: Vec<serde_json::Value>,
}

/// One service of a case on its way through an office.
#[derive(Deserialize)]
pub(super) struct CaseService {
    pub(super) service: String,
    pub(super) name: String,
    pub(super) state: String,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decision {
    Accept,
    Correct {
        message: String,
        materials: Vec<String>,
        /// By material: R01 to R16.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        reasons: BTreeMap<String, Vec<String>>,
    },
    Grant {
        result: String,
    },
    Refuse {
        reason: String,
    },
}

impl Office {
    pub(super) fn new(server: &str, token: &str) -> Self {
        // Error statuses are read as responses, because their body explains them.
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            server: server.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
        }
    }

    /// All cases with a service in `state`, or all; the oldest open one first.
    pub(super) fn cases(&self, state: Option<&str>) -> Result<Vec<Case>> {
        let mut cases = Vec::new();
        let mut cursor = None;
        loop {
            let page = self.page("cases", state, cursor.as_deref())?;
            cases.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(cases);
            }
        }
    }

    /// The outcomes of all judged pictures.
    pub(super) fn outcomes(&self) -> Result<Vec<outcomes::Result>> {
        let mut all = Vec::new();
        let mut cursor = None;
        loop {
            let page = self.page("precheck-outcomes", None, cursor.as_deref())?;
            all.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    fn page<T: DeserializeOwned>(
        &self,
        list: &str,
        state: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<Page<T>> {
        let mut request = self
            .agent
            .get(format!("{}/ops/v1/{list}", self.server))
            .header("authorization", self.bearer());
        for (name, value) in [("state", state), ("cursor", cursor)] {
            if let Some(value) = value {
                request = request.query(name, value);
            }
        }
        let mut answer = request.call().map_err(|error| self.unreachable(error))?;
        if !answer.status().is_success() {
            return Err(refused(&mut answer));
        }
        answer
            .body_mut()
            .read_json()
            .map_err(|error| Error::new("the server's list is not understood").because(error))
    }

    pub(super) fn decide(&self, number: &str, service: &str, decision: &Decision) -> Result {
        let url = format!(
            "{}/ops/v1/cases/{number}/services/{service}/decisions",
            self.server
        );
        let request = self
            .agent
            .post(url)
            .header("authorization", self.bearer())
            .header("idempotency-key", idempotency_key());
        let mut answer = request
            .send_json(decision)
            .map_err(|error| self.unreachable(error))?;
        if answer.status().is_success() {
            println!("{number} {service}: done");
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
        let words = [problem.code, problem.title, problem.detail];
        words.into_iter().flatten().collect::<Vec<_>>().join(" — ")
    });
    Error::new(format!(
        "the server answered {status}: {}",
        told.unwrap_or(body)
    ))
}

#[derive(Deserialize)]
struct Problem {
    code: Option<String>,
    title: Option<String>,
    detail: Option<String>,
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

/// One line a case, one a service below it.
pub(super) fn listing(cases: &[Case]) -> String {
    let mut listing = String::new();
    for (place, case) in cases.iter().enumerate() {
        let Case {
            number,
            title,
            submitted_at,
            services,
            flags,
        } = case;
        let _ = writeln!(
            listing,
            "{:>3}  {number}  {submitted_at}  {title}",
            place + 1
        );
        for CaseService {
            service,
            name,
            state,
        } in services
        {
            let _ = writeln!(listing, "       {state:<18}{name}  ({service})");
        }
        for flag in flags {
            let _ = writeln!(listing, "       look: {flag}");
        }
    }
    if cases.is_empty() {
        listing.push_str("no cases\n");
    }
    listing
}

#[cfg(test)]
mod tests {
    use contract::ops;

    use super::*;

    #[test]
    fn decisions_are_what_the_contract_reads() {
        let read = |decision: &Decision| -> ops::Decision {
            serde_json::from_value(serde_json::to_value(decision).unwrap()).unwrap()
        };
        assert_eq!(read(&Decision::Accept), ops::Decision::Accept);
        let (message, materials) = ("照片看不清".to_owned(), vec!["id-card".to_owned()]);
        let reasons = BTreeMap::from([("id-card".to_owned(), vec!["R01".to_owned()])]);
        let known = BTreeMap::from([("id-card".to_owned(), vec![catalog::CorrectionReason::R01])]);
        assert_eq!(
            read(&Decision::Correct {
                message: message.clone(),
                materials: materials.clone(),
                reasons,
            }),
            ops::Decision::Correct {
                message,
                materials,
                reasons: known
            }
        );
        assert_eq!(
            read(&Decision::Grant {
                result: "准予".into()
            }),
            ops::Decision::Grant {
                result: "准予".into()
            }
        );
        assert_eq!(
            read(&Decision::Refuse {
                reason: "不符合".into()
            }),
            ops::Decision::Refuse {
                reason: "不符合".into()
            }
        );
    }

    #[test]
    fn a_listing_shows_what_the_contract_writes() {
        let service = ops::OpsService {
            service: "register".into(),
            name: "失业登记".into(),
            state: contract::case::ServiceState::CorrectionNeeded,
        };
        let page = ops::OpsCasePage {
            items: vec![ops::OpsCase {
                number: "A1".into(),
                title: "失业".into(),
                submitted_at: "2026-11-21T08:00:00+08:00".into(),
                services: vec![service],
                flags: vec![ops::Flag::ForReview {
                    material: "id_card".into(),
                    page: "front".into(),
                }],
            }],
            next_cursor: None,
        };
        let page: Page<Case> = serde_json::from_value(serde_json::to_value(page).unwrap()).unwrap();
        assert_eq!(
            listing(&page.items),
            "  1  A1  2026-11-21T08:00:00+08:00  失业\n       correction_needed 失业登记  (register)\n       look: {\"for_review\":{\"material\":\"id_card\",\"page\":\"front\"}}\n"
        );
    }
}
