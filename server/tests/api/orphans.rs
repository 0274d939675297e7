//! Files that no row knows: removed after a day, unless it looks as if the database were the wrong one. And files of
//! cases that are gone: counted before somebody asks for one.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::http::Method;
use precheck_testkit as testkit;
use sqlx::Executor;

use crate::resident::{Photo, Resident, attached};
use crate::s3_server::S3Server;
use crate::test_app::TestApp;

const DAY: Duration = Duration::from_secs(24 * 3600);

fn anything() -> Photo {
    Photo::of_social_card(vec![1, 2, 3])
}

/// Written as long ago, it and what is in it.
fn make_old(path: &Path, by: Duration) {
    let files: Vec<PathBuf> = match path.is_dir() {
        true => std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect(),
        false => vec![path.to_owned()],
    };
    for file in files {
        let file = File::options().write(true).open(file).unwrap();
        file.set_modified(SystemTime::now() - by).unwrap();
    }
}

async fn forget(app: &TestApp, path: &str) {
    let id = path.rsplit('/').next().unwrap();
    let mut db = app.database().await;
    let query = format!("DELETE FROM uploads WHERE id = '{id}'");
    db.execute(sqlx::AssertSqlSafe(query)).await.unwrap();
}

async fn head(resident: &Resident<'_>, path: &str) -> u16 {
    let head = resident.tus(Method::HEAD, path);
    resident.send(head, Body::empty()).await.status.as_u16()
}

/// Announces four files and removes the rows of two; of either pair one is older than a day. Which are left.
async fn left(app: &TestApp, place: impl Fn(&str) -> PathBuf) -> [bool; 4] {
    let resident = app.resident("lin-jing").await;
    let mut places = Vec::new();
    for (is_known, age) in [
        (true, 2 * DAY),
        (true, DAY / 2),
        (false, 2 * DAY),
        (false, DAY / 2),
    ] {
        let path = resident.announce(&anything()).await;
        let place = place(path.rsplit('/').next().unwrap());
        make_old(&place, age);
        if !is_known {
            forget(app, &path).await;
        }
        places.push((place, path, is_known));
    }
    app.server.remove_orphans().await;
    for (_, path, is_known) in &places {
        let expected = if *is_known { 200 } else { 404 };
        assert_eq!(head(&resident, path).await, expected);
    }
    // A folder without files is nothing in a bucket.
    let is_there = |place: &Path| match std::fs::read_dir(place) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => place.exists(),
    };
    [0, 1, 2, 3].map(|number| is_there(&places[number].0))
}

fn on_disk(app: &TestApp) -> impl Fn(&str) -> PathBuf {
    let files = app.folder.path().join("data/files");
    move |id| files.join(&id[..2]).join(format!("{id}.sealed"))
}

#[tokio::test]
async fn a_file_on_disk_that_no_row_knows_goes_after_a_day() {
    let app = TestApp::start().await;
    let place = on_disk(&app);
    assert_eq!(left(&app, place).await, [true, true, false, true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_a_bucket_that_no_row_knows_goes_after_a_day() {
    let s3 = S3Server::start().await;
    let app = TestApp::start_set(|settings| s3.use_in(settings)).await;
    let place = |id: &str| s3.folder_of(id);
    assert_eq!(left(&app, place).await, [true, true, false, true]);
}

#[tokio::test]
async fn a_file_of_a_case_that_is_gone_is_noticed() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let submission = resident.submission("contract_expired", attached(&file, false));
    let answer = resident.post("/api/v1/cases", "k", &submission.await).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    // One that is on its way is of no case yet.
    resident.announce(&anything()).await;
    assert_eq!(app.server.look_for_files().await, Some(0));
    let place = on_disk(&app)(&file);
    let short = std::fs::read(&place).unwrap();
    std::fs::write(&place, &short[..short.len() / 2]).unwrap();
    assert_eq!(app.server.look_for_files().await, Some(1));
    std::fs::remove_file(place).unwrap();
    assert_eq!(app.server.look_for_files().await, Some(1));
}

#[tokio::test]
async fn who_has_named_another_database_loses_no_file() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let mut places = Vec::new();
    for _ in 0..21 {
        let path = resident.announce(&anything()).await;
        let place = on_disk(&app)(path.rsplit('/').next().unwrap());
        make_old(&place, 2 * DAY);
        forget(&app, &path).await;
        places.push(place);
    }
    app.server.remove_orphans().await;
    assert!(places.iter().all(|place| place.is_file()));
}
