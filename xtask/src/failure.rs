//! What a developer is told when a command cannot go on:
//! what happened, and what to do next.

use std::fmt;

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

#[derive(Debug)]
pub(crate) struct Failure {
    happened: String,
    next: Option<String>,
    output: String,
}

impl Failure {
    pub(crate) fn new(happened: impl Into<String>) -> Self {
        Self {
            happened: happened.into(),
            next: None,
            output: String::new(),
        }
    }

    /// Adds the one thing to try next; a command line stands on its own line.
    pub(crate) fn advise(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}

impl Failure {
    /// Keeps what the failed program said.
    pub(crate) fn with_output(mut self, output: String) -> Self {
        self.output = output;
        self
    }

    pub(crate) fn output(&self) -> &str {
        &self.output
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.happened)?;
        match &self.next {
            Some(next) => write!(f, "\n  → {next}"),
            None => Ok(()),
        }
    }
}

/// Names the file in the failure, which `std::io::Error` alone never does.
pub(crate) trait AtPath<T> {
    fn at(self, doing: &str, path: &std::path::Path) -> Outcome<T>;
}

impl<T, E: fmt::Display> AtPath<T> for Result<T, E> {
    fn at(self, doing: &str, path: &std::path::Path) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("cannot {doing} {}: {error}", path.display())))
    }
}
