//! The back office decides, and the resident sees it.

use axum::body::Body;
use axum::http::Request;
use casework::{Moment, Refusal};
use contract::case::{Case, CasePage, ServiceState};
use contract::case_event::CaseEventKind;
use contract::ops::{OpsCase, OpsCasePage};
use contract::problem::Code;

use crate::office::Decision;
use crate::resident::office_request;
use crate::test_app::TestApp;

fn granted() -> Decision {
    Decision::Grant {
        result: "已登记".to_owned(),
    }
}

async fn listed(app: &TestApp, query: &str) -> OpsCasePage {
    let path = format!("/ops/v1/cases{query}");
    app.send(office_request(&path)).await.json()
}

#[tokio::test]
async fn each_lane_comes_to_its_own_result_and_then_a_new_case_may_follow() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    for (service, key) in [("registration", "1"), ("benefit", "2")] {
        app.decide(&number, service, key, &Decision::Accept).await;
    }
    app.clock.move_on(3600);
    app.decide(&number, "registration", "3", &granted()).await;
    let refuse = Decision::Refuse {
        reason: "账户已注销".to_owned(),
    };
    let answer = app.decide(&number, "benefit", "4", &refuse).await;
    assert_eq!(
        answer.json::<OpsCase>().services[1].state,
        ServiceState::Refused
    );
    let case: Case = resident
        .get(&format!("/api/v1/cases/{number}"))
        .await
        .json();
    let service = "registration".to_owned();
    let granted = CaseEventKind::Granted { service };
    let granted = case.events.iter().find(|event| event.what == granted);
    let granted = granted.unwrap();
    assert_eq!(granted.at, "2026-11-20T11:00:00+08:00");
    assert_eq!(granted.text.as_deref(), Some("已登记"));
    let page: CasePage = resident.get("/api/v1/cases").await.json();
    assert_eq!(
        (page.items[0].services_done, page.items[0].state),
        (2, ServiceState::Refused)
    );
    assert!(listed(&app, "").await.items.is_empty());
    assert_eq!(listed(&app, "?state=granted").await.items.len(), 1);
    let submission = resident.submission("resigned", None).await;
    assert_eq!(
        resident
            .post("/api/v1/cases", "new", &submission)
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn nothing_is_granted_that_was_not_accepted_nor_while_the_resident_can_undo() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    app.decide(&number, "benefit", "0", &Decision::Accept).await;
    let early = app.decide(&number, "benefit", "1", &granted()).await;
    let until = Moment::parse("2026-11-20T10:10:00+08:00").unwrap();
    assert_eq!(early.problem().refusal, Some(Refusal::UndoOpen(until)));
    app.clock.move_on(601);
    let then = app.decide(&number, "benefit", "1", &granted()).await;
    assert_eq!(then.status, 200, "{}", then.text());
    let answer = app.decide(&number, "registration", "2", &granted()).await;
    let refusal = answer.problem().refusal;
    assert_eq!(refusal, Some(Refusal::WrongState(ServiceState::Submitted)));
}

#[tokio::test]
async fn a_decision_sent_twice_is_taken_once() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let first = app.decide(&number, "benefit", "1", &Decision::Accept).await;
    let second = app.decide(&number, "benefit", "1", &Decision::Accept).await;
    assert_eq!((first.status, first.body), (second.status, second.body));
    let elsewhere = app
        .decide(&number, "registration", "1", &Decision::Accept)
        .await;
    assert_eq!(elsewhere.code(), Code::KeyReused);
}

#[tokio::test]
async fn without_the_token_nothing_is_shown() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/ops/v1/cases").await.code(), Code::Forbidden);
    let request = Request::get("/ops/v1/cases").header("authorization", "Bearer demo-counter");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.code(), Code::Forbidden);
}

#[tokio::test]
async fn the_list_names_nobody() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    let list = serde_json::to_string(&listed(&app, "?state=submitted").await).unwrap();
    assert!(list.contains("失业一件事"));
    assert!(!list.contains("林静") && !list.contains("lin-jing"));
}
