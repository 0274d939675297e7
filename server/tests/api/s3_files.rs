//! Files of residents in a bucket of S3.

use axum::body::Body;
use axum::http::Method;
use contract::case::Case;
use contract::problem::Code;
use contract::upload::Upload;
use precheck_testkit as testkit;

use crate::resident::{Photo, attached, office_request};
use crate::s3_server::S3Server;
use crate::test_app::TestApp;
use crate::test_database::is_postgres;

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_comes_in_parts_and_is_kept_whole() {
    let s3 = S3Server::start().await;
    let app = TestApp::start_set(|settings| s3.use_in(settings)).await;
    let resident = app.resident("lin-jing").await;
    let bytes = testkit::sharp_photograph();
    let path = resident
        .announce(&Photo::of_social_card(bytes.clone()))
        .await;
    assert_eq!(resident.offset(&path).await, "0");
    let third = bytes.len() / 3;
    for (start, end) in [(0, third), (third, 2 * third)] {
        let answer = resident
            .patch(&path, start, bytes[start..end].to_vec())
            .await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        assert_eq!(resident.offset(&path).await, end.to_string());
    }
    let again = resident.patch(&path, third, bytes[third..].to_vec()).await;
    assert_eq!(again.code(), Code::OffsetMismatch);
    let rest = resident
        .patch(&path, 2 * third, bytes[2 * third..].to_vec())
        .await;
    assert_eq!(rest.status, 204, "{}", rest.text());
    let shown: Upload = resident.get(&path).await.json();
    assert!(shown.report.is_some());
    let file = id_of(&path);
    assert_eq!(s3.names_of(file), ["sealed-whole"]);
    // What comes late, as by a connection that was dead, is no part of it.
    let late = s3
        .folder_of(file)
        .join(format!("sealed-{:012}-{:012}", 0, bytes.len()));
    std::fs::write(late, vec![7; bytes.len()]).unwrap();

    let submission = resident.submission("contract_expired", attached(file, false));
    let answer = resident.post("/api/v1/cases", "k", &submission.await).await;
    let case: Case = answer.json();
    let read = format!("/ops/v1/cases/{}/files/{file}", case.number);
    assert!(app.send(office_request(&read)).await.body == bytes);
    let mut range = office_request(&read);
    let wanted = format!("bytes=100-{}", 2 * third);
    range.headers_mut().insert("range", wanted.parse().unwrap());
    assert!(app.send(range).await.body == bytes[100..=2 * third]);
    // The bucket has none of it in clear.
    let kept = std::fs::read(s3.folder_of(file).join("sealed-whole")).unwrap();
    let (some, all) = (&bytes[third..third + 16], kept.len() - bytes.len());
    assert!(!kept.windows(16).any(|window| window == some) && all < 1000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_what_was_announced_begins_anew_and_what_is_taken_back_is_gone() {
    let s3 = S3Server::start().await;
    let app = TestApp::start_set(|settings| s3.use_in(settings)).await;
    let resident = app.resident("lin-jing").await;
    let bytes = testkit::sharp_photograph();
    let path = resident
        .announce(&Photo::of_social_card(bytes.clone()))
        .await;
    let wrong = resident.patch(&path, 0, vec![0; bytes.len()]).await;
    assert_eq!(wrong.code(), Code::ChecksumMismatch);
    assert_eq!(resident.offset(&path).await, "0");
    assert_eq!(resident.patch(&path, 0, bytes).await.status, 204);
    assert_eq!(s3.names_of(id_of(&path)), ["sealed-whole"]);
    let delete = resident.tus(Method::DELETE, &path);
    assert_eq!(resident.send(delete, Body::empty()).await.status, 204);
    assert!(s3.names_of(id_of(&path)).is_empty());
    // One that the bucket has lost is not found, and sent again.
    let lost = resident.announce(&Photo::of_social_card(vec![1])).await;
    std::fs::remove_dir_all(s3.folder_of(id_of(&lost))).unwrap();
    let head = resident.tus(Method::HEAD, &lost);
    assert_eq!(resident.send(head, Body::empty()).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_bucket_is_away_applications_are_taken_and_then_files_go_on() {
    let mut s3 = S3Server::start().await;
    let app = TestApp::start_set(|settings| s3.use_in(settings)).await;
    let resident = app.resident("lin-jing").await;
    let bytes = testkit::sharp_photograph();
    let path = resident
        .announce(&Photo::of_social_card(bytes.clone()))
        .await;
    let half = bytes.len() / 2;
    assert_eq!(
        resident
            .patch(&path, 0, bytes[..half].to_vec())
            .await
            .status,
        204
    );
    s3.go_away().await;
    let answer = resident.patch(&path, half, bytes[half..].to_vec()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (503, Code::Unavailable)
    );
    assert_eq!(answer.header("retry-after"), "10");
    resident.case().await;
    s3.come_back().await;
    assert_eq!(resident.offset(&path).await, half.to_string());
    assert_eq!(
        resident
            .patch(&path, half, bytes[half..].to_vec())
            .await
            .status,
        204
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_servers_take_an_upload_in_turns() {
    if !is_postgres() {
        return;
    }
    let s3 = S3Server::start().await;
    let first = TestApp::start_set(|settings| s3.use_in(settings)).await;
    let second = first.beside_set(|settings| s3.use_in(settings)).await;
    let here = first.resident("lin-jing").await;
    let there = here.at(&second);
    let bytes = testkit::sharp_photograph();
    let path = here.announce(&Photo::of_social_card(bytes.clone())).await;
    let step = bytes.len() / 4;
    for (turn, start) in (0..bytes.len()).step_by(step).enumerate() {
        let end = bytes.len().min(start + step);
        let at = if turn % 2 == 0 { &here } else { &there };
        let answer = at.patch(&path, start, bytes[start..end].to_vec()).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
    }
    // Asked of both at once it is judged, and kept, once.
    let (one, other) = tokio::join!(here.get(&path), there.get(&path));
    assert!(one.json::<Upload>().report.is_some());
    assert_eq!(one.body, other.body);
    assert_eq!(s3.names_of(id_of(&path)), ["sealed-whole"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_of_the_servers_own_disk_keeps_no_file_out_of_a_bucket() {
    let s3 = S3Server::start().await;
    let app = TestApp::start_set(|settings| {
        s3.use_in(settings);
        settings.keep_free = u64::MAX;
    })
    .await;
    let resident = app.resident("lin-jing").await;
    resident
        .announce(&Photo::of_social_card(testkit::sharp_photograph()))
        .await;
}
