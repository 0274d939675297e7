//! The files that the project consists of, for tests that read them all.

use std::path::{Path, PathBuf};

use whole_product::paths;

pub(crate) fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

pub(crate) fn named(file: &Path) -> String {
    let within = file.strip_prefix(paths::project()).unwrap_or(file);
    within.to_string_lossy().into_owned()
}

/// What the project consists of, without what is built.
pub(crate) fn files(kinds: &[&str]) -> Vec<PathBuf> {
    let parts = [
        "benches",
        "crates",
        "docs",
        "fuzz",
        "scenarios",
        "server",
        "src",
        "style",
        "tests",
        "xtask",
    ];
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = parts.map(|part| paths::project().join(part)).to_vec();
    collect(paths::project(), kinds, &mut files, &mut Vec::new());
    while let Some(folder) = folders.pop() {
        collect(&folder, kinds, &mut files, &mut folders);
    }
    files
}

fn collect(folder: &Path, kinds: &[&str], files: &mut Vec<PathBuf>, folders: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        let kind = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                folders.push(path);
            }
        } else if kinds.contains(&kind.as_ref()) {
            files.push(path);
        }
    }
}
