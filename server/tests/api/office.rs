//! What a back office does, in words short enough for a test.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use casework::event::{CorrectionItem, CorrectionSubject, Ground, Remedy};
use catalog::CorrectionReason;
use contract::CLERK;
use contract::office_action::{OfficeAction, OfficeCommand};
use contract::ops::OpsCaseDetail;

use crate::test_app::{Answer, OPS_TOKEN, TestApp};

/// An action that has seen everything: nothing is stale to it.
pub(crate) const SEEN_ALL: u32 = u32::MAX;

/// What most tests need of an office.
#[derive(Debug, Clone)]
pub(crate) enum Decision {
    Accept,
    Correct {
        message: String,
        materials: Vec<String>,
        reasons: BTreeMap<String, Vec<CorrectionReason>>,
    },
    Grant {
        result: String,
    },
    Refuse {
        reason: String,
    },
}

impl Decision {
    pub(crate) fn about(&self, service: &str) -> OfficeAction {
        let service = service.to_owned();
        match self.clone() {
            Self::Accept => OfficeAction::Accept { service },
            Self::Correct {
                message,
                materials,
                reasons,
            } => OfficeAction::AskCorrection {
                service,
                items: materials
                    .into_iter()
                    .map(|material| CorrectionItem {
                        reasons: match reasons.get(&material) {
                            Some(reasons) => reasons.clone(),
                            None => vec![CorrectionReason::R16],
                        },
                        of: CorrectionSubject::Material(material),
                        remedy: Remedy::TakeAgain,
                    })
                    .collect(),
                note: message,
            },
            Self::Grant { result } => OfficeAction::Grant {
                service,
                result,
                document: None,
            },
            Self::Refuse { reason } => OfficeAction::Refuse {
                service,
                ground: Ground::ConditionsNotMet,
                reason,
            },
        }
    }
}

/// Who comes in: a token, and the clerk where one is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a>(pub(crate) &'a str, pub(crate) Option<&'a str>);

/// The office that sees everything.
pub(crate) const WHOLE: Token<'_> = Token(OPS_TOKEN, None);
pub(crate) const REGISTRATION: Token<'_> = Token("token-of-registration-drawn-for-the-tests", None);
pub(crate) const BENEFIT: Token<'_> = Token("token-of-benefit-drawn-for-the-tests", Some("wang"));
pub(crate) const ELSEWHERE: Token<'_> = Token("token-of-elsewhere-drawn-for-the-tests", None);

impl TestApp {
    pub(crate) async fn office_get(&self, token: Token<'_>, path: &str) -> Answer {
        let mut request = Request::get(path).header("authorization", format!("Bearer {}", token.0));
        if let Some(clerk) = token.1 {
            request = request.header(CLERK, clerk);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn office_act(
        &self,
        token: Token<'_>,
        number: &str,
        key: &str,
        command: &OfficeCommand,
    ) -> Answer {
        let mut request = Request::post(format!("/ops/v1/cases/{number}/actions"))
            .header("authorization", format!("Bearer {}", token.0))
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        if let Some(clerk) = token.1 {
            request = request.header(CLERK, clerk);
        }
        let body = serde_json::to_vec(command).unwrap();
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The office that sees everything does something.
    pub(crate) async fn act(&self, number: &str, key: &str, action: OfficeAction) -> Answer {
        let seen = SEEN_ALL;
        let command = OfficeCommand { seen, action };
        self.office_act(WHOLE, number, key, &command).await
    }

    /// The same, where it must succeed.
    pub(crate) async fn done(&self, number: &str, key: &str, action: OfficeAction) {
        let answer = self.act(number, key, action).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    pub(crate) async fn decide(
        &self,
        number: &str,
        service: &str,
        key: &str,
        decision: &Decision,
    ) -> Answer {
        self.act(number, key, decision.about(service)).await
    }

    /// A case whole, as the office that sees everything reads it.
    pub(crate) async fn whole(&self, number: &str) -> OpsCaseDetail {
        let path = format!("/ops/v1/cases/{number}");
        self.office_get(WHOLE, &path).await.json()
    }
}
