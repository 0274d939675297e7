//! A PostgreSQL of a test's own, which it may kill.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

/// Whom it runs as where we are root, as whom it does not start.
const USER: &str = "postgres";

pub(crate) struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Postgres {
    /// `None` where tests do without PostgreSQL.
    pub(crate) fn start() -> Option<Self> {
        std::env::var_os("YIJIANSHI_TEST_DATABASE")?;
        let versions = std::fs::read_dir("/usr/lib/postgresql");
        let versions = versions.expect("Debian's PostgreSQL, which a test may kill");
        let mut programs: Vec<PathBuf> = versions
            .map(|entry| entry.unwrap().path().join("bin"))
            .filter(|folder| folder.join("initdb").is_file())
            .collect();
        programs.sort();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let postgres = Self {
            programs: programs.pop().expect("a folder with initdb"),
            folder: tempfile::tempdir().unwrap(),
            port: listener.local_addr().unwrap().port(),
        };
        drop(listener);
        if geteuid().is_root() {
            let owned = Command::new("chown")
                .arg(USER)
                .arg(postgres.folder.path())
                .status();
            assert!(owned.unwrap().success());
        }
        let how = ["--auth", "trust", "--username", USER, "--encoding", "UTF8"];
        postgres.run("initdb", &how).unwrap();
        postgres.listen().unwrap();
        Some(postgres)
    }

    /// With everything that keeps what was committed, as it is run.
    fn listen(&self) -> Result<(), String> {
        let options = format!(
            "-k {} -p {} -c listen_addresses=127.0.0.1",
            self.folder.path().display(),
            self.port
        );
        let log = self.folder.path().join("log").display().to_string();
        let how = ["--wait", "start", "--options", &options, "--log", &log];
        self.run("pg_ctl", &how)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        let program = self.programs.join(program);
        let mut command = match geteuid().is_root() {
            true => {
                let mut command = Command::new("runuser");
                command.args(["-u", USER, "--"]).arg(program);
                command
            }
            false => Command::new(program),
        };
        let done = command
            .args(arguments)
            .arg("--pgdata")
            .arg(self.folder.path().join("data"))
            .current_dir("/")
            .output()
            .unwrap();
        match done.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
        }
    }

    pub(crate) fn address(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn kill(&self) {
        let lock = self.folder.path().join("data/postmaster.pid");
        let text = std::fs::read_to_string(lock).unwrap();
        let pid = text.lines().next().unwrap().parse().unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
    }

    /// SIGKILL: it finishes nothing, and recovers from its log when it is started.
    pub(crate) fn kill_and_start_again(&mut self) {
        self.kill();
        // Its children notice within moments, and it does not start beside them.
        for _ in 0..100 {
            std::thread::sleep(std::time::Duration::from_millis(50));
            if self.listen().is_ok() {
                return;
            }
        }
        panic!("PostgreSQL does not start again");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.kill();
    }
}
