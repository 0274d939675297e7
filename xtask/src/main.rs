//! One command for each thing a developer does: `cargo xtask --help`.
//! Missing tools are installed, or the command to install them is printed.

mod apt;
mod back_office;
mod bench;
mod browsers;
mod check_scenarios;
mod command;
mod conform;
mod content_hash;
mod dist;
mod error;
mod fuzz;
mod new_scenario;
mod postgres;
mod printing;
mod project;
mod sbom;
mod schema;
mod serve;
mod size;
mod test;
mod toolchain;
mod tools;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use dist::Flavour;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "One command for each thing a developer does"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and run the product on http://127.0.0.1:8080
    Serve(serve::Options),
    /// Everything a change must pass: format, lints, tests, size, real browsers
    Test,
    /// The quick part of `test`, for while you work
    Check,
    /// Build the app into dist/, as residents get it
    Build,
    /// What residents download, against the budget
    Size {
        /// Measure later growth from today's sizes
        #[arg(long)]
        record: bool,
    },
    /// Measure what is slow, as ratios within one run, and how good the pre-check is
    Bench(bench::Options),
    /// Throw hostile bytes at every parser of what residents send
    Fuzz(fuzz::Options),
    /// Play the back office against a running server
    #[command(alias = "counter")]
    BackOffice(back_office::Options),
    /// Ask a back end whether it speaks the API as docs/api.md says
    Conform(conform::Options),
    /// Write what server and app consist of, as CycloneDX
    Sbom(sbom::Options),
    /// Prove every path of every scenario, or draw the flow of one
    CheckScenarios(check_scenarios::Options),
    /// Begin a scenario: a commented file, its walk table, and what to do next
    NewScenario(new_scenario::Options),
    /// Write the JSON Schemas in scenarios/ from the types of crates/catalog
    Schema,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(options) => serve::run(&options),
        Command::Test => test::everything(),
        Command::Check => test::quick(),
        Command::Build => build(),
        Command::Size { record } => size::report(record),
        Command::Bench(options) => bench::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::BackOffice(options) => back_office::run(&options),
        Command::Conform(options) => conform::run(&options),
        Command::Sbom(options) => sbom::run(&options),
        Command::CheckScenarios(options) => check_scenarios::run(&options),
        Command::NewScenario(options) => new_scenario::run(&options),
        Command::Schema => schema::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", failure.in_full());
            ExitCode::FAILURE
        }
    }
}

fn build() -> error::Result {
    dist::build(&toolchain::bring()?, Flavour::Release)?;
    size::report(false)
}
