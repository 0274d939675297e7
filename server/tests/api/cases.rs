//! Handing in, from both sides of the line: who is entitled, who is not, and who does it twice.

use catalog::application::{Problem, ProblemCode};
use catalog::{Supplied, Value};
use contract::case::{Case, CasePage, ServiceState};
use contract::case_event::CaseEventKind;
use contract::person::Eligibility;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::resident::{Photo, attached};
use crate::test_app::TestApp;

#[tokio::test]
async fn the_entitled_gets_a_lane_for_each_service_with_its_promised_day() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let submission = resident
        .submission("contract_expired", attached(&file, false))
        .await;
    let case: Case = resident
        .post("/api/v1/cases", "k", &submission)
        .await
        .json();
    let services: Vec<_> = case
        .services
        .iter()
        .map(|service| {
            (
                service.service.as_str(),
                service.due.as_deref().unwrap(),
                service.due_exact,
            )
        })
        .collect();
    assert_eq!(
        services,
        [
            ("registration", "2026-11-20", true),
            ("benefit", "2026-12-01", true)
        ]
    );
    assert!(
        case.services
            .iter()
            .all(|service| service.state == ServiceState::Submitted)
    );
    assert_eq!(case.events[0].what, CaseEventKind::Submitted);
    assert_eq!(case.automatic, ["代缴职工医保"]);
    // The e-licence answered by itself.
    assert_eq!(case.materials[0].supplied, Supplied::Licence);
    assert_eq!(case.submitted_at, "2026-11-20T10:00:00+08:00");
    let eligibility: Eligibility = resident
        .get("/api/v1/eligibility/unemployment")
        .await
        .json();
    let open: Vec<_> = eligibility.open.iter().map(|one| &one.case).collect();
    assert_eq!(open.len(), 1);
    assert_eq!((&open[0].number, &open[0].of), (&case.number, &None));
}

#[tokio::test]
async fn who_resigned_is_registered_and_no_more() {
    let app = TestApp::start().await;
    let resident = app.resident("zhou-hang").await;
    let submission = resident.submission("resigned", None).await;
    let case: Case = resident
        .post("/api/v1/cases", "k", &submission)
        .await
        .json();
    assert_eq!(case.services.len(), 1);
    assert_eq!(case.services[0].name, "失业登记");
    assert!(case.automatic.is_empty());
}

#[tokio::test]
async fn the_registers_word_counts_not_that_of_the_request() {
    let app = TestApp::start().await;
    let resident = app.resident("wu-guifang").await;
    let mut submission = resident.submission("contract_expired", None).await;
    // Insured for 11 months by the register; the request claims 60 and another name.
    let application = &mut submission.application;
    application.answers.set("insured_months", Value::Number(60));
    application
        .fields
        .insert("name".into(), Value::from("张三"));
    let case: Case = resident
        .post("/api/v1/cases", "k", &submission)
        .await
        .json();
    assert_eq!(case.services.len(), 1);
}

#[tokio::test]
async fn everything_that_is_missing_is_told_at_once_with_its_path() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let mut submission = resident.submission("contract_expired", None).await;
    submission.application.agreed.clear();
    submission.application.sensitive_consent = false;
    submission.application.fields.clear();
    let problem = resident
        .post("/api/v1/cases", "k", &submission)
        .await
        .problem();
    assert_eq!(problem.code, Code::ApplicationInvalid);
    let paths: Vec<_> = problem.errors.iter().map(|error| &*error.path).collect();
    assert_eq!(
        paths,
        [
            "/fields/payout_account",
            "/materials/social_card",
            "/agreed/truth",
            "/sensitive_consent"
        ]
    );
}

#[tokio::test]
async fn a_blurred_photograph_passes_only_to_a_clerk() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::blurred_photograph());
    let file = resident.upload(photo).await;
    let plain = resident
        .submission("contract_expired", attached(&file, false))
        .await;
    let problem = resident.post("/api/v1/cases", "a", &plain).await.problem();
    let refused = Problem {
        path: "/materials/social_card/face".to_owned(),
        code: ProblemCode::FileRefused,
    };
    assert_eq!(problem.errors, [refused]);
    let flagged = resident
        .submission("contract_expired", attached(&file, true))
        .await;
    assert_eq!(
        resident.post("/api/v1/cases", "b", &flagged).await.status,
        201
    );
}

#[tokio::test]
async fn a_file_that_is_not_there_not_whole_or_not_ones_own_is_missing() {
    let app = TestApp::start().await;
    let photo = || Photo::of_social_card(testkit::sharp_photograph());
    let others = app.resident("zhou-hang").await.upload(photo()).await;
    let resident = app.resident("lin-jing").await;
    let path = resident.announce(&photo()).await;
    let unfinished = path.rsplit('/').next().unwrap();
    for file in [&*others, unfinished, "../../etc/passwd", ""] {
        let submission = resident
            .submission("contract_expired", attached(file, true))
            .await;
        let problem = resident.post("/api/v1/cases", file, &submission).await;
        if file.is_empty() {
            // No key, no write.
            assert_eq!(problem.code(), Code::Malformed);
        } else {
            assert_eq!(problem.problem().errors[0].code, ProblemCode::FileMissing);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_tap_makes_one_case() {
    let app = TestApp::start().await;
    let resident = app.resident("zhou-hang").await;
    let submission = resident.submission("resigned", None).await;
    let tap = || resident.post("/api/v1/cases", "tap", &submission);
    let (one, two, three) = tokio::join!(tap(), tap(), tap());
    assert_eq!(one.status, 201);
    assert_eq!(one.body, two.body);
    assert_eq!(one.body, three.body);
    let page: CasePage = resident.get("/api/v1/cases").await.json();
    assert_eq!(page.items.len(), 1);
}

#[tokio::test]
async fn two_keys_make_no_second_case_while_one_is_open() {
    let app = TestApp::start().await;
    let resident = app.resident("zhou-hang").await;
    let submission = resident.submission("resigned", None).await;
    resident.post("/api/v1/cases", "one", &submission).await;
    let second = resident.post("/api/v1/cases", "two", &submission).await;
    assert_eq!(second.code(), Code::CaseOpen);
}

#[tokio::test]
async fn a_key_stands_for_one_content() {
    let app = TestApp::start().await;
    let resident = app.resident("zhou-hang").await;
    let mut submission = resident.submission("resigned", None).await;
    assert_eq!(
        resident
            .post("/api/v1/cases", "k", &submission)
            .await
            .status,
        201
    );
    submission.application.sensitive_consent = false;
    let other = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(other.code(), Code::KeyReused);
}

#[tokio::test]
async fn an_application_for_an_older_version_is_sent_back() {
    let app = TestApp::start().await;
    let resident = app.resident("zhou-hang").await;
    let mut submission = resident.submission("resigned", None).await;
    submission.hash = "0".repeat(64);
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.code(), Code::ScenarioChanged);
}

#[tokio::test]
async fn another_persons_case_is_not_found() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let other = app.resident("zhou-hang").await;
    let answer = other.get(&format!("/api/v1/cases/{number}")).await;
    assert_eq!(answer.code(), Code::NotFound);
    let page: CasePage = other.get("/api/v1/cases").await.json();
    assert!(page.items.is_empty());
    let cursor = other.get(&format!("/api/v1/cases?cursor={number}")).await;
    assert!(cursor.json::<CasePage>().items.is_empty());
}

#[tokio::test]
async fn a_restart_keeps_everything() {
    let app = TestApp::start().await;
    let (number, before) = {
        let resident = app.resident("lin-jing").await;
        let number = resident.case().await;
        let before = resident.get(&format!("/api/v1/cases/{number}")).await;
        (number, before.json::<Case>())
    };
    let app = app.restarted().await;
    let resident = app.resident("lin-jing").await;
    let after: Case = resident
        .get(&format!("/api/v1/cases/{number}"))
        .await
        .json();
    assert_eq!(after, before);
    assert_eq!(after.materials[1].due.as_deref(), Some("2027-01-19"));
    // Sent again by a phone that never saw the answer.
    let submission = resident
        .submission("contract_expired", Some(Supplied::Later))
        .await;
    let again: Case = resident
        .post("/api/v1/cases", "first", &submission)
        .await
        .json();
    assert_eq!(again.number, number);
}
