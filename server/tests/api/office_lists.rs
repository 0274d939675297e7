//! An office's list asks the database for its own cases alone: those of others are neither read nor decrypted.

use std::collections::BTreeSet;

use contract::ops::OpsCasePage;
use contract::problem::Code;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::office::{BENEFIT, REGISTRATION, Token, WHOLE};
use crate::test_app::TestApp;

/// What is no application: whoever reads a case with it fails.
const UNREADABLE: &str = "not to be opened";

/// A case that differs from one that was handed in.
#[derive(Clone, Copy, Default)]
struct Differs {
    scenario: Option<&'static str>,
    region: Option<&'static str>,
    /// The one service that it has.
    service: Option<&'static str>,
    unreadable: bool,
}

fn other(value: Option<&str>, column: &str) -> String {
    value.map_or_else(|| column.to_owned(), |value| format!("'{value}'"))
}

/// Another case as the one with the number `of`.
async fn copy(db: &mut AnyConnection, of: &str, number: &str, differs: Differs) {
    let (scenario, region) = (
        other(differs.scenario, "scenario"),
        other(differs.region, "region"),
    );
    let application = other(differs.unreadable.then_some(UNREADABLE), "application");
    let services = differs.service.map_or_else(
        || "TRUE".to_owned(),
        |service| format!("service = '{service}'"),
    );
    let of = format!("(SELECT id FROM cases WHERE number = '{of}')");
    let new = format!("(SELECT id FROM cases WHERE number = '{number}')");
    for statement in [
        format!(
            "INSERT INTO cases (number, person, scenario, region, scenario_hash, submitted_at, application, basis,
                 automatic, flags)
             SELECT '{number}', person, {scenario}, {region}, scenario_hash, submitted_at, {application}, basis,
                 automatic, flags FROM cases WHERE id = {of}"
        ),
        format!(
            "INSERT INTO service_tracks (case_id, service, position, state, due, due_exact)
             SELECT {new}, service, position, state, due, due_exact FROM service_tracks
             WHERE case_id = {of} AND {services}"
        ),
        format!(
            "INSERT INTO case_events (case_id, seq, at, what)
             SELECT {new}, seq, at, what FROM case_events WHERE case_id = {of}"
        ),
    ] {
        db.execute(AssertSqlSafe(statement)).await.unwrap();
    }
}

/// So many of each of which the office `BENEFIT` may see none, and none could be read.
async fn foreign(db: &mut AnyConnection, of: &str, batch: usize, each: usize) {
    let unreadable = Differs {
        unreadable: true,
        ..Differs::default()
    };
    for number in 0..each {
        for (kind, differs) in [
            Differs {
                scenario: Some("card"),
                ..unreadable
            },
            Differs {
                region: Some("330000"),
                ..unreadable
            },
            Differs {
                service: Some("registration"),
                ..unreadable
            },
        ]
        .into_iter()
        .enumerate()
        {
            let number = format!("OTHER-{batch}-{kind}-{number}");
            copy(db, of, &number, differs).await;
        }
    }
}

/// The numbers of one page.
async fn page(app: &TestApp, token: Token<'_>, query: &str) -> (Vec<String>, Option<String>) {
    let path = format!("/ops/v1/cases?{query}");
    let answer = app.office_get(token, &path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page: OpsCasePage = answer.json();
    let numbers = page.items.into_iter().map(|case| case.number).collect();
    (numbers, page.next_cursor)
}

#[tokio::test]
async fn what_others_have_is_neither_read_nor_decrypted() {
    let app = TestApp::start_in_clear(|services| services).await;
    let number = app.resident("lin-jing").await.case().await;
    let mut db = app.database().await;
    let mut transaction = db.begin().await.unwrap();
    foreign(&mut transaction, &number, 0, 200).await;
    transaction.commit().await.unwrap();
    for query in ["", "state=submitted", "service=benefit", "light=green"] {
        let (numbers, next) = page(&app, BENEFIT, query).await;
        assert_eq!(numbers, [&*number], "{query}");
        // All of them were asked for at once.
        assert_eq!(next, None, "{query}");
    }
    // Whoever sees all of them does read them.
    for token in [WHOLE, REGISTRATION] {
        let answer = app.office_get(token, "/ops/v1/cases").await;
        assert_eq!(answer.code(), Code::Internal);
    }
}

#[tokio::test]
async fn pages_are_full_and_each_case_comes_once_whatever_lies_between() {
    let app = TestApp::start_in_clear(|services| services).await;
    let number = app.resident("lin-jing").await.case().await;
    let mut db = app.database().await;
    let mut transaction = db.begin().await.unwrap();
    let mut its = vec![number.clone()];
    for batch in 0..12 {
        foreign(&mut transaction, &number, batch, 8).await;
        for own in 0..10 {
            let copied = format!("OWN-{batch:02}-{own:02}");
            copy(&mut transaction, &number, &copied, Differs::default()).await;
            its.push(copied);
        }
    }
    transaction.commit().await.unwrap();
    for query in ["", "state=submitted&"] {
        let (mut seen, mut sizes) = (Vec::new(), Vec::new());
        let mut cursor = String::new();
        loop {
            let (numbers, next) = page(&app, BENEFIT, &format!("{query}{cursor}")).await;
            sizes.push(numbers.len());
            seen.extend(numbers);
            let Some(next) = next else { break };
            cursor = format!("cursor={next}");
        }
        assert_eq!(seen, its, "{query}");
        // As many cases are read as there are, and no other.
        assert_eq!(sizes, [50, 50, 21], "{query}");
    }
    // What was on a page may be gone before the next one is asked for.
    let (first, next) = page(&app, BENEFIT, "").await;
    let last = first.last().unwrap();
    let gone = format!("DELETE FROM cases WHERE number = '{last}'");
    db.execute(AssertSqlSafe(gone)).await.unwrap();
    let cursor = format!("cursor={}", next.unwrap());
    let (second, _) = page(&app, BENEFIT, &cursor).await;
    assert_eq!(second, its[50..100]);
    let distinct: BTreeSet<_> = first.iter().chain(&second).collect();
    assert_eq!(distinct.len(), 100);
    let wrong = app.office_get(BENEFIT, "/ops/v1/cases?cursor=OWN-00-00");
    assert_eq!(wrong.await.code(), Code::Malformed);
}
