//! Tools installed by cargo and npm, in a cache outside the checkout so that a clean clone reuses them. Each has a
//! folder named after its version.

use std::path::{Path, PathBuf};

use crate::command::{Step, Tool};
use crate::content_hash::content_hash;
use crate::error::{AtPath, Error, Result};
use crate::project;

/// `$YIJIANSHI_TOOLS`, else `$XDG_CACHE_HOME/yijianshi`, else `~/.cache/yijianshi`.
fn home() -> Result<PathBuf> {
    let variable = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = variable("YIJIANSHI_TOOLS")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("yijianshi")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/yijianshi")))
        .ok_or_else(|| {
            Error::new("no place to keep tools: HOME is not set")
                .advise("set YIJIANSHI_TOOLS to a folder that may be written")
        })?;
    std::fs::create_dir_all(&folder).at("create", &folder)?;
    Ok(folder)
}

/// The folder of `wasm-bindgen` and `wasm-bindgen-test-runner`, of exactly the version that the
/// app is compiled against: any other version refuses the binary.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    let home = home()?;
    let folder = home.join(format!("wasm-bindgen-{version}"));
    let bin = folder.join("bin");
    if bin.join("wasm-bindgen").is_file() && bin.join("wasm-bindgen-test-runner").is_file() {
        return Ok(bin);
    }
    let step = Step {
        doing: &format!("Installing wasm-bindgen {version}"),
        about: "2–3 min, once",
        log: "wasm-bindgen-install",
        advice: &format!(
            "cargo install wasm-bindgen-cli --version {version} --root {}",
            folder.display()
        ),
    };
    // Not `--locked`: its lock file may name a release that a mirror does not serve yet.
    // Run outside the checkout, so that its cargo settings do not apply.
    Tool::new("cargo")
        .args([
            "install",
            "wasm-bindgen-cli",
            "--version",
            &version,
            "--root",
        ])
        .args([&folder])
        .without_env("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .cwd(&home)
        .run(&step)?;
    Ok(bin)
}

/// cargo-deny, which knows the licence of every crate.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    from_crates("cargo-deny", "0.20.2")
}

/// cargo-cyclonedx, which writes what a program consists of.
pub(crate) fn cargo_cyclonedx() -> Result<PathBuf> {
    from_crates("cargo-cyclonedx", "0.5.9")
}

/// A command of cargo in exactly this version, built here: its path.
fn from_crates(name: &str, version: &str) -> Result<PathBuf> {
    let home = home()?;
    let folder = home.join(format!("{name}-{version}"));
    let program = folder.join("bin").join(name);
    if program.is_file() {
        return Ok(program);
    }
    let step = Step {
        doing: &format!("Installing {name} {version}"),
        about: "2–3 min, once",
        log: &format!("{name}-install"),
        advice: &format!(
            "cargo install {name} --version {version} --locked --root {}",
            folder.display()
        ),
    };
    let tool = Tool::new("cargo")
        .args(["install", name, "--version", version, "--locked", "--root"])
        .args([&folder]);
    // It runs for seconds: what it takes to build counts for more.
    tool.without_env("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .cwd(&home)
        .run(&step)?;
    Ok(program)
}

/// `axe.min.js`, the accessibility rules, of the version in `xtask/axe/package-lock.json`.
pub(crate) fn axe() -> Result<PathBuf> {
    let step = Step {
        doing: "Installing axe-core, the accessibility rules",
        about: "5 s, once",
        log: "axe-install",
        advice: "needs Node and npm; the output above says what npm met",
    };
    from_npm("axe", "axe-core/axe.min.js", &step)
}

/// `oidc-provider`, the identity service that tests sign in at, of the version in
/// `xtask/oidc-provider/package-lock.json`.
pub(crate) fn oidc_provider() -> Result<PathBuf> {
    let step = Step {
        doing: "Installing oidc-provider, an identity service to test signing in with",
        about: "5 s, once",
        log: "oidc-provider-install",
        advice: "needs Node and npm; the output above says what npm met",
    };
    from_npm("oidc-provider", "oidc-provider/lib/index.js", &step)
}

/// `tus-js-client`, the public client that uploads are tested with, of the version in
/// `xtask/tus-js-client/package-lock.json`.
pub(crate) fn tus_client() -> Result<PathBuf> {
    let step = Step {
        doing: "Installing tus-js-client, to test uploads with",
        about: "5 s, once",
        log: "tus-client-install",
        advice: "needs Node and npm; the output above says what npm met",
    };
    from_npm(
        "tus-js-client",
        "tus-js-client/lib.es5/node/index.js",
        &step,
    )
}

/// esbuild's command, a script for Node, of the version in `xtask/esbuild/package-lock.json`.
pub(crate) fn esbuild() -> Result<PathBuf> {
    let step = Step {
        doing: "Installing esbuild, which minifies scripts and styles",
        about: "5 s, once",
        log: "esbuild-install",
        advice: "needs Node and npm; the output above says what npm met",
    };
    from_npm(ESBUILD, "esbuild/bin/esbuild", &step)
}

/// Identifies the pinned version: a hash of the lock file.
pub(crate) fn esbuild_digest() -> Result<String> {
    pinned_digest(&pinned(ESBUILD).join("package-lock.json"))
}

const ESBUILD: &str = "esbuild";

fn pinned(name: &str) -> PathBuf {
    project::root().join("xtask").join(name)
}

/// `opencv.js` (Apache-2.0), of the version in `xtask/opencv/package-lock.json`: what the pre-check is measured
/// against.
pub(crate) fn opencv() -> Result<PathBuf> {
    let step = Step {
        doing: "Installing opencv.js, to measure against",
        about: "20 s, once",
        log: "opencv-install",
        advice: "needs Node and npm; the output above says what npm met",
    };
    from_npm("opencv", "@techstark/opencv-js/dist/opencv.js", &step)
}

/// The folder of the packages that `xtask/bench/<name>/` pins.
pub(crate) fn bench_modules(name: &str, step: &Step<'_>) -> Result<PathBuf> {
    from_npm(&format!("bench/{name}"), "", step)
}

/// A file of a package that `xtask/<name>/` pins.
fn from_npm(name: &str, file: &str, step: &Step<'_>) -> Result<PathBuf> {
    let pinned = pinned(name);
    let digest = pinned_digest(&pinned.join("package-lock.json"))?;
    let folder = home()?.join(format!("{}-{digest}", name.replace('/', "-")));
    let script = folder.join("node_modules").join(file);
    // A lock, so that parallel tests never see a half-installed tool.
    let lock = folder.with_extension("lock");
    let lock_file = std::fs::File::create(&lock).at("create", &lock)?;
    lock_file.lock().at("lock", &lock)?;
    if script.exists() {
        return Ok(script);
    }
    std::fs::create_dir_all(&folder).at("create", &folder)?;
    for name in ["package.json", "package-lock.json"] {
        std::fs::copy(pinned.join(name), folder.join(name)).at("copy", &pinned.join(name))?;
    }
    Tool::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .cwd(&folder)
        .run(step)?;
    Ok(script)
}

fn pinned_digest(lock: &Path) -> Result<String> {
    Ok(content_hash(&std::fs::read(lock).at("read", lock)?))
}
