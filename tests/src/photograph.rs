//! Photographs of documents, drawn by the test: one sharp, one out of focus. Nothing in them belongs to anyone.

use std::path::{Path, PathBuf};

use precheck::drawing;
use tempfile::TempDir;

pub struct Photographs {
    sharp: PathBuf,
    blurred: PathBuf,
    _folder: TempDir,
}

impl Photographs {
    #[must_use]
    pub fn take() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let save = |name: &str, bytes: Vec<u8>| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("a picture can be written");
            path
        };
        Self {
            sharp: save("清楚.jpg", drawing::sharp_photograph()),
            blurred: save("模糊.jpg", drawing::blurred_photograph()),
            _folder: folder,
        }
    }

    #[must_use]
    pub fn sharp(&self) -> &Path {
        &self.sharp
    }

    #[must_use]
    pub fn blurred(&self) -> &Path {
        &self.blurred
    }
}
