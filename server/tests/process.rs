//! The program as it is run: a process of its own, asked over the network and stopped by a signal.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

struct Running {
    process: Process,
    address: String,
    folder: TempDir,
}

impl Running {
    fn start(folder: TempDir) -> Self {
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios");
        let app = folder.path().join("dist");
        std::fs::create_dir_all(&app).unwrap();
        std::fs::write(app.join("index.html"), "<!doctype html>").unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_server"))
            .args(["--address", "127.0.0.1:0", "--scenarios"])
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
        let mut address = None;
        let mut line = String::new();
        while address.is_none() {
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended");
            address = line
                .split("listening address=")
                .nth(1)
                .map(|it| it.trim().to_owned());
        }
        // What it says later must go somewhere, or it would stop at a full pipe.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self {
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
        let mut stream = self.connect(&format!(
            "{request} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address
        ));
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
