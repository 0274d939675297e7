//! `cargo xtask fuzz`: runs libFuzzer against every parser of uploaded files, with the stable compiler.
//! The flags are those of cargo-fuzz without the sanitizers, which need nightly and look for faults of unsafe code.

use std::path::{Path, PathBuf};

use crate::command::{Step, Tool};
use crate::error::{AtPath, Error, Result};
use crate::project;
use crate::ui;

/// Coverage counters at every branch, and tracing of comparisons, which guide the fuzzer.
const FLAGS: [&str; 7] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// Seconds after which an input counts as a finding. The largest picture takes two in a release build.
const TIMEOUT: &str = "-timeout=10";
/// Megabytes of memory above which an input counts as a finding: what a browser tab has on a small phone.
const MEMORY: &str = "-rss_limit_mb=512";

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only this target, a file in fuzz/targets; all of them where it is not given
    target: Option<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

pub(crate) fn run(options: &Options) -> Result {
    let targets = targets(options.target.as_deref())?;
    let folder = project::target().join("fuzz");
    let seeds = folder.join("seeds");
    if project::on_path("c++").is_none() {
        crate::apt::install(&["g++"], "a C++ compiler for libFuzzer", "20–60 s, once")?;
    }
    Tool::cargo(&["run", "--package", "precheck", "--example", "seeds"])
        .args([Path::new("--"), &seeds])
        .run(&Step {
            doing: "Writing small files of every format to begin with",
            about: "5–60 s",
            log: "fuzz-seeds",
            advice: "mend the error above",
        })?;
    let host = host()?;
    Tool::cargo(&["build", "--release", "--manifest-path", "fuzz/Cargo.toml"])
        // With an explicit target, cargo does not apply the flags to build scripts and proc macros.
        .args(["--target", &host])
        .args(targets.iter().flat_map(|target| ["--bin", target]))
        .env("CARGO_TARGET_DIR", &folder)
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
        .run(&Step {
            doing: "Building the fuzz targets",
            about: "10 min the first time, 1–2 min after an edit",
            log: "fuzz-build",
            advice: "mend the error above",
        })?;
    let programs = folder.join(host).join("release");
    for target in &targets {
        one(target, &programs, &folder, &seeds, options.seconds)?;
    }
    Ok(())
}

/// Runs one target. Its corpus is kept for the next run, its findings for regression tests.
fn one(target: &str, programs: &Path, folder: &Path, seeds: &Path, seconds: u32) -> Result {
    let corpus = folder.join("corpus").join(target);
    let found = folder.join("found").join(target);
    for folder in [&corpus, &found] {
        std::fs::create_dir_all(folder).at("create", folder)?;
    }
    let output = Tool::new(programs.join(target))
        .args([&corpus, &PathBuf::from(seeds)])
        .args([TIMEOUT, MEMORY, "-max_len=8192", "-print_final_stats=1"])
        .args([
            format!("-max_total_time={seconds}"),
            format!("-artifact_prefix={}/", found.display()),
        ])
        .run(&Step {
            doing: &format!("Fuzzing {target}"),
            about: &ui::duration(std::time::Duration::from_secs(seconds.into())),
            log: &format!("fuzz-{target}"),
            advice: &format!(
                "the bytes that did it lie in {}; mend the parser, and keep them as a test in crates/precheck/tests",
                found.display()
            ),
        })?;
    ui::note(&told(&output));
    Ok(())
}

/// A summary from the statistics that libFuzzer prints at the end.
fn told(output: &str) -> String {
    let number = |label: &str| {
        let line = output.lines().rfind(|line| line.contains(label))?;
        let after = line.split(label).nth(1)?;
        after.split_whitespace().next().map(str::to_owned)
    };
    let unknown = || "?".to_owned();
    format!(
        "{} files tried, {} branches reached, {} MB at most",
        number("stat::number_of_executed_units:").unwrap_or_else(unknown),
        number(" cov: ").unwrap_or_else(unknown),
        number("stat::peak_rss_mb:").unwrap_or_else(unknown),
    )
}

/// All targets, or only the one asked for.
fn targets(wanted: Option<&str>) -> Result<Vec<String>> {
    let all: Vec<String> = project::files_under(&project::root().join("fuzz/targets"))
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .collect();
    match wanted {
        None => Ok(all),
        Some(wanted) if all.iter().any(|target| target == wanted) => Ok(vec![wanted.to_owned()]),
        Some(wanted) => Err(Error::new(format!("no fuzz target {wanted}"))
            .advise(format!("one of: {}", all.join(", ")))),
    }
}

fn host() -> Result<String> {
    Tool::new("rustc")
        .args(["-vV"])
        .ask()
        .and_then(|about| Some(about.split("host: ").nth(1)?.lines().next()?.to_owned()))
        .ok_or_else(|| Error::new("rustc does not say for which machine it compiles"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_libfuzzer_are_understood() {
        let output = "#7\tNEW    cov: 9 ft: 9\n#99\tDONE   cov: 154 ft: 380 corp: 71/1Kb\n\
                      stat::number_of_executed_units: 99\nstat::peak_rss_mb:              34\n";
        assert_eq!(
            told(output),
            "99 files tried, 154 branches reached, 34 MB at most"
        );
    }

    #[test]
    fn a_target_that_is_not_there_is_answered_with_those_that_are() {
        assert!(targets(None).is_ok_and(|all| all.contains(&"check".to_owned())));
        let answer = targets(Some("nothing")).expect_err("no such target");
        assert!(answer.in_full().contains("check"));
    }
}
