//! `cargo xtask bench`: what is slow, measured on this machine. Every number stands beside another of the same run,
//! because the minutes of one machine say nothing on the next.

use crate::failure::Outcome;
use crate::run::{Step, Tool};
use crate::say;

pub(crate) fn run() -> Outcome {
    let tool = Tool::cargo(&["bench", "--package", "benches"]);
    let report = tool.run(&Step {
        doing: "Measuring plans, natively, in release form",
        about: "3–5 min",
        log: "bench",
        advice: "mend the error above",
    })?;
    for line in report.lines().filter(|line| line.contains("time:")) {
        say::note(line.trim());
    }
    Ok(())
}
