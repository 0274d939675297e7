//! Every request of an office leaves a trace that nobody can change.

use axum::body::Body;
use axum::http::Request;
use contract::audit::AuditPage;
use contract::problem::Code;

use crate::office::Decision;
use crate::resident::office_request;
use crate::test_app::TestApp;
use crate::test_database::settle;

async fn trail(app: &TestApp) -> AuditPage {
    settle(app.folder.path()).await;
    app.send(office_request("/ops/v1/audit")).await.json()
}

#[tokio::test]
async fn what_an_office_reads_and_does_is_written_down() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    app.send(office_request("/ops/v1/cases?state=submitted"))
        .await;
    let answer = app.decide(&number, "benefit", "1", &Decision::Accept);
    assert_eq!(answer.await.status, 200);
    let again = app.decide(&number, "benefit", "2", &Decision::Accept);
    assert_eq!(again.await.status, 409);
    let entries = trail(&app).await.items;
    let seen: Vec<_> = entries
        .iter()
        .map(|it| {
            (
                &*it.what,
                it.case.as_deref(),
                it.detail.as_deref(),
                it.status,
            )
        })
        .collect();
    let decided = "POST /ops/v1/cases/{number}/actions";
    assert_eq!(
        seen,
        [
            ("GET /ops/v1/cases", None, None, 200),
            (decided, Some(&*number), Some("accept benefit"), 200),
            (decided, Some(&*number), None, 409),
        ]
    );
    assert!(
        entries
            .iter()
            .all(|it| it.office == "office" && it.clerk == "-")
    );
    assert_eq!(entries[0].at, "2026-11-20T10:00:00+08:00");
    // Reading the trail is a reading.
    let next = trail(&app).await.items;
    assert_eq!(next.last().unwrap().what, "GET /ops/v1/audit");
}

#[tokio::test]
async fn the_clerk_is_named_and_a_wrong_token_leaves_no_row() {
    let app = TestApp::start().await;
    let list = |token: &str, clerk: &str| {
        let request = Request::get("/ops/v1/cases")
            .header("authorization", format!("Bearer {token}"))
            .header("x-clerk", clerk);
        app.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(
        list("token-of-benefit-drawn-for-the-tests", "wang")
            .await
            .status,
        200
    );
    assert_eq!(list("wrong", "wang").await.code(), Code::Forbidden);
    let entries = trail(&app).await.items;
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!((&*entry.office, &*entry.clerk), ("benefit", "wang"));
}

#[tokio::test]
async fn an_office_that_only_works_does_not_read_the_trail() {
    let app = TestApp::start().await;
    let request = Request::get("/ops/v1/audit");
    let request = request.header(
        "authorization",
        "Bearer token-of-registration-drawn-for-the-tests",
    );
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.code(), Code::Forbidden);
}

#[tokio::test]
async fn nobody_changes_or_removes_a_row() {
    let app = TestApp::start().await;
    app.send(office_request("/ops/v1/cases")).await;
    let mut db = app.database().await;
    for statement in ["UPDATE audit SET office = 'x'", "DELETE FROM audit"] {
        let done = sqlx::query(statement).execute(&mut db).await;
        assert!(done.unwrap_err().to_string().contains("added to alone"));
    }
    assert_eq!(trail(&app).await.items.len(), 1);
}

#[tokio::test]
async fn nothing_is_done_without_a_trace() {
    let app = TestApp::start_embedded().await;
    let number = app.resident("lin-jing").await.case().await;
    let mut db = app.database().await;
    let full = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no'); END";
    sqlx::query(full).execute(&mut db).await.unwrap();
    let answer = app.decide(&number, "benefit", "1", &Decision::Accept).await;
    assert_eq!(answer.code(), Code::Internal);
    sqlx::query("DROP TRIGGER full")
        .execute(&mut db)
        .await
        .unwrap();
    let kinds = app.whole(&number).await.events;
    assert_eq!(kinds.len(), 1, "{kinds:?}");
}
