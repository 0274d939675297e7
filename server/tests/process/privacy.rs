//! What those who run it see of it: metrics, log, what its commands print. Nothing of a person is in any of it. What
//! the log says of each route and each fault is read in the tests of the API (`api/watched_log.rs`), and traces in
//! `traces.rs`.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::residents::{Habits, PEOPLE, Residents};
use crate::running::{FROM_APP, Running};

/// Requests that tell of a person in their paths, queries, methods and bodies.
pub(crate) const TELLING: [(&str, &str); 5] = [
    ("GET /api/v1/cases/39A4C7QKXW6T", ""),
    ("GET /320001199001010015?name=%E6%9E%97%E9%9D%99", ""),
    ("POST /api/v1/uploads/13800138000", "320001199001010015"),
    ("INVENT13800138000 /", ""),
    (
        "POST /api/v1/cases",
        r#"{"name":"林静","mobile":13800138000}"#,
    ),
];

#[test]
fn metrics_and_log_tell_how_it_runs_and_nothing_of_a_person() {
    let server = Running::start(tempfile::tempdir().unwrap());
    let token = server.signed_in();
    let headers = format!("{FROM_APP}cookie: yijianshi={token}\r\n");
    for (request, body) in TELLING {
        Running::send(&server.address, request, &headers, body);
    }
    let metrics = Running::send(&server.metrics, "GET /metrics", "", "");
    for figure in [
        r#"http_requests_total{method="POST",route="/api/v1/session",status="200"} 1"#,
        r#"http_requests_total{method="GET",route="/api/v1/cases/{number}",status="404"} 1"#,
        r#"http_request_seconds_bucket{le="30.0",method="POST",route="/api/v1/session"} 1"#,
        "yijianshi_disk_free_bytes ",
        "yijianshi_swept_timestamp_seconds ",
        "# EOF",
    ] {
        assert!(metrics.contains(figure), "{figure} is not in {metrics}");
    }
    assert!(server.ask("GET /metrics").starts_with("HTTP/1.1 404"));
    let said = server.said.lock().unwrap().clone();
    assert!(said.contains("/api/v1/cases/{number}"), "{said}");
    for secret in [
        "林静",
        "E6%9E%97",
        "320001",
        "13800138000",
        "39A4C7QKXW6T",
        "lin-jing",
        &token,
    ] {
        assert!(!metrics.contains(secret), "{secret} is in {metrics}");
        assert!(!said.contains(secret), "{secret} is in {said}");
    }
    server.stop();
}

/// What a command prints, in whatever way it ends.
fn said_by(folder: &TempDir, flags: &[&str]) -> String {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios");
    let done = Command::new(env!("CARGO_BIN_EXE_server"))
        .env("YIJIANSHI_APP", folder.path().join("dist"))
        .env("YIJIANSHI_SCENARIOS", scenarios)
        .env("YIJIANSHI_DATA", folder.path().join("data"))
        .args(flags)
        .output()
        .unwrap();
    String::from_utf8([done.stdout, done.stderr].concat()).unwrap()
}

#[test]
fn commands_and_starts_that_are_refused_tell_nothing_of_a_person() {
    let server = Running::start(tempfile::tempdir().unwrap());
    let residents = Residents::at(server.address.parse().unwrap(), Habits::default());
    residents.go_on(8);
    let cases = residents.end().open;
    assert!(!cases.is_empty());
    let log = server.said.clone();
    let folder = server.stop();
    let key = std::fs::read_to_string(folder.path().join("data/master.key")).unwrap();
    let new_key = said_by(&folder, &["draw-master-key"]);
    let keys = folder.path().join("keys");
    std::fs::write(&keys, format!("{new_key}{key}")).unwrap();
    let wrong = folder.path().join("wrong.key");
    std::fs::write(&wrong, said_by(&folder, &["draw-master-key"])).unwrap();
    let (keys, wrong) = (keys.to_str().unwrap(), wrong.to_str().unwrap());
    let backup = folder.path().join("backup");
    let mut said = log.lock().unwrap().clone();
    for (flags, words) in [
        (
            &["--master-key", wrong][..],
            "is encrypted with the master key",
        ),
        (
            &["--master-key", wrong, "encrypt"],
            "is encrypted with the master key",
        ),
        (
            &["--master-key", keys, "rotate-key"],
            "data keys are encrypted",
        ),
        (&["--master-key", keys, "encrypt"], "were in clear"),
        (
            &["--master-key", keys, "retention", "--dry-run"],
            "closed cases",
        ),
        (&["--master-key", keys, "retention"], "closed cases"),
        (&["backup", backup.to_str().unwrap()], "files copied"),
        (&["check-config", "--connect"], "nothing is wrong"),
    ] {
        let of_command = said_by(&folder, flags);
        assert!(of_command.contains(words), "{flags:?}: {of_command}");
        said.push_str(&of_command);
    }
    let secrets = [
        "林静",
        "周航",
        "陈国平",
        "孙磊",
        "320000",
        key.split(' ').nth(1).unwrap().trim(),
    ];
    for secret in secrets
        .into_iter()
        .chain(PEOPLE)
        .chain(cases.iter().map(String::as_str))
    {
        assert!(!said.contains(secret), "{secret} is in {said}");
    }
}
