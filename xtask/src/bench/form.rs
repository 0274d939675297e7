//! `cargo xtask bench form`: from a key press to the next paint, in forms with few and many rows. The measuring is in
//! `tests/examples/form`.

use crate::command::{Step, Tool};
use crate::dist::{self, Flavour};
use crate::error::Result;
use crate::serve::{Profile, build_server};
use crate::{browsers, project, toolchain};

pub(super) fn run(rounds: u32) -> Result {
    let browsers = browsers::bring()?;
    dist::build(&toolchain::bring()?, Flavour::Release)?;
    let server = build_server(Profile::Native)?;
    let command = [
        "run",
        "--package",
        "whole-product",
        "--example",
        "form",
        "--",
    ];
    let report = Tool::cargo(&command)
        .args([rounds.to_string()])
        .env("YIJIANSHI_SERVER", server)
        .env("YIJIANSHI_APP", project::dist())
        .env("YIJIANSHI_CHROMIUM", browsers.chromium)
        .env("YIJIANSHI_CHROMEDRIVER", browsers.chromedriver)
        .run(&Step {
            doing: "Typing into forms with 3, 50 and 200 rows",
            about: "3–5 min",
            log: "bench-form",
            advice: "mend the error above",
        })?;
    super::print_from(&report, "rows ");
    Ok(())
}
