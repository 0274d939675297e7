//! `scenarios/scenario.schema.json`, by which editors complete and check scenarios. The types of
//! `crates/catalog` write it: the example `schema` there prints it.

use crate::failure::{AtPath, Failure, Outcome};
use crate::run::{Step, Tool};
use crate::{project, say};

/// Writes the schema, or with `check` only says whether the checked-in one is current.
pub(crate) fn run(check: bool) -> Outcome {
    if !project::root()
        .join("crates/catalog/examples/schema.rs")
        .is_file()
    {
        return Err(Failure::new(
            "crates/catalog has no example `schema` that would print the schema",
        ));
    }
    let tool = Tool::cargo(&[
        "run",
        "--quiet",
        "--package",
        "catalog",
        "--example",
        "schema",
    ]);
    let schema = tool.run(&Step {
        doing: "Deriving the schema from the types of catalog",
        about: "10–30 s the first time",
        log: "schema",
        advice: "mend the error above",
    })?;
    let path = project::root().join("scenarios/scenario.schema.json");
    if std::fs::read_to_string(&path).is_ok_and(|present| present == schema) {
        say::note("scenarios/scenario.schema.json is current");
        return Ok(());
    }
    if check {
        return Err(
            Failure::new("scenarios/scenario.schema.json is not what the types say")
                .advise("cargo xtask schema"),
        );
    }
    std::fs::write(&path, schema).at("write", &path)?;
    say::note("scenarios/scenario.schema.json written");
    Ok(())
}
