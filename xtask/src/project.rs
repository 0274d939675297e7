//! Paths of the project, and what its manifests contain.

use std::path::{Path, PathBuf};

use crate::error::{AtPath, Error, Result};

/// The checkout this tool was built from.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// Cargo's folder for whatever it builds.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The packaged app, as a web server serves it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// A program as cargo builds it without `--profile`; `name` may have a folder before it.
pub(crate) fn debug_binary(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

pub(crate) fn server_binary(profile_folder: &str) -> PathBuf {
    target()
        .join(profile_folder)
        .join(format!("server{}", std::env::consts::EXE_SUFFIX))
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).at("read", &path)?;
    version_in_lock(&lock, package).ok_or_else(|| {
        Error::new(format!("Cargo.lock names no {package}"))
            .advise("cargo generate-lockfile, or restore Cargo.lock from git")
    })
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    let found = packages
        .iter()
        .find(|p| p.get("name").and_then(|n| n.as_str()) == Some(package))?;
    Some(found.get("version")?.as_str()?.to_owned())
}

/// Whether the app's manifest offers a cargo feature.
pub(crate) fn app_has_feature(feature: &str) -> bool {
    std::fs::read_to_string(root().join("Cargo.toml"))
        .ok()
        .and_then(|manifest| manifest.parse::<toml::Table>().ok())
        .and_then(|manifest| {
            manifest
                .get("features")?
                .as_table()?
                .get(feature)
                .map(|_| ())
        })
        .is_some()
}

/// A program on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// All files under a folder, in a fixed order. An absent folder has none.
pub(crate) fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return files;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_the_version_of_a_package() {
        let lock = "version = 4\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "leptos"), None);
    }
}
