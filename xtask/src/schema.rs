//! The JSON Schemas of `scenarios/`, by which editors complete and check the files in it. The types of
//! `crates/catalog` write them: its example `schema` does it, and its tests say when they are no longer current.

use crate::failure::Outcome;
use crate::run::{Step, Tool};
use crate::say;

pub(crate) fn run() -> Outcome {
    let tool = Tool::cargo(&[
        "run",
        "--quiet",
        "--package",
        "catalog",
        "--features",
        "load,schema",
        "--example",
        "schema",
        "--",
        "scenarios",
    ]);
    tool.run(&Step {
        doing: "Writing the schemas from the types of catalog",
        about: "10–30 s the first time",
        log: "schema",
        advice: "mend the error above",
    })?;
    say::note("the schemas in scenarios/ are those of the types");
    Ok(())
}
