//! A city's PostgreSQL is brought back from a dump into a new one, beside the same files and keys.

use std::path::Path;
use std::process::Command;

use contract::case::Case;
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::moved::accepted;
use crate::office::Decision;
use crate::test_app::TestApp;
use crate::test_database::{self, is_postgres};

fn run(program: &str, folder: &Path, arguments: &[&str]) {
    // Without what `sqlx` alone understands of it.
    let address = test_database::address(folder);
    let address = address.split('?').next().unwrap();
    let done = Command::new(program)
        .args(["--dbname", address])
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program}: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_dumped_is_all_there_again_and_work_goes_on() {
    if !is_postgres() {
        return;
    }
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let (submission, file, before) = accepted(&app, &resident).await;
    let number = before.number.clone();
    let folder = app.folder.path();
    let dump = folder.join("city.dump");
    let dump = dump.to_str().unwrap();
    run("pg_dump", folder, &["--format", "custom", "--file", dump]);
    let late = app.resident("zhou-hang").await.case().await;

    // The database is lost; the files and the keys are elsewhere, as they should be.
    let (folder, clock) = app.stopped();
    test_database::unembed(folder.path());
    test_database::of(folder.path()).await.unwrap();
    let dump = folder.path().join("city.dump");
    let dump = dump.to_str().unwrap();
    run(
        "pg_restore",
        folder.path(),
        &["--no-owner", "--exit-on-error", dump],
    );

    let app = TestApp::started_again((folder, clock)).await;
    let resident = app.resident("lin-jing").await;
    let after: Case = resident.shown(&number).await;
    assert_eq!(
        serde_json::to_value(&after).unwrap(),
        serde_json::to_value(&before).unwrap()
    );
    let path = format!("/api/v1/cases/{number}/files/{file}");
    assert_eq!(resident.get(&path).await.body, testkit::sharp_photograph());
    // Repeated, it is recognised; anew, the open case is in the way.
    let repeated = resident.post("/api/v1/cases", "first", &submission).await;
    assert_eq!(repeated.json::<Case>().number, number);
    let second = resident.post("/api/v1/cases", "second", &submission).await;
    assert_eq!(second.code(), Code::CaseOpen);
    // What came after the dump is gone, and nothing of it is in the way.
    let zhou = app.resident("zhou-hang").await;
    let gone = zhou.get(&format!("/api/v1/cases/{late}")).await;
    assert_eq!(gone.code(), Code::NotFound);
    assert_ne!(zhou.case().await, late);
    let granted = Decision::Grant {
        result: "已登记".to_owned(),
    };
    app.decide(&number, "registration", "b", &granted).await;
}
