//! The part of the API that back offices speak (`/ops/v1`).

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Outcome};

pub(super) struct Office {
    agent: ureq::Agent,
    server: String,
    token: String,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Case>,
}

#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) case: String,
    pub(super) submitted_at: String,
    pub(super) services: Vec<Service>,
}

#[derive(Deserialize)]
pub(super) struct Service {
    pub(super) service: String,
    pub(super) name: String,
    pub(super) status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Event {
    Accept {},
    Correct {
        message: String,
        materials: Vec<String>,
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
        // A refusal is an answer to be shown, not an error of the transport.
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            server: server.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
        }
    }

    pub(super) fn cases(&self, status: Option<&str>) -> Outcome<Vec<Case>> {
        let mut request = self
            .agent
            .get(format!("{}/ops/v1/cases", self.server))
            .header("authorization", self.bearer());
        if let Some(status) = status {
            request = request.query("status", status);
        }
        let mut answer = request.call().map_err(|error| self.unreachable(&error))?;
        if !answer.status().is_success() {
            return Err(refused(&mut answer));
        }
        let page: Page = answer.body_mut().read_json().map_err(|error| {
            Failure::new(format!(
                "the server's list of cases is not understood: {error}"
            ))
        })?;
        Ok(page.items)
    }

    pub(super) fn tell(&self, case: &str, service: &str, event: &Event) -> Outcome {
        let url = format!(
            "{}/ops/v1/cases/{case}/services/{service}/events",
            self.server
        );
        let request = self.agent.post(url).header("authorization", self.bearer());
        let mut answer = request
            .send_json(event)
            .map_err(|error| self.unreachable(&error))?;
        if answer.status().is_success() {
            println!("{case} {service}: done");
            return Ok(());
        }
        Err(refused(&mut answer))
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    fn unreachable(&self, error: &ureq::Error) -> Failure {
        Failure::new(format!("no answer from {}: {error}", self.server)).advise("cargo xtask serve")
    }
}

/// The server's own words: problems are `application/problem+json` (RFC 9457).
fn refused(answer: &mut ureq::http::Response<ureq::Body>) -> Failure {
    let status = answer.status();
    let body = answer.body_mut().read_to_string().unwrap_or_default();
    let told = serde_json::from_str::<Problem>(&body).map(|problem| {
        let words = [problem.code, problem.title, problem.detail];
        words.into_iter().flatten().collect::<Vec<_>>().join(" — ")
    });
    Failure::new(format!(
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

/// One line a case, one a service below it.
pub(super) fn listing(cases: &[Case]) -> String {
    let mut listing = String::new();
    for (number, case) in cases.iter().enumerate() {
        let _ = writeln!(
            listing,
            "{:>3}  {}  {}",
            number + 1,
            case.case,
            case.submitted_at
        );
        for service in &case.services {
            let _ = writeln!(
                listing,
                "       {:<12}{}  ({})",
                service.status, service.name, service.service
            );
        }
    }
    if cases.is_empty() {
        listing.push_str("no cases\n");
    }
    listing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_written_as_the_contract_has_them() {
        let json = |event: &Event| serde_json::to_string(event).unwrap();
        assert_eq!(json(&Event::Accept {}), r#"{"accept":{}}"#);
        assert_eq!(
            json(&Event::Correct {
                message: "请补".into(),
                materials: vec!["id-card".into()]
            }),
            r#"{"correct":{"message":"请补","materials":["id-card"]}}"#
        );
    }

    #[test]
    fn a_listing_numbers_the_cases_and_shows_their_services() {
        let page = r#"{"items":[{"case":"A1","submitted_at":"2026-11-21T08:00:00Z",
            "services":[{"service":"register","name":"失业登记","status":"submitted"}]}]}"#;
        let page: Page = serde_json::from_str(page).unwrap();
        let listing = listing(&page.items);
        assert!(listing.starts_with("  1  A1  2026"), "{listing}");
        assert!(listing.contains("失业登记  (register)"), "{listing}");
    }
}
