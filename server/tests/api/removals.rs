//! Files whose rows are gone while the object store is away: that is told, and the next clean-up goes on.

use axum::body::Body;
use axum::http::Method;
use contract::personal_data::Erased;
use precheck_testkit as testkit;

use crate::migrations::count;
use crate::resident::{Photo, Resident};
use crate::s3_server::S3Server;
use crate::test_app::TestApp;

const DAY: i64 = 24 * 3600;

async fn app_on(s3: &S3Server) -> TestApp {
    TestApp::start_set(|settings| s3.use_in(settings)).await
}

async fn picture(resident: &Resident<'_>) -> String {
    let photo = Photo::of_social_card(testkit::blurred_photograph());
    resident.upload(photo).await
}

async fn to_be_removed(app: &TestApp) -> i64 {
    count(&mut app.database().await, "file_removals").await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_says_how_many_files_are_left_and_the_next_clean_up_removes_them() {
    let mut s3 = S3Server::start().await;
    let app = app_on(&s3).await;
    let resident = app.resident("lin-jing").await;
    let files = [picture(&resident).await, picture(&resident).await];
    s3.go_away().await;
    let request = resident.tus(Method::POST, "/api/v1/person/data/erasure");
    let answer = resident.send(request, Body::empty()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json::<Erased>().files_left, 2);
    // Nothing else of her is left, and nothing tells whose they were.
    let mut db = app.database().await;
    for table in ["uploads", "sessions", "proven_people"] {
        assert_eq!(count(&mut db, table).await, 0, "{table}");
    }
    assert_eq!(to_be_removed(&app).await, 2);
    app.clock.move_on(3600);
    app.server.cleanup().await;
    assert_eq!(to_be_removed(&app).await, 2);
    s3.come_back().await;
    for file in &files {
        assert!(!s3.names_of(file).is_empty(), "it was there all the time");
    }
    app.clock.move_on(3600);
    app.server.cleanup().await;
    assert_eq!(to_be_removed(&app).await, 0);
    for file in &files {
        assert_eq!(s3.names_of(file), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_taken_back_goes_when_the_store_is_there_again() {
    let mut s3 = S3Server::start().await;
    let app = app_on(&s3).await;
    let resident = app.resident("lin-jing").await;
    let file = picture(&resident).await;
    s3.go_away().await;
    let path = format!("/api/v1/uploads/{file}");
    let request = resident.tus(Method::DELETE, &path);
    assert_eq!(resident.send(request, Body::empty()).await.status, 204);
    assert_eq!(resident.get(&path).await.status, 404);
    s3.come_back().await;
    app.clock.move_on(3600);
    app.server.cleanup().await;
    assert_eq!(s3.names_of(&file), [""; 0]);
    assert_eq!(to_be_removed(&app).await, 0);
}

/// More than it tries in vain before it gives up for the hour.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_no_longer_goes_on_where_it_was_given_up() {
    let mut s3 = S3Server::start().await;
    let app = app_on(&s3).await;
    let resident = app.resident("lin-jing").await;
    let mut files = Vec::new();
    for _ in 0..5 {
        files.push(picture(&resident).await);
    }
    s3.go_away().await;
    app.clock.move_on(8 * DAY);
    app.server.cleanup().await;
    let mut db = app.database().await;
    assert_eq!(count(&mut db, "uploads").await, 0);
    // What has an end and no file has gone all the same.
    assert_eq!(count(&mut db, "sessions").await, 0);
    assert_eq!(to_be_removed(&app).await, 5);
    s3.come_back().await;
    app.clock.move_on(3600);
    app.server.cleanup().await;
    assert_eq!(to_be_removed(&app).await, 0);
    for file in &files {
        assert_eq!(s3.names_of(file), [""; 0]);
    }
}
