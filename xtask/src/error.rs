//! The error of a command, printed to the developer: what happened, why, and what to do next.

use std::error::Error as StdError;
use std::fmt::Write;
use std::path::Path;

pub(crate) type Result<T = (), E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Error {
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
    advice: Option<String>,
    output: String,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
            advice: None,
            output: String::new(),
        }
    }

    /// Adds what caused it.
    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
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

    /// For the terminal: the message, every cause behind it, and the advice on a line of its own.
    pub(crate) fn in_full(&self) -> String {
        let mut text = self.message.clone();
        let mut cause = self.source();
        while let Some(error) = cause {
            let _ = write!(text, ": {error}");
            cause = error.source();
        }
        if let Some(advice) = &self.advice {
            let _ = write!(text, "\n  → {advice}");
        }
        text
    }
}

/// Adds the file's path to an error; `std::io::Error` does not have it.
pub(crate) trait AtPath<T> {
    fn at(self, doing: &str, path: &Path) -> Result<T>;
}

impl<T, E: StdError + Send + Sync + 'static> AtPath<T> for Result<T, E> {
    fn at(self, doing: &str, path: &Path) -> Result<T> {
        self.map_err(|error| {
            Error::new(format!("cannot {doing} {}", path.display())).because(error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_shows_every_cause_and_then_the_advice() {
        let disk = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let writing: Result = Err(disk).at("write", Path::new("dist/app.js"));
        let error = Error::new("the app is not built")
            .because(writing.expect_err("the disk is full"))
            .advise("make room");
        assert_eq!(
            error.in_full(),
            "the app is not built: cannot write dist/app.js: no storage space\n  → make room"
        );
    }
}
