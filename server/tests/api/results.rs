//! Results: printed for whose they are, verified by anyone, and by nobody who has none.

use casework::event::Ground;
use contract::case_action::ResidentAction;
use contract::document::{Validity, Verified, printed_code, read_code};
use contract::office_action::OfficeAction;
use contract::problem::Code;
use sqlx::{Executor, Row};

use crate::documents::words_of;
use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::TestApp;

/// A case of which one service is granted; its number.
async fn granted(app: &TestApp, resident: &Resident<'_>) -> String {
    let number = resident.case().await;
    app.decide(&number, "registration", "1", &Decision::Accept)
        .await;
    app.clock.move_on(3600);
    let grant = Decision::Grant {
        result: "准予登记，明天起算".to_owned(),
    };
    let answer = app.decide(&number, "registration", "2", &grant).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    number
}

fn result_of(number: &str, file: &str) -> String {
    format!("/api/v1/cases/{number}/results/{file}")
}

/// The code that stands on a printed result.
pub(crate) fn code_in(words: &str) -> String {
    let (_, rest) = words.split_once("核验码").unwrap();
    let code: String = rest.chars().take(23).collect();
    read_code(&code).unwrap_or_else(|| panic!("{code} is no code"))
}

fn verify(code: &str) -> String {
    format!("/api/v1/verify/{code}")
}

#[tokio::test]
async fn a_result_is_verified_by_its_code_without_a_word_of_the_person() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = granted(&app, &owner).await;
    let result = result_of(&number, "registration.pdf");
    let printed = owner.get(&result).await;
    assert_eq!(printed.header("content-type"), "application/pdf");
    assert_eq!(
        printed.header("content-disposition"),
        "inline; filename=\"result.pdf\""
    );
    let words = words_of(&printed);
    for said in [
        "失业登记办理结果通知书",
        "准予登记，明天起算",
        "公共就业服务机构",
        "2026年11月20日",
        "演示系统出具，不具有法律效力",
        "林静",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let code = code_in(&words);
    // Whoever holds the paper need not sign in.
    let answer = app.get(&verify(&code)).await;
    let found: Verified = answer.json();
    assert_eq!(
        found,
        Verified {
            number: format!("{number}-1"),
            title: "失业登记办理结果通知书".to_owned(),
            office: "公共就业服务机构".to_owned(),
            day: "2026-11-20".to_owned(),
            validity: Validity::Valid,
            demo: true,
        }
    );
    assert!(!answer.text().contains("林静") && !answer.text().contains("lin-jing"));
    let typed = printed_code(&code).to_lowercase();
    assert_eq!(app.get(&verify(&typed)).await.json::<Verified>(), found);
    // The same paper again, and as a picture.
    assert!(owner.get(&result).await.body == printed.body);
    let picture = owner.get(&result_of(&number, "registration.png")).await;
    assert!(picture.body.starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn what_became_of_a_result_is_seen_and_it_is_printed_no_more() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = granted(&app, &owner).await;
    let result = result_of(&number, "registration.pdf");
    let code = code_in(&words_of(&owner.get(&result).await));
    let surrender = ResidentAction::Surrender {
        service: "registration".to_owned(),
    };
    let answer = owner.act(&number, "back", surrender).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let found: Verified = app.get(&verify(&code)).await.json();
    assert_eq!(found.validity, Validity::Surrendered);
    assert_eq!(owner.get(&result).await.code(), Code::NotFound);
}

#[tokio::test]
async fn a_result_that_was_revoked_is_seen_to_be_and_printed_no_more() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = granted(&app, &owner).await;
    let result = result_of(&number, "registration.pdf");
    let code = code_in(&words_of(&owner.get(&result).await));
    let revoke = OfficeAction::Revoke {
        service: "registration".to_owned(),
        ground: Ground::FalseMaterial,
        reason: "材料不属实".to_owned(),
    };
    app.done(&number, "revoke", revoke).await;
    let answer = app.get(&verify(&code)).await;
    assert_eq!(answer.json::<Verified>().validity, Validity::Revoked);
    assert!(!answer.text().contains("不属实"));
    assert_eq!(owner.get(&result).await.code(), Code::NotFound);
}

#[tokio::test]
async fn a_result_is_for_whose_it_is_and_only_where_something_was_granted() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = granted(&app, &owner).await;
    let result = result_of(&number, "registration.pdf");
    assert_eq!(app.get(&result).await.code(), Code::SignInNeeded);
    let other = app.resident("zhou-hang").await;
    assert_eq!(other.get(&result).await.code(), Code::NotFound);
    for nothing in [
        "benefit.pdf",
        "registration",
        "registration.exe",
        "nothing.pdf",
        "%2e%2e.pdf",
    ] {
        let answer = owner.get(&result_of(&number, nothing)).await;
        assert_eq!(answer.code(), Code::NotFound, "{nothing}");
    }
}

#[tokio::test]
async fn a_code_that_was_never_printed_is_found_by_nobody_and_asked_for_no_more_than_a_minute_bears()
 {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let number = granted(&app, &owner).await;
    let code = code_in(&words_of(
        &owner.get(&result_of(&number, "registration.pdf")).await,
    ));
    // The database has a sum of it, and not the code.
    let mut database = app.database().await;
    let kept = database
        .fetch_all("SELECT code FROM result_documents")
        .await;
    let kept: Vec<Vec<u8>> = kept.unwrap().iter().map(|row| row.get(0)).collect();
    assert_eq!(kept.len(), 1);
    assert!(
        !kept[0]
            .windows(5)
            .any(|part| code.as_bytes().starts_with(part))
    );
    let other = if code.ends_with('3') { '4' } else { '3' };
    let near = [&code[..code.len() - 1], &other.to_string()].concat();
    for wrong in [&*near, "39A4C7QKXW6T", "0", "%00", "..%2f..%2fcases"] {
        assert_eq!(
            app.get(&verify(wrong)).await.code(),
            Code::NotFound,
            "{wrong}"
        );
    }
    let mut refused = None;
    for _ in 0..60 {
        let answer = app.get(&verify(&near)).await;
        if answer.status == 429 {
            refused = Some(answer.code());
            break;
        }
    }
    assert_eq!(refused, Some(Code::TooMany));
    app.clock.move_on(60);
    assert_eq!(app.get(&verify(&code)).await.status, 200);
}
