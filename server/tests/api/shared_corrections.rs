//! 补正 of what several services use: the others are told, and what was decided is not altered behind anybody's back.

use casework::event::CorrectionSubject;
use catalog::Value;
use catalog::application::ProblemCode;
use contract::case::ServiceState;
use contract::case_action::Correction;
use contract::case_event::CaseEventKind;
use contract::handed_in::{HandedIn, HandedLine};
use contract::ops::{Flag, OpsCaseDetail, OpsCasePage};

use crate::case_actions::refused;
use crate::corrections::{asking_for, correct};
use crate::office::{BENEFIT, Decision, REGISTRATION, Token};
use crate::test_app::TestApp;

/// A case with the registration granted; the benefit's office asks for the name, which both use.
async fn asked(app: &TestApp) -> String {
    let number = app.resident("lin-jing").await.case().await;
    for service in ["registration", "benefit"] {
        app.decide(&number, service, service, &Decision::Accept)
            .await;
    }
    app.clock.move_on(601);
    let granted = Decision::Grant {
        result: "已登记".to_owned(),
    };
    let answer = app.decide(&number, "registration", "g", &granted).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    app.edit_name_in_store("林静静").await;
    app.clock.move_on(3600);
    let name = CorrectionSubject::Field("name".to_owned());
    app.done(&number, "n", asking_for("benefit", [name])).await;
    number
}

impl TestApp {
    /// As if the register had said this when it was handed in.
    async fn edit_name_in_store(&self, name: &str) {
        let mut db = self.database().await;
        let stored: String = sqlx::query_scalar("SELECT application FROM cases")
            .fetch_one(&mut db)
            .await
            .unwrap();
        let mut application: serde_json::Value = serde_json::from_str(&stored).unwrap();
        application["fields"]["name"] = name.into();
        sqlx::query("UPDATE cases SET application = $1")
            .bind(application.to_string())
            .execute(&mut db)
            .await
            .unwrap();
    }
}

fn naming(name: &str) -> Correction {
    Correction {
        fields: [("name".to_owned(), Value::from(name))].into(),
        ..Correction::default()
    }
}

async fn as_seen(app: &TestApp, token: Token<'_>, number: &str) -> OpsCaseDetail {
    let path = format!("/ops/v1/cases/{number}");
    app.office_get(token, &path).await.json()
}

fn line(application: &HandedIn, id: &str) -> HandedLine {
    let mut lines = application.fields.iter().flat_map(|group| &group.lines);
    lines.find(|line| line.id == id).unwrap().clone()
}

#[tokio::test]
async fn the_office_that_has_decided_is_told_and_its_decision_stands_on_what_was_there() {
    let app = TestApp::start_in_clear(|services| services).await;
    let number = asked(&app).await;
    let resident = app.resident("lin-jing").await;
    let answer = correct(&resident, &number, "c", "benefit", naming("林静")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());

    // The resident's own case says whom it concerns, and the other service is as it was.
    let case = resident.shown(&number).await;
    assert_eq!(case.services[0].state, ServiceState::Granted);
    let corrected = CaseEventKind::Corrected {
        service: "benefit".to_owned(),
        fields: vec!["name".to_owned()],
        materials: Vec::new(),
        also: vec!["registration".to_owned()],
    };
    let event = case.events.iter().find(|event| event.what == corrected);
    let event = event.unwrap().clone();

    // Its office reads it among the events, among the flags, and what it decided by.
    let seen = as_seen(&app, REGISTRATION, &number).await;
    assert!(seen.events.contains(&event));
    let flag = Flag::Changed {
        service: "registration".to_owned(),
        corrected: "benefit".to_owned(),
        event: event.seq,
        fields: vec!["name".to_owned()],
        materials: Vec::new(),
        was_decided: true,
    };
    assert_eq!(seen.case.flags, [flag]);
    let name = line(&seen.application, "name");
    assert_eq!(name.value, "林静");
    let earlier: Vec<_> = name.earlier.iter().map(|it| &*it.value).collect();
    assert_eq!(earlier, ["林静静"]);
    assert_eq!(name.earlier[0].until, event.at);
    let path = "/ops/v1/cases?state=granted&flagged=true";
    let page: OpsCasePage = app.office_get(REGISTRATION, path).await.json();
    assert_eq!(page.items.len(), 1);
    // Whose correction it was is not told that it has changed something elsewhere.
    let own = as_seen(&app, BENEFIT, &number).await;
    assert_eq!(own.case.flags, []);
    // The resident reads what stood there before, too, masked like the rest.
    let path = format!("/api/v1/cases/{number}/application");
    let shown: HandedIn = resident.get(&path).await.json();
    assert_eq!(line(&shown, "name").earlier.len(), 1);
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_changed() {
    let app = TestApp::start_in_clear(|services| services).await;
    let number = asked(&app).await;
    let resident = app.resident("lin-jing").await;
    let mut more = naming("林静");
    let mobile = Value::from("15400000009");
    more.fields.insert("mobile".to_owned(), mobile);
    more.materials
        .insert("id_card".to_owned(), catalog::Supplied::Counter);
    let answer = correct(&resident, &number, "c", "benefit", more).await;
    let errors = answer.problem().errors.into_iter();
    let errors: Vec<_> = errors.map(|one| (one.path, one.code)).collect();
    let no_way = ProblemCode::WayNotAllowed;
    let paths = ["/materials/id_card", "/fields/mobile"];
    assert_eq!(errors, paths.map(|path| (path.to_owned(), no_way)));
}

#[tokio::test]
async fn an_office_asks_for_what_its_own_service_uses() {
    let app = TestApp::start_in_clear(|services| services).await;
    let number = app.resident("lin-jing").await.case().await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    app.clock.move_on(601);
    // The mobile is the registration's.
    let mobile = CorrectionSubject::Field("mobile".to_owned());
    let answer = app.act(&number, "b", asking_for("benefit", [mobile])).await;
    let invalid = casework::Invalid::NotOfThisCase;
    assert_eq!(refused(&answer), casework::Refusal::Invalid(invalid));
}
