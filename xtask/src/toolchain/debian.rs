//! Debian's `rustc-web`, for machines that cannot reach rustup's server. Debian builds Firefox and Chromium with it, so
//! it is recent, and its sources are packaged.

use crate::apt;
use crate::command::Tool;
use crate::error::{Error, Result};

/// Where Debian puts cargo and rustc.
pub(super) const FOLDER: &str = "/usr/bin";

pub(super) fn install() -> Result {
    let what = "Debian's Rust for the web";
    apt::install(
        &["rustc-web", "cargo-web", "rust-web-src"],
        what,
        "1–2 min, once",
    )?;
    // The linker must be from the LLVM version that this rustc was built with.
    let about = Tool::new("/usr/bin/rustc")
        .args(["-vV"])
        .without_env("RUSTUP_TOOLCHAIN")
        .ask();
    let llvm = about.as_deref().and_then(llvm_major).ok_or_else(|| {
        Error::new("Debian's rustc does not tell its LLVM version").advise("/usr/bin/rustc -vV")
    })?;
    apt::install(
        &[&format!("lld-{llvm}")],
        "the linker of the same LLVM",
        "10–30 s, once",
    )
}

fn llvm_major(about: &str) -> Option<&str> {
    super::line(about, "LLVM version: ")?.split('.').next()
}
