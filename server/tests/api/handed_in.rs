//! An application as it was handed in, and its files: for whose they are.

use axum::body::Body;
use axum::http::Method;
use contract::handed_in::HandedIn;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::resident::{Photo, Resident, attached};
use crate::test_app::{Answer, TestApp};

/// A case with a photograph of the social card; its number, the file, and its bytes.
async fn with_a_picture(resident: &Resident<'_>) -> (String, String, Vec<u8>) {
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let bytes = photo.bytes.clone();
    let file = resident.upload(photo).await;
    let submission = resident
        .submission("contract_expired", attached(&file, false))
        .await;
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let case: contract::case::Case = answer.json();
    (case.number, file, bytes)
}

async fn range(resident: &Resident<'_>, path: &str, range: &str) -> Answer {
    let request = resident.tus(Method::GET, path).header("range", range);
    resident.send(request, Body::empty()).await
}

#[tokio::test]
async fn the_applicant_reads_it_in_words_with_numbers_masked() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let (number, file, _) = with_a_picture(&resident).await;
    let path = format!("/api/v1/cases/{number}/application");
    let shown: HandedIn = resident.get(&path).await.json();
    let line = |id: &str| {
        let mut lines = shown.fields.iter().flat_map(|group| &group.lines);
        lines.find(|line| line.id == id).unwrap().value.as_str()
    };
    assert_eq!(shown.answers[0].label, "离开原因");
    assert_eq!(shown.answers[0].value, "合同到期");
    let titles: Vec<&str> = shown.fields.iter().map(|group| &*group.title).collect();
    assert_eq!(titles, ["身份", "联系", "账户"]);
    assert_eq!(line("name"), "林静");
    assert!(line("mobile").contains("****"), "{}", line("mobile"));
    assert!(line("payout_account").contains('*'));
    assert!(!line("payout_account").contains("620000000000"));
    let card = &shown.materials[1];
    assert_eq!(card.name, "社会保障卡");
    assert_eq!(card.pages[0].name, "卡面");
    assert_eq!(card.pages[0].file, file);
    assert_eq!(card.pages[0].media_type, "image/jpeg");
    assert_eq!(card.pages[0].report, None);
    assert_eq!(shown.agreed[0].title, "承诺");
    assert!(!shown.agreed[0].is_promise);
}

#[tokio::test]
async fn it_is_nobody_else_s() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let (number, file, _) = with_a_picture(&owner).await;
    let other = app.resident("zhou-hang").await;
    for path in [
        format!("/api/v1/cases/{number}/application"),
        format!("/api/v1/cases/{number}/files/{file}"),
    ] {
        assert_eq!(other.get(&path).await.code(), Code::NotFound);
        assert_eq!(app.get(&path).await.code(), Code::SignInNeeded);
    }
    // One's own file, by way of another's case, or of none.
    let own = other.upload(Photo::of_social_card(testkit::sharp_photograph()));
    let own = own.await;
    let path = format!("/api/v1/cases/{number}/files/{own}");
    assert_eq!(other.get(&path).await.code(), Code::NotFound);
    assert_eq!(owner.get(&path).await.code(), Code::NotFound);
}

#[tokio::test]
async fn a_file_is_sent_whole_or_by_range_and_kept_nowhere() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let (number, file, bytes) = with_a_picture(&resident).await;
    let path = format!("/api/v1/cases/{number}/files/{file}");
    let whole = resident.get(&path).await;
    assert_eq!((whole.status.as_u16(), &whole.body), (200, &bytes));
    for (name, value) in [
        ("content-type", "image/jpeg"),
        (
            "content-disposition",
            "inline; filename=\"social_card-face.jpeg\"",
        ),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(whole.header(name), value);
    }
    let length = bytes.len();
    let part = range(&resident, &path, "bytes=10-19").await;
    assert_eq!(part.status, 206);
    assert_eq!(part.body, bytes[10..20]);
    assert_eq!(
        part.header("content-range"),
        format!("bytes 10-19/{length}")
    );
    let end = range(&resident, &path, "bytes=-7").await;
    assert_eq!(end.body, bytes[length - 7..]);
    let several = range(&resident, &path, "bytes=0-1,4-5").await;
    assert_eq!((several.status.as_u16(), several.body.len()), (200, length));
    let behind = range(&resident, &path, &format!("bytes={length}-")).await;
    assert_eq!(
        (behind.status.as_u16(), behind.code()),
        (416, Code::Malformed)
    );
    assert_eq!(behind.header("content-range"), format!("bytes */{length}"));
}
