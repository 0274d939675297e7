//! 无人审批: a rule grants by what registers say; what was only typed goes to a person.

use casework::event::{EventKind, Origin};
use casework::{Event, ServiceState};
use catalog::{Supplied, Value};
use contract::case::Case;
use contract::case_action::ResidentAction;
use contract::case_event::CaseEventKind;

use crate::migrations::database;
use crate::test_app::TestApp;

const LIMIT: &str = "    kind: promised
    promised: { amount: 5, unit: working_days }
    promised_by: law
    fields: [{ id: name }, { id: mobile }]
";
const RULE: &str = "    decides:
      version: \"2026-11-02\"
      when: { at_least: { of: insured_months, number: 1 } }
      sources: [law]
    fields: [{ id: name }, { id: mobile }]
";

/// The registration is granted by rule to who is insured; done at once, or promised.
async fn with_rule(is_instant: bool) -> TestApp {
    let app = TestApp::start().await;
    let limit = match is_instant {
        true => "    kind: instant\n",
        false => LIMIT.split_once("    fields").unwrap().0,
    };
    app.edit_scenario(LIMIT, &[limit, RULE].concat());
    app.restarted().await
}

fn states(case: &Case) -> Vec<ServiceState> {
    case.services.iter().map(|one| one.state).collect()
}

#[tokio::test]
async fn what_is_done_at_once_is_decided_with_the_hand_in_and_names_its_rule() {
    let app = with_rule(true).await;
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
    assert!(case.undo_until.is_none());
    // The record is named by which it was decided.
    let mut db = database(app.folder.path()).await;
    let stored: String = sqlx::query_scalar("SELECT what FROM case_events WHERE seq = 2")
        .fetch_one(&mut db)
        .await
        .unwrap();
    let event: Event = serde_json::from_str(&stored).unwrap();
    let EventKind::DecidedAutomatically { origins, .. } = event.what else {
        panic!("{stored}");
    };
    let record = Origin::Record("insurance.unemployment_months".to_owned());
    assert_eq!(origins["insured_months"], record);
    // A person looks at it, if one wants that.
    let object = ResidentAction::Object {
        service: "registration".to_owned(),
        text: "请人工看一看".to_owned(),
    };
    let answer = resident.act(&case.number, "o", object).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn what_is_promised_is_decided_when_nobody_can_undo_it_any_more() {
    let app = with_rule(false).await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.server.sweep().await;
    let before = resident.shown(&number).await;
    assert_eq!(states(&before), [ServiceState::Submitted; 2]);
    assert!(before.undo_until.is_some());
    app.clock.move_on(601);
    app.server.sweep().await;
    let after = resident.shown(&number).await;
    assert_eq!(
        states(&after),
        [ServiceState::Granted, ServiceState::Submitted]
    );
    app.server.sweep().await;
    let events = resident.shown(&number).await.events.into_iter();
    let decided = events.filter(|it| matches!(it.what, CaseEventKind::DecidedAutomatically { .. }));
    assert_eq!(decided.count(), 1);
}

#[tokio::test]
async fn what_was_only_typed_goes_to_a_person() {
    let app = with_rule(true).await;
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
    let case = resident.shown(&case.number).await;
    assert_eq!(states(&case), [ServiceState::Submitted]);
}
