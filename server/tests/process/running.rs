//! A server that is run for a test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Headers of a write, as lines with their ends.
pub(crate) const FROM_APP: &str = "x-requested-by: yijianshi\r\ncontent-type: application/json\r\n";

pub(crate) struct Running {
    process: Process,
    pub(crate) address: String,
    /// Where its metrics are answered.
    pub(crate) metrics: String,
    /// Its log.
    pub(crate) said: Arc<Mutex<String>>,
    pub(crate) folder: TempDir,
}

impl Running {
    pub(crate) fn start(folder: TempDir) -> Self {
        Self::start_with(folder, |_| {})
    }

    /// With other flags and variables.
    pub(crate) fn start_with(folder: TempDir, change: impl FnOnce(&mut Command)) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_server"));
        server.args(["--address", "127.0.0.1:0"]);
        change(&mut server);
        Self::run(folder, server)
    }

    /// As a service manager starts it: with a socket that listens already.
    pub(crate) fn with_socket(folder: TempDir, socket: &TcpListener) -> Self {
        Self::with_socket_and(folder, socket, &[], &[])
    }

    /// With flags and variables.
    pub(crate) fn with_socket_and(
        folder: TempDir,
        socket: &TcpListener,
        flags: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        // Descriptors are handed down from 3 on, with the number of the process that is meant.
        let script = "exec 3<&0; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" \"$@\"";
        let mut shell = Command::new("sh");
        shell
            .args(["-c", script, env!("CARGO_BIN_EXE_server")])
            .args(flags)
            .envs(variables.iter().copied())
            .stdin(OwnedFd::from(socket.try_clone().unwrap()));
        Self::run(folder, shell)
    }

    fn run(folder: TempDir, mut command: Command) -> Self {
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios");
        let app = folder.path().join("dist");
        std::fs::create_dir_all(&app).unwrap();
        std::fs::write(app.join("index.html"), "<!doctype html>").unwrap();
        let mut process = command
            .args(["--metrics", "127.0.0.1:0", "--scenarios"])
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

    /// A master key, as the program draws it.
    pub(crate) fn drawn_master_key() -> Vec<u8> {
        let draw = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("draw-master-key")
            .output();
        draw.unwrap().stdout
    }

    pub(crate) fn connect(&self, bytes: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        stream
    }

    pub(crate) fn ask(&self, request: &str) -> String {
        Self::send(&self.address, request, "", "")
    }

    /// `headers` are lines with their ends.
    pub(crate) fn send(address: &str, request: &str, headers: &str, body: &str) -> String {
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

    /// The token of somebody who has signed in.
    pub(crate) fn signed_in(&self) -> String {
        let identity = r#"{"demo_identity":"lin-jing"}"#;
        let answer = Self::send(&self.address, "POST /api/v1/session", FROM_APP, identity);
        assert!(answer.contains("林静"), "{answer}");
        let (_, token) = answer.split_once("yijianshi=").expect("signed in");
        token.split(';').next().unwrap().to_owned()
    }

    /// SIGKILL: it finishes nothing.
    pub(crate) fn kill(mut self) -> TempDir {
        self.process.0.kill().unwrap();
        self.process.0.wait().unwrap();
        self.folder
    }

    /// Asks it to stop and waits until it has.
    pub(crate) fn stop(mut self) -> TempDir {
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
