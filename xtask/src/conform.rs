//! `cargo xtask conform`: asks a back end whether it speaks the API. Runs `crates/conformance` as a separate program,
//! so that xtask does not depend on it.

use crate::command::Tool;
use crate::error::Result;
use crate::project;

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// What the program takes: --url, --token …; --help names all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Ends with its exit code.
pub(crate) fn run(options: &Options) -> Result {
    let here = std::env::current_dir();
    let manifest = project::root().join("Cargo.toml");
    let tool = Tool::cargo(&[
        "run",
        "--quiet",
        "--package",
        "conformance",
        "--manifest-path",
    ])
    .args([manifest])
    .args(["--"])
    .args(&options.arguments);
    // Files are named from where the command was given.
    let tool = match here {
        Ok(here) => tool.cwd(here),
        Err(_) => tool,
    };
    Err(tool.become_it())
}
