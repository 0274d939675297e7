//! The checker from a terminal: a table and the faults, or a picture of one scenario's flow.
//! `cargo xtask check-scenarios` runs it over the scenarios of the project.

use std::path::PathBuf;
use std::process::ExitCode;

use catalog::load::{Library, NATIONAL};
use checker::{Severity, check_folder, check_isolated, flow};
use civic::Day;

const USAGE: &str =
    "check-scenarios [--folder DIR] [--scenario ID] [--flow ID [--region CODE] [--out FILE.svg]]";

struct Options {
    folder: PathBuf,
    /// One by itself, as if it were live in every place.
    scenario: Option<String>,
    flow: Option<String>,
    region: String,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    let done = options().and_then(|options| match &options.flow {
        Some(id) => draw(&options, id).map(|()| ExitCode::SUCCESS),
        None => check(&options),
    });
    done.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::FAILURE
    })
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        folder: PathBuf::from("scenarios"),
        scenario: None,
        flow: None,
        region: NATIONAL.to_owned(),
        out: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or(USAGE)?;
        match word.as_str() {
            "--folder" => options.folder = value.into(),
            "--scenario" => options.scenario = Some(value),
            "--flow" => options.flow = Some(value),
            "--region" => options.region = value,
            "--out" => options.out = Some(value.into()),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}

fn check(options: &Options) -> Result<ExitCode, String> {
    let report = match &options.scenario {
        Some(id) => check_isolated(&options.folder, id, today())?,
        None => check_folder(&options.folder, today()),
    };
    print!("{report}");
    Ok(if report.count(Severity::Error) > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The day in China, where the rules hold.
fn today() -> Day {
    const HOURS_AHEAD: u64 = 8;
    let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    let days = (since.as_secs() / 3600 + HOURS_AHEAD) / 24;
    let day = i32::try_from(days).ok().and_then(Day::from_epoch_days);
    day.unwrap_or_default()
}

fn draw(options: &Options, id: &str) -> Result<(), String> {
    let library = Library::read(&options.folder).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    let scenario = library
        .scenario(&options.region, id)
        .ok_or_else(|| format!("there is no scenario {id} in place {}", options.region))?;
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{id}.svg")));
    std::fs::write(&out, flow::picture(scenario))
        .map_err(|error| format!("cannot write {}: {error}", out.display()))?;
    eprintln!("written: {}", out.display());
    Ok(())
}
