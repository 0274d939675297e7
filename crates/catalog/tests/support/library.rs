//! The scenarios as they are checked in, and the day on which the tests live.
//! Shared by the tests over the content; not a test by itself.

use std::path::PathBuf;

use catalog::Scenario;
use catalog::load::{Library, NATIONAL};
use civic::day::{self, Day};

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

pub(crate) fn library() -> Library {
    Library::read(&folder()).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("the scenarios do not load:\n{}", lines.join("\n"))
    })
}

pub(crate) fn unemployment() -> Scenario {
    library()
        .scenario(NATIONAL, "unemployment")
        .unwrap()
        .clone()
}

pub(crate) fn today() -> Day {
    day::parse_iso("2026-11-21").unwrap()
}
