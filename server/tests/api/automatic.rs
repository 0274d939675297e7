//! 无人审批: a rule grants by what registers say; what was only typed goes to a person, who is told what was not
//! verified.

use casework::event::{EventKind, Origin};
use casework::{Event, ServiceState};
use catalog::{Supplied, Value};
use contract::case::Case;
use contract::case_action::ResidentAction;
use contract::case_event::CaseEventKind;
use contract::problem::Code;

use server::Settings;

use crate::documents::words_of;
use crate::test_app::TestApp;

const LIMIT: &str = "    kind: promised
    promised: { amount: 5, unit: working_days }
    promised_by: law
    fields: [{ id: name }, { id: mobile }]
";
const RULE: &str = "    decides:
      version: \"2026-11-02\"
      checks:
        - id: insured
          when: { at_least: { of: insured_months, number: 1 } }
          met: 缴过失业保险
          open: 没有核对上缴费记录
          register: 参保登记库
      sources: [law]
    fields: [{ id: name }, { id: mobile }]
";

/// The registration is granted by rule to who is insured.
async fn with_rule(rule: &str) -> TestApp {
    let app = TestApp::start().await;
    let limit = LIMIT.split_once("    fields").unwrap().0;
    app.edit_scenario(LIMIT, &[limit, rule].concat());
    app.restarted().await
}

/// The same, on a server that is run with other settings.
pub(crate) async fn with_rule_and(change: impl FnOnce(&mut Settings)) -> TestApp {
    with_rule(RULE).await.restarted_set(change).await
}

fn states(case: &Case) -> Vec<ServiceState> {
    case.services.iter().map(|one| one.state).collect()
}

/// The event of this number as it is stored.
async fn stored(app: &TestApp, seq: u32) -> EventKind {
    let mut db = app.database().await;
    let stored: String = sqlx::query_scalar("SELECT what FROM case_events WHERE seq = $1")
        .bind(i64::from(seq))
        .fetch_one(&mut db)
        .await
        .unwrap();
    let event: Event = serde_json::from_str(&stored).unwrap();
    event.what
}

#[tokio::test]
async fn it_is_decided_with_the_hand_in_and_the_record_names_rule_version_and_origins() {
    let app = with_rule(RULE).await;
    let resident = app.resident("lin-jing").await;
    let case = resident.shown(&resident.case().await).await;
    assert_eq!(
        states(&case),
        [ServiceState::Granted, ServiceState::Submitted]
    );
    assert!(case.services[0].result.as_ref().unwrap().is_automatic);
    let decided = CaseEventKind::DecidedAutomatically {
        service: "registration".to_owned(),
        rule: "registration".to_owned(),
        rule_version: "2026-11-02".to_owned(),
    };
    assert_eq!(case.events.last().unwrap().what, decided);
    let EventKind::DecidedAutomatically { origins, .. } = stored(&app, 2).await else {
        panic!("it is the second event");
    };
    let record = Origin::Record("insurance.unemployment_months".to_owned());
    assert_eq!(origins["insured_months"], record);
    // Its reason, in words, with the register.
    let ruling = case.services[0].ruling.as_ref().unwrap();
    assert!(ruling.granted);
    assert_eq!(ruling.reasons[0].text, "缴过失业保险");
    assert_eq!(ruling.reasons[0].register, "参保登记库");
    // No minute later is it decided again.
    app.clock.move_on(601);
    app.server.sweep().await;
    let events = resident.shown(&case.number).await.events.into_iter();
    let decided = events.filter(|it| matches!(it.what, CaseEventKind::DecidedAutomatically { .. }));
    assert_eq!(decided.count(), 1);
}

#[tokio::test]
async fn what_was_only_typed_goes_to_a_person_who_reads_what_was_not_verified() {
    let app = with_rule(RULE).await;
    // Registers know who he is, and nothing else.
    let resident = app.resident("he-yu").await;
    let mut submission = resident.submission("resigned", None).await;
    let application = &mut submission.application;
    application.answers.set("insured_months", Value::Number(60));
    let mobile = Value::from("15400000009");
    application.fields.insert("mobile".to_owned(), mobile);
    let card = Supplied::Counter;
    application.materials.insert("id_card".to_owned(), card);
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let case: Case = answer.json();
    app.clock.move_on(601);
    app.server.sweep().await;
    let shown = resident.shown(&case.number).await;
    assert_eq!(states(&shown), [ServiceState::Submitted]);
    let ruling = shown.services[0].ruling.as_ref().unwrap();
    assert!(!ruling.granted);
    assert_eq!(ruling.reasons[0].text, "没有核对上缴费记录");
    let whole = app.whole(&case.number).await;
    assert_eq!(whole.rulings["registration"], *ruling);
}

#[tokio::test]
async fn what_a_rule_granted_is_undone_with_the_hand_in_and_its_paper_is_none_any_more() {
    let app = with_rule(RULE).await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let paper = format!("/api/v1/cases/{number}/results/registration.pdf");
    let code = crate::results::code_in(&words_of(&resident.get(&paper).await));
    assert!(resident.shown(&number).await.undo_until.is_some());
    let answer = resident.act(&number, "undo", ResidentAction::Undo).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(resident.get(&paper).await.code(), Code::NotFound);
    let verified = app.get(&format!("/api/v1/verify/{code}")).await;
    assert_eq!(verified.code(), Code::NotFound);
}

#[tokio::test]
async fn what_has_its_effect_at_once_is_not_undone() {
    let rule = RULE.replace("      sources", "      at_once: true\n      sources");
    let app = with_rule(&rule).await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    assert!(resident.shown(&number).await.undo_until.is_none());
    let answer = resident.act(&number, "undo", ResidentAction::Undo).await;
    assert_eq!(answer.code(), Code::ActionRefused);
}
