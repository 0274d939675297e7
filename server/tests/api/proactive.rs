//! 免申即享: what follows from records and decisions, told without being asked.

use contract::inbox::{Dismissed, Inbox, InboxRead};
use contract::office_action::OfficeAction;
use contract::problem::Code;

use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::TestApp;

async fn inbox(resident: &Resident<'_>) -> Inbox {
    resident.get("/api/v1/inbox").await.json()
}

/// What is shown, after the sweeper came by.
async fn told(app: &TestApp, who: &str) -> Vec<String> {
    app.server.sweep().await;
    let resident = app.resident(who).await;
    let notices = inbox(&resident).await.proactive.into_iter();
    notices.map(|one| one.id).collect()
}

fn dismissed(id: &str) -> Dismissed {
    Dismissed {
        scenario: "unemployment".to_owned(),
        id: id.to_owned(),
    }
}

#[tokio::test]
async fn records_alone_tell_whom_it_concerns_and_nobody_else() {
    let app = TestApp::start().await;
    // 36 months, the contract expired; 30 months, resigned; 11 months; no records at all.
    for (who, expected) in [
        ("lin-jing", &["may_draw"][..]),
        ("zhou-hang", &[]),
        ("wu-guifang", &[]),
        ("he-yu", &[]),
    ] {
        app.resident(who).await;
        assert_eq!(told(&app, who).await, expected, "{who}");
    }
}

#[tokio::test]
async fn it_is_told_once_stays_until_read_and_never_comes_back_when_dismissed() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    assert_eq!(inbox(&resident).await.proactive, []);
    app.server.sweep().await;
    let first = inbox(&resident).await;
    assert_eq!((first.unread, first.proactive[0].read), (1, false));
    assert_eq!(first.proactive[0].sources.len(), 1);
    let read = resident.post("/api/v1/inbox/read", "a", &InboxRead { up_to: 0 });
    assert_eq!(read.await.status, 204);
    let second = inbox(&resident).await;
    assert_eq!((second.unread, second.proactive[0].read), (0, true));
    let dismiss = async |who: &Resident<'_>, id: &str| {
        who.post("/api/v1/inbox/dismiss", id, &dismissed(id)).await
    };
    let other = app.resident("zhou-hang").await;
    assert_eq!(dismiss(&other, "may_draw").await.code(), Code::NotFound);
    assert_eq!(dismiss(&resident, "may_draw").await.status, 204);
    // The next day the records say the same.
    app.clock.move_on(25 * 3600);
    assert_eq!(told(&app, "lin-jing").await, [""; 0]);
}

#[tokio::test]
async fn who_has_applied_is_not_told_to_and_a_decision_tells_what_follows() {
    let app = TestApp::start().await;
    assert_eq!(told(&app, "lin-jing").await, [""; 0]);
    assert_eq!(told(&app, "lin-jing").await, ["may_draw"]);
    let number = app.resident("lin-jing").await.case().await;
    assert_eq!(told(&app, "lin-jing").await, [""; 0]);
    app.clock.move_on(601);
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let grant = Decision::Grant {
        result: "核定12个月".to_owned(),
    };
    app.decide(&number, "benefit", "b", &grant).await;
    assert_eq!(told(&app, "lin-jing").await, ["medical_paid"]);
    let revoke = OfficeAction::Revoke {
        service: "benefit".to_owned(),
        ground: casework::event::Ground::FalseMaterial,
        reason: "材料不实".to_owned(),
    };
    app.done(&number, "c", revoke).await;
    assert_eq!(told(&app, "lin-jing").await, ["may_draw"]);
}
