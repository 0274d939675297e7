//! The built app with a script of a test's own before all others: a browser that behaves as some browsers do.

use std::path::Path;

use tempfile::TempDir;

use crate::paths;
use crate::scenario_folder::copy;

pub struct AppFolder(TempDir);

impl AppFolder {
    /// # Panics
    /// Where the app is not built, or its page begins otherwise than the test thinks.
    #[must_use]
    pub fn with_script(script: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        copy(&paths::app(), folder.path());
        std::fs::write(folder.path().join("assets/of-the-test.js"), script).expect("it is written");
        let page = folder.path().join("index.html");
        let text = std::fs::read_to_string(&page).expect("the app has a page");
        let first = "<head><script src=\"/assets/of-the-test.js\"></script>";
        let changed = text.replacen("<head>", first, 1);
        assert_ne!(text, changed, "the page has a head");
        std::fs::write(&page, changed).expect("it is written");
        for compressed in ["index.html.br", "index.html.gz"] {
            std::fs::remove_file(folder.path().join(compressed)).expect("it was compressed");
        }
        Self(folder)
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}
