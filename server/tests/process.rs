//! The program as it is run: a process of its own, asked over the network and stopped by a signal.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use tempfile::TempDir;

struct Running {
    process: Process,
    address: String,
    /// Where its metrics are answered.
    metrics: String,
    /// Its log.
    said: Arc<Mutex<String>>,
    folder: TempDir,
}

impl Running {
    fn start(folder: TempDir) -> Self {
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios");
        let app = folder.path().join("dist");
        std::fs::create_dir_all(&app).unwrap();
        std::fs::write(app.join("index.html"), "<!doctype html>").unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_server"))
            .args([
                "--address",
                "127.0.0.1:0",
                "--metrics",
                "127.0.0.1:0",
                "--scenarios",
            ])
            .arg(scenarios)
            .arg("--app")
            .arg(app)
            .arg("--data")
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let (mut address, mut metrics) = (None, None);
        let said = Arc::new(Mutex::new(String::new()));
        let mut line = String::new();
        while address.is_none() || metrics.is_none() {
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended");
            said.lock().unwrap().push_str(&line);
            let after = |words: &str| line.split(words).nth(1).map(|it| it.trim().to_owned());
            address = address.or(after("listening address="));
            metrics = metrics.or(after("metrics are answered address="));
        }
        let says = said.clone();
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                says.lock().unwrap().push_str(&line);
            }
        });
        Self {
            metrics: metrics.unwrap(),
            said,
            process: Process(process),
            address: address.unwrap(),
            folder,
        }
    }

    fn connect(&self, bytes: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, request: &str) -> String {
        Self::send(&self.address, request, "", "")
    }

    /// `headers` are lines with their ends.
    fn send(address: &str, request: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        let length = body.len();
        let head = format!("{request} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
        let end = format!("content-length: {length}\r\n\r\n");
        let sent = [&head, headers, &end, body].concat();
        stream.write_all(sent.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop and waits until it has.
    fn stop(mut self) -> TempDir {
        let pid = i32::try_from(self.process.0.id()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::TERM).unwrap();
        assert!(self.process.0.wait().unwrap().success());
        self.folder
    }
}

/// Where a test fails, it leaves no server behind.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

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
