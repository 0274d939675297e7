//! Signing in and out, and who may write.

use axum::body::Body;
use axum::http::Request;
use contract::person::{Eligibility, Holdings, Session, SignedOut};
use contract::problem::Code;

use crate::test_app::TestApp;

#[tokio::test]
async fn one_signs_in_and_out_again() {
    let app = TestApp::start().await;
    let session: Session = app.get("/api/v1/session").await.json();
    assert_eq!(session.person, None);
    assert_eq!(session.today, "2026-11-20");
    assert!(session.demo_identities.len() >= 7);
    let resident = app.resident("lin-jing").await;
    let session: Session = resident.get("/api/v1/session").await.json();
    assert_eq!(session.person.unwrap().name, "林静");
    let out = resident.send(
        resident.tus("DELETE".parse().unwrap(), "/api/v1/session"),
        Body::empty(),
    );
    let out = out.await;
    assert_eq!(out.json::<SignedOut>(), SignedOut::default());
    let answer = resident.get("/api/v1/person/holdings").await;
    assert_eq!(answer.code(), Code::SignInNeeded);
}

#[tokio::test]
async fn the_cookie_is_for_the_server_alone() {
    let app = TestApp::start().await;
    let request = Request::post("/api/v1/session")
        .header("x-requested-by", "yijianshi")
        .header("content-type", "application/json")
        .body(Body::from(r#"{"demo_identity":"lin-jing"}"#));
    let answer = app.send(request.unwrap()).await;
    let cookie = answer.header("set-cookie");
    let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
    for wanted in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=28800"] {
        assert!(attributes.contains(&wanted), "{cookie}");
    }
}

#[tokio::test]
async fn a_session_that_is_not_used_lasts_eight_hours() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    app.clock.move_on(8 * 3600 - 1);
    assert_eq!(resident.get("/api/v1/person/holdings").await.status, 200);
    let resident = app.resident("lin-jing").await;
    app.clock.move_on(8 * 3600);
    let answer = resident.get("/api/v1/person/holdings").await;
    assert_eq!(answer.code(), Code::SignInNeeded);
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_much_it_is_used() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    for _ in 0..11 {
        app.clock.move_on(3600);
        assert_eq!(resident.get("/api/v1/person/holdings").await.status, 200);
    }
    app.clock.move_on(3599);
    assert_eq!(resident.get("/api/v1/person/holdings").await.status, 200);
    app.clock.move_on(1);
    let answer = resident.get("/api/v1/person/holdings").await;
    assert_eq!(answer.code(), Code::SignInNeeded);
}

#[tokio::test]
async fn another_sites_form_cannot_write() {
    let app = TestApp::start().await;
    let request = Request::post("/api/v1/session")
        .header("origin", "https://evil.example")
        .header("host", "city.example")
        .header("content-type", "application/json")
        .body(Body::from(r#"{"demo_identity":"lin-jing"}"#));
    assert_eq!(app.send(request.unwrap()).await.code(), Code::Forbidden);
}

#[tokio::test]
async fn the_registers_know_each_in_their_situation() {
    let app = TestApp::start().await;
    let entitled: Holdings = app
        .resident("lin-jing")
        .await
        .get("/api/v1/person/holdings")
        .await
        .json();
    assert_eq!(
        entitled.records["insurance.unemployment_months"]
            .value
            .number(),
        Some(36)
    );
    assert!(
        !entitled
            .licences
            .iter()
            .any(|held| held.kind == "social_card")
    );
    let promise_breaker = app.resident("sun-lei").await;
    let eligibility: Eligibility = promise_breaker
        .get("/api/v1/eligibility/unemployment")
        .await
        .json();
    assert!(!eligibility.may_promise);
}

#[tokio::test]
async fn trying_too_often_is_stopped() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let nobody = contract::person::SignIn {
        demo_identity: "nobody".to_owned(),
    };
    let mut codes = Vec::new();
    for _ in 0..30 {
        codes.push(resident.post("/api/v1/session", "-", &nobody).await.code());
    }
    assert_eq!(codes.first(), Some(&Code::NotFound));
    assert_eq!(codes.last(), Some(&Code::TooMany));
}
