//! 补正: asked for once, answered once, and the promised time waits meanwhile.

use std::collections::BTreeMap;

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use casework::{Invalid, Refusal};
use catalog::application::ProblemCode;
use catalog::field_check::FieldProblem;
use catalog::{CorrectionReason, Value};
use contract::case::{Case, ServiceState};
use contract::case_action::{Correction, ResidentAction, ResidentCommand};
use contract::office_action::OfficeAction;
use contract::ops::OpsCaseDetail;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::case_actions::refused;
use crate::office::{Decision, SEEN_ALL, WHOLE};
use crate::resident::{Photo, Resident, attached};
use crate::subjects::{batch, born};
use crate::test_app::{Answer, TestApp};

const DAY: i64 = 24 * 3600;

/// An office asks for these of a service.
pub(crate) fn asking_for<const N: usize>(
    service: &str,
    subjects: [CorrectionSubject; N],
) -> OfficeAction {
    let item = |of| CorrectionItem {
        of,
        reasons: vec![CorrectionReason::R13],
        remedy: Remedy::FillInAgain,
    };
    OfficeAction::AskCorrection {
        service: service.to_owned(),
        items: subjects.map(item).into(),
        note: "请核对".to_owned(),
    }
}

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

/// Answers what was asked of a service, by who has seen everything.
pub(crate) async fn correct(
    resident: &Resident<'_>,
    number: &str,
    key: &str,
    service: &str,
    correction: Correction,
) -> Answer {
    let action = ResidentAction::Correct {
        service: service.to_owned(),
        correction,
    };
    let command = ResidentCommand {
        seen: SEEN_ALL,
        action,
    };
    let path = format!("/api/v1/cases/{number}/actions");
    resident.post(&path, key, &command).await
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
    let answer = correct(&resident, &number, "c", "benefit", correction.clone()).await;
    let case: Case = answer.json();
    let service = &case.services[1];
    assert_eq!(service.state, ServiceState::Accepted);
    // Asked on Wed 25 November with 4 workdays left until 1 December; answered on Wed 2 December.
    assert_eq!(service.due.as_deref(), Some("2026-12-08"));
    assert_eq!(
        case.materials[1].supplied,
        correction.materials["social_card"]
    );
    let again = correct(&resident, &number, "c", "benefit", correction.clone()).await;
    assert_eq!(again.body, answer.body);
    let more = correct(&resident, &number, "d", "benefit", correction).await;
    let wrong = Refusal::WrongState(ServiceState::Accepted);
    assert_eq!(refused(&more), wrong);
}

#[tokio::test]
async fn what_was_asked_for_must_be_answered() {
    let app = TestApp::start().await;
    let number = case_to_correct(&app).await;
    let resident = app.resident("lin-jing").await;
    let nothing = Correction::default();
    let answer = correct(&resident, &number, "c", "benefit", nothing).await;
    let problem = answer.problem();
    assert_eq!(problem.errors[0].path, "/materials/social_card");
    assert_eq!(problem.errors[0].code, ProblemCode::MaterialUndecided);
}

#[tokio::test]
async fn nobody_corrects_what_was_not_asked_for_or_is_not_theirs() {
    let app = TestApp::start().await;
    let number = case_to_correct(&app).await;
    let (nothing, resident) = (Correction::default(), app.resident("lin-jing").await);
    let answer = correct(&resident, &number, "c", "registration", nothing.clone()).await;
    let wrong = Refusal::WrongState(ServiceState::Submitted);
    assert_eq!(refused(&answer), wrong);
    let other = app.resident("zhou-hang").await;
    let answer = correct(&other, &number, "c", "benefit", nothing).await;
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

#[tokio::test]
async fn a_field_and_a_picture_are_corrected_in_one_answer() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    app.clock.move_on(601);
    let card = CorrectionSubject::Material("social_card".to_owned());
    let account = CorrectionSubject::Field("payout_account".to_owned());
    let ask = asking_for("benefit", [card, account]);
    app.done(&number, "b", ask).await;
    let file = resident
        .upload(Photo::of_social_card(testkit::sharp_photograph()))
        .await;
    let card = attached(&file, false).unwrap();
    let with = |field: &str, value: &str| ResidentAction::Correct {
        service: "benefit".to_owned(),
        correction: Correction {
            materials: [("social_card".to_owned(), card.clone())].into(),
            fields: [(field.to_owned(), Value::from(value))].into(),
            note: "已补拍".to_owned(),
            ..Correction::default()
        },
    };
    let number = &*number;
    let codes = async |key: &str, field: &str, value: &str| {
        let problem = resident
            .act(number, key, with(field, value))
            .await
            .problem();
        let errors = problem.errors.into_iter();
        errors.map(|one| (one.path, one.code)).collect::<Vec<_>>()
    };
    let missing = ProblemCode::Field(FieldProblem::Missing);
    let no_way = ProblemCode::WayNotAllowed;
    let unknown = codes("c", "unheard_of", "1").await;
    assert_eq!(
        unknown,
        [
            ("/fields/payout_account".to_owned(), missing),
            ("/fields/unheard_of".to_owned(), no_way),
        ]
    );
    assert_eq!(codes("d", "payout_account", "1").await.len(), 1);
    let account = "6200 0000 0000 0000 018";
    let answer = resident.act(number, "e", with("payout_account", account));
    let case: Case = answer.await.json();
    assert_eq!(case.services[1].state, ServiceState::Accepted);
    assert!(case.services[1].to_correct.is_empty());
    let said = case
        .events
        .iter()
        .rev()
        .find_map(|event| event.text.as_deref());
    assert_eq!(said, Some("已补拍"));
    let again = resident.act(number, "f", with("payout_account", account));
    let wrong = Refusal::WrongState(ServiceState::Accepted);
    assert_eq!(refused(&again.await), wrong);
    // The paper was one that follows: it is here now, and nothing lapses for the want of it.
    app.clock.move_on(61 * DAY);
    app.server.sweep().await;
    let later = app.resident("lin-jing").await.shown(number).await;
    assert_eq!(later.services[1].state, ServiceState::Accepted);
}

#[tokio::test]
async fn a_corrected_number_changes_what_it_says_of_its_row() {
    let app = TestApp::start().await;
    let clerk = app.resident("qian-minghui").await;
    let case: Case = batch(&clerk, "a", &[101, 103]).await.json();
    let path = format!("/ops/v1/cases/{}", case.number);
    let days = async || {
        let detail: OpsCaseDetail = app.office_get(WHOLE, &path).await.json();
        let groups = detail.application.fields.into_iter();
        let lines = groups.flat_map(|group| group.lines);
        let days = lines.filter(|line| line.label == "出生日期");
        days.map(|line| line.value).collect::<Vec<_>>()
    };
    let before = days().await;
    assert_eq!(before.len(), 2);
    assert_eq!(before[0], before[1]);
    app.clock.move_on(601);
    let accept = Decision::Accept.about("registration");
    app.done(&case.number, "1", accept).await;
    let field = "id_number-employees-r103".to_owned();
    let ask = asking_for("registration", [CorrectionSubject::Field(field.clone())]);
    app.done(&case.number, "2", ask).await;
    let mut correction = Correction::default();
    let other = Value::from(born("1991-03-05", 103).as_str());
    correction.fields.insert(field, other);
    let answer = correct(&clerk, &case.number, "c", "registration", correction).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let after = days().await;
    assert_eq!(after[0], before[0], "another row");
    assert!(
        after[1].contains("1991") && after[1] != before[1],
        "{after:?}"
    );
}
