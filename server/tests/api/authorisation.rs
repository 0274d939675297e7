//! Who may call what: every route of the API, held against everybody who could come. The routes are those of the
//! OpenAPI document, which is written from the list that registers them: one that has no line here fails the test.

mod matrix;
mod trail;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request};
use catalog::Supplied;
use precheck_testkit as testkit;
use serde_json::Value;

use crate::confirmations;
use crate::resident::{Photo, Resident, attached};
use crate::test_app::{OPS_TOKEN, TestApp};
use matrix::{Is, WHO, routes};

/// What stands for the names in paths.
struct Things {
    number: String,
    file: String,
    hash: String,
    /// Of an invitation to confirm; where there is none, of nothing.
    code: String,
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
            code: "aaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned(),
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
        let service = if route.contains("/elsewhere/") {
            "fund"
        } else {
            "benefit"
        };
        route
            .replace("{number}", &self.number)
            .replace("{file}", file)
            .replace("{hash}", &self.hash)
            .replace("{id}", id)
            .replace("{code}", &self.code)
            .replace("{scenario}", "unemployment")
            .replace("{service}", service)
            .replace("{region}", "321000")
            .replace("{counter}", "hall")
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
        if token.starts_with("token-of-benefit") || token.starts_with("token-of-lead") {
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
    let app = confirmations::start().await;
    let document: Value = app.get("/api/v1/openapi.json").await.json();
    let mut known: BTreeMap<&str, _> = BTreeMap::new();
    for (route, row, body) in routes() {
        known.insert(route, (row, body));
    }
    let owner = app.resident("lin-jing").await;
    let other = app.resident("zhou-hang").await;
    let leaving = app.resident("zhou-hang").await;
    let things = Things::of(&owner).await;
    // Another case, which somebody else has to confirm: he comes to that one.
    let shared = confirmations::hand_in(&app, Supplied::Promised)
        .await
        .number;
    let link = confirmations::invite(&app, &shared, "i", "employees-r1").await;
    let confirmer = app.resident("zhou-hang").await;
    let of_confirmer = Things {
        number: shared,
        file: things.file.clone(),
        hash: things.hash.clone(),
        code: link.rsplit('/').next().unwrap().to_owned(),
    };
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
            let erases = route.ends_with("/person/data/erasure");
            let owner = if signs_out { &leaving } else { &owner };
            let other = if signs_out { &leaving } else { &other };
            let confirmer = if signs_out { &leaving } else { &confirmer };
            let columns = [
                (None, None),
                (Some(owner), None),
                (Some(other), None),
                (None, Some("token-of-benefit-drawn-for-the-tests")),
                (None, Some("token-of-registration-drawn-for-the-tests")),
                (None, Some("token-of-elsewhere-drawn-for-the-tests")),
                (None, Some("wrong")),
                (None, Some(OPS_TOKEN)),
                (Some(confirmer), None),
                (None, Some("token-of-lead-drawn-for-the-tests")),
                (None, Some("token-of-trail-drawn-for-the-tests")),
            ];
            for ((who, name), expected) in columns.into_iter().zip(WHO).zip(row) {
                let things = match name {
                    "co-confirmer" => &of_confirmer,
                    _ => &things,
                };
                // Erasing ends all sessions of a person: it is somebody else each time.
                let passing = match erases && who.0.is_some() {
                    true => Some(app.resident("qian-minghui").await),
                    false => None,
                };
                let who = (passing.as_ref().or(who.0), who.1);
                let status = ask(&app, things, &route, body.as_ref(), who).await;
                if Is::of(status) != expected {
                    wrong.push(format!("{route} for {name}: {status}, not {expected:?}"));
                }
            }
        }
    }
    wrong.extend(known.keys().map(|route| format!("{route} is no route")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
