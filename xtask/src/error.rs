//! The error of a command, printed to the developer: what happened and what to do next.

use std::fmt;

pub(crate) type Result<T = (), E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub(crate) struct Error {
    message: String,
    advice: Option<String>,
    output: String,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            advice: None,
            output: String::new(),
        }
    }

    /// Adds the one thing to try next; a command line stands on its own line.
    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Adds the output of the program that failed.
    pub(crate) fn with_output(mut self, output: String) -> Self {
        self.output = output;
        self
    }

    pub(crate) fn output(&self) -> &str {
        &self.output
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.advice {
            Some(advice) => write!(f, "\n  → {advice}"),
            None => Ok(()),
        }
    }
}

/// Adds the file's path to an error; `std::io::Error` does not have it.
pub(crate) trait AtPath<T> {
    fn at(self, doing: &str, path: &std::path::Path) -> Result<T>;
}

impl<T, E: fmt::Display> AtPath<T> for Result<T, E> {
    fn at(self, doing: &str, path: &std::path::Path) -> Result<T> {
        self.map_err(|error| Error::new(format!("cannot {doing} {}: {error}", path.display())))
    }
}
