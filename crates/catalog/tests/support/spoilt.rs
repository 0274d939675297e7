//! The scenarios with one fault in them, and what is told of it.

use std::fs;
use std::path::{Path, PathBuf};

use catalog::load::{Library, LoadError};

const SCENARIOS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios");

/// A copy of the scenarios with one text of one file replaced, for the test of this name.
pub(crate) fn spoilt(test: &str, file: &str, from: &str, to: &str) -> PathBuf {
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scenarios-{test}"));
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(copy.join("regions")).unwrap();
    for part in ["", "regions"] {
        for entry in fs::read_dir(Path::new(SCENARIOS).join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, copy.join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let path = copy.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?} to spoil");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    copy
}

pub(crate) fn errors(folder: &Path) -> Vec<LoadError> {
    Library::read(folder).expect_err("the spoilt scenarios must not load")
}
