//! Progress on stderr: what is being done, how long it usually takes, how long it took. Reports go to stdout.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often a line is printed when stderr is no terminal, so that CI does not take the command for hung.
const SIGN_OF_LIFE: Duration = Duration::from_secs(60);

/// A step under way.
pub(crate) struct Progress {
    what: String,
    began: Instant,
    last_sign: Instant,
    live: bool,
}

/// Announces a step; `about` says how long it usually takes.
pub(crate) fn progress(what: &str, about: &str) -> Progress {
    let live = std::io::stderr().is_terminal();
    let line = format!("… {what} ({about})");
    if live {
        eprint!("{line}");
        let _ = std::io::stderr().flush();
    } else {
        eprintln!("{line}");
    }
    Progress {
        what: what.to_owned(),
        began: Instant::now(),
        last_sign: Instant::now(),
        live,
    }
}

pub(crate) fn note(line: &str) {
    eprintln!("  {line}");
}

impl Progress {
    /// Shows the time so far and the last line of the tool's output.
    pub(crate) fn sign_of_life(&mut self, last_line: &str) {
        let last_line: String = last_line.trim().chars().take(60).collect();
        if self.live {
            eprint!(
                "\r\x1b[2K… {} {} {last_line}",
                self.what,
                duration(self.began.elapsed())
            );
            let _ = std::io::stderr().flush();
        } else if self.last_sign.elapsed() >= SIGN_OF_LIFE {
            self.last_sign = Instant::now();
            eprintln!("  … {} so far: {last_line}", duration(self.began.elapsed()));
        }
    }

    pub(crate) fn done(self) -> Duration {
        self.end("✓")
    }

    pub(crate) fn failed(self) -> Duration {
        self.end("✗")
    }

    fn end(self, mark: &str) -> Duration {
        let took = self.began.elapsed();
        let start = if self.live { "\r\x1b[2K" } else { "" };
        eprintln!("{start}{mark} {} {}", self.what, duration(took));
        took
    }
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_as_a_person_would() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(12)), "12 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }
}
