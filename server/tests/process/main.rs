//! The program as it is run: a process of its own, asked over the network and stopped by a signal.

mod bucket;
mod bucket_away;
mod check_config;
mod collector;
mod killed;
mod network_cut;
mod photographs;
mod postgres;
mod privacy;
mod proxy;
mod residents;
mod restart;
mod running;
#[path = "../shared/s3_server.rs"]
mod s3_server;
mod several_servers;
mod traces;

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
    let said = server.said.clone();
    server.stop();
    // That is what it says after its ten seconds for requests under way.
    assert!(!said.lock().unwrap().contains("cut off"));
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
fn that_anybody_may_sign_in_as_invented_people_is_said_in_the_log() {
    let anybody = "anyone can sign in as the invented people of the demonstration";
    for (flags, is_said) in [(&[][..], true), (&["--no-demo"], false)] {
        let server = Running::start_with(tempfile::tempdir().unwrap(), |server| {
            server.args(flags);
        });
        assert!(server.ask("GET /livez").starts_with("HTTP/1.1 200 OK"));
        let said = server.said.lock().unwrap().contains(anybody);
        assert_eq!(said, is_said, "{flags:?}");
        server.stop();
    }
}
