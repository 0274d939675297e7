//! The server that is measured: the program as it is released, in a folder of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::client::Result;

/// What lets the measuring hand in sessions of invented people.
pub(crate) const SECRET: &str = "of the measuring, on this machine alone";

/// A hundred a second everywhere on Linux (`getconf CLK_TCK`).
const TICKS_A_SECOND: u32 = 100;

pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// Where everything is.
pub(crate) struct Place {
    pub(crate) server: PathBuf,
    pub(crate) scenarios: PathBuf,
    /// For data, on the disk that is measured.
    pub(crate) folder: PathBuf,
}

impl Place {
    /// `flags` beside those of every measurement.
    pub(crate) fn start(&self, data: &str, flags: &[&str]) -> Result<Running> {
        let app = self.folder.join("app");
        std::fs::create_dir_all(&app)?;
        std::fs::write(app.join("index.html"), "<!doctype html>")?;
        let mut command = Command::new(&self.server);
        command
            .args(["--address", "127.0.0.1:0", "--keep-free", "0", "--app"])
            .arg(app)
            .arg("--scenarios")
            .arg(&self.scenarios)
            .arg("--data")
            .arg(self.folder.join(data))
            // Nobody asks there: sessions are handed in. Each person has an address of their own.
            .args([
                "--oidc-issuer",
                "http://127.0.0.1:9",
                "--oidc-client-id",
                "measuring",
            ])
            .args(["--trusted-proxies", "127.0.0.1"])
            .args(flags)
            .env("YIJIANSHI_OIDC_CLIENT_SECRET", "none")
            .env("YIJIANSHI_HANDOVER_SECRET", SECRET);
        start(command, &self.folder.join(format!("{data}.log")))
    }
}

/// Starts a program and waits until it says where it listens; its log goes to a file, as it would.
pub(crate) fn start(mut command: Command, log: &Path) -> Result<Running> {
    let child = command
        .stdout(Stdio::null())
        .stderr(File::create(log)?)
        .spawn()?;
    let mut running = Running {
        child,
        address: ([127, 0, 0, 1], 0).into(),
    };
    loop {
        for line in BufReader::new(File::open(log)?).lines() {
            let line = line?;
            let address = line.split("listening address=").nth(1);
            if let Some(address) = address.and_then(|it| it.trim().parse().ok()) {
                running.address = address;
                return Ok(running);
            }
        }
        if running.child.try_wait()?.is_some() {
            return Err(format!("it ended: {}", std::fs::read_to_string(log)?).into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Running {
    /// Of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The time that it has used of all cores.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // Behind the name of the program: the 14th and 15th value are user and system time (proc(5)).
        let values = stat.rsplit(')').next().unwrap_or_default();
        let used = values.split_whitespace().skip(11).take(2);
        let ticks: u32 = used.filter_map(|it| it.parse::<u32>().ok()).sum();
        Ok(Duration::from_secs(1) * ticks / TICKS_A_SECOND)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
