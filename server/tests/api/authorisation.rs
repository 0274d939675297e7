//! Who may call what: every route of the API, held against everybody who could come. The routes are those of the OpenAPI
//! document, which is written from the list that registers them: one that has no line here fails the test.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request};
use casework::event::Stars;
use contract::case_action::{Correction, ResidentAction, ResidentCommand};
use contract::confirmation::ConfirmationAnswer;
use contract::inbox::InboxRead;
use contract::office_action::OfficeCommand;
use precheck_testkit as testkit;
use serde_json::{Value, json};

use crate::office::{Decision, SEEN_ALL};
use crate::resident::{Photo, Resident, attached};
use crate::test_app::{OPS_TOKEN, TestApp};

/// What somebody is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
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
    fn of(status: u16) -> Self {
        match status {
            401 => Self::ToSignIn,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            _ => Self::LetIn,
        }
    }
}

/// Who comes, in the order of the columns.
const WHO: [&str; 8] = [
    "anonymous",
    "owner",
    "other person",
    "office with the service",
    "office without",
    "office of another place",
    "wrong token",
    "auditor",
];

type Row = [Is; 8];

const ANYBODY: Row = [Is::LetIn; 8];
/// One's own: everybody who has signed in has something there.
const SIGNED_IN: Row = [
    Is::ToSignIn,
    Is::LetIn,
    Is::LetIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// One thing of one person.
const OWNER: Row = [
    Is::ToSignIn,
    Is::LetIn,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// What the fixture has none of, or what a code opens that is not known: who has signed in is told no more than that.
const NOT_HERE: Row = [
    Is::ToSignIn,
    Is::NotFound,
    Is::NotFound,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
    Is::ToSignIn,
];
/// Lists of an office: each sees its own.
const OFFICE: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::LetIn,
    Is::LetIn,
    Is::Forbidden,
    Is::LetIn,
];
/// What belongs to the benefit of one case. The auditor of this test sees every service.
const ITS_OFFICE: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::NotFound,
    Is::NotFound,
    Is::Forbidden,
    Is::LetIn,
];
/// A case of which the office without the benefit has another service.
const ITS_OFFICES: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
    Is::LetIn,
    Is::NotFound,
    Is::Forbidden,
    Is::LetIn,
];
const AUDITOR: Row = [
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::Forbidden,
    Is::LetIn,
];

/// A route, who may call it, and a body that it takes.
fn routes() -> Vec<(&'static str, Row, Option<Value>)> {
    let to_json = |value: &dyn erased::Json| Some(value.json());
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
        ("GET /api/v1/scenarios/{id}", ANYBODY, None),
        ("GET /api/v1/scenarios/{id}/{hash}", ANYBODY, None),
        ("GET /api/v1/session", ANYBODY, None),
        (
            "POST /api/v1/session",
            ANYBODY,
            Some(json!({ "demo_identity": "zhou-hang" })),
        ),
        ("DELETE /api/v1/session", ANYBODY, None),
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
        ("GET /api/v1/scenarios/{id}/blanks/{file}", NOT_HERE, None),
        (
            "POST /api/v1/scenarios/{id}/blanks/{file}",
            NOT_HERE,
            Some(json!({ "region": "321000", "answers": {}, "fields": {} })),
        ),
        ("GET /api/v1/confirmations/{code}", NOT_HERE, None),
        (
            "POST /api/v1/confirmations/{code}",
            NOT_HERE,
            to_json(&ConfirmationAnswer { confirms: true }),
        ),
        (
            "POST /api/v1/cases/{number}/actions",
            OWNER,
            to_json(&resident(rate)),
        ),
        (
            "POST /api/v1/cases/{number}/services/{service}/correction",
            OWNER,
            to_json(&Correction::default()),
        ),
        ("GET /api/v1/inbox", SIGNED_IN, None),
        (
            "POST /api/v1/inbox/read",
            SIGNED_IN,
            to_json(&InboxRead { up_to: 0 }),
        ),
        ("GET /ops/v1/cases", OFFICE, None),
        ("GET /ops/v1/precheck-outcomes", OFFICE, None),
        ("GET /ops/v1/cases/{number}", ITS_OFFICES, None),
        ("GET /ops/v1/cases/{number}/files/{file}", ITS_OFFICE, None),
        (
            "POST /ops/v1/cases/{number}/actions",
            ITS_OFFICE,
            to_json(&office),
        ),
        ("GET /ops/v1/audit", AUDITOR, None),
    ]
}

mod erased {
    /// Whatever can be written as JSON.
    pub(super) trait Json {
        fn json(&self) -> serde_json::Value;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            serde_json::to_value(self).unwrap()
        }
    }
}

/// What stands for the names in paths.
struct Things {
    number: String,
    file: String,
    hash: String,
}

impl Things {
    /// A case with a photograph of the card that only the benefit looks at.
    async fn of(owner: &Resident<'_>) -> Self {
        let photo = Photo::of_social_card(testkit::sharp_photograph());
        let file = owner.upload(photo).await;
        let submission = owner.submission("contract_expired", attached(&file, false));
        let submission = submission.await;
        let answer = owner.post("/api/v1/cases", "k", &submission).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        Self {
            number: answer.json::<contract::case::Case>().number,
            file,
            hash: submission.hash,
        }
    }

    fn path(&self, route: &str) -> String {
        let file = if route.contains("/promises/") {
            "truth.pdf"
        } else {
            &self.file
        };
        let id = if route.contains("/uploads/") {
            &self.file
        } else {
            "unemployment"
        };
        route
            .replace("{number}", &self.number)
            .replace("{file}", file)
            .replace("{hash}", &self.hash)
            .replace("{id}", id)
            .replace("{code}", "aaaaaaaaaaaaaaaaaaaaaaaaaa")
            .replace("{scenario}", "unemployment")
            .replace("{service}", "benefit")
    }
}

async fn ask(
    app: &TestApp,
    things: &Things,
    route: &str,
    body: Option<&Value>,
    who: (Option<&Resident<'_>>, Option<&str>),
) -> u16 {
    let (method, route) = route.split_once(' ').unwrap();
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let path = things.path(route);
    let mut request = match who.0 {
        Some(resident) => resident.tus(method, &path),
        None => Request::builder()
            .method(method)
            .uri(&path)
            .header("x-requested-by", "yijianshi")
            .header("tus-resumable", "1.0.0"),
    };
    if let Some(token) = who.1 {
        request = request.header("authorization", format!("Bearer {token}"));
        if token.ends_with("benefit") {
            request = request.header("x-clerk", "wang");
        }
    }
    let kind = match *request.method_ref().unwrap() {
        Method::PATCH => "application/offset+octet-stream",
        _ => "application/json",
    };
    let request = request
        .header("upload-offset", "0")
        .header("idempotency-key", format!("{path}-{who:?}", who = who.1))
        .header("content-type", kind);
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    app.send(request.body(body).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn every_route_is_open_to_those_it_is_for_and_to_nobody_else() {
    let app = TestApp::start().await;
    let document: Value = app.get("/api/v1/openapi.json").await.json();
    let mut known: BTreeMap<&str, _> = BTreeMap::new();
    for (route, row, body) in routes() {
        known.insert(route, (row, body));
    }
    let owner = app.resident("lin-jing").await;
    let other = app.resident("zhou-hang").await;
    let leaving = app.resident("zhou-hang").await;
    let things = Things::of(&owner).await;
    let mut wrong = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let route = format!("{} {path}", method.to_uppercase());
            let Some((row, body)) = known.remove(route.as_str()) else {
                wrong.push(format!("{route} has no line in this test"));
                continue;
            };
            // Signing in and out ends a session: one that nobody needs afterwards.
            let signs_out = route.ends_with("/api/v1/session");
            let owner = if signs_out { &leaving } else { &owner };
            let other = if signs_out { &leaving } else { &other };
            let columns = [
                (None, None),
                (Some(owner), None),
                (Some(other), None),
                (None, Some("token-of-benefit")),
                (None, Some("token-of-registration")),
                (None, Some("token-of-elsewhere")),
                (None, Some("wrong")),
                (None, Some(OPS_TOKEN)),
            ];
            for ((who, name), expected) in columns.into_iter().zip(WHO).zip(row) {
                let status = ask(&app, &things, &route, body.as_ref(), who).await;
                if Is::of(status) != expected {
                    wrong.push(format!("{route} for {name}: {status}, not {expected:?}"));
                }
            }
        }
    }
    wrong.extend(known.keys().map(|route| format!("{route} is no route")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
