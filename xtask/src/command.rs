//! Runs other programs with their output in a log, shown only when they fail.
//! Every program starts from a clean environment, see [`Tool::new`].

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{AtPath, Error, Result};
use crate::{project, ui};

/// How often a running program is polled.
const LOOK: Duration = Duration::from_millis(50);

/// What runs tests has said something within this time: a compiler at its longest crate takes three minutes on two
/// cores, and a test that runs for a minute is named by its runner.
const SILENCE: Duration = Duration::from_mins(8);

pub(crate) struct Tool {
    command: Command,
    /// After how much silence it is killed.
    silence: Option<Duration>,
}

/// What is printed about a program while it runs and when it fails.
pub(crate) struct Step<'a> {
    pub(crate) doing: &'a str,
    /// About how long it takes.
    pub(crate) about: &'a str,
    /// Name of its log under `target/xtask/`, without extension.
    pub(crate) log: &'a str,
    /// What to do when it fails.
    pub(crate) advice: &'a str,
}

impl Tool {
    /// `cargo run`, which started us, sets variables that would mislead another cargo or another
    /// toolchain: the package it built, its own path, and the libraries of its own compiler.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let foreign = name.to_str().is_some_and(|name| {
                matches!(
                    name,
                    "CARGO" | "CARGO_CRATE_NAME" | "LD_LIBRARY_PATH" | "RUSTC"
                ) || name.starts_with("CARGO_PKG_")
                    || name.starts_with("CARGO_MANIFEST_")
            });
            if foreign {
                command.env_remove(name);
            }
        }
        Self {
            command,
            silence: None,
        }
    }

    /// It is killed, with all that it has started, once it is silent for as long as only something that hangs is.
    pub(crate) fn never_silent(mut self) -> Self {
        self.silence = Some(SILENCE);
        self
    }

    /// The developer's cargo, at the root of the project. `--locked` in CI only: during development the lock file may
    /// follow the manifests.
    pub(crate) fn cargo(subcommand: &[&str]) -> Self {
        let mut tool = Self::new("cargo").args(subcommand).cwd(project::root());
        if std::env::var_os("CI").is_some() && subcommand.first() != Some(&"fmt") {
            tool = tool.args(["--locked"]);
        }
        tool
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn cwd(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs to the end without printing anything. `None` when the program is missing or fails.
    pub(crate) fn ask(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Writes `input` to the program's stdin and returns its stdout. Anything on stderr is an error, warnings too.
    pub(crate) fn filter(mut self, input: &[u8]) -> Result<String> {
        use std::io::Write;
        let program = PathBuf::from(self.command.get_program());
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.command.spawn().at("start", &program)?;
        // Cannot deadlock: the programs run this way read all of their input before they write.
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input).at("write to", &program)?;
        }
        let output = child.wait_with_output().at("wait for", &program)?;
        if output.status.success() && output.stderr.is_empty() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(Error::new(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        ))
    }

    /// Runs as a step with progress and a log; returns the program's output.
    pub(crate) fn run(self, step: &Step<'_>) -> Result<String> {
        let doing = ui::progress(step.doing, step.about);
        self.run_within(doing, step)
    }

    fn run_within(mut self, mut doing: ui::Progress, step: &Step<'_>) -> Result<String> {
        let log = log_path(step.log)?;
        let sink = File::create(&log).at("write", &log)?;
        let second = sink.try_clone().at("write", &log)?;
        let mut child = match self.command.stdout(sink).stderr(second).spawn() {
            Ok(child) => child,
            Err(error) => {
                doing.failed();
                let program = self.command.get_program().to_string_lossy().into_owned();
                return Err(Error::new(format!("cannot start {program}"))
                    .because(error)
                    .advise(step.advice.to_owned()));
            }
        };
        let mut said = Said::default();
        let (status, hung) = loop {
            if let Some(status) = child.try_wait().at("wait for", &log)? {
                break (status, false);
            }
            std::thread::sleep(LOOK);
            doing.sign_of_life(&last_line(&log));
            if self
                .silence
                .is_some_and(|most| said.silent_for(&log) > most)
            {
                kill_with_children(child.id());
                break (child.wait().at("wait for", &log)?, true);
            }
        };
        let output = String::from_utf8_lossy(&std::fs::read(&log).at("read", &log)?).into_owned();
        if status.success() {
            doing.done();
            return Ok(output);
        }
        doing.failed();
        eprintln!("{}", output.trim_end());
        let why = match hung {
            true => "hangs: killed after a long silence".to_owned(),
            false => format!("failed ({status})"),
        };
        Err(Error::new(format!("{}: {why}", step.doing))
            .advise(step.advice)
            .with_output(output))
    }

    /// Starts the program without waiting; it inherits our stdout and stderr.
    pub(crate) fn start(mut self) -> Result<std::process::Child> {
        let program = PathBuf::from(self.command.get_program());
        self.command.spawn().at("start", &program)
    }

    /// Replaces this process by the program (`exec`), so that signals reach it directly. Returns only on failure.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Error {
        use std::os::unix::process::CommandExt;
        let error = self.command.exec();
        let program = self.command.get_program().to_string_lossy().into_owned();
        Error::new(format!("cannot start {program}")).because(error)
    }
}

/// How much a program has said, and since when that is all.
struct Said {
    bytes: u64,
    since: Instant,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            bytes: 0,
            since: Instant::now(),
        }
    }
}

impl Said {
    fn silent_for(&mut self, log: &Path) -> Duration {
        let bytes = std::fs::metadata(log).map_or(0, |log| log.len());
        if bytes != self.bytes {
            *self = Self {
                bytes,
                since: Instant::now(),
            };
        }
        self.since.elapsed()
    }
}

/// Kills a program, and what it has started: cargo would leave the tests behind, with their browsers and servers.
fn kill_with_children(program: u32) {
    let all = Tool::new("ps").args(["-e", "-o", "pid=,ppid="]).ask();
    let all = all.unwrap_or_default();
    let mut doomed = vec![program.to_string()];
    let mut next = 0;
    while let Some(parent) = doomed.get(next).cloned() {
        let children = all.lines().filter_map(|line| {
            let mut ids = line.split_whitespace();
            let (child, of) = (ids.next()?, ids.next()?);
            (of == parent).then(|| child.to_owned())
        });
        let children: Vec<String> = children.collect();
        doomed.extend(children);
        next += 1;
    }
    let _ = Tool::new("kill").args(["-KILL"]).args(doomed).ask();
}

fn log_path(name: &str) -> Result<PathBuf> {
    let folder = project::target().join("xtask");
    std::fs::create_dir_all(&folder).at("create", &folder)?;
    Ok(folder.join(format!("{name}.log")))
}

/// The last line that is not empty, read from the end of the file only.
fn last_line(log: &Path) -> String {
    use std::io::{Read, Seek, SeekFrom};
    let mut end = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(400)))?;
        file.read_to_end(&mut end)
    });
    if read.is_err() {
        return String::new();
    }
    String::from_utf8_lossy(&end)
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .unwrap_or("")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_is_killed_with_what_it_has_started_and_says_so() {
        let mut tool = Tool::new("sh").args(["-c", "echo begun; sleep 3600 & echo $!; wait"]);
        tool.silence = Some(Duration::from_millis(300));
        let failed = tool.run(&Step {
            doing: "Waiting",
            about: "an hour",
            log: "test-of-hanging",
            advice: "none",
        });
        let failed = failed.unwrap_err();
        assert!(failed.in_full().contains("hangs"), "{}", failed.in_full());
        let sleeper = failed.output().lines().nth(1).expect("its number");
        let state = Tool::new("ps").args(["-o", "stat=", "-p", sleeper]).ask();
        // Whose parent is gone may not have been collected yet.
        let is_over = state.is_none_or(|state| state.trim().starts_with('Z'));
        assert!(is_over, "{sleeper} runs on");
    }
}
