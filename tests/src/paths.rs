//! Paths of the things under test: from variables that `cargo xtask test` sets, else the usual paths on a
//! developer's machine. A missing one fails with the command that installs it; nothing is skipped.

use std::path::{Path, PathBuf};

#[must_use]
pub fn project() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests)
}

/// Folder for screenshots, and for the screens of failed tests.
#[must_use]
pub fn evidence() -> PathBuf {
    project().join("target/screens")
}

pub(crate) fn server() -> PathBuf {
    let usual = [
        project().join("target/native/server"),
        project().join("target/debug/server"),
    ];
    locate(
        "YIJIANSHI_SERVER",
        &usual,
        "cargo build --profile native -p server",
    )
}

/// The built app: index.html and all it loads.
pub fn app() -> PathBuf {
    let usual = [project().join("dist/index.html")];
    let found = locate("YIJIANSHI_APP", &usual, "cargo xtask build");
    if found.is_dir() {
        found
    } else {
        found.parent().map(Path::to_path_buf).unwrap_or_default()
    }
}

pub fn scenarios() -> PathBuf {
    locate(
        "YIJIANSHI_SCENARIOS",
        &[project().join("scenarios")],
        "a full checkout",
    )
}

pub(crate) fn chromium() -> PathBuf {
    locate(
        "YIJIANSHI_CHROMIUM",
        &on_path("chromium"),
        "apt-get install chromium",
    )
}

pub(crate) fn chromedriver() -> PathBuf {
    let usual = on_path("chromedriver");
    locate(
        "YIJIANSHI_CHROMEDRIVER",
        &usual,
        "apt-get install chromium-driver",
    )
}

pub(crate) fn webkit_driver() -> PathBuf {
    let usual = on_path("WebKitWebDriver");
    locate(
        "YIJIANSHI_WEBKIT_DRIVER",
        &usual,
        "apt-get install webkit2gtk-driver",
    )
}

pub(crate) fn minibrowser() -> PathBuf {
    let usual = ["4.1", "4.0"].map(|version| {
        let machine = std::env::consts::ARCH;
        PathBuf::from(format!(
            "/usr/lib/{machine}-linux-gnu/webkit2gtk-{version}/MiniBrowser"
        ))
    });
    locate(
        "YIJIANSHI_MINIBROWSER",
        &usual,
        "apt-get install webkit2gtk-driver",
    )
}

pub(crate) fn xvfb() -> PathBuf {
    locate("YIJIANSHI_XVFB", &on_path("Xvfb"), "apt-get install xvfb")
}

pub(crate) fn axe() -> PathBuf {
    locate(
        "YIJIANSHI_AXE",
        &among_tools("axe-core/axe.min.js"),
        "cargo xtask test (it installs axe-core)",
    )
}

pub(crate) fn oidc_provider() -> PathBuf {
    locate(
        "YIJIANSHI_OIDC_PROVIDER",
        &among_tools("oidc-provider/lib/index.js"),
        "cargo xtask test (it installs oidc-provider)",
    )
}

/// A file of a package that xtask has brought from npm.
fn among_tools(file: &str) -> Vec<PathBuf> {
    let tools = std::fs::read_dir(tools_home()).into_iter().flatten();
    let tools = tools.flatten().map(|entry| entry.path());
    tools
        .map(|tool| tool.join("node_modules").join(file))
        .collect()
}

/// The folder where xtask keeps tools; must agree with `home()` in `xtask/src/tools.rs`.
fn tools_home() -> PathBuf {
    if let Some(named) = std::env::var_os("YIJIANSHI_TOOLS") {
        return named.into();
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME")
        .map(PathBuf::from)
        .unwrap_or_default();
    cache
        .unwrap_or_else(|| home.join(".cache"))
        .join("yijianshi")
}

fn on_path(program: &str) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .collect()
}

fn locate(variable: &str, usual: &[PathBuf], advice: &str) -> PathBuf {
    if let Some(named) = std::env::var_os(variable).map(PathBuf::from) {
        assert!(
            named.exists(),
            "{variable} names {}, which is not there",
            named.display()
        );
        return named;
    }
    match usual.iter().find(|path| path.exists()) {
        Some(found) => found.clone(),
        None => panic!("{variable} is not set and nothing lies at the usual place; try: {advice}"),
    }
}
