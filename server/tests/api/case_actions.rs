//! What a resident does with a case after handing in.

use casework::event::Stars;
use casework::{Moment, Refusal, ServiceState};
use catalog::Value;
use catalog::application::ProblemCode;
use contract::case::{Case, CasePage};
use contract::case_action::{Correction, ResidentAction, ResidentCommand};
use contract::case_event::{CaseEventKind, EventBy};
use contract::person::Eligibility;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::office::Decision;
use crate::resident::{Photo, Resident, attached};
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
async fn what_is_undone_can_be_changed_and_handed_in_again_with_the_same_pictures() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let submission = resident.submission("contract_expired", attached(&file, false));
    let submission = submission.await;
    let hand_in = async |key: &str| resident.post("/api/v1/cases", key, &submission).await;
    let first: Case = hand_in("draft").await.json();
    assert_eq!(
        first.undo_until.as_deref(),
        Some("2026-11-20T10:10:00+08:00")
    );
    app.clock.move_on(600);
    let undone: Case = resident
        .act(&first.number, "u", ResidentAction::Undo)
        .await
        .json();
    assert!(undone.undo_until.is_none());
    let states = undone.services.iter().map(|one| one.state);
    assert!(states.eq([ServiceState::Undone; 2]));
    let again = resident.act(&first.number, "v", ResidentAction::Undo).await;
    assert_eq!(refused(&again), Refusal::Undone);

    // No trace of it: not in lists, not in the way.
    for path in ["/api/v1/cases", "/api/v1/cases?open=true"] {
        let page: CasePage = resident.get(path).await.json();
        assert!(page.items.is_empty(), "{path}");
    }
    let eligibility = resident.get("/api/v1/eligibility/unemployment").await;
    assert!(eligibility.json::<Eligibility>().open.is_empty());
    // A late retry of what was undone hands nothing in; under another key the same pictures do.
    let late = hand_in("draft").await;
    assert_eq!(late.json::<Case>().number, first.number);
    let second = hand_in("again").await;
    assert_eq!(second.status, 201, "{}", second.text());
    assert_ne!(second.json::<Case>().number, first.number);
}

#[tokio::test]
async fn after_ten_minutes_or_a_decision_nothing_is_undone() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.clock.move_on(601);
    assert!(resident.shown(&number).await.undo_until.is_none());
    let late = resident.act(&number, "u", ResidentAction::Undo).await;
    let until = Moment::parse("2026-11-20T10:10:00+08:00").unwrap();
    assert_eq!(refused(&late), Refusal::UndoOver(until));
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
async fn a_field_and_a_picture_are_corrected_in_one_answer() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    app.clock.move_on(601);
    let ask = Decision::Correct {
        message: "请补拍卡面".to_owned(),
        materials: vec!["social_card".to_owned()],
        reasons: Default::default(),
    };
    app.decide(&number, "benefit", "b", &ask).await;
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
    let unknown = codes("c", "unheard_of", "1").await;
    let no_way = ProblemCode::WayNotAllowed;
    assert_eq!(unknown, [("/fields/unheard_of".to_owned(), no_way)]);
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
