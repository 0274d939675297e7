//! Documents as PDF: for whose they are, and for nobody else.

use catalog::{Answers, Value};
use contract::case_action::ResidentAction;
use contract::document::BlankContent;
use contract::problem::Code;

use crate::test_app::{Answer, TestApp};

fn is_pdf(answer: &Answer, name: &str) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("cache-control"), "no-store");
    let disposition = format!("inline; filename=\"{name}.pdf\"");
    assert_eq!(answer.header("content-disposition"), disposition);
    assert!(answer.body.starts_with(b"%PDF-1.7"));
}

/// A scenario with a material that the resident writes herself.
async fn with_a_letter() -> TestApp {
    let app = TestApp::start().await;
    app.edit_scenario(
        "materials:\n  - id: id_card\n",
        "materials:\n  - { id: letter, name: 授权委托书, why: 测试用, pages: [{ id: page, label: 一页 }], \
         supply: [attach], blank: { authorisation: { principal: { name: name, phone: mobile }, \
         agent: { name: other } } } }\n  - id: id_card\n",
    );
    app.edit_scenario(
        "materials: [{ id: id_card }]",
        "materials: [{ id: id_card }, { id: letter }]",
    );
    app.edit_scenario(
        "fields: [{ id: name }, { id: mobile }]",
        "fields: [{ id: name }, { id: mobile }, { id: other, required: false }]",
    );
    app.edit_scenario(
        "\nfields:\n",
        "\nfields:\n  - { id: other, section: 代办, label: 代办人, kind: person_name }\n",
    );
    app.restarted().await
}

const LETTER: &str = "/api/v1/scenarios/unemployment/blanks/letter.pdf";

/// The words of a PDF without spaces, as Poppler reads them.
pub(crate) fn words_of(answer: &Answer) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, &answer.body).unwrap();
    let read = std::process::Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .output()
        .expect("apt-get install poppler-utils");
    assert!(read.status.success());
    let text = String::from_utf8(read.stdout).unwrap();
    text.split_whitespace().collect()
}

#[tokio::test]
async fn a_receipt_is_for_whose_case_it_is() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let receipt = format!("/api/v1/cases/{}/receipt.pdf", owner.case().await);
    is_pdf(&owner.get(&receipt).await, "receipt");
    assert_eq!(app.get(&receipt).await.code(), Code::SignInNeeded);
    let other = app.resident("zhou-hang").await;
    assert_eq!(other.get(&receipt).await.code(), Code::NotFound);
    let nowhere = owner.get("/api/v1/cases/39A4C7QKXW6T/receipt.pdf").await;
    assert_eq!(nowhere.code(), Code::NotFound);
}

#[tokio::test]
async fn the_same_case_gives_the_same_receipt_and_another_one_to_be_shown_around() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let receipt = format!("/api/v1/cases/{}/receipt.pdf", owner.case().await);
    let first = owner.get(&receipt).await;
    app.clock.move_on(3600);
    assert!(owner.get(&receipt).await.body == first.body);
    let shared = owner.get(&format!("{receipt}?shared=true")).await;
    is_pdf(&shared, "receipt");
    assert!(shared.body != first.body);
    let wrong = owner.get(&format!("{receipt}?shared=perhaps")).await;
    assert_eq!(wrong.code(), Code::Malformed);
}

#[tokio::test]
async fn a_blank_is_for_who_is_signed_in_and_for_a_material_of_the_scenario() {
    let app = with_a_letter().await;
    let resident = app.resident("lin-jing").await;
    is_pdf(&resident.get(LETTER).await, "authorisation");
    assert_eq!(app.get(LETTER).await.code(), Code::SignInNeeded);
    for not_here in [
        "/api/v1/scenarios/unemployment/blanks/heirs_agreement.pdf",
        "/api/v1/scenarios/unemployment/blanks/id_card.pdf",
        "/api/v1/scenarios/unemployment/blanks/letter",
        "/api/v1/scenarios/nothing/blanks/letter.pdf",
    ] {
        assert_eq!(
            resident.get(not_here).await.code(),
            Code::NotFound,
            "{not_here}"
        );
    }
}

#[tokio::test]
async fn another_person_s_blank_is_another_one() {
    let app = with_a_letter().await;
    let mine = app.resident("lin-jing").await.get(LETTER).await;
    let theirs = app.resident("zhou-hang").await.get(LETTER).await;
    assert!(mine.body != theirs.body);
}

#[tokio::test]
async fn without_fonts_documents_are_not_to_be_had_now_and_all_else_is() {
    let app = TestApp::start_without_fonts().await;
    let owner = app.resident("lin-jing").await;
    let number = owner.case().await;
    let receipt = owner
        .get(&format!("/api/v1/cases/{number}/receipt.pdf"))
        .await;
    assert_eq!(receipt.code(), Code::Unavailable);
    assert_eq!(
        owner.get(&format!("/api/v1/cases/{number}")).await.status,
        200
    );
}

#[tokio::test]
async fn a_blank_holds_what_the_phone_knows_and_nothing_that_is_no_value() {
    let app = with_a_letter().await;
    let resident = app.resident("lin-jing").await;
    let content = |fields: &[(&str, &str)]| BlankContent {
        region: "321000".to_owned(),
        answers: Answers::from([("leaving_reason", Value::from("contract_expired"))]),
        fields: fields
            .iter()
            .map(|(id, text)| ((*id).to_owned(), Value::from(*text)))
            .collect(),
    };
    let filled = content(&[("other", "周航"), ("mobile", "13900000009")]);
    let answer = resident.post(LETTER, "-", &filled).await;
    is_pdf(&answer, "authorisation");
    let words = words_of(&answer);
    for known in ["周航", "13900000009", "林静", "失业登记", "失业保险金申领"] {
        assert!(words.contains(known), "{known}: {words}");
    }
    // A name on record stands; what is no name or number is left to the pen.
    let wrong = content(&[("name", "别人"), ("mobile", "不是号码"), ("other", "")]);
    let words = words_of(&resident.post(LETTER, "-", &wrong).await);
    assert!(
        !words.contains("别人") && !words.contains("不是号码"),
        "{words}"
    );
    assert!(words.contains("林静"), "{words}");
    let huge = content(&[("other", &"林".repeat(300_000))]);
    assert_eq!(
        resident.post(LETTER, "-", &huge).await.code(),
        Code::TooLarge
    );
    let nobody = app.get(LETTER).await;
    assert_eq!(nobody.code(), Code::SignInNeeded);
}

#[tokio::test]
async fn a_receipt_is_a_picture_where_nothing_can_be_downloaded() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let picture = format!("/api/v1/cases/{}/receipt.png", owner.case().await);
    let answer = owner.get(&picture).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.starts_with(b"\x89PNG"));
    let shared = owner.get(&format!("{picture}?shared=true")).await;
    assert!(shared.body != answer.body);
    assert_eq!(app.get(&picture).await.code(), Code::SignInNeeded);
    let other = app.resident("zhou-hang").await;
    assert_eq!(other.get(&picture).await.code(), Code::NotFound);
}

/// The promise that every case of the fixture agrees to.
pub(crate) fn promise_of(number: &str) -> String {
    format!("/api/v1/cases/{number}/promises/truth.pdf")
}

#[tokio::test]
async fn a_promise_can_be_read_for_ever_by_who_gave_it() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = owner.case().await;
    let promise = promise_of(&number);
    let answer = owner.get(&promise).await;
    is_pdf(&answer, "promise");
    let words = words_of(&answer);
    let hash = catalog::load::sha256("承诺\n测试用\n告知\n属实\n后果".as_bytes());
    for said in [
        "告知",
        "属实",
        "后果",
        "林静",
        "2026-11-01",
        "2026年11月20日10时00分",
        &hash,
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(words.contains("勾选确认"), "{words}");
    let shared = words_of(&owner.get(&format!("{promise}?shared=true")).await);
    assert!(
        !shared.contains("林静") && shared.contains("*静"),
        "{shared}"
    );
    assert_eq!(app.get(&promise).await.code(), Code::SignInNeeded);
    let other = app.resident("zhou-hang").await;
    assert_eq!(other.get(&promise).await.code(), Code::NotFound);
    for nothing in ["truth", "untruth.pdf", "%2e%2e.pdf"] {
        let path = format!("/api/v1/cases/{number}/promises/{nothing}");
        assert_eq!(owner.get(&path).await.code(), Code::NotFound, "{nothing}");
    }
}

#[tokio::test]
async fn what_was_undone_has_no_documents() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = owner.case().await;
    let undone = owner.act(&number, "undo", ResidentAction::Undo).await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    for document in [
        format!("/api/v1/cases/{number}/receipt.pdf"),
        format!("/api/v1/cases/{number}/receipt.png"),
        format!("/api/v1/cases/{number}/results/registration.pdf"),
        promise_of(&number),
    ] {
        assert_eq!(
            owner.get(&document).await.code(),
            Code::NotFound,
            "{document}"
        );
    }
}
