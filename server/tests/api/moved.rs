//! A city that began with SQLite goes on with PostgreSQL.

use contract::case::{Case, Submission};
use contract::problem::Code;
use precheck_testkit as testkit;
use server::moving::move_to;
use sqlx::AnyConnection;

use crate::office::Decision;
use crate::resident::{Photo, Resident, attached};
use crate::test_app::TestApp;
use crate::test_database::{self, is_postgres};

async fn rows(db: &mut AnyConnection, table: &str) -> i64 {
    let count = format!("SELECT COUNT(*) FROM {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(count))
        .fetch_one(db)
        .await
        .unwrap()
}

/// A case with a photograph that an office has accepted: what was handed in, under the key `first`, the file, and how
/// the case is shown.
pub(crate) async fn accepted(app: &TestApp, resident: &Resident<'_>) -> (Submission, String, Case) {
    let file = resident
        .upload(Photo::of_social_card(testkit::sharp_photograph()))
        .await;
    let submission = resident.submission("contract_expired", attached(&file, false));
    let submission = submission.await;
    let answer = resident.post("/api/v1/cases", "first", &submission).await;
    let number = answer.json::<Case>().number;
    app.decide(&number, "registration", "a", &Decision::Accept)
        .await;
    (submission, file, resident.shown(&number).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_in_sqlite_is_all_in_postgresql_and_work_goes_on() {
    if !is_postgres() {
        return;
    }
    let app = TestApp::start_embedded().await;
    let resident = app.resident("lin-jing").await;
    let (submission, _, before) = accepted(&app, &resident).await;
    let number = before.number.clone();
    let undone = app.resident("zhou-hang").await.case().await;
    let mut sqlite = app.database().await;
    let mut counted = Vec::new();
    for table in [
        "cases",
        "case_events",
        "uploads",
        "sessions",
        "audit",
        "inbox",
        "idempotency",
    ] {
        counted.push((table, rows(&mut sqlite, table).await));
    }
    let settings = app.settings();
    let (folder, clock) = app.stopped();

    test_database::unembed(folder.path());
    let target = test_database::of(folder.path()).await.unwrap();
    let moved = move_to(&settings, &target).await.unwrap();
    for (table, count) in counted {
        let found = moved.iter().find(|(name, _)| name == table).unwrap().1;
        assert_eq!(i64::try_from(found).unwrap(), count, "{table}");
    }
    let again = move_to(&settings, &target).await.unwrap_err();
    assert!(format!("{again:?}").contains("NotEmpty"), "{again:?}");

    let app = TestApp::started_again((folder, clock)).await;
    assert!(app.database().await.backend_name() == "PostgreSQL");
    let resident = app.resident("lin-jing").await;
    let after: Case = resident.shown(&number).await;
    assert_eq!(
        serde_json::to_value(&after).unwrap(),
        serde_json::to_value(&before).unwrap()
    );
    // Repeated, it is recognised; anew, the open case is in the way.
    let repeated = resident.post("/api/v1/cases", "first", &submission).await;
    assert_eq!(repeated.json::<Case>().number, number);
    let second = resident.post("/api/v1/cases", "second", &submission).await;
    assert_eq!(second.code(), Code::CaseOpen);
    let granted = Decision::Grant {
        result: "已登记".to_owned(),
    };
    // What is added is counted on.
    let next = app.resident("chen-guoping").await.case().await;
    assert!(next != number && next != undone);
    app.decide(&number, "registration", "b", &granted).await;
}
