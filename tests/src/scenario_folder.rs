//! The scenarios in a folder of a test's own, which it may change as an agency would.

use std::path::Path;

use tempfile::TempDir;

use crate::paths;

pub struct ScenarioFolder(TempDir);

impl ScenarioFolder {
    /// A copy of what is checked in.
    #[must_use]
    pub fn copy() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        copy(&paths::scenarios(), folder.path());
        Self(folder)
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Lays a file of an agency's own beside those that are there.
    pub fn add(&self, file: &str, text: &str) {
        std::fs::write(self.path().join(file), text).expect("a file is written");
    }

    /// Changes a file of it.
    pub fn edit(&self, file: &str, change: impl FnOnce(&str) -> String) {
        let path = self.path().join(file);
        let text = std::fs::read_to_string(&path).expect("the file is there");
        std::fs::write(path, change(&text)).expect("the file can be changed");
    }

    /// Takes a scenario off the list of those that are live in a place.
    pub fn close(&self, region: &str, scenario: &str) {
        self.edit(&format!("regions/{region}.yaml"), |text| {
            let lines = text.lines().map(|line| match line.strip_prefix("live: [") {
                Some(live) => {
                    let live = live.trim_end_matches(']').split(", ");
                    let live: Vec<&str> = live.filter(|id| *id != scenario).collect();
                    format!("live: [{}]", live.join(", "))
                }
                None => line.to_owned(),
            });
            lines.collect::<Vec<_>>().join("\n")
        });
    }

    /// A place of which no counter is known.
    pub fn without_counters(&self, region: &str) {
        self.edit(&format!("regions/{region}.yaml"), |text| {
            let (before, rest) = text.split_once("counters:\n").expect("it has counters");
            let (_, after) = rest.split_once("\n\n").expect("something follows them");
            format!("{before}{after}")
        });
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
