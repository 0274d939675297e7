//! The program as it is run: a process of its own, asked over the network and stopped by a signal.

mod check_config;
mod killed;
mod postgres;
mod residents;
mod restart;
mod running;

use std::fs::Permissions;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use running::Running;

#[test]
fn a_thousand_silent_connections_keep_nobody_out_and_do_not_delay_its_end() {
    let server = Running::start(tempfile::tempdir().unwrap());
    // A shell often allows 1,024 files; what the server may open, it asks for by itself.
    let files = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: files.maximum,
        ..files
    };
    setrlimit(Resource::Nofile, raised).unwrap();
    let silent: Vec<TcpStream> = (0..1_000)
        .map(|number| server.connect(if number % 2 == 0 { "" } else { "GET /livez HT" }))
        .collect();
    for _ in 0..3 {
        assert!(server.ask("GET /livez").starts_with("HTTP/1.1 200 OK"));
        assert!(server.ask("GET /api/v1/session").contains(r#""today":"#));
    }
    server.stop();
    drop(silent);
}

#[test]
fn nobody_else_on_the_machine_may_read_what_it_keeps() {
    let server = Running::start(tempfile::tempdir().unwrap());
    let folder = server.folder.path().join("data");
    assert!(server.ask("GET /readyz").starts_with("HTTP/1.1 200 OK"));
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{:?} is {mode:o}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 4, "{seen} entries");
    // A database of an earlier release may be open to others.
    let stopped = server.stop();
    let database = stopped.path().join("data/yijianshi.db");
    std::fs::set_permissions(&database, Permissions::from_mode(0o644)).unwrap();
    let again = Running::start(stopped);
    let mode = std::fs::metadata(&database).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(again.ask("GET /livez").starts_with("HTTP/1.1 200 OK"));
    again.stop();
}

#[test]
fn metrics_and_log_tell_how_it_runs_and_nothing_of_a_person() {
    let server = Running::start(tempfile::tempdir().unwrap());
    let from_app = "x-requested-by: yijianshi\r\n";
    let json = format!("{from_app}content-type: application/json\r\n");
    let identity = r#"{"demo_identity":"lin-jing"}"#;
    let signed_in = Running::send(&server.address, "POST /api/v1/session", &json, identity);
    assert!(signed_in.contains("林静"), "{signed_in}");
    let (_, token) = signed_in.split_once("yijianshi=").unwrap();
    let token = token.split(';').next().unwrap();
    let cookie = format!("cookie: yijianshi={token}\r\n");
    let asked = [
        ("GET /api/v1/cases/39A4C7QKXW6T", ""),
        ("GET /320001199001010015?name=%E6%9E%97%E9%9D%99", ""),
        ("POST /api/v1/uploads/13800138000", "320001199001010015"),
        ("INVENT13800138000 /", ""),
        (
            "POST /api/v1/cases",
            r#"{"name":"林静","mobile":13800138000}"#,
        ),
    ];
    for (request, body) in asked {
        let headers = [&json, cookie.as_str()].concat();
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
        token,
    ] {
        assert!(!metrics.contains(secret), "{secret} is in {metrics}");
        assert!(!said.contains(secret), "{secret} is in {said}");
    }
    server.stop();
}
