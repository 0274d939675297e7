//! 共同确认: whoever the applicant promises for says so too, by a link and an identity of their own.

use std::fs;

use casework::Refusal;
use catalog::{Answers, Application, Row, Scenario, Supplied, Value};
use contract::case::{Case, ConfirmerState, Submission};
use contract::case_action::ResidentAction;
use contract::confirmation::{ConfirmationAnswer, ConfirmationAsked};
use contract::handover::HandedOver;
use contract::person::{Holdings, Session};
use contract::problem::Code;
use serde_json::json;
use server::Settings;

use crate::browser::Browser;
use crate::case_actions::refused;
use crate::handovers;
use crate::office::Decision;
use crate::resident::Resident;
use crate::sign_ins;
use crate::test_app::{Answer, TestApp};

const AGREEMENT: &str = "materials:
  - id: agreement
    name: 协议
    why: 测试用
    pages: [{ id: page, label: 一页 }]
    supply: [promise, counter]
    commitment: agreed
commitments:
  - { id: agreed, title: 承诺, told: [告知], clauses: [属实], consequence: 后果, sources: [law] }
fields:
";

/// A batch whose people agree, by paper or by a promise that each of them confirms.
pub(crate) async fn start() -> TestApp {
    start_set(|_| {}).await
}

async fn start_set(set: impl Fn(&mut Settings)) -> TestApp {
    let app = TestApp::start_set(&set).await;
    let file = app.folder.path().join("scenarios/hiring.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text
        .replace("fields:\n", AGREEMENT)
        .replace(
            "    groups: [{ id: employees }]\n",
            "    groups: [{ id: employees }]\n    materials: [{ id: agreement }]\n",
        )
        .replace(
            "{ id: id_number }]",
            "{ id: id_number, required: false }]\n    confirms: { role: employee, promised: agreement }",
        );
    fs::write(file, text).unwrap();
    app.restarted_set(set).await
}

async fn name(resident: &Resident<'_>) -> String {
    let session: Session = resident.get("/api/v1/session").await.json();
    session.person.unwrap().name
}

async fn number(resident: &Resident<'_>) -> Value {
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    holdings.records["person.number"].value.clone()
}

/// One is known by the number of his document, the other by her name alone.
pub(crate) async fn hand_in(app: &TestApp, agreement: Supplied) -> Case {
    let clerk = app.resident("qian-minghui").await;
    hand_in_by(app, &clerk, agreement).await
}

async fn hand_in_by(app: &TestApp, clerk: &Resident<'_>, agreement: Supplied) -> Case {
    let zhou = app.resident("zhou-hang").await;
    let wu = app.resident("wu-guifang").await;
    let row = |key: &str, values: Vec<(&str, Value)>| Row {
        key: key.to_owned(),
        values: values
            .into_iter()
            .map(|(id, value)| (id.to_owned(), value))
            .collect(),
    };
    let rows = vec![
        row(
            "r1",
            vec![
                ("name", Value::from("某人")),
                ("id_number", number(&zhou).await),
            ],
        ),
        row("r2", vec![("name", Value::from(name(&wu).await.as_str()))]),
    ];
    let path = "/api/v1/scenarios/hiring?region=321000";
    let scenario: Scenario = clerk.get(path).await.json();
    let submission = Submission {
        scenario: scenario.id,
        version: scenario.version,
        hash: scenario.hash,
        region: scenario.region.code,
        application: Application {
            answers: Answers {
                rows: [("employees".to_owned(), rows)].into(),
                ..Answers::default()
            },
            materials: [("agreement".to_owned(), agreement)].into(),
            agreed: ["agreed".to_owned()].into(),
            ..Application::default()
        },
    };
    let answer = clerk.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

/// Invites one; the path under which the link is read and answered.
pub(crate) async fn invite(app: &TestApp, case: &str, key: &str, confirmer: &str) -> String {
    let clerk = app.resident("qian-minghui").await;
    invite_by(&clerk, case, key, confirmer).await
}

async fn invite_by(clerk: &Resident<'_>, case: &str, key: &str, confirmer: &str) -> String {
    let confirmer = confirmer.to_owned();
    let action = ResidentAction::Invite {
        confirmer: confirmer.clone(),
    };
    let case: Case = clerk.act(case, key, action).await.json();
    let mut all = case.confirmers.iter();
    let found = all.find(|one| one.id == confirmer).unwrap();
    assert_eq!(found.state, ConfirmerState::Invited);
    let link = found.link.as_ref().unwrap();
    let code = link.strip_prefix("/confirm/").unwrap();
    format!("/api/v1/confirmations/{code}")
}

async fn says(resident: &Resident<'_>, path: &str, key: &str, confirms: bool) -> Answer {
    let answer = ConfirmationAnswer { confirms };
    resident.post(path, key, &answer).await
}

#[tokio::test]
async fn two_confirm_by_their_links_before_an_office_begins() {
    let app = start().await;
    let case = hand_in(&app, Supplied::Promised).await;
    let states = |case: &Case| -> Vec<ConfirmerState> {
        case.confirmers.iter().map(|one| one.state).collect()
    };
    assert_eq!(states(&case), [ConfirmerState::Missing; 2]);
    assert!(case.services[0].stands && case.services[0].due.is_none());
    let early = app
        .decide(&case.number, "registration", "a", &Decision::Accept)
        .await;
    let all = vec!["employees-r1".to_owned(), "employees-r2".to_owned()];
    assert_eq!(refused(&early), Refusal::ConfirmationMissing(all));

    let at_office = async || -> Vec<ConfirmerState> {
        let whole = app.whole(&case.number).await;
        assert!(whole.confirmers.iter().all(|one| one.link.is_none()));
        whole.confirmers.iter().map(|one| one.state).collect()
    };
    assert_eq!(at_office().await, [ConfirmerState::Missing; 2]);
    let first = invite(&app, &case.number, "i", "employees-r1").await;
    let second = invite(&app, &case.number, "j", "employees-r2").await;
    let zhou = app.resident("zhou-hang").await;
    let asked: ConfirmationAsked = zhou.get(&first).await.json();
    assert_eq!(
        (&*asked.title, asked.state),
        ("招用一件事", ConfirmerState::Invited)
    );
    assert!(asked.applicant.starts_with('*') && asked.until.is_some());
    assert_eq!(asked.services, ["就业登记"]);
    let yes = says(&zhou, &first, "y", true).await;
    assert_eq!(
        yes.json::<ConfirmationAsked>().state,
        ConfirmerState::Confirmed
    );
    assert_eq!(says(&zhou, &first, "y", true).await.body, yes.body);
    let again = says(&zhou, &first, "z", true).await;
    assert_eq!(refused(&again), Refusal::AlreadyDone);

    let half = [ConfirmerState::Confirmed, ConfirmerState::Invited];
    assert_eq!(at_office().await, half);

    let wu = app.resident("wu-guifang").await;
    let no = says(&wu, &second, "n", false).await;
    assert_eq!(
        no.json::<ConfirmationAsked>().state,
        ConfirmerState::Declined
    );
    let closed = says(&wu, &second, "m", true).await;
    assert_eq!(refused(&closed), Refusal::NotInvited);
    // Asked again, by the same link.
    assert_eq!(
        invite(&app, &case.number, "l", "employees-r2").await,
        second
    );
    assert_eq!(says(&wu, &second, "o", true).await.status, 200);
    let clerk = app.resident("qian-minghui").await;
    let case = clerk.shown(&case.number).await;
    assert_eq!(states(&case), [ConfirmerState::Confirmed; 2]);
    assert!(case.confirmers.iter().all(|one| one.link.is_none()));
    assert!(!case.services[0].stands && case.services[0].due.is_some());
    let accepted = app
        .decide(&case.number, "registration", "b", &Decision::Accept)
        .await;
    assert_eq!(accepted.status, 200, "{}", accepted.text());
}

#[tokio::test]
async fn who_confirms_is_told_the_name_of_an_applicant_whom_the_city_has_proven() {
    let app = start_set(|settings| {
        sign_ins::at(settings, "http://127.0.0.1:9");
        settings.demo = true;
    })
    .await;
    let clerk = json!({
        "subject": "clerk", "name": "林静", "number": "320000199206181288",
        "level": "urn:test:level:3",
        "employer": { "name": "青禾食品有限公司", "credit_code": "91320000MADEMY006M" },
    });
    let handed_over: HandedOver = handovers::hand_in(&app, handovers::SECRET, &clerk)
        .await
        .json();
    let mut browser = Browser::of(&app);
    browser.led(&handed_over.address).await;
    let clerk = Resident::with_cookie(&app, browser.cookies());
    let case = hand_in_by(&app, &clerk, Supplied::Promised).await;
    let link = invite_by(&clerk, &case.number, "i", "employees-r1").await;
    let zhou = app.resident("zhou-hang").await;
    let asked: ConfirmationAsked = zhou.get(&link).await.json();
    assert_eq!(asked.applicant, "*静");
    let answered: ConfirmationAsked = says(&zhou, &link, "y", true).await.json();
    assert_eq!(answered.applicant, "*静");
}

#[tokio::test]
async fn a_link_is_for_whom_it_is_meant() {
    let app = start().await;
    let case = hand_in(&app, Supplied::Promised).await;
    let path = invite(&app, &case.number, "i", "employees-r1").await;
    for (person, refusal) in [
        ("wu-guifang", Refusal::NotYours),
        ("lin-jing", Refusal::NotYours),
        ("qian-minghui", Refusal::SamePerson),
    ] {
        let person = app.resident(person).await;
        assert_eq!(refused(&person.get(&path).await), refusal);
        assert_eq!(refused(&says(&person, &path, "yes", true).await), refusal);
    }
    assert_eq!(app.get(&path).await.code(), Code::SignInNeeded);
    let zhou = app.resident("zhou-hang").await;
    let forged = [
        path.replace("employees-r1", "employees-r2"),
        path.replace(&case.number, "39A4C7QKXW6T"),
        path[..path.len() - 1].to_owned(),
        "/api/v1/confirmations/.".to_owned(),
    ];
    for path in forged {
        assert_eq!(zhou.get(&path).await.code(), Code::NotFound, "{path}");
    }
    // Neither who confirms nor anybody else reads the case by it.
    let read = zhou.get(&format!("/api/v1/cases/{}", case.number)).await;
    assert_eq!(read.code(), Code::NotFound);
}

#[tokio::test]
async fn where_the_paper_is_brought_nobody_has_to_confirm_and_what_is_never_confirmed_ends() {
    let app = start().await;
    let brought = hand_in(&app, Supplied::Counter).await;
    assert!(brought.confirmers.is_empty() && !brought.services[0].stands);
    let app = start().await;
    let case = hand_in(&app, Supplied::Promised).await;
    app.clock.move_on(32 * 24 * 3600);
    app.server.sweep().await;
    let clerk = app.resident("qian-minghui").await;
    let case = clerk.shown(&case.number).await;
    assert_eq!(case.services[0].state, casework::ServiceState::Lapsed);
    assert_eq!(case.confirmers[0].state, ConfirmerState::Expired);
}
