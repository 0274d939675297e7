//! `cargo xtask bench`: what is slow, measured on this machine, and how good the pre-check is. Every time stands beside
//! another of the same run, because the minutes of one machine say nothing on the next.

use crate::command::{Step, Tool};
mod form;
mod server;
mod visit;

use crate::dist::{self, Flavour};
use crate::error::{AtPath, Result};
use crate::{project, size, toolchain, tools, ui};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure
    #[arg(value_enum, default_value = "speed")]
    what: What,
    /// How many times each page is visited (`visit`), or each form typed into (`form`)
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// How many seconds each part of the load on the server takes at the most (`server`)
    #[arg(long, default_value_t = 10)]
    seconds: u32,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum What {
    /// Plans and the checks of pictures, natively
    Speed,
    /// What the pre-check finds of what is wrong, and what it holds against good pictures
    Precheck,
    /// The worker of the pre-check beside opencv.js, in Chromium
    Opencv,
    /// The first visit beside a static page, SurveyJS and JSON Forms, on slow 4G and a slow phone
    Visit,
    /// From a key press to the next paint, in forms with 3, 50 and 200 rows
    Form,
    /// The server under load: handed in, scenarios sent, one rude client, several servers
    Server,
}

pub(crate) fn run(options: &Options) -> Result {
    match options.what {
        What::Speed => speed(),
        What::Precheck => precheck(),
        What::Opencv => opencv(),
        What::Visit => visit::run(options.rounds),
        What::Form => form::run(options.rounds),
        What::Server => server::run(options.seconds),
    }
}

fn speed() -> Result {
    let tool = Tool::cargo(&["bench", "--profile", "native", "--package", "benches"]);
    let report = tool.run(&Step {
        doing: "Measuring plans and checks of pictures, natively, built as the server is",
        about: "3–5 min",
        log: "bench",
        advice: "mend the error above",
    })?;
    for line in report.lines().filter(|line| line.contains("time:")) {
        ui::note(line.trim());
    }
    Ok(())
}

fn precheck() -> Result {
    let page = project::target().join("precheck-report");
    let command = [
        "run",
        "--profile",
        "native",
        "--package",
        "benches",
        "--bin",
        "precheck-report",
        "--",
    ];
    let report = Tool::cargo(&command).args([&page]).run(&Step {
        doing: "Judging a thousand good and spoilt pictures",
        about: "5–10 min",
        log: "bench-precheck",
        advice: "mend the error above",
    })?;
    print_from(&report, "defect ");
    Ok(())
}

/// A program's output from the line with this beginning; cargo's own output comes before it.
fn print_from(report: &str, begins: &str) {
    for line in report.lines().skip_while(|line| !line.starts_with(begins)) {
        println!("{line}");
    }
}

/// Time and memory in the browser; then what a resident downloads for each, compressed alike.
fn opencv() -> Result {
    let script = tools::opencv()?;
    dist::build(&toolchain::bring()?, Flavour::Release)?;
    let command = [
        "run",
        "--package",
        "whole-product",
        "--example",
        "against_opencv",
    ];
    let report = Tool::cargo(&command)
        .env("YIJIANSHI_OPENCV", &script)
        .env("YIJIANSHI_APP", project::dist())
        .run(&Step {
            doing: "Asking both workers about one photograph",
            about: "3–6 min",
            log: "bench-opencv",
            advice: "needs Chromium and chromedriver, as the tests do: cargo xtask test brings them",
        })?;
    print_from(&report, "photograph: ");
    let doing = ui::progress("Compressing opencv.js as the app is compressed", "30 s");
    let theirs = dist::compressed(&std::fs::read(&script).at("read", &script)?) as u64;
    let ours = size::of_worker()?;
    doing.done();
    ui::note(&format!(
        "to download: ours {:.1} KB, opencv.js {:.1} KB, ratio {:.3}",
        ours as f64 / 1000.0,
        theirs as f64 / 1000.0,
        ours as f64 / theirs.max(1) as f64
    ));
    Ok(())
}
