//! 撤回修改: a hand-in that is taken back leaves no trace, and its pictures can be handed in again.

use casework::{Moment, Refusal, ServiceState};
use contract::case::{Case, CasePage, Submission};
use contract::case_action::{ResidentAction, ResidentCommand};
use contract::inbox::Inbox;
use contract::person::Eligibility;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::case_actions::refused;
use crate::migrations::count;
use crate::office::{Decision, SEEN_ALL};
use crate::resident::{Photo, Resident, attached};
use crate::test_app::{Answer, TestApp};

/// Everything in the database that belongs to a case.
const OF_CASES: [&str; 11] = [
    "cases",
    "case_events",
    "case_texts",
    "case_materials",
    "service_tracks",
    "track_events",
    "open_subjects",
    "superseded",
    "result_documents",
    "inbox",
    "visits",
];

async fn with_a_picture(resident: &Resident<'_>) -> Submission {
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let submission = resident.submission("contract_expired", attached(&file, false));
    submission.await
}

async fn undo(resident: &Resident<'_>, number: &str, key: &str) -> Answer {
    let command = ResidentCommand {
        seen: SEEN_ALL,
        action: ResidentAction::Undo,
    };
    let path = format!("/api/v1/cases/{number}/actions");
    resident.post(&path, key, &command).await
}

#[tokio::test]
async fn what_is_undone_is_gone_and_can_be_handed_in_again_with_the_same_pictures() {
    let app = TestApp::start_in_clear(|services| services).await;
    let resident = app.resident("lin-jing").await;
    let submission = with_a_picture(&resident).await;
    let hand_in = async |key: &str| resident.post("/api/v1/cases", key, &submission).await;
    let first: Case = hand_in("draft").await.json();
    let until = first.undo_until.as_deref();
    assert_eq!(until, Some("2026-11-20T10:10:00+08:00"));
    // An office has begun, and the applicant has asked something meanwhile.
    app.decide(&first.number, "benefit", "o", &Decision::Accept)
        .await;
    let question = ResidentAction::Ask {
        service: None,
        text: "材料齐了吗？".to_owned(),
    };
    let asked = resident.act(&first.number, "q", question).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    app.clock.move_on(600);

    let answer = undo(&resident, &first.number, "u").await;
    let undone: Case = answer.json();
    let states = undone.services.iter().map(|one| one.state);
    assert!(states.eq([ServiceState::Undone; 2]));
    let mut db = app.database().await;
    for table in OF_CASES {
        assert_eq!(count(&mut db, table).await, 0, "{table}");
    }
    // Of the answers that are kept under keys none tells of it.
    let kept: Vec<String> = sqlx::query_scalar("SELECT body FROM idempotency")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert_eq!(kept.len(), 4);
    for body in kept {
        let told = body.contains(&first.number) || body.contains("失业");
        assert!(!told, "{body}");
    }
    assert_eq!(count(&mut db, "uploads").await, 1);

    // Nobody finds it, and it is in nobody's way.
    let page = format!("/api/v1/cases/{}", first.number);
    assert_eq!(resident.get(&page).await.code(), Code::NotFound);
    for path in ["/api/v1/cases", "/api/v1/cases?open=true"] {
        let page: CasePage = resident.get(path).await.json();
        assert!(page.items.is_empty(), "{path}");
    }
    let inbox: Inbox = resident.get("/api/v1/inbox").await.json();
    assert!(inbox.items.is_empty() && inbox.unread == 0);
    let eligibility = resident.get("/api/v1/eligibility/unemployment").await;
    assert!(eligibility.json::<Eligibility>().open.is_empty());

    // Repeated, it was undone; a late retry of what was undone hands nothing in.
    let again = undo(&resident, &first.number, "u").await;
    assert_eq!(refused(&again), Refusal::Undone);
    let other = undo(&resident, &first.number, "v").await;
    assert_eq!(other.code(), Code::NotFound);
    assert_eq!(refused(&hand_in("draft").await), Refusal::Undone);
    // Under another key the same pictures do.
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
