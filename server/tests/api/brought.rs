//! Programs of other people that tests run, which `cargo xtask` brings from npm.

use std::path::PathBuf;

/// A file of a package: where `variable` says, else in the folder where `cargo xtask` keeps its tools.
pub(crate) fn from_npm(variable: &str, file: &str) -> PathBuf {
    let brought = std::env::var_os(variable).map(PathBuf::from);
    let found = brought.or_else(|| {
        let variable = |name| std::env::var_os(name).map(PathBuf::from);
        let tools = variable("YIJIANSHI_TOOLS")
            .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("yijianshi")))
            .or_else(|| variable("HOME").map(|home| home.join(".cache/yijianshi")))?;
        let folders = std::fs::read_dir(tools).ok()?.flatten();
        let files = folders.map(|folder| folder.path().join("node_modules").join(file));
        files.filter(|file| file.is_file()).max()
    });
    found.unwrap_or_else(|| {
        panic!("cargo xtask test brings {file} once; afterwards this test runs by itself")
    })
}
