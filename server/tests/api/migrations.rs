//! A database that an earlier release wrote.

use casework::ObligationId;
use catalog::{CorrectionReason, Scenario};
use contract::case::{Case, CasePage, ServiceState};
use contract::case_event::CaseEventKind;
use contract::ops::{Flag, OpsCasePage};
use sqlx::{AnyConnection, Executor};

use crate::resident::office_request;
use crate::test_app::TestApp;

/// What version 5 and those after it changed, undone: of each service, what an office did to it.
pub(crate) const WITHOUT_EVENTS: &str = r#"
    DELETE FROM _sqlx_migrations WHERE version >= 5;
    INSERT INTO track_events (case_id, service, at, what)
        SELECT case_id, service, submitted_at, '"submitted"'
        FROM service_tracks JOIN cases ON cases.id = case_id ORDER BY position;
    ALTER TABLE sessions DROP COLUMN employer;
    ALTER TABLE handovers DROP COLUMN employer;
    ALTER TABLE proven_people ADD COLUMN employer_name TEXT;
    ALTER TABLE proven_people ADD COLUMN credit_code TEXT;
    DROP INDEX cases_listed;
    DROP INDEX service_tracks_by_state;
    DROP TABLE readiness;
    ALTER TABLE uploads DROP COLUMN metadata;
    DROP INDEX sessions_of_person;
    DROP INDEX sessions_of_provider;
    ALTER TABLE sessions DROP COLUMN provider_session;
    DROP TABLE logout_tokens;
    DROP TABLE subject_key;
    ALTER TABLE uploads DROP COLUMN file_key;
    ALTER TABLE sessions DROP COLUMN ends_at;
    ALTER TABLE sessions DROP COLUMN begun_by;
    DROP TABLE audit;
    DROP TABLE superseded;
    ALTER TABLE cases DROP COLUMN basis;
    DROP TABLE inbox;
    DROP TABLE inbox_read;
    DROP TABLE elsewhere_steps;
    DROP TABLE result_documents;
    DROP TABLE visits;
    DROP TABLE proactive_notices;
    DROP TABLE proactive_due;
    DROP TABLE case_events;
    DROP TABLE case_texts;
    ALTER TABLE service_tracks ADD COLUMN paused TEXT;
    DROP INDEX cases_due;
    ALTER TABLE cases DROP COLUMN owes;
    ALTER TABLE cases DROP COLUMN office_owes;
    DROP INDEX idempotency_of_case;
    ALTER TABLE idempotency DROP COLUMN case_number;
    ALTER TABLE cases DROP COLUMN next_due;
"#;

/// What versions 3 and 4 changed, undone: texts where now ids are, the names of the tables, of whom open cases are.
const AS_VERSION_2_WROTE: &str = r#"
    DELETE FROM _sqlx_migrations WHERE version >= 3;
    DROP TABLE open_subjects;
    DROP INDEX cases_open;
    CREATE UNIQUE INDEX cases_open ON cases (person, scenario) WHERE closed_at IS NULL;
    ALTER TABLE service_tracks RENAME TO lanes;
    ALTER TABLE track_events RENAME TO lane_events;
    DROP INDEX track_events_of_case;
    CREATE INDEX lane_events_of_case ON lane_events (case_id, id);
    ALTER TABLE cases ADD COLUMN title TEXT NOT NULL DEFAULT '失业一件事';
    ALTER TABLE lanes ADD COLUMN name TEXT NOT NULL DEFAULT '失业登记';
    ALTER TABLE lanes ADD COLUMN office TEXT NOT NULL DEFAULT '公共就业服务机构';
    ALTER TABLE case_materials ADD COLUMN name TEXT NOT NULL DEFAULT '居民身份证';
    UPDATE cases SET automatic = '["代缴职工医保"]', flags = '[
        {"for_review":{"material":"social_card","page":"face"}},
        {"unsure":{"material":"social_card","reason":"R01","say":"账号看得清"}}
    ]';
"#;

#[tokio::test]
async fn cases_of_an_earlier_release_are_shown_as_before() {
    let app = TestApp::start_earlier().await;
    let resident = app.resident("lin-jing").await;
    let path = format!("/api/v1/cases/{}", resident.case().await);
    let before: Case = resident.get(&path).await.json();
    let mut list: CasePage = resident.get("/api/v1/cases").await.json();
    assert!(list.items[0].next.take().is_some());
    let mut db = app.database().await;
    db.execute(WITHOUT_EVENTS).await.unwrap();
    db.execute(AS_VERSION_2_WROTE).await.unwrap();
    drop(db);
    let app = app.restarted().await;
    let resident = app.resident("lin-jing").await;
    let mut after: Case = resident.get(&path).await.json();
    // Then offices knew of a case at once, and no paper was owed that could have been brought.
    assert_eq!(after.events.pop().unwrap().what, CaseEventKind::HandedOn);
    let is_paper = |id: &ObligationId| matches!(id, ObligationId::Supply { .. });
    assert!(!after.obligations.iter().any(|one| is_paper(&one.id)));
    after.last = before.last;
    // Nor were steps at other offices kept.
    assert!(after.elsewhere.is_empty());
    after.elsewhere.clone_from(&before.elsewhere);
    after.obligations.clone_from(&before.obligations);
    after.actions.clone_from(&before.actions);
    after.services[1].withdrawing_bars = true;
    assert_eq!(after, before);
    assert_eq!(before.automatic, ["代缴职工医保"]);
    assert_eq!(resident.get("/api/v1/cases").await.json::<CasePage>(), list);
    let page: OpsCasePage = app.send(office_request("/ops/v1/cases")).await.json();
    assert_eq!(
        page.items[0].flags,
        [
            Flag::ForReview {
                material: "social_card".to_owned(),
                page: "face".to_owned()
            },
            Flag::Unsure {
                material: "social_card".to_owned(),
                reason: CorrectionReason::R01,
                say: "账号看得清".to_owned()
            }
        ]
    );
}

/// What an earlier release kept of a benefit that was sent back on Monday, and of a registration that was granted.
const SENT_BACK_AND_GRANTED: &str = r#"
    INSERT INTO track_events (case_id, service, at, what) VALUES
        (1, 'benefit', '2026-11-20T11:00:00+08:00', '"accepted"'),
        (1, 'registration', '2026-11-20T11:30:00+08:00', '"accepted"'),
        (1, 'benefit', '2026-11-23T09:00:00+08:00',
         '{"correction_asked":{"message":"请补拍卡面","materials":["social_card"]}}'),
        (1, 'registration', '2026-11-23T10:00:00+08:00', '{"granted":{"result":"已登记"}}');
"#;

#[tokio::test]
async fn what_an_earlier_release_did_to_a_case_becomes_its_events() {
    let app = TestApp::start_earlier().await;
    let path = format!(
        "/api/v1/cases/{}",
        app.resident("lin-jing").await.case().await
    );
    let mut db = app.database().await;
    db.execute(WITHOUT_EVENTS).await.unwrap();
    db.execute(SENT_BACK_AND_GRANTED).await.unwrap();
    app.clock.move_on(5 * 24 * 3600);
    let app = app.restarted().await;
    let resident = app.resident("lin-jing").await;
    let case: Case = resident.get(&path).await.json();
    let [registration, benefit] = case.services.as_slice() else {
        panic!("{case:?}");
    };
    assert_eq!(registration.state, ServiceState::Granted);
    let result = registration.result.as_ref().unwrap();
    assert_eq!(result.at, "2026-11-23T10:00:00+08:00");
    assert_eq!(benefit.state, ServiceState::CorrectionNeeded);
    assert!(benefit.stands && benefit.due.is_none());
    // Nobody was told a last day then: the days are counted from the day on which this release took it over.
    let correct = case.obligations.iter().find(|one| {
        let id = &one.id;
        matches!(id, ObligationId::Correct { service, .. } if service == "benefit")
    });
    assert_eq!(correct.unwrap().until.as_deref(), Some("2026-12-25"));
    let said: Vec<_> = case
        .events
        .iter()
        .filter_map(|it| it.text.as_deref())
        .collect();
    assert_eq!(said, ["请补拍卡面", "已登记"]);
    // They are turned into events once, and lists know of it.
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM track_events")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(left, 0);
    let list: CasePage = resident.get("/api/v1/cases").await.json();
    assert_eq!(list.items[0].state, ServiceState::CorrectionNeeded);
    drop(db);
    // Neither a paper that was to follow, nor 补正, of which no last day was told, ends anything.
    app.clock.move_on(70 * 24 * 3600);
    let app = app.restarted().await;
    app.server.sweep().await;
    let resident = app.resident("lin-jing").await;
    let later: Case = resident.get(&path).await.json();
    assert_eq!(later.services[1].state, ServiceState::CorrectionNeeded);
}

/// An earlier release hid what was undone; now it is gone, and the files can go into another case.
#[tokio::test]
async fn what_was_undone_under_an_earlier_release_is_gone() {
    let app = TestApp::start_earlier().await;
    app.resident("lin-jing").await.case().await;
    let mut db = app.database().await;
    db.execute(
        "DELETE FROM _sqlx_migrations WHERE version >= 14;
         ALTER TABLE sessions DROP COLUMN employer;
         ALTER TABLE handovers DROP COLUMN employer;
         ALTER TABLE proven_people ADD COLUMN employer_name TEXT;
         ALTER TABLE proven_people ADD COLUMN credit_code TEXT;
         DROP TABLE readiness;
         ALTER TABLE uploads DROP COLUMN metadata;
         DROP INDEX sessions_of_person;
         DROP INDEX sessions_of_provider;
         ALTER TABLE sessions DROP COLUMN provider_session;
         DROP TABLE logout_tokens;
         DROP TABLE subject_key;
         ALTER TABLE uploads DROP COLUMN file_key;
         ALTER TABLE sessions DROP COLUMN ends_at;
         ALTER TABLE sessions DROP COLUMN begun_by;
         DROP TABLE elsewhere_steps;
         DROP INDEX idempotency_of_case;
         ALTER TABLE idempotency DROP COLUMN case_number;
         ALTER TABLE cases ADD COLUMN undone_at TEXT;
         UPDATE cases SET undone_at = submitted_at;",
    )
    .await
    .unwrap();
    drop(db);
    let app = app.restarted().await;
    let mut db = app.database().await;
    for table in ["cases", "case_events", "case_materials", "service_tracks"] {
        assert_eq!(count(&mut db, table).await, 0, "{table}");
    }
}

pub(crate) async fn count(db: &mut AnyConnection, table: &str) -> i64 {
    let query = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(query))
        .fetch_one(db)
        .await
        .unwrap()
}

#[tokio::test]
async fn no_text_of_a_scenario_is_stored_with_a_case() {
    let app = TestApp::start_earlier().await;
    app.resident("lin-jing").await.case().await;
    let mut db = app.database().await;
    for table in ["cases", "service_tracks", "case_events", "case_materials"] {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(table)
            .fetch_all(&mut db)
            .await
            .unwrap();
        for column in columns {
            let query = format!("SELECT coalesce(CAST({column} AS TEXT), '') FROM {table}");
            let values: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
                .fetch_all(&mut db)
                .await
                .unwrap();
            for text in ["失业", "身份证", "职工医保", "经办机构"] {
                let stored = values.iter().any(|value| value.contains(text));
                assert!(!stored, "{text} in {table}.{column}");
            }
        }
    }
}

/// A scenario version as the release of November 2026 stored it. Cases are shown with such versions for years: a field
/// that is added to a scenario needs a default, and none may be renamed on the wire.
#[test]
fn a_scenario_version_of_an_earlier_release_is_still_read() {
    let stored = include_str!("../fixtures/stored/unemployment-2026-11-01.json");
    let scenario: Scenario = serde_json::from_str(stored).unwrap();
    assert_eq!(scenario.name.zh(), "失业一件事");
    let benefit = scenario.service("benefit").unwrap();
    assert_eq!(benefit.guide.accepted_by.zh(), "失业保险经办机构");
    let card = scenario.material("social_card").unwrap();
    assert_eq!(card.ask[1].say.zh(), "账号看得清");
}
