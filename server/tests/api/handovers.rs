//! A mini-program hands in a session: a code for one use within a minute.

use axum::body::Body;
use axum::http::Request;
use contract::handover::HandedOver;
use contract::person::Holdings;
use contract::problem::Code;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::identity_service::Visitor;
use crate::sign_ins::{BEGIN, service, with, with_issuer};
use crate::test_app::{Answer, TestApp};

pub(crate) const SECRET: &str = "secret of a mini-program of the tests";
const AGAIN: &str = "/sign-in?to=%2F&failed=again";

pub(crate) async fn hand_in(app: &TestApp, secret: &str, person: &Value) -> Answer {
    let body = json!({ "person": person, "to": "/s/unemployment/guide" });
    let request = Request::post("/api/v1/handovers")
        .header("authorization", format!("Bearer {secret}"))
        .header("x-requested-by", "yijianshi")
        .header("content-type", "application/json");
    app.send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

fn lin() -> Value {
    json!({
        "subject": "lin", "name": "林静", "number": "320000199206181288", "level": "urn:test:level:3",
    })
}

async fn app() -> TestApp {
    // Nothing listens there: a mini-program has asked the identity service itself.
    with_issuer("http://127.0.0.1:9").await
}

#[tokio::test]
async fn the_web_view_opens_the_session_once() {
    let app = app().await;
    let answer = hand_in(&app, SECRET, &lin()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let handed_over: HandedOver = answer.json();
    assert_eq!(handed_over.seconds, 60);
    let mut browser = Browser::of(&app);
    assert_eq!(
        browser.led(&handed_over.address).await,
        "/s/unemployment/guide"
    );
    assert_eq!(browser.person().await.unwrap().name, "林静");
    let mut second = Browser::of(&app);
    assert_eq!(second.led(&handed_over.address).await, AGAIN);
    assert_eq!(second.person().await, None);
}

#[tokio::test]
async fn a_code_is_over_after_a_minute() {
    let app = app().await;
    let handed_over: HandedOver = hand_in(&app, SECRET, &lin()).await.json();
    app.clock.move_on(60);
    assert_eq!(Browser::of(&app).led(&handed_over.address).await, AGAIN);
}

#[tokio::test]
async fn a_link_of_another_site_opens_no_session() {
    let app = app().await;
    let handed_over: HandedOver = hand_in(&app, SECRET, &lin()).await.json();
    let open = |site: &str| {
        let request = Request::get(&handed_over.address).header("sec-fetch-site", site);
        app.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(open("cross-site").await.code(), Code::Forbidden);
    assert_eq!(open("same-site").await.code(), Code::Forbidden);
    assert_eq!(open("none").await.status, 303);
}

#[tokio::test]
async fn only_who_has_the_secret_hands_in_and_only_who_is_proven_is_handed_in() {
    let app = app().await;
    assert_eq!(
        hand_in(&app, "guessed", &lin()).await.code(),
        Code::Forbidden
    );
    for (key, value) in [
        ("level", json!("urn:test:level:1")),
        ("level", Value::Null),
        ("number", json!("320000199206181284")),
        ("name", json!("")),
    ] {
        let mut person = lin();
        person[key] = value;
        assert_eq!(hand_in(&app, SECRET, &person).await.code(), Code::Malformed);
    }
    let elsewhere = TestApp::start().await;
    assert_eq!(
        hand_in(&elsewhere, SECRET, &lin()).await.code(),
        Code::NotFound
    );
}

#[tokio::test]
async fn who_comes_by_the_mini_program_is_who_signs_in_by_the_browser() {
    let service = service();
    let app = with(&service).await;
    let handed_over: HandedOver = hand_in(&app, SECRET, &lin()).await.json();
    let mut by_mini_program = Browser::of(&app);
    by_mini_program.led(&handed_over.address).await;
    let mut by_browser = Browser::of(&app);
    let there = by_browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    by_browser.comes_back(&back).await;
    assert_eq!(by_mini_program.person().await, by_browser.person().await);
}

/// The credit code that the form has in a browser.
async fn acts_for(browser: &mut Browser<'_>) -> Option<String> {
    let holdings: Holdings = browser.open("/api/v1/person/holdings").await.json();
    let code = holdings.records.get("employer.credit_code")?;
    code.value.text().map(str::to_owned)
}

#[tokio::test]
async fn for_whom_somebody_acts_is_said_of_each_session() {
    let (one, other) = ("91320000MADEMY006M", "91320000MADEMY014G");
    let app = app().await;
    let for_employer = |code: Option<&str>| {
        let mut person = lin();
        if let Some(code) = code {
            person["employer"] = json!({ "name": format!("公司{code}"), "credit_code": code });
        }
        person
    };
    let mut addresses = Vec::new();
    // All are handed in before the first is opened.
    for code in [Some(one), Some(other), None] {
        let answer = hand_in(&app, SECRET, &for_employer(code)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        addresses.push(answer.json::<HandedOver>().address);
    }
    let (mut first, mut second, mut third) =
        (Browser::of(&app), Browser::of(&app), Browser::of(&app));
    second.led(&addresses[1]).await;
    third.led(&addresses[2]).await;
    first.led(&addresses[0]).await;
    let ids = [
        first.person().await.unwrap().id,
        second.person().await.unwrap().id,
        third.person().await.unwrap().id,
    ];
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    for _ in 0..2 {
        assert_eq!(acts_for(&mut first).await.as_deref(), Some(one));
        assert_eq!(acts_for(&mut second).await.as_deref(), Some(other));
        assert_eq!(acts_for(&mut third).await, None);
    }
    // It is kept so that nobody reads it, and in no other row.
    let mut db = app.database().await;
    let mut kept: Vec<Option<String>> = sqlx::query_scalar("SELECT employer FROM sessions")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert_eq!(kept.len(), 3);
    kept.retain(Option::is_some);
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().flatten().all(|text| !text.contains("9132")));
    sqlx::query("UPDATE sessions SET employer = (SELECT MAX(employer) FROM sessions) WHERE employer IS NOT NULL")
        .execute(&mut db)
        .await
        .unwrap();
    let moved = [first, second].map(|mut browser| async move {
        let answer = browser.open("/api/v1/person/holdings").await;
        answer.status.as_u16()
    });
    let mut moved = futures_util::future::join_all(moved).await;
    moved.sort_unstable();
    assert_eq!(moved, [200, 500]);
}
