//! Runs other programs with their output in a log, shown only when they fail.
//! Every program starts from a clean environment, see [`Tool::new`].

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::error::{AtPath, Error, Result};
use crate::{project, ui};

/// How often a running program is polled.
const LOOK: Duration = Duration::from_millis(50);

pub(crate) struct Tool(Command);

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
        Self(command)
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
        self.0.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.0.env_remove(name);
        self
    }

    pub(crate) fn cwd(mut self, folder: impl AsRef<Path>) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// Runs to the end without printing anything. `None` when the program is missing or fails.
    pub(crate) fn ask(mut self) -> Option<String> {
        let output = self.0.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Writes `input` to the program's stdin and returns its stdout. Anything on stderr is an error, warnings too.
    pub(crate) fn filter(mut self, input: &[u8]) -> Result<String> {
        use std::io::Write;
        let program = PathBuf::from(self.0.get_program());
        self.0
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.0.spawn().at("start", &program)?;
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
        let mut child = match self.0.stdout(sink).stderr(second).spawn() {
            Ok(child) => child,
            Err(error) => {
                doing.failed();
                let program = self.0.get_program().to_string_lossy().into_owned();
                return Err(Error::new(format!("cannot start {program}"))
                    .because(error)
                    .advise(step.advice.to_owned()));
            }
        };
        let status = loop {
            if let Some(status) = child.try_wait().at("wait for", &log)? {
                break status;
            }
            std::thread::sleep(LOOK);
            doing.sign_of_life(&last_line(&log));
        };
        let output = String::from_utf8_lossy(&std::fs::read(&log).at("read", &log)?).into_owned();
        if status.success() {
            doing.done();
            return Ok(output);
        }
        doing.failed();
        eprintln!("{}", output.trim_end());
        Err(Error::new(format!("{}: failed ({status})", step.doing))
            .advise(step.advice)
            .with_output(output))
    }

    /// Starts the program without waiting; it inherits our stdout and stderr.
    pub(crate) fn start(mut self) -> Result<std::process::Child> {
        let program = PathBuf::from(self.0.get_program());
        self.0.spawn().at("start", &program)
    }

    /// Replaces this process by the program (`exec`), so that signals reach it directly. Returns only on failure.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Error {
        use std::os::unix::process::CommandExt;
        let error = self.0.exec();
        let program = self.0.get_program().to_string_lossy().into_owned();
        Error::new(format!("cannot start {program}")).because(error)
    }
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
