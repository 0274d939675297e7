//! 补正: asked for once, answered once, and the promised time waits meanwhile.

use std::collections::BTreeMap;

use casework::{Invalid, Refusal};
use catalog::application::ProblemCode;
use contract::case::{Case, ServiceState};
use contract::case_action::Correction;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::office::Decision;
use crate::resident::{Photo, attached};
use crate::test_app::TestApp;

const DAY: i64 = 24 * 3600;

/// A case whose benefit service asks for the social card, three workdays after it was handed in.
async fn case_to_correct(app: &TestApp) -> String {
    let number = app.resident("lin-jing").await.case().await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    app.clock.move_on(5 * DAY);
    let ask = Decision::Correct {
        message: "请补拍社会保障卡卡面".to_owned(),
        materials: vec!["social_card".to_owned()],
        reasons: BTreeMap::new(),
    };
    let answer = app.decide(&number, "benefit", "b", &ask).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    number
}

fn path(number: &str, service: &str) -> String {
    format!("/api/v1/cases/{number}/services/{service}/correction")
}

#[tokio::test]
async fn a_correction_brings_the_lane_back_with_the_time_that_was_left() {
    let app = TestApp::start().await;
    let number = case_to_correct(&app).await;
    let resident = app.resident("lin-jing").await;
    let case: Case = resident
        .get(&format!("/api/v1/cases/{number}"))
        .await
        .json();
    assert_eq!(case.services[1].due, None);
    app.clock.move_on(7 * DAY);
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let mut correction = Correction {
        note: "已补拍".to_owned(),
        ..Correction::default()
    };
    correction
        .materials
        .extend(attached(&file, false).map(|card| ("social_card".to_owned(), card)));
    let answer = resident
        .post(&path(&number, "benefit"), "c", &correction)
        .await;
    let case: Case = answer.json();
    let service = &case.services[1];
    assert_eq!(service.state, ServiceState::Accepted);
    // Asked on Wed 25 November with 4 workdays left until 1 December; answered on Wed 2 December.
    assert_eq!(service.due.as_deref(), Some("2026-12-08"));
    assert_eq!(service.events.len(), 4);
    assert_eq!(
        case.materials[1].supplied,
        correction.materials["social_card"]
    );
    let again = resident
        .post(&path(&number, "benefit"), "c", &correction)
        .await;
    assert_eq!(again.body, answer.body);
    let more = resident
        .post(&path(&number, "benefit"), "d", &correction)
        .await;
    assert_eq!(more.code(), Code::WrongState);
}

#[tokio::test]
async fn what_was_asked_for_must_be_answered() {
    let app = TestApp::start().await;
    let number = case_to_correct(&app).await;
    let resident = app.resident("lin-jing").await;
    let nothing = Correction::default();
    let answer = resident
        .post(&path(&number, "benefit"), "c", &nothing)
        .await;
    let problem = answer.problem();
    assert_eq!(problem.errors[0].path, "/materials/social_card");
    assert_eq!(problem.errors[0].code, ProblemCode::MaterialUndecided);
}

#[tokio::test]
async fn nobody_corrects_what_was_not_asked_for_or_is_not_theirs() {
    let app = TestApp::start().await;
    let number = case_to_correct(&app).await;
    let (nothing, resident) = (Correction::default(), app.resident("lin-jing").await);
    let answer = resident
        .post(&path(&number, "registration"), "c", &nothing)
        .await;
    assert_eq!(answer.code(), Code::WrongState);
    let other = app.resident("zhou-hang").await;
    let answer = other.post(&path(&number, "benefit"), "c", &nothing).await;
    assert_eq!(answer.code(), Code::NotFound);
}

#[tokio::test]
async fn an_office_asks_only_for_materials_of_the_case() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let ask = Decision::Correct {
        message: "请补".to_owned(),
        materials: vec!["unheard_of".to_owned()],
        reasons: BTreeMap::new(),
    };
    let answer = app.decide(&number, "benefit", "b", &ask).await;
    let refusal = answer.problem().refusal;
    assert_eq!(refusal, Some(Refusal::Invalid(Invalid::NotOfThisCase)));
}
