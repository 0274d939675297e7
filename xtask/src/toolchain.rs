//! The compiler for wasm32. The standard library is built from source (`-Zbuild-std`) on every machine: smaller code,
//! and it runs in engines as old as iOS 15 and Chromium 85.

mod debian;

use std::path::{Path, PathBuf};

use crate::command::{Step, Tool};
use crate::error::{Error, Result};
use crate::project;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The WebAssembly features of the oldest supported engines (iOS 15, Chromium 85). Naming the CPU alone is not enough:
/// rustc enables some features again for every wasm32 target.
const FEATURES: &str = "-Ctarget-feature=+mutable-globals,+bulk-memory,+sign-ext,+nontrapping-fptoint,\
                        -reference-types,-multivalue";

/// Builds `sha2` and `aes` with rolled loops: kilobytes smaller, and only a few kilobytes are hashed at run time.
const COMPACT_CRYPTO: [&str; 2] = [
    "--cfg=sha2_backend_soft=\"compact\"",
    "--cfg=aes_backend_soft=\"compact\"",
];

/// A compiler with the sources of its standard library and a linker for WebAssembly.
pub(crate) struct Toolchain {
    /// Prepended to PATH to find cargo and rustc; `None` where those on PATH are used.
    folder: Option<PathBuf>,
    /// The linker to pass to rustc; `None` where rustc has one.
    linker: Option<PathBuf>,
}

/// The panic strategy of a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Panic {
    /// Traps without a message: 8–19 % smaller. The boot script shows the crash screen. `Debug` output is left out, too
    /// (4 KB of the worker); only messages for developers use it.
    Trap,
    /// Calls the panic hook; for development and tests.
    Tell,
}

/// Finds a complete toolchain or installs one.
pub(crate) fn bring() -> Result<Toolchain> {
    if let Some(ready) = complete(None).or_else(|| complete(Some(Path::new(debian::FOLDER)))) {
        return Ok(ready);
    }
    if project::on_path("rustup").is_some() {
        let step = Step {
            doing: "Adding the sources of Rust's standard library (rustup component add rust-src)",
            about: "5–30 s, once",
            log: "rust-src",
            advice: "",
        };
        // A machine that cannot reach rustup's server may still reach a Debian mirror.
        if Tool::new("rustup")
            .args(["component", "add", "rust-src"])
            .run(&step)
            .is_ok()
            && let Some(ready) = complete(None)
        {
            return Ok(ready);
        }
    }
    debian::install()?;
    complete(Some(Path::new(debian::FOLDER))).ok_or_else(|| {
        Error::new("Debian's Rust for the web is installed, but lacks its sources or a linker")
            .advise("rustup component add rust-src, then run this again")
    })
}

/// The toolchain in a folder, if it is new enough and has its sources and a linker.
fn complete(folder: Option<&Path>) -> Option<Toolchain> {
    let rustc = || Tool::new(folder.map_or("rustc".into(), |folder| folder.join("rustc")));
    let rustc = || without_rustup(rustc(), folder);
    let about = rustc().args(["-vV"]).ask()?;
    if minor_version(&about)? < OLDEST_MINOR {
        return None;
    }
    let sysroot = PathBuf::from(rustc().args(["--print", "sysroot"]).ask()?.trim());
    sysroot
        .join("lib/rustlib/src/rust/library/std/Cargo.toml")
        .is_file()
        .then_some(())?;
    let own_linker = sysroot
        .join("lib/rustlib")
        .join(line(&about, "host: ")?)
        .join("bin/rust-lld");
    let linker = if own_linker.is_file() {
        None
    } else {
        let llvm = line(&about, "LLVM version: ")?.split('.').next()?;
        Some(project::on_path(&format!("wasm-ld-{llvm}"))?)
    };
    Some(Toolchain {
        folder: folder.map(Path::to_owned),
        linker,
    })
}

/// `-Cpanic=immediate-abort` and the code of this project ask for it.
const OLDEST_MINOR: u32 = 95;

fn minor_version(about: &str) -> Option<u32> {
    line(about, "release: 1.")?.split('.').next()?.parse().ok()
}

fn line<'a>(about: &'a str, label: &str) -> Option<&'a str> {
    about.lines().find_map(|line| line.strip_prefix(label))
}

/// `RUSTUP_TOOLCHAIN` must not be set for a toolchain that does not come from rustup.
fn without_rustup(tool: Tool, folder: Option<&Path>) -> Tool {
    if folder.is_some() {
        tool.without_env("RUSTUP_TOOLCHAIN")
    } else {
        tool
    }
}

impl Toolchain {
    /// `cargo <subcommand>` for wasm32, in a target folder apart from the native one.
    pub(crate) fn cargo(&self, subcommand: &[&str], panic: Panic) -> Tool {
        let mut flags = Vec::from(["-Ctarget-cpu=mvp", FEATURES].map(str::to_owned));
        flags.extend(COMPACT_CRYPTO.map(str::to_owned));
        flags.extend(
            self.linker
                .iter()
                .map(|linker| format!("-Clinker={}", linker.display())),
        );
        match panic {
            Panic::Trap => flags.extend(
                [
                    "-Zunstable-options",
                    "-Cpanic=immediate-abort",
                    "-Zfmt-debug=none",
                ]
                .map(str::to_owned),
            ),
            // Leptos' erased types compile faster but make a larger binary; this is a development build.
            Panic::Tell => flags.push("--cfg=erase_components".to_owned()),
        }
        let tool = Tool::cargo(subcommand)
            .args(["--target", TARGET, "-Zbuild-std=std,panic_abort"])
            .env("CARGO_TARGET_DIR", folder())
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            // Lets a stable compiler accept the unstable flags above.
            .env("RUSTC_BOOTSTRAP", "1");
        let Some(own) = &self.folder else { return tool };
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path =
            std::env::join_paths(std::iter::once(own.clone()).chain(std::env::split_paths(&path)));
        let tool = tool
            .env("PATH", path.unwrap_or_default())
            .env("RUSTC", own.join("rustc"));
        without_rustup(tool, Some(own))
    }
}

/// The target folder of builds for wasm32.
pub(crate) fn folder() -> PathBuf {
    project::target().join("wasm")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &str =
        "rustc 1.96.0\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8\n";

    #[test]
    fn a_compiler_tells_its_version_its_host_and_its_llvm() {
        assert_eq!(minor_version(ABOUT), Some(96));
        assert_eq!(line(ABOUT, "host: "), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(line(ABOUT, "LLVM version: "), Some("22.1.8"));
    }

    #[test]
    fn a_nightly_release_is_still_a_version() {
        assert_eq!(minor_version("release: 1.97.0-nightly\n"), Some(97));
    }
}
