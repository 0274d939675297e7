//! Documents as PDF: for whose they are, and for nobody else.

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
        "materials:\n  - { id: authorization_letter, name: 授权委托书, why: 测试用, pages: [{ id: page, label: 一页 }], \
         supply: [attach] }\n  - id: id_card\n",
    );
    app.edit_scenario(
        "materials: [{ id: id_card }]",
        "materials: [{ id: id_card }, { id: authorization_letter }]",
    );
    app.restarted().await
}

const LETTER: &str = "/api/v1/scenarios/unemployment/blanks/authorization_letter.pdf";

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
        "/api/v1/scenarios/unemployment/blanks/authorization_letter",
        "/api/v1/scenarios/nothing/blanks/authorization_letter.pdf",
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
