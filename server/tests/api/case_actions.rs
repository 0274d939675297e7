//! What a resident does with a case after handing in.

use casework::event::Stars;
use casework::{Refusal, ServiceState};
use contract::case::Case;
use contract::case_action::{ResidentAction, ResidentCommand};
use contract::case_event::{CaseEventKind, EventBy};
use contract::problem::Code;

use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::{Answer, TestApp};

const DAY: i64 = 24 * 3600;

impl Resident<'_> {
    pub(crate) async fn shown(&self, number: &str) -> Case {
        self.get(&format!("/api/v1/cases/{number}")).await.json()
    }

    /// Does something to the case as it is shown now.
    pub(crate) async fn act(&self, number: &str, key: &str, action: ResidentAction) -> Answer {
        let seen = self.shown(number).await.last;
        let command = ResidentCommand { seen, action };
        self.send_command(number, key, &command).await
    }

    async fn send_command(&self, number: &str, key: &str, command: &ResidentCommand) -> Answer {
        let path = format!("/api/v1/cases/{number}/actions");
        self.post(&path, key, command).await
    }
}

#[track_caller]
pub(crate) fn refused(answer: &Answer) -> Refusal {
    let problem = answer.problem();
    assert_eq!((problem.code, problem.status), (Code::ActionRefused, 409));
    problem.refusal.unwrap()
}

fn withdraw(service: &str) -> ResidentAction {
    let service = service.to_owned();
    ResidentAction::Withdraw { service }
}

fn asking(text: &str) -> ResidentAction {
    ResidentAction::Ask {
        service: Some("benefit".to_owned()),
        text: text.to_owned(),
    }
}

#[tokio::test]
async fn one_service_is_withdrawn_and_the_other_goes_on() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let case: Case = resident.act(&number, "w", withdraw("benefit")).await.json();
    let states = case.services.iter().map(|one| one.state);
    assert!(states.eq([ServiceState::Submitted, ServiceState::Withdrawn]));
    let last = case.events.last().unwrap();
    assert_eq!(last.by, EventBy::Applicant);
    let services = vec!["benefit".to_owned()];
    assert_eq!(last.what, CaseEventKind::Withdrawn { services });
    let again = resident.act(&number, "x", withdraw("benefit")).await;
    let wrong = Refusal::WrongState(ServiceState::Withdrawn);
    assert_eq!(refused(&again), wrong);
    let rest = resident.act(&number, "y", ResidentAction::WithdrawAll);
    assert_eq!(rest.await.status, 200);
    // With nothing left to decide, another case may follow.
    let submission = resident.submission("resigned", None).await;
    let next = resident.post("/api/v1/cases", "next", &submission).await;
    assert_eq!(next.status, 201);
}

#[tokio::test]
async fn marks_that_nobody_sees_do_not_reach_the_office() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let question = asking("何时\u{202E}发放\u{202C}？\u{0}\n谢谢");
    let case: Case = resident.act(&number, "q", question).await.json();
    let asked = case.events.last().unwrap();
    assert_eq!(asked.text.as_deref(), Some("何时发放？\n谢谢"));
}

#[tokio::test]
async fn who_acts_on_what_has_changed_meanwhile_looks_again() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let seen = resident.shown(&number).await.last;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let command = |service| ResidentCommand {
        seen,
        action: withdraw(service),
    };
    let stale = resident
        .send_command(&number, "s", &command("benefit"))
        .await;
    assert_eq!(refused(&stale), Refusal::Stale { last: seen + 1 });
    // The other service is as it was seen.
    let other = resident
        .send_command(&number, "t", &command("registration"))
        .await;
    assert_eq!(other.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_commands_at_once_one_is_done() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let seen = resident.shown(&number).await.last;
    let command = ResidentCommand {
        seen,
        action: ResidentAction::WithdrawAll,
    };
    let send = |key| resident.send_command(&number, key, &command);
    let accepting = app.decide(&number, "benefit", "o", &Decision::Accept);
    let (one, same, other, office) = tokio::join!(send("a"), send("a"), send("b"), accepting);
    assert_eq!(one.body, same.body);
    let done = [&one, &other].map(|answer| answer.status == 200);
    let office = office.status == 200;
    // Either somebody withdrew first, or the office accepted first and nobody acts on what was not seen.
    assert_eq!(
        done.into_iter().filter(|done| *done).count(),
        usize::from(!office)
    );
    let case = resident.shown(&number).await;
    let seqs = case.events.iter().map(|event| event.seq);
    assert!(seqs.eq(1..=case.last), "{:?}", case.events);
}

#[tokio::test]
async fn questions_and_ratings_have_words_of_a_bearable_length() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let long = "问".repeat(501);
    for (key, text) in [("a", ""), ("b", "  "), ("c", long.as_str())] {
        let answer = resident.act(&number, key, asking(text)).await;
        assert_eq!(answer.code(), Code::Malformed);
    }
    let case: Case = resident.act(&number, "d", asking(&long[3..])).await.json();
    let asked = case.events.last().unwrap();
    assert_eq!(asked.text.as_deref(), Some(&long[3..]));
    app.decide(&number, "benefit", "e", &Decision::Accept).await;
    let rate = |service: &str| ResidentAction::Rate {
        service: service.to_owned(),
        stars: Stars::new(2).unwrap(),
        reasons: Vec::new(),
        text: "太慢".to_owned(),
    };
    let case: Case = resident.act(&number, "f", rate("benefit")).await.json();
    assert_eq!(case.services[1].stars, Stars::new(2));
    let twice = resident.act(&number, "g", rate("benefit")).await;
    assert_eq!(refused(&twice), Refusal::AlreadyDone);
    let early = resident.act(&number, "h", rate("registration")).await;
    let waits = Refusal::WrongState(ServiceState::Submitted);
    assert_eq!(refused(&early), waits);
}

#[tokio::test]
async fn a_late_office_is_urged_and_its_light_is_red() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let urge = || ResidentAction::Urge {
        service: "benefit".to_owned(),
    };
    let early = app.resident("lin-jing").await;
    let early = early.act(&number, "a", urge()).await;
    assert_eq!(refused(&early), Refusal::NotLate);
    app.clock.move_on(12 * DAY);
    let resident = app.resident("lin-jing").await;
    let case: Case = resident.act(&number, "b", urge()).await.json();
    assert_eq!(case.services[1].light, casework::Light::Red);
    let again = resident.act(&number, "c", urge()).await;
    assert_eq!(refused(&again), Refusal::UrgedToday);
}

#[tokio::test]
async fn nobody_acts_on_the_case_of_another() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let other = app.resident("zhou-hang").await;
    let path = format!("/api/v1/cases/{number}/actions");
    for action in [
        ResidentAction::Undo,
        ResidentAction::WithdrawAll,
        withdraw("benefit"),
        asking("?"),
    ] {
        let command = ResidentCommand { seen: 1, action };
        let answer = other.post(&path, "k", &command).await;
        assert_eq!(answer.code(), Code::NotFound);
    }
}
