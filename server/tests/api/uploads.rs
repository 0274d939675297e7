//! Files over a network that breaks.

use std::io;

use axum::body::Body;
use axum::http::Method;
use contract::problem::Code;
use contract::upload::{METHOD_OVERRIDE, Upload};
use precheck_testkit as testkit;

use crate::resident::Photo;
use crate::test_app::TestApp;

fn sharp() -> Photo {
    Photo::of_social_card(testkit::sharp_photograph())
}

/// Where it does not matter what the file shows.
fn anything() -> Photo {
    Photo::of_social_card(vec![1, 2, 3])
}

#[tokio::test]
async fn a_broken_transfer_goes_on_where_it_stopped_even_after_a_restart() {
    let app = TestApp::start().await;
    let photo = sharp();
    let (path, half) = {
        let resident = app.resident("lin-jing").await;
        let path = resident.announce(&photo).await;
        let half = photo.bytes.len() / 2;
        let parts = [
            Ok(photo.bytes[..half].to_vec()),
            Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        ];
        let body = Body::from_stream(futures_util::stream::iter(parts));
        assert_ne!(resident.patch(&path, 0, body).await.status, 204);
        assert_eq!(resident.offset(&path).await, half.to_string());
        (path, half)
    };
    let app = app.restarted().await;
    let resident = app.resident("lin-jing").await;
    assert_eq!(resident.offset(&path).await, half.to_string());
    let answer = resident
        .patch(&path, half, photo.bytes[half..].to_vec())
        .await;
    let upload: Upload = resident.get(&path).await.json();
    assert_eq!(upload.offset, upload.length);
    assert!(!upload.report.unwrap().blocks());
    assert_eq!(answer.header("upload-offset"), upload.length.to_string());
}

#[tokio::test]
async fn where_a_proxy_passes_post_alone_a_file_arrives_all_the_same() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = sharp();
    let path = resident.announce(&photo).await;
    let request = resident
        .tus(Method::POST, &path)
        .header(METHOD_OVERRIDE, "PATCH")
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream");
    let answer = resident.send(request, photo.bytes.into()).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let upload: Upload = resident.get(&path).await.json();
    assert_eq!(upload.offset, upload.length);
    // Without the header it is no request of the protocol.
    let request = resident.tus(Method::POST, &path);
    assert_eq!(resident.send(request, Body::empty()).await.status, 405);
}

#[tokio::test]
async fn a_part_for_another_offset_is_not_taken() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let path = resident.announce(&anything()).await;
    assert_eq!(
        resident.patch(&path, 7, "bytes").await.code(),
        Code::OffsetMismatch
    );
    assert_eq!(resident.offset(&path).await, "0");
}

#[tokio::test]
async fn bytes_that_were_changed_on_the_way_are_sent_again() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = sharp();
    let path = resident.announce(&photo).await;
    let mut changed = photo.bytes.clone();
    changed[1000] ^= 1;
    let answer = resident.patch(&path, 0, changed).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (460, Code::ChecksumMismatch)
    );
    assert_eq!(resident.offset(&path).await, "0");
    assert_eq!(resident.patch(&path, 0, photo.bytes).await.status, 204);
}

#[tokio::test]
async fn a_blurred_photograph_is_judged_by_the_server_too() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let id = resident
        .upload(Photo::of_social_card(testkit::blurred_photograph()))
        .await;
    let upload: Upload = resident.get(&format!("/api/v1/uploads/{id}")).await.json();
    assert!(
        upload
            .report
            .unwrap()
            .find(precheck::Code::Blurred)
            .is_some()
    );
}

#[tokio::test]
async fn another_persons_file_does_not_exist() {
    let app = TestApp::start().await;
    let path = app.resident("lin-jing").await.announce(&anything()).await;
    let other = app.resident("zhou-hang").await;
    assert_eq!(other.get(&path).await.code(), Code::NotFound);
    assert_eq!(other.patch(&path, 0, "bytes").await.code(), Code::NotFound);
    let delete = other.tus(Method::DELETE, &path);
    assert_eq!(
        other.send(delete, Body::empty()).await.code(),
        Code::NotFound
    );
}

#[tokio::test]
async fn a_file_can_be_taken_back() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let path = resident.announce(&anything()).await;
    let delete = resident.tus(Method::DELETE, &path);
    assert_eq!(resident.send(delete, Body::empty()).await.status, 204);
    assert_eq!(resident.get(&path).await.code(), Code::NotFound);
}

#[tokio::test]
async fn more_than_was_announced_or_allowed_is_not_taken() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = anything();
    let path = resident.announce(&photo).await;
    let mut longer = photo.bytes;
    longer.push(0);
    assert_eq!(
        resident.patch(&path, 0, longer).await.code(),
        Code::TooLarge
    );
    let huge = resident
        .tus(Method::POST, "/api/v1/uploads")
        .header("upload-length", "99999999999999999");
    assert_eq!(
        resident.send(huge, Body::empty()).await.code(),
        Code::TooLarge
    );
}

#[tokio::test]
async fn files_that_were_never_handed_in_go_after_a_week() {
    let app = TestApp::start().await;
    let path = {
        let resident = app.resident("lin-jing").await;
        resident.announce(&anything()).await
    };
    app.clock.move_on(6 * 24 * 3600);
    app.server.cleanup().await;
    let resident = app.resident("lin-jing").await;
    assert_eq!(resident.offset(&path).await, "0");
    app.clock.move_on(2 * 24 * 3600);
    app.server.cleanup().await;
    let resident = app.resident("lin-jing").await;
    assert_eq!(resident.get(&path).await.code(), Code::NotFound);
}

#[tokio::test]
async fn an_empty_file_is_complete_at_once_and_its_report_says_that_it_is_empty() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let path = resident.announce(&Photo::of_social_card(Vec::new())).await;
    assert_eq!(resident.offset(&path).await, "0");
    let upload: Upload = resident.get(&path).await.json();
    let report = upload.report.unwrap();
    assert!(report.find(precheck::Code::EmptyFile).is_some());
    assert!(report.blocks());
}

#[tokio::test]
async fn files_leave_room_on_the_disk_for_applications() {
    let app = TestApp::start_set(|settings| settings.keep_free = u64::MAX).await;
    let resident = app.resident("lin-jing").await;
    let photo = anything();
    let request = resident
        .tus(Method::POST, "/api/v1/uploads")
        .header("upload-length", photo.bytes.len())
        .header("upload-metadata", photo.metadata());
    let answer = resident.send(request, Body::empty()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (507, Code::StorageFull)
    );
    let submission = resident.submission("resigned", None).await;
    let handed_in = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(handed_in.status, 201, "{}", handed_in.text());
}

#[tokio::test]
async fn a_file_that_the_disk_has_lost_is_asked_for_again() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let path = resident.announce(&anything()).await;
    let id = path.rsplit('/').next().unwrap();
    let files = app.folder.path().join("data/files");
    let name = format!("{id}.sealed");
    std::fs::remove_file(files.join(&id[..2]).join(name)).unwrap();
    let head = resident.tus(Method::HEAD, &path);
    assert_eq!(resident.send(head, Body::empty()).await.status, 404);
    assert_eq!(resident.get(&path).await.code(), Code::NotFound);
    let delete = resident.tus(Method::DELETE, &path);
    assert_eq!(resident.send(delete, Body::empty()).await.status, 204);
}
