//! `cargo xtask check-scenarios`: proves every path of every scenario, or draws the flow of one.
//! Runs `crates/checker` as a separate program, so that xtask does not depend on the product's crates.

use std::path::{Path, PathBuf};

use crate::command::Tool;
use crate::error::{AtPath, Error, Result};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A folder of scenarios, such as an agency's own; the project's where it is not given
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Only this scenario, as if it were live in every place
    #[arg(long, conflicts_with = "flow")]
    scenario: Option<String>,
    /// Draw the flow of this scenario as SVG instead
    #[arg(long)]
    flow: Option<String>,
    /// The place whose scenario is drawn, by its code
    #[arg(long, requires = "flow")]
    region: Option<String>,
    /// Where the picture is written; <ID>.svg where it is not given
    #[arg(long, requires = "flow")]
    out: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result {
    let mut tool = Tool::cargo(&["run", "--quiet", "--package", "checker"]).args(["--"]);
    if let Some(folder) = &options.folder {
        tool = tool.args([Path::new("--folder"), &from_here(folder)?]);
    }
    for (name, value) in [
        ("--scenario", &options.scenario),
        ("--flow", &options.flow),
        ("--region", &options.region),
    ] {
        if let Some(value) = value {
            tool = tool.args([name, value]);
        }
    }
    if let Some(id) = &options.flow {
        let out = options.out.clone();
        let out = out.unwrap_or_else(|| PathBuf::from(format!("{id}.svg")));
        tool = tool.args([Path::new("--out"), &from_here(&out)?]);
    }
    let status = tool.start()?.wait().at("wait for", Path::new("checker"))?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::new("the checker is not content").advise("mend what it says above"))
    }
}

/// Makes a path absolute: the checker runs at the root of the project, not where the command was given.
fn from_here(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).at("find", path)
}
