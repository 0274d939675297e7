//! 领取方式: how the paper of a result comes; asked when it is handed in, changed on the case, told by the office.

use casework::{Moment, Refusal};
use catalog::application::{Delivery, ProblemCode};
use catalog::scenario::DeliveryWay;
use contract::case::{Case, CaseDelivery};
use contract::case_action::ResidentAction;
use contract::case_event::CaseEventKind;
use contract::inbox::Inbox;
use contract::office_action::OfficeAction;
use contract::problem::Code;

use crate::case_actions::refused;
use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::TestApp;

const ADDRESS: &str = "江苏省扬州市邗江区演示路1号1幢101室";

fn by_post(address: &str) -> Delivery {
    Delivery {
        way: DeliveryWay::Post,
        address: address.to_owned(),
    }
}

fn choosing(delivery: Delivery) -> ResidentAction {
    let service = "benefit".to_owned();
    ResidentAction::ChooseDelivery { service, delivery }
}

fn sending(parcel: &str) -> OfficeAction {
    OfficeAction::Send {
        service: "benefit".to_owned(),
        parcel: Some(parcel.to_owned()),
    }
}

fn of(case: &Case) -> CaseDelivery {
    let mut services = case.services.iter();
    let benefit = services.find(|one| one.service == "benefit").unwrap();
    benefit.delivery.clone().unwrap()
}

async fn handed_in(
    resident: &Resident<'_>,
    key: &str,
    delivery: Option<Delivery>,
) -> crate::test_app::Answer {
    let mut submission = resident
        .submission("contract_expired", Some(catalog::Supplied::Later))
        .await;
    let chosen = delivery.map(|delivery| ("benefit".to_owned(), delivery));
    submission.application.delivery = chosen.into_iter().collect();
    resident.post("/api/v1/cases", key, &submission).await
}

#[tokio::test]
async fn who_chooses_nothing_gets_the_usual_way() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let case: Case = handed_in(&resident, "a", None).await.json();
    let delivery = of(&case);
    assert_eq!(delivery.way, DeliveryWay::Electronic);
    assert_eq!(delivery.ways.len(), 3);
    assert!(
        case.services
            .iter()
            .filter(|one| one.delivery.is_some())
            .count()
            == 1
    );
}

#[tokio::test]
async fn a_parcel_needs_an_address_that_nobody_else_reads_whole() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    for (key, address) in ["", "演示路1号", "扬州市"].into_iter().enumerate() {
        let answer = handed_in(&resident, &format!("w{key}"), Some(by_post(address))).await;
        let problem = answer.problem();
        assert_eq!(problem.code, Code::ApplicationInvalid);
        assert_eq!(problem.errors.len(), 1, "{address}");
        assert_eq!(problem.errors[0].path, "/delivery/benefit");
        assert_eq!(problem.errors[0].code, ProblemCode::AddressMissing);
    }
    let case: Case = handed_in(&resident, "a", Some(by_post(ADDRESS)))
        .await
        .json();
    assert_eq!(of(&case).address, "江苏省扬州市邗江区****");
    // The office needs all of it; an office of another service none.
    let whole = app.whole(&case.number).await;
    assert_eq!(whole.deliveries[0].delivery, by_post(ADDRESS));
    let path = format!("/ops/v1/cases/{}", case.number);
    let other = app.office_get(crate::office::REGISTRATION, &path).await;
    assert!(!other.text().contains("演示路"));
}

#[tokio::test]
async fn it_is_changed_until_it_was_sent_and_sent_is_told() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let wrong = resident.act(&number, "a", choosing(by_post("某处"))).await;
    assert_eq!(wrong.code(), Code::ApplicationInvalid);
    let changed: Case = resident
        .act(&number, "b", choosing(by_post(ADDRESS)))
        .await
        .json();
    assert_eq!(of(&changed).way, DeliveryWay::Post);
    app.clock.move_on(601);
    app.decide(&number, "benefit", "c", &Decision::Accept).await;
    let early = app.act(&number, "d", sending("EX1")).await;
    assert_eq!(early.code(), Code::ActionRefused);
    let grant = Decision::Grant {
        result: "核定12个月".to_owned(),
    };
    app.decide(&number, "benefit", "e", &grant).await;
    let no_code = app.act(&number, "f", sending("EX 1; 林静")).await;
    assert_eq!(no_code.code(), Code::Malformed);
    app.done(&number, "g", sending("EX1")).await;
    let shown = resident.shown(&number).await;
    let sent = of(&shown).sent.unwrap();
    assert_eq!(sent.parcel.as_deref(), Some("EX1"));
    assert!(Moment::parse(&sent.at).is_some());
    let late = resident.act(&number, "h", choosing(by_post(ADDRESS))).await;
    assert_eq!(refused(&late), Refusal::AlreadyDone);
    let inbox: Inbox = resident.get("/api/v1/inbox").await.json();
    let told = inbox.items.iter().any(|item| {
        matches!(&item.event.what, CaseEventKind::Sent { parcel: Some(parcel), .. } if parcel == "EX1")
    });
    assert!(told);
}

#[tokio::test]
async fn what_is_not_posted_is_not_sent() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.clock.move_on(601);
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let grant = Decision::Grant {
        result: "核定12个月".to_owned(),
    };
    app.decide(&number, "benefit", "b", &grant).await;
    let answer = app.act(&number, "c", sending("EX1")).await;
    assert_eq!(refused(&answer), Refusal::NotByPost);
}
