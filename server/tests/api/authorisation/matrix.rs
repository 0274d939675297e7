//! The matrix: every route, and what each of those who could come is answered.

use casework::event::Stars;
use contract::case_action::{ResidentAction, ResidentCommand};
use contract::confirmation::ConfirmationAnswer;
use contract::elsewhere::ElsewhereTick;
use contract::inbox::InboxRead;
use contract::office_action::OfficeCommand;
use serde::Serialize;
use serde_json::{Value, json};

use crate::office::{Decision, SEEN_ALL};

/// What somebody is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// Neither 401, 403 nor 404: it is theirs to call, whatever comes of it.
    LetIn,
    /// 401
    ToSignIn,
    /// 403
    Forbidden,
    /// 404: it is somebody else's, and nothing is said of it.
    NotFound,
}

impl Is {
    pub(super) fn of(status: u16) -> Self {
        match status {
            401 => Self::ToSignIn,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            _ => Self::LetIn,
        }
    }
}

/// Who comes, in the order of the columns.
pub(super) const WHO: [&str; 11] = [
    "anonymous",
    "owner",
    "other person",
    "office with the service",
    "office without",
    "office of another place",
    "wrong token",
    "auditor",
    "co-confirmer",
    "lead of the office with the service",
    "auditor of the trail alone",
];

pub(super) type Row = [Is; 11];

pub(super) const ANYBODY: Row = [Is::LetIn; 11];
/// One's own: everybody who has signed in has something there.
pub(super) const SIGNED_IN: Row = [
    Is::ToSignIn,
    Is::LetIn,
    Is::LetIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::LetIn,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// One thing of one person.
pub(super) const OWNER: Row = [
    Is::ToSignIn,
    Is::LetIn,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// What the fixture has none of, or what a code opens that is not known: who has signed in is told no more than that.
pub(super) const NOT_HERE: Row = [
    Is::ToSignIn,
    Is::NotFound,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// The code is of an invitation of the co-confirmer's case; for all others it is one of nothing.
const INVITED: Row = [
    Is::ToSignIn,
    Is::NotFound,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::LetIn,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// Open to all, and the code is of nothing.
const UNKNOWN: Row = [Is::NotFound; 11];
/// Lists of an office: each sees its own.
pub(super) const OFFICE: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::LetIn,
    Is::LetIn,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
];
/// What belongs to the benefit of one case. The auditor of this test sees every service.
pub(super) const ITS_OFFICE: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::NotFound,
    Is::NotFound,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
];
/// A case of which the office without the benefit has another service.
pub(super) const ITS_OFFICES: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::LetIn,
    Is::NotFound,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
];
pub(super) const AUDITOR: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::Forbidden,
    Is::LetIn,
    Is::LetIn,
];

/// A route, who may call it, and a body that it takes.
pub(super) fn routes() -> Vec<(&'static str, Row, Option<Value>)> {
    let resident = |action| ResidentCommand {
        seen: SEEN_ALL,
        action,
    };
    let rate = ResidentAction::Rate {
        service: "benefit".to_owned(),
        stars: Stars::new(5).unwrap(),
        reasons: Vec::new(),
        text: String::new(),
    };
    let office = OfficeCommand {
        seen: SEEN_ALL,
        action: Decision::Accept.about("benefit"),
    };
    vec![
        ("GET /api/v1/health", ANYBODY, None),
        ("GET /api/v1/openapi.json", ANYBODY, None),
        ("GET /api/v1/regions", ANYBODY, None),
        ("GET /api/v1/handbook", ANYBODY, None),
        ("GET /api/v1/search-index", ANYBODY, None),
        ("GET /api/v1/shelf", ANYBODY, None),
        (
            "POST /api/v1/inbox/dismiss",
            NOT_HERE,
            Some(json!({ "scenario": "unemployment", "id": "none" })),
        ),
        ("GET /api/v1/person/licences", SIGNED_IN, None),
        ("GET /api/v1/person/data", SIGNED_IN, None),
        ("GET /api/v1/person/data/export.zip", SIGNED_IN, None),
        ("POST /api/v1/person/data/erasure", SIGNED_IN, None),
        ("GET /api/v1/regions/{region}/counters", ANYBODY, None),
        (
            "GET /api/v1/regions/{region}/counters/{counter}/days",
            SIGNED_IN,
            None,
        ),
        ("GET /ops/v1/visits", OFFICE, None),
        ("GET /api/v1/scenarios/{id}", ANYBODY, None),
        ("GET /api/v1/scenarios/{id}/{hash}", ANYBODY, None),
        ("GET /api/v1/session", ANYBODY, None),
        (
            "POST /api/v1/session",
            ANYBODY,
            Some(json!({ "demo_identity": "zhou-hang" })),
        ),
        ("DELETE /api/v1/session", ANYBODY, None),
        // No identity service is connected here, and no mini-program.
        ("GET /api/v1/session/sign-in", UNKNOWN, None),
        ("GET /api/v1/session/callback", UNKNOWN, None),
        ("GET /api/v1/session/handover", ANYBODY, None),
        ("POST /api/v1/session/back-channel-logout", UNKNOWN, None),
        (
            "POST /api/v1/handovers",
            UNKNOWN,
            Some(json!({ "person": { "subject": "s", "name": "林静", "number": "1" } })),
        ),
        ("OPTIONS /api/v1/uploads", ANYBODY, None),
        ("GET /api/v1/person/holdings", SIGNED_IN, None),
        ("GET /api/v1/eligibility/{scenario}", SIGNED_IN, None),
        ("POST /api/v1/uploads", SIGNED_IN, None),
        ("HEAD /api/v1/uploads/{id}", OWNER, None),
        ("PATCH /api/v1/uploads/{id}", OWNER, None),
        ("GET /api/v1/uploads/{id}", OWNER, None),
        ("DELETE /api/v1/uploads/{id}", OWNER, None),
        ("POST /api/v1/cases", SIGNED_IN, Some(json!({}))),
        ("GET /api/v1/cases", SIGNED_IN, None),
        ("GET /api/v1/cases/{number}", OWNER, None),
        ("GET /api/v1/cases/{number}/application", OWNER, None),
        ("GET /api/v1/cases/{number}/files/{file}", OWNER, None),
        ("GET /api/v1/cases/{number}/receipt.pdf", OWNER, None),
        ("GET /api/v1/cases/{number}/receipt.png", OWNER, None),
        ("GET /api/v1/cases/{number}/promises/{file}", OWNER, None),
        ("GET /api/v1/cases/{number}/results/{file}", NOT_HERE, None),
        ("GET /api/v1/verify/{code}", UNKNOWN, None),
        ("GET /api/v1/scenarios/{id}/blanks/{file}", NOT_HERE, None),
        (
            "POST /api/v1/scenarios/{id}/blanks/{file}",
            NOT_HERE,
            Some(json!({ "region": "321000", "answers": {}, "fields": {} })),
        ),
        ("GET /api/v1/confirmations/{code}", INVITED, None),
        (
            "POST /api/v1/confirmations/{code}",
            INVITED,
            written(&ConfirmationAnswer { confirms: true }),
        ),
        (
            "POST /api/v1/cases/{number}/actions",
            OWNER,
            written(&resident(rate)),
        ),
        (
            "POST /api/v1/cases/{number}/elsewhere/{service}",
            OWNER,
            written(&ElsewhereTick { done: true }),
        ),
        ("GET /api/v1/inbox", SIGNED_IN, None),
        (
            "POST /api/v1/inbox/read",
            SIGNED_IN,
            written(&InboxRead { up_to: 0 }),
        ),
        ("GET /ops/v1/cases", OFFICE, None),
        ("GET /ops/v1/precheck-outcomes", OFFICE, None),
        ("GET /ops/v1/cases/{number}", ITS_OFFICES, None),
        ("GET /ops/v1/cases/{number}/files/{file}", ITS_OFFICE, None),
        (
            "POST /ops/v1/cases/{number}/actions",
            ITS_OFFICE,
            written(&office),
        ),
        ("GET /ops/v1/audit", AUDITOR, None),
        ("GET /ops/v1/audit/export", AUDITOR, None),
    ]
}

fn written(body: &impl Serialize) -> Option<Value> {
    serde_json::to_value(body).ok()
}
