//! The JSON Schemas of `scenarios/`, by which editors complete and check the files in it. The types of
//! `crates/catalog` generate them through its example `schema`; its tests fail when they are out of date.

use crate::command::{Step, Tool};
use crate::error::Result;
use crate::ui;

pub(crate) fn run() -> Result {
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
    ui::note("the schemas in scenarios/ are those of the types");
    Ok(())
}
