//! Who may give a word: who withdraws what rests on one before it was kept may not give it again (天津 2020-12-29),
//! until it is repaired.

use casework::event::EventKind;
use casework::{Actor, Event};
use catalog::Supplied;
use catalog::application::ProblemCode;
use contract::case::{Case, Submission};
use contract::case_action::ResidentAction;
use contract::person::{Eligibility, LostWord, WordLoss};

use crate::resident::Resident;
use crate::test_app::{Answer, TestApp};

const OF: &str = "/api/v1/eligibility/unemployment";

async fn barred(resident: &Resident<'_>) -> Vec<String> {
    let answer = resident.get(&format!("{OF}?region=321000")).await;
    let told: Eligibility = answer.json();
    told.no_word_for.into_iter().collect()
}

async fn hand_in(resident: &Resident<'_>, key: &str) -> Answer {
    let later = Some(Supplied::Later);
    let submission: Submission = resident.submission("contract_expired", later).await;
    resident.post("/api/v1/cases", key, &submission).await
}

/// What an office does about the benefit of the only case: 信用修复.
async fn repair(app: &TestApp) {
    let mut db = app.database().await;
    let last: String = sqlx::query_scalar("SELECT what FROM case_events ORDER BY seq DESC LIMIT 1")
        .fetch_one(&mut db)
        .await
        .unwrap();
    let mut event: Event = serde_json::from_str(&last).unwrap();
    event.seq += 1;
    event.by = Actor::Office {
        office: "office".to_owned(),
        clerk: "clerk".to_owned(),
    };
    event.what = EventKind::BreachRepaired {
        service: "benefit".to_owned(),
    };
    sqlx::query("INSERT INTO case_events (case_id, seq, at, what) VALUES (1, $1, '', $2)")
        .bind(i64::from(event.seq))
        .bind(serde_json::to_string(&event).unwrap())
        .execute(&mut db)
        .await
        .unwrap();
}

#[tokio::test]
async fn who_withdraws_before_the_paper_is_there_brings_it_at_once_the_next_time() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let first: Case = hand_in(&resident, "a").await.json();
    assert!(barred(&resident).await.is_empty());
    let bars = first.services.iter().map(|one| one.withdrawing_bars);
    assert!(bars.eq([false, true]));
    let all = ResidentAction::WithdrawAll;
    let withdrawn = resident.act(&first.number, "w", all).await;
    assert_eq!(withdrawn.status, 200);
    assert_eq!(barred(&resident).await, ["benefit"]);
    let told = resident.get(&format!("{OF}?region=321000")).await;
    let lost = told.json::<Eligibility>().lost;
    let expected = LostWord {
        service: "benefit".to_owned(),
        why: WordLoss::Withdrawn,
        on: "2026-11-20".to_owned(),
    };
    assert_eq!(lost, [expected]);
    // It is a rule of that place.
    let elsewhere = resident.get(OF).await;
    assert!(elsewhere.json::<Eligibility>().no_word_for.is_empty());
    // Of others it says nothing.
    let other = app.resident("zhou-hang").await;
    assert!(barred(&other).await.is_empty());
    let problem = hand_in(&resident, "b").await.problem();
    let errors = problem.errors.into_iter();
    let told: Vec<_> = errors.map(|one| (one.path, one.code)).collect();
    let no_way = ProblemCode::WayNotAllowed;
    assert_eq!(told, [("/materials/social_card".to_owned(), no_way)]);
    repair(&app).await;
    assert!(barred(&resident).await.is_empty());
    assert_eq!(hand_in(&resident, "c").await.status, 201);
}

#[tokio::test]
async fn what_was_undone_costs_nothing() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let first: Case = hand_in(&resident, "a").await.json();
    let undone = resident.act(&first.number, "u", ResidentAction::Undo);
    assert_eq!(undone.await.status, 200);
    assert!(barred(&resident).await.is_empty());
    assert_eq!(hand_in(&resident, "b").await.status, 201);
}
