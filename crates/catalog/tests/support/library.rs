//! The scenarios as they are checked in.
//! Shared by the tests over the content; not a test by itself.

use std::path::PathBuf;

use catalog::load::Library;

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

pub(crate) fn library() -> Library {
    Library::read(&folder()).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("the scenarios do not load:\n{}", lines.join("\n"))
    })
}
