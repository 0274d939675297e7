//! What a resident is told of, and what leaves by the hook.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use contract::case_event::CaseEventKind;
use contract::inbox::{Dismissed, Inbox, InboxRead};
use contract::notice::{Notice, SIGNATURE, UNASKED};
use contract::problem::Code;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::TestApp;

pub(crate) const SECRET: &str = "secret-of-the-webhook-of-the-tests";
const DAY: i64 = 24 * 3600;

async fn inbox(resident: &Resident<'_>) -> Inbox {
    resident.get("/api/v1/inbox").await.json()
}

fn granted() -> Decision {
    Decision::Grant {
        result: "已核定".to_owned(),
    }
}

/// A case whose benefit is accepted and granted: two things to tell of.
pub(crate) async fn case_with_news(app: &TestApp) -> String {
    let number = app.resident("lin-jing").await.case().await;
    app.done(&number, "1", Decision::Accept.about("benefit"))
        .await;
    app.clock.move_on(601);
    app.done(&number, "2", granted().about("benefit")).await;
    number
}

#[tokio::test]
async fn what_an_office_does_is_told_once_and_stays_unread_until_it_is_read() {
    let app = TestApp::start().await;
    let number = case_with_news(&app).await;
    let resident = app.resident("lin-jing").await;
    let told = inbox(&resident).await;
    let whats: Vec<_> = told.items.iter().map(|item| &item.event.what).collect();
    // Neither what she did herself, nor what is the office's affair.
    assert!(
        matches!(
            whats[..],
            [
                CaseEventKind::RatingInvited { .. } | CaseEventKind::Granted { .. },
                ..,
                CaseEventKind::Accepted { .. }
            ]
        ),
        "{whats:?}"
    );
    let item = told.items.last().unwrap();
    assert_eq!((&*item.case, &*item.title), (&*number, "失业一件事"));
    assert_eq!(item.service.as_deref(), Some("失业保险金申领"));
    assert_eq!(told.unread as usize, told.items.len());
    assert!(told.items.iter().all(|item| !item.read));

    // Up to the first: the others stay unread. Reading does not go back, nor beyond what there is.
    let first = InboxRead { up_to: item.id };
    let read = resident.post("/api/v1/inbox/read", "-", &first).await;
    assert_eq!(read.status, 204, "{}", read.text());
    assert_eq!(inbox(&resident).await.unread, told.unread - 1);
    let all = InboxRead { up_to: u64::MAX };
    resident.post("/api/v1/inbox/read", "-", &all).await;
    resident.post("/api/v1/inbox/read", "-", &first).await;
    let read = inbox(&resident).await;
    assert!(read.unread == 0 && read.items.iter().all(|item| item.read));
    app.done(&number, "3", Decision::Accept.about("registration"))
        .await;
    assert_eq!(inbox(&resident).await.unread, 1);
}

#[tokio::test]
async fn reminders_come_by_themselves_with_the_paper_s_name_and_only_once() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    app.clock.move_on(31 * DAY);
    app.server.sweep().await;
    app.server.sweep().await;
    let resident = app.resident("lin-jing").await;
    let told = inbox(&resident).await;
    let reminders = told.items.iter().filter(|item| {
        matches!(item.event.what, CaseEventKind::Reminded { .. })
            && item.material.as_deref() == Some("社会保障卡")
    });
    assert_eq!(reminders.count(), 1, "{:?}", told.items);
}

#[tokio::test]
async fn nobody_reads_another_s_inbox_and_pages_go_on() {
    let app = TestApp::start().await;
    case_with_news(&app).await;
    assert!(
        inbox(&app.resident("zhou-hang").await)
            .await
            .items
            .is_empty()
    );
    assert_eq!(app.get("/api/v1/inbox").await.code(), Code::SignInNeeded);
    let resident = app.resident("lin-jing").await;
    let newest = inbox(&resident).await.items[0].id;
    let older: Inbox = resident
        .get(&format!("/api/v1/inbox?cursor={newest}"))
        .await
        .json();
    assert!(older.items.iter().all(|item| item.id < newest));
    let wrong = resident.get("/api/v1/inbox?cursor=x").await;
    assert_eq!(wrong.code(), Code::Malformed);
}

/// A system of the place that takes notices, or does not.
#[derive(Clone, Default)]
struct Receiver {
    got: Arc<Mutex<Vec<(String, Bytes)>>>,
    is_down: Arc<Mutex<bool>>,
}

impl Receiver {
    /// Listens on this machine; its address.
    async fn listen(&self) -> String {
        let router = Router::new()
            .route("/hook", post(take))
            .with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}/hook")
    }

    fn got(&self) -> Vec<(String, Bytes)> {
        self.got.lock().unwrap().clone()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if *receiver.is_down.lock().unwrap() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let signature = headers[SIGNATURE].to_str().unwrap().to_owned();
    receiver.got.lock().unwrap().push((signature, body));
    StatusCode::NO_CONTENT
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hook_is_told_signed_without_personal_data_and_until_it_takes_it() {
    let receiver = Receiver::default();
    let address = receiver.listen().await;
    let app = TestApp::start_with_hook(&address, SECRET).await;
    *receiver.is_down.lock().unwrap() = true;
    let number = case_with_news(&app).await;
    app.server.send_notices().await;
    // What was tried in vain waits for its turn.
    *receiver.is_down.lock().unwrap() = false;
    app.clock.move_on(60);
    app.server.send_notices().await;
    app.server.send_notices().await;
    let got = receiver.got();
    let notices: Vec<Notice> = got
        .iter()
        .map(|(_, body)| serde_json::from_slice(body).unwrap())
        .collect();
    assert_eq!(notices[0].event, "accepted");
    assert_eq!(notices[1].event, "granted");
    for ((signature, body), notice) in got.iter().zip(&notices) {
        assert_eq!(notice.case.as_ref(), Some(&number));
        assert_eq!(notice.to, "lin-jing");
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(body);
        let digest = mac.finalize().into_bytes();
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(*signature, format!("sha256={digest}"));
        let told = String::from_utf8_lossy(body);
        for personal in ["林静", "已核定", "6200000000000000018"] {
            assert!(!told.contains(personal), "{told}");
        }
    }
    // Each once, although it was asked for twice.
    let mut ids: Vec<u64> = notices.iter().map(|notice| notice.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), notices.len());
}

/// 免申即享: what nobody has asked for leaves as the rest does, with ids for words, and once.
#[tokio::test(flavor = "multi_thread")]
async fn the_hook_is_told_of_what_nobody_has_asked_for() {
    let receiver = Receiver::default();
    let address = receiver.listen().await;
    let app = TestApp::start_with_hook(&address, SECRET).await;
    app.resident("lin-jing").await;
    app.server.sweep().await;
    // The next day the records say the same.
    app.clock.move_on(25 * 3600);
    app.server.sweep().await;
    app.server.send_notices().await;
    app.server.send_notices().await;
    let resident = app.resident("lin-jing").await;
    let got = receiver.got();
    assert_eq!(got.len(), 1);
    let told: Notice = serde_json::from_slice(&got[0].1).unwrap();
    assert_eq!((&*told.event, &*told.to), (UNASKED, "lin-jing"));
    assert_eq!(told.scenario.as_deref(), Some("unemployment"));
    assert_eq!(told.notice.as_deref(), Some("may_draw"));
    assert_eq!(told.case, None);
    assert!(!String::from_utf8_lossy(&got[0].1).contains("林静"));
    // It is no message of a case, and what comes later has another number.
    assert_eq!(inbox(&resident).await.items, []);
    case_with_news(&app).await;
    app.server.send_notices().await;
    let later: Notice = serde_json::from_slice(&receiver.got()[1].1).unwrap();
    assert!(later.id > told.id && later.case.is_some());
}

/// Who has said that she wants no more of it gets no message of it either.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_dismissed_before_it_left_does_not_leave() {
    let receiver = Receiver::default();
    let address = receiver.listen().await;
    let app = TestApp::start_with_hook(&address, SECRET).await;
    let resident = app.resident("lin-jing").await;
    app.server.sweep().await;
    let dismissed = Dismissed {
        scenario: "unemployment".to_owned(),
        id: "may_draw".to_owned(),
    };
    let done = resident.post("/api/v1/inbox/dismiss", "-", &dismissed);
    assert_eq!(done.await.status, 204);
    app.server.send_notices().await;
    assert_eq!(receiver.got(), []);
}
