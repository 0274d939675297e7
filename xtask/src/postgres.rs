//! A PostgreSQL of its own for the tests of the server: in a new folder, on a free port, gone when they have ended.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::apt;
use crate::command::{Step, Tool};
use crate::error::{AtPath, Error, Result};
use crate::project::on_path;

/// Where Debian has its versions, each with a folder `bin`.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Whom PostgreSQL runs as where we are root, as whom it does not start. Debian's package brings it.
const USER: &str = "postgres";

const ADVICE: &str = "sudo apt-get install postgresql; the log is postgres.log in its folder";

/// A server that runs until it is dropped.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

/// Installs it where it is missing; the folder of its programs.
fn bring() -> Result<PathBuf> {
    if let Some(programs) = find() {
        return Ok(programs);
    }
    apt::install(&["postgresql"], "PostgreSQL", "30 s, once")?;
    find().ok_or_else(|| Error::new("PostgreSQL was installed and is not found").advise(ADVICE))
}

fn find() -> Option<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    versions.sort();
    let of_path = on_path("initdb").and_then(|it| Some(it.parent()?.to_owned()));
    let mut folders = versions.into_iter().rev().chain(of_path);
    folders.find(|folder| {
        let has = |program: &str| folder.join(program).is_file();
        has("initdb") && has("pg_ctl")
    })
}

impl Postgres {
    /// What it keeps is thrown away: nothing has to survive a power cut.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with("-c fsync=off")
    }

    /// As one is run that keeps what it has committed.
    pub(crate) fn start_durable() -> Result<Self> {
        Self::start_with("")
    }

    fn start_with(option: &str) -> Result<Self> {
        let programs = bring()?;
        let name = format!("yijianshi-postgres-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).at("create", &folder)?;
        let port = free_port()?;
        let postgres = Self {
            programs,
            folder,
            port,
        };
        if is_root() {
            let owner = Tool::new("chown").args([USER]).args([&postgres.folder]);
            owner.ask().ok_or_else(|| {
                Error::new(format!("there is no user {USER} to run PostgreSQL as")).advise(ADVICE)
            })?;
        }
        let data = postgres.folder.join("data");
        let create = postgres.program("initdb").args(["--pgdata"]).args([&data]);
        create
            .args(["--auth", "trust", "--username", USER, "--no-sync"])
            .args(["--encoding", "UTF8", "--locale", "C"])
            .run(&Step {
                doing: "Preparing a PostgreSQL",
                about: "3 s",
                log: "postgres-prepare",
                advice: ADVICE,
            })?;
        let sockets = postgres.folder.display();
        let options = format!(
            "-k {sockets} -p {port} -c listen_addresses=127.0.0.1 -c max_connections=600 {option}"
        );
        let start = postgres.program("pg_ctl").args(["--wait", "start"]);
        let log = postgres.folder.join("postgres.log");
        start
            .args(["--pgdata"])
            .args([&data])
            .args(["--options", &options, "--log"])
            .args([&log])
            .run(&Step {
                doing: "Starting it",
                about: "1 s",
                log: "postgres-start",
                advice: ADVICE,
            })?;
        Ok(postgres)
    }

    /// For a user who may create databases.
    pub(crate) fn address(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn program(&self, name: &str) -> Tool {
        let program = self.programs.join(name);
        let tool = match is_root() {
            true => Tool::new("runuser")
                .args(["-u", USER, "--"])
                .args([program]),
            false => Tool::new(program),
        };
        // Whoever it runs as may not see into ours.
        tool.cwd("/")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let stop = self.program("pg_ctl").args(["--mode", "immediate", "stop"]);
        let _ = stop.args(["--pgdata"]).args([&data]).ask();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    let id = Tool::new("id").args(["-u"]).ask();
    id.is_some_and(|id| id.trim() == "0")
}

fn free_port() -> Result<u16> {
    let any = Path::new("127.0.0.1");
    let listener = TcpListener::bind("127.0.0.1:0").at("listen on", any)?;
    Ok(listener.local_addr().at("listen on", any)?.port())
}
