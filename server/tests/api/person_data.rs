//! What is held about a person is taken along, and erased where no law keeps it; and what is kept no longer goes.

use archive::{Archive, Budget};
use axum::body::Body;
use axum::http::Method;
use contract::case::Case;
use contract::case_action::ResidentAction;
use contract::personal_data::{DataKind, Erased, HeldData, KeptBecause};
use contract::problem::Code;
use precheck_testkit as testkit;
use serde_json::Value;
use server::upkeep;

use crate::migrations::count;
use crate::office::Decision;
use crate::resident::{Photo, Resident, attached};
use crate::test_app::{Answer, TestApp};
use crate::test_database;

const DAY: i64 = 24 * 3600;
const WORDS: &str = "我的档案还在原单位";

async fn erase(resident: &Resident<'_>) -> Answer {
    let request = resident.tus(Method::POST, "/api/v1/person/data/erasure");
    resident.send(request, Body::empty()).await
}

async fn picture(resident: &Resident<'_>, bytes: Vec<u8>) -> String {
    resident.upload(Photo::of_social_card(bytes)).await
}

/// A case with a photograph.
async fn hand_in(resident: &Resident<'_>) -> String {
    let file = picture(resident, testkit::sharp_photograph()).await;
    let submission = resident.submission("contract_expired", attached(&file, false));
    let answer = resident.post("/api/v1/cases", "k", &submission.await).await;
    answer.json::<Case>().number
}

/// The same, with a question that is not answered yet.
async fn handed_in(resident: &Resident<'_>) -> String {
    let number = hand_in(resident).await;
    let ask = ResidentAction::Ask {
        service: None,
        text: WORDS.to_owned(),
    };
    assert_eq!(resident.act(&number, "q", ask).await.status, 200);
    number
}

#[tokio::test]
async fn all_that_is_held_comes_in_one_archive_and_nothing_of_anybody_else() {
    let app = TestApp::start().await;
    let other = app.resident("zhou-hang").await;
    let of_other = handed_in(&other).await;
    let resident = app.resident("lin-jing").await;
    let number = handed_in(&resident).await;
    let unused = picture(&resident, testkit::blurred_photograph()).await;
    let answer = resident.get("/api/v1/person/data/export.zip").await;
    assert_eq!(answer.header("content-type"), "application/zip");
    let archive = Archive::read(&answer.body);
    assert!(archive.is_complete());
    let names: Vec<String> = archive
        .members()
        .map(|one| String::from_utf8(one.name.to_vec()).unwrap())
        .collect();
    assert_eq!(names.len(), 4, "{names:?}");
    let read = |name: &str| {
        let member = archive.find(name.as_bytes()).unwrap();
        member.content(&mut Budget::new()).unwrap()
    };
    let case = format!("cases/{number}/");
    let json: Value = serde_json::from_slice(&read(&format!("{case}case.json"))).unwrap();
    let kept = &json["kept"];
    assert_eq!(kept["application"]["fields"]["name"], "林静");
    let words = kept["words"].as_object().unwrap();
    assert!(words.values().any(|text| text == WORDS));
    assert!(kept["events"].as_array().unwrap().len() >= 2);
    let about: Value = serde_json::from_slice(&read("about-me.json")).unwrap();
    assert_eq!(about["person"]["name"], "林静");
    let number_of_her = about["person"]["number"].as_str().unwrap();
    assert_eq!(number_of_her.len(), 18);
    let bytes = |part: &str| {
        let name = names.iter().find(|name| name.contains(part));
        read(name.unwrap())
    };
    assert!(bytes(&format!("{case}social_card-face-")) == testkit::sharp_photograph());
    let not_handed_in = format!("not-handed-in/social_card-face-{unused}");
    assert!(bytes(&not_handed_in) == testkit::blurred_photograph());
    let strange = answer
        .body
        .windows(12)
        .any(|window| window == of_other.as_bytes());
    assert!(!strange, "a case of somebody else is in it");
    // It is much to read: not again and again.
    let mut again = 200;
    for _ in 0..6 {
        again = resident
            .get("/api/v1/person/data/export.zip")
            .await
            .status
            .as_u16();
    }
    assert_eq!(again, 429);
}

#[tokio::test]
async fn what_no_law_keeps_is_erased_and_what_is_kept_is_named_with_its_reason() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = handed_in(&resident).await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let unused = picture(&resident, testkit::blurred_photograph()).await;
    let held: HeldData = resident.get("/api/v1/person/data").await.json();
    let answer = erase(&resident).await;
    let done: Erased = answer.json();
    assert_eq!(held.kinds.len(), done.erased.len() + done.kept.len());
    let kept: Vec<_> = done
        .kept
        .iter()
        .map(|one| (one.kind, one.count, one.kept_because))
        .collect();
    assert_eq!(
        kept,
        [
            (DataKind::OpenCases, 1, Some(KeptBecause::Undecided)),
            (DataKind::Trail, 1, Some(KeptBecause::Logged)),
        ]
    );
    let erased: Vec<_> = done.erased.iter().map(|one| one.kind).collect();
    assert!(erased.contains(&DataKind::Sessions) && erased.contains(&DataKind::UnusedFiles));
    // She is signed out, here and everywhere.
    assert!(
        answer.header("set-cookie").contains("Max-Age=0"),
        "{}",
        answer.header("set-cookie")
    );
    let closed = resident.get("/api/v1/person/data").await;
    assert_eq!(closed.code(), Code::SignInNeeded);
    let folder = app.folder.path().join("data/files").join(&unused[..2]);
    let left = std::fs::read_dir(folder).map_or(0, Iterator::count);
    assert_eq!(left, 0);
    let again = app.resident("lin-jing").await;
    assert_eq!(again.shown(&number).await.number, number);
    let gone = again.get(&format!("/api/v1/uploads/{unused}")).await;
    assert_eq!(gone.code(), Code::NotFound);
}

#[tokio::test]
async fn of_somebody_without_a_case_nothing_is_left_not_even_a_key() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    picture(&resident, testkit::blurred_photograph()).await;
    let mut db = app.database().await;
    let keys = count(&mut db, "data_keys").await;
    let done: Erased = erase(&resident).await.json();
    assert!(done.kept.is_empty(), "{done:?}");
    assert_eq!(count(&mut db, "data_keys").await, keys - 1);
    for table in [
        "uploads",
        "sessions",
        "proactive_notices",
        "proven_people",
        "cases",
    ] {
        assert_eq!(count(&mut db, table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_is_kept_no_longer_is_counted_first_and_then_gone() {
    let app = TestApp::start_set(|settings| settings.retention.closed_cases = Some(30)).await;
    let resident = app.resident("lin-jing").await;
    let number = hand_in(&resident).await;
    let withdrawn = resident
        .act(&number, "w", ResidentAction::WithdrawAll)
        .await;
    assert_eq!(withdrawn.status, 200, "{}", withdrawn.text());
    let other = app.resident("zhou-hang").await;
    let open = other.case().await;
    picture(&other, testkit::blurred_photograph()).await;
    let mut settings = app.settings();
    settings.retention.closed_cases = Some(30);
    settings.database = test_database::of(app.folder.path()).await;
    settings.encryption.master_key = Some(settings.data.join("master.key"));
    let due = async || {
        let due = upkeep::retention(&settings, &app.clock, true)
            .await
            .unwrap();
        let some = due.into_iter().filter(|one| one.count > 0);
        some.map(|one| (one.kind, one.count)).collect::<Vec<_>>()
    };
    assert_eq!(due().await, []);
    app.clock.move_on(31 * DAY);
    let counted = due().await;
    for expected in [
        ("closed cases", 1),
        ("files of no case", 1),
        ("ended sessions", 2),
    ] {
        assert!(counted.contains(&expected), "{counted:?}");
    }
    // Counting has changed nothing.
    assert_eq!(due().await, counted);
    app.server.cleanup().await;
    assert_eq!(due().await, []);
    let mut db = app.database().await;
    assert_eq!(count(&mut db, "cases").await, 1);
    assert_eq!(count(&mut db, "uploads").await, 0);
    let again = app.resident("zhou-hang").await;
    assert_eq!(again.shown(&open).await.number, open);
    let gone = app.resident("lin-jing").await;
    let path = format!("/api/v1/cases/{number}");
    assert_eq!(gone.get(&path).await.code(), Code::NotFound);
}
