//! What changed in the checkout since the last poll. Modification times are polled: a few hundred files take a
//! millisecond, and polling works on every file system.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::project;

/// Paths whose changes need a build of the app. Not scenarios: the server watches and reloads those itself.
const APP: [&str; 7] = [
    "src",
    "style",
    "public",
    "crates",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
];

/// Paths whose changes need a build of the server.
const SERVER: [&str; 4] = ["server", "crates", "Cargo.toml", "Cargo.lock"];

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Changed {
    pub(super) app: bool,
    pub(super) server: bool,
}

pub(super) struct Watch {
    app: Times,
    server: Times,
}

type Times = BTreeMap<PathBuf, SystemTime>;

impl Watch {
    pub(super) fn new() -> Self {
        Self {
            app: times(project::root(), &APP),
            server: times(project::root(), &SERVER),
        }
    }

    /// What differs from the last poll.
    pub(super) fn look(&mut self) -> Changed {
        let now = Self::new();
        let changed = Changed {
            app: now.app != self.app,
            server: now.server != self.server,
        };
        *self = now;
        changed
    }
}

fn times(root: &Path, places: &[&str]) -> Times {
    let files = places
        .iter()
        .map(|place| root.join(place))
        .flat_map(|place| {
            if place.is_file() {
                vec![place]
            } else {
                project::files_under(&place)
            }
        });
    files
        .filter_map(|file| Some((file.clone(), file.metadata().ok()?.modified().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_and_a_removed_one_are_changes() {
        let root = std::env::temp_dir().join(format!("yijianshi-watch-{}", std::process::id()));
        let file = root.join("src/a.rs");
        std::fs::create_dir_all(root.join("src")).unwrap();
        let empty = times(&root, &["src"]);
        std::fs::write(&file, "").unwrap();
        let with_file = times(&root, &["src"]);
        std::fs::remove_file(&file).unwrap();
        assert_ne!(empty, with_file);
        assert_eq!(empty, times(&root, &["src"]));
        std::fs::remove_dir_all(&root).unwrap();
    }
}
