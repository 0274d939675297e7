//! What lists of cases tell of what waits: the next step with its day, the light, how many messages are unread; and the
//! steps at other offices, which are ticked off.

use std::collections::BTreeMap;

use casework::{Light, ObligationId};
use contract::case::{Case, CasePage, CaseSummary};
use contract::elsewhere::ElsewhereTick;
use contract::inbox::InboxRead;
use contract::person::Session;

use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::TestApp;

const DAY: i64 = 24 * 3600;

async fn listed(resident: &Resident<'_>) -> CaseSummary {
    let page: CasePage = resident.get("/api/v1/cases?open=true").await.json();
    page.items.into_iter().next().unwrap()
}

fn card() -> ObligationId {
    ObligationId::Supply {
        material: "social_card".to_owned(),
    }
}

#[tokio::test]
async fn what_is_due_first_is_told_with_its_day() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let case = listed(&resident).await;
    let next = case.next.unwrap();
    assert_eq!((next.owed, &*next.about), (card(), "社会保障卡"));
    let told = resident.shown(&number).await;
    let owed = told.obligations.into_iter().find(|one| one.id == card());
    assert_eq!(next.until, owed.unwrap().until);
    assert_eq!((next.light, case.light), (Light::Green, Light::Green));

    // A correction is due in 30 days, the card in 60: the correction comes first.
    app.done(&number, "1", Decision::Accept.about("benefit"))
        .await;
    app.clock.move_on(601);
    let ask = Decision::Correct {
        message: "请补拍卡面".to_owned(),
        materials: vec!["id_card".to_owned()],
        reasons: BTreeMap::new(),
    };
    app.done(&number, "2", ask.about("benefit")).await;
    let next = listed(&resident).await.next.unwrap();
    assert!(
        matches!(next.owed, ObligationId::Correct { .. }),
        "{next:?}"
    );
    assert_eq!(next.about, "失业保险金申领");

    // Both lights are told: that of the step, and of whatever is most urgent.
    app.clock.move_on(29 * DAY);
    let resident = app.resident("lin-jing").await;
    let case = listed(&resident).await;
    assert_eq!(case.next.unwrap().light, Light::Yellow);
    assert_eq!(case.light, Light::Red, "the registration is late");
}

#[tokio::test]
async fn nothing_is_told_that_cannot_be_done() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    resident.case().await;
    app.clock.move_on(61 * DAY);
    app.server.sweep().await;
    let resident = app.resident("lin-jing").await;
    let page: CasePage = resident.get("/api/v1/cases").await.json();
    assert_eq!(page.items[0].next, None);
}

async fn unread(resident: &Resident<'_>) -> u32 {
    resident
        .get("/api/v1/session")
        .await
        .json::<Session>()
        .unread
}

#[tokio::test]
async fn the_session_counts_what_is_unread() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/api/v1/session").await.json::<Session>().unread, 0);
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    assert_eq!(unread(&resident).await, 0);
    app.done(&number, "1", Decision::Accept.about("benefit"))
        .await;
    assert_eq!(unread(&resident).await, 1);
    assert_eq!(unread(&app.resident("zhou-hang").await).await, 0);
    let read = InboxRead { up_to: 99 };
    resident.post("/api/v1/inbox/read", "r", &read).await;
    assert_eq!(unread(&resident).await, 0);
}

#[tokio::test]
async fn a_step_at_another_office_is_ticked_off_and_that_is_taken_back() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let path = format!("/api/v1/cases/{number}/elsewhere/fund");
    let steps = async |resident: &Resident<'_>| resident.shown(&number).await.elsewhere;
    let before: Case = resident.shown(&number).await;
    assert_eq!(before.elsewhere.len(), 1);
    let step = &before.elsewhere[0];
    assert_eq!((&*step.name, &*step.how), ("提取公积金", "到公积金中心办"));
    assert!(!step.done);
    for done in [true, true, false, true] {
        let answer = resident.post(&path, "t", &ElsewhereTick { done }).await;
        assert_eq!(answer.status, 204);
        // Also where she has signed in on another device.
        let elsewhere = app.resident("lin-jing").await;
        assert_eq!(steps(&elsewhere).await[0].done, done);
    }
    // It is no event: what others saw is not out of date.
    assert_eq!(resident.shown(&number).await.last, before.last);
    let other = app.resident("zhou-hang").await;
    let tick = ElsewhereTick { done: false };
    assert_eq!(other.post(&path, "t", &tick).await.status, 404);
    let path = format!("/api/v1/cases/{number}/elsewhere/benefit");
    assert_eq!(resident.post(&path, "t", &tick).await.status, 404);
    assert!(steps(&resident).await[0].done);
}
