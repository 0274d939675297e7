//! What time demands: done without anybody, once, however late and by however many.

use casework::event::Notice;
use casework::{Event, EventKind, ObligationId, ServiceState};
use contract::case::Case;
use contract::case_event::CaseEventKind;

use crate::test_app::TestApp;

const DAY: i64 = 24 * 3600;

fn paper() -> ObligationId {
    let material = "social_card".to_owned();
    ObligationId::Supply { material }
}

/// The events of the only case, as they are stored.
async fn events(app: &TestApp) -> Vec<EventKind> {
    let mut db = app.database().await;
    let stored: Vec<String> = sqlx::query_scalar("SELECT what FROM case_events ORDER BY seq")
        .fetch_all(&mut db)
        .await
        .unwrap();
    let events = stored
        .iter()
        .map(|json| serde_json::from_str(json).unwrap());
    events.map(|event: Event| event.what).collect()
}

async fn shown(app: &TestApp, number: &str) -> Case {
    app.resident("lin-jing").await.shown(number).await
}

#[tokio::test]
async fn offices_are_told_when_a_hand_in_can_no_longer_be_undone() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    for (seconds, told) in [(0, 0), (600, 0), (1, 1), (60, 1)] {
        app.clock.move_on(seconds);
        app.server.sweep().await;
        let events = events(&app).await;
        let found = events.iter().filter(|what| **what == EventKind::HandedOn);
        assert_eq!(found.count(), told, "{seconds}: {events:?}");
    }
}

#[tokio::test]
async fn reminders_come_30_7_and_1_days_before_and_on_day_61_it_is_over() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let mut reminded = Vec::new();
    for day in 1..=60 {
        app.clock.move_on(DAY);
        app.server.sweep().await;
        let notices = events(&app)
            .await
            .into_iter()
            .filter_map(|what| match what {
                EventKind::NoticeSent { obligation, notice } if obligation == paper() => {
                    Some(notice)
                }
                _ => None,
            });
        if notices.count() > reminded.len() {
            reminded.push(day);
        }
    }
    assert_eq!(reminded, [30, 53, 59]);
    let before = shown(&app, &number).await;
    assert_eq!(before.services[1].state, ServiceState::Submitted);
    app.clock.move_on(DAY);
    app.server.sweep().await;
    let after = shown(&app, &number).await;
    let benefit = &after.services[1];
    assert_eq!(benefit.state, ServiceState::Lapsed);
    let expired = CaseEventKind::Expired {
        obligation: paper(),
        usual: false,
    };
    assert!(after.events.iter().any(|event| event.what == expired));
    // The other service does not rest on that paper.
    assert_eq!(after.services[0].state, ServiceState::Submitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_sweepers_at_once_and_one_that_was_away_do_it_once() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    app.clock.move_on(54 * DAY);
    let sweep = || app.server.sweep();
    tokio::join!(sweep(), sweep(), sweep());
    let first = events(&app).await;
    let reminders = first.iter().filter_map(|what| match what {
        EventKind::NoticeSent { obligation, notice } if *obligation == paper() => Some(*notice),
        _ => None,
    });
    assert_eq!(reminders.collect::<Vec<_>>(), [Notice::DaysLeft(7)]);
    app.server.sweep().await;
    assert_eq!(events(&app).await, first);
}

/// An index finds the cases of which something is due; all others are left alone.
#[tokio::test]
async fn only_cases_whose_time_has_come_are_read() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    app.clock.move_on(601);
    let mut db = app.database().await;
    for (next, handed_on) in [("next_due + 1000", false), ("next_due - 1000", true)] {
        let query = format!("UPDATE cases SET next_due = {next}");
        sqlx::query(sqlx::AssertSqlSafe(query))
            .execute(&mut db)
            .await
            .unwrap();
        app.server.sweep().await;
        let told = events(&app).await.contains(&EventKind::HandedOn);
        assert_eq!(told, handed_on, "{next}");
    }
}
