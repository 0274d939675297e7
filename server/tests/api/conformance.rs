//! This server keeps to every rule that another back end is held to; and one that breaks a rule is told which.

mod double;
mod faults;

use std::collections::BTreeSet;

use conformance::{Application, Report, Settings, SignedIn};

use crate::test_app::{OPS_TOKEN, TestApp};
use crate::test_database::is_postgres;
use double::Double;
use faults::{Fault, all};

/// Asks as an agency does, over the network.
async fn ask(url: &str) -> Report {
    let settings = Settings {
        url: url.to_owned(),
        person: SignedIn::Demo("lin-jing".to_owned()),
        other: SignedIn::Demo("zhou-hang".to_owned()),
        application: Application::read(include_str!("../fixtures/conformance.json")).unwrap(),
        office: Some(OPS_TOKEN.to_owned()),
        other_office: Some("token-of-elsewhere-drawn-for-the-tests".to_owned()),
    };
    let asked = tokio::task::spawn_blocking(move || conformance::run(&settings));
    asked.await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn this_server_keeps_to_every_rule() {
    let app = TestApp::start().await;
    let double = Double::of(&app).await;
    let report = ask(double.url()).await;
    assert!(!report.has_failed(), "{report}");
    let not_asked: Vec<_> = report.not_asked().collect();
    // Where there are no fonts, there is no receipt.
    assert!(
        not_asked.is_empty() || not_asked == ["cases/receipt"],
        "{report}"
    );
    // Each of them can be broken.
    let broken: BTreeSet<&str> = all()
        .iter()
        .flat_map(|fault| fault.breaks)
        .copied()
        .collect();
    let rules = report.findings.iter().map(|finding| &*finding.check);
    let unbroken: Vec<_> = rules
        .filter(|rule| !rule.starts_with("answers/") && !broken.contains(rule))
        .collect();
    assert!(unbroken.is_empty(), "nothing breaks {unbroken:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_a_rule_of_problems_and_sessions_is_told_which() {
    told(&["answers/", "problems/", "sessions/"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_a_rule_of_files_is_told_which() {
    told(&["tus/", "etags/", "scenarios/"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_a_rule_of_cases_is_told_which() {
    told(&["cases/", "idempotency/", "authorisation/"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_a_rule_of_offices_and_lists_is_told_which() {
    told(&["offices/", "cursors/"]).await;
}

/// A double that breaks exactly one rule at a time, of those subjects.
async fn told(subjects: &[&str]) {
    // It is the double that is looked at: once is enough.
    if is_postgres() {
        return;
    }
    let app = TestApp::start().await;
    let double = Double::of(&app).await;
    let is_of = |fault: &Fault| subjects.iter().any(|it| fault.breaks[0].starts_with(it));
    for fault in all().into_iter().filter(is_of) {
        let (name, breaks) = (fault.name, fault.breaks);
        double.break_by(fault);
        let report = ask(double.url()).await;
        let failed: Vec<&str> = report.failed().collect();
        assert_eq!(failed, breaks, "{name}: {report}");
        // Of whoever signs in so often.
        app.clock.move_on(60);
    }
}
