//! Several servers with one PostgreSQL: whatever one promises, all keep. Without PostgreSQL there is one server alone,
//! and nothing to test here.

use casework::{Event, EventKind};
use contract::case::{Case, CasePage};
use contract::case_action::ResidentAction;
use contract::problem::Code;

use crate::counters::booking;
use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::{Answer, TestApp};
use crate::test_database::is_postgres;

/// Three servers, where there is a PostgreSQL for them.
async fn three() -> Option<[TestApp; 3]> {
    if !is_postgres() {
        return None;
    }
    let first = TestApp::start().await;
    let (second, third) = (first.beside().await, first.beside().await);
    Some([first, second, third])
}

/// The number of the case that was made, or that is in the way.
#[track_caller]
fn number(answer: &Answer) -> String {
    match answer.status.as_u16() {
        201 => answer.json::<Case>().number,
        409 => answer.problem().case.expect("an open case"),
        status => panic!("{status}: {}", answer.text()),
    }
}

async fn events(app: &TestApp) -> Vec<EventKind> {
    let mut db = app.database().await;
    let stored: Vec<String> =
        sqlx::query_scalar("SELECT what FROM case_events ORDER BY case_id, seq")
            .fetch_all(&mut db)
            .await
            .unwrap();
    let events = stored
        .iter()
        .map(|json| serde_json::from_str(json).unwrap());
    events.map(|event: Event| event.what).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_at_one_is_at_all_until_she_signs_out() {
    let Some([first, second, third]) = three().await else {
        return;
    };
    let resident = first.resident("lin-jing").await;
    assert_eq!(resident.at(&second).get("/api/v1/cases").await.status, 200);
    let there = resident.at(&third);
    let out = there.tus("DELETE".parse().unwrap(), "/api/v1/session");
    assert_eq!(there.send(out, axum::body::Body::empty()).await.status, 200);
    let answer = resident.get("/api/v1/cases").await;
    assert_eq!(answer.code(), Code::SignInNeeded);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_request_at_all_of_them_is_done_once() {
    let Some([first, second, third]) = three().await else {
        return;
    };
    let resident = first.resident("zhou-hang").await;
    let submission = resident.submission("resigned", None).await;
    let tap = async |app: &TestApp| {
        resident
            .at(app)
            .post("/api/v1/cases", "tap", &submission)
            .await
    };
    let (one, two, three) = tokio::join!(tap(&first), tap(&second), tap(&third));
    assert_eq!(one.status, 201, "{}", one.text());
    assert_eq!((&one.body, &one.body), (&two.body, &three.body));
    let page: CasePage = resident.get("/api/v1/cases").await.json();
    assert_eq!(page.items.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hand_ins_at_once_one_is_in_the_other_s_way() {
    let Some(apps) = three().await else { return };
    let resident = apps[0].resident("zhou-hang").await;
    let submission = resident.submission("resigned", None).await;
    let mut sent = Vec::new();
    for round in 0..12 {
        let there = resident.at(&apps[round % 3]);
        let submission = &submission;
        sent.push(async move {
            let key = format!("key-{round}");
            there.post("/api/v1/cases", &key, submission).await
        });
    }
    let answers = futures_util::future::join_all(sent).await;
    let made = answers.iter().filter(|answer| answer.status == 201);
    assert_eq!(made.count(), 1);
    let first = number(&answers[0]);
    assert!(answers.iter().all(|answer| number(answer) == first));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_number_of_a_counter_is_drawn_once() {
    let Some([first, second, third]) = three().await else {
        return;
    };
    let one = first.resident("lin-jing").await;
    let two = second.resident("zhou-hang").await;
    let three = third.resident("chen-guoping").await;
    let book = async |resident: &Resident<'_>| {
        let case = resident.case().await;
        resident.act(&case, "b", booking("2026-11-20T14:30")).await
    };
    let (a, b, c) = tokio::join!(book(&one), book(&two), book(&three));
    let mut codes = [a.status, b.status, c.status].map(|status| status.as_u16());
    codes.sort_unstable();
    // There are two of each half hour.
    assert_eq!(codes, [200, 200, 409]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_and_a_withdrawal_at_once_come_one_after_the_other() {
    let Some([first, second, third]) = three().await else {
        return;
    };
    let resident = first.resident("lin-jing").await;
    let case = resident.case().await;
    first.clock.move_on(700);
    first.server.sweep().await;
    let there = resident.at(&second);
    let accepted = third.decide(&case, "registration", "o", &Decision::Accept);
    let (accepted, withdrawn) =
        tokio::join!(accepted, there.act(&case, "w", ResidentAction::WithdrawAll));
    // Whoever comes second has not seen what the first did, and is told so.
    for answer in [&accepted, &withdrawn] {
        let status = answer.status.as_u16();
        assert!([200, 409].contains(&status), "{status}: {}", answer.text());
    }
    assert!(accepted.status == 200 || withdrawn.status == 200);
    let stored = events(&first).await;
    let mut db = first.database().await;
    let numbers: Vec<i64> = sqlx::query_scalar("SELECT seq FROM case_events ORDER BY seq")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert!(
        numbers
            .iter()
            .zip(1..)
            .all(|(seq, expected)| *seq == expected),
        "{stored:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn time_is_kept_by_one_at_a_time_and_by_another_when_that_one_is_gone() {
    let Some([first, second, third]) = three().await else {
        return;
    };
    first.resident("lin-jing").await.case().await;
    first.clock.move_on(601);
    tokio::join!(
        first.server.sweep(),
        second.server.sweep(),
        third.server.sweep()
    );
    drop(first);
    second.server.sweep().await;
    let told = |events: Vec<EventKind>| {
        let told = events.iter().filter(|what| **what == EventKind::HandedOn);
        told.count()
    };
    assert_eq!(told(events(&second).await), 1);
    third.resident("zhou-hang").await.case().await;
    third.clock.move_on(601);
    third.server.sweep().await;
    assert_eq!(told(events(&third).await), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_another_key_does_not_start() {
    if !is_postgres() {
        return;
    }
    let first = TestApp::start().await;
    let error = first.beside_with_another_key(false).await.to_string();
    assert!(error.contains("--subject-key"), "{error}");
    let error = first.beside_with_another_key(true).await.to_string();
    assert!(error.contains("--master-key"), "{error}");
}

/// As where PostgreSQL is started again, or a network is cut.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_connections_were_cut_goes_on_by_itself() {
    if !is_postgres() {
        return;
    }
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    for round in 0..3 {
        let mut db = app.database().await;
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let cut = sqlx::query(cut).fetch_all(&mut db).await.unwrap();
        assert!(!cut.is_empty(), "{round}");
        assert_eq!(resident.get("/api/v1/cases").await.status, 200);
        app.resident("zhou-hang").await;
    }
    resident.case().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_tries_too_often_is_stopped_by_all_however_the_tries_are_spread() {
    let Some([first, second, third]) = three().await else {
        return;
    };
    let nobody = serde_json::json!({ "demo_identity": "nobody" });
    let lin = first.resident("lin-jing").await;
    let (at_second, at_third) = (lin.at(&second), lin.at(&third));
    let mut admitted = 1;
    for turn in 0..45 {
        let resident = [&lin, &at_second, &at_third][turn % 3];
        let answer = resident.post("/api/v1/session", "-", &nobody).await;
        match answer.code() {
            Code::NotFound => admitted += 1,
            Code::TooMany => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(admitted, 30);
    first.clock.move_on(60);
    for resident in [&lin, &at_second, &at_third] {
        let answer = resident.post("/api/v1/session", "-", &nobody).await;
        assert_eq!(answer.code(), Code::NotFound);
    }
    // Who it was does not stand there.
    let mut db = first.database().await;
    let callers: Vec<Vec<u8>> = sqlx::query_scalar("SELECT caller FROM tries")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert!(!callers.is_empty() && callers.iter().all(|caller| caller.len() == 32));
}
