//! What comes from others: licences, bans and sources (`deny.toml`), known faults where their list can be had, and that
//! the bill of materials names all of it.

use crate::command::{Step, Tool};
use crate::error::{Error, Result};
use crate::sbom::{self, Product};
use crate::{project, tools, ui};

pub(super) fn licences() -> Result {
    let program = tools::cargo_deny()?;
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let deny = || {
            Tool::new(&program)
                .args(["--workspace", "--manifest-path", manifest])
                .args(["--config", "deny.toml", "check"])
                .cwd(project::root())
        };
        deny()
            .args(["licenses", "bans", "sources"])
            // One file serves both graphs, and neither needs all of it.
            .args(["-A", "license-not-encountered"])
            .args(["-A", "license-exception-not-encountered"])
            .args(["-A", "unused-wrapper"])
            .run(&Step {
                doing: &format!("Checking licences and bans of {manifest} (cargo-deny)"),
                about: "2 s",
                log: "licences",
                advice: "choose another crate, or argue for it in deny.toml",
            })?;
    }
    Ok(())
}

/// Known vulnerabilities fail, wherever their list can be had. It changes daily, so what passed yesterday may fail
/// today: that is what it is for. Where it cannot be had nothing was checked, and that is said.
pub(super) fn advisories() -> Result {
    let program = tools::cargo_deny()?;
    let fetch = Tool::new(&program)
        .args(["fetch", "db"])
        .cwd(project::root());
    if fetch.ask().is_none() {
        ui::note(
            "NOT checked for known vulnerabilities: their list (RustSec) cannot be fetched here",
        );
        return Ok(());
    }
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        Tool::new(&program)
            // It was fetched just now.
            .args(["--offline", "--workspace", "--manifest-path", manifest])
            .args(["--config", "deny.toml", "check", "advisories"])
            // One file serves both graphs, and neither needs all of it.
            .args(["-A", "advisory-not-detected"])
            .cwd(project::root())
            .run(&Step {
                doing: &format!("Checking {manifest} for known vulnerabilities (RustSec)"),
                about: "3 s",
                log: "advisories",
                advice: "update the crate; where it does not concern us, argue for it in deny.toml",
            })?;
    }
    Ok(())
}

/// Every package that is linked into a product stands in its bill of materials, and in the lock file.
pub(super) fn bill_of_materials() -> Result {
    let locked = sbom::locked()?;
    for product in Product::ALL {
        let named = sbom::named(&sbom::write(product)?)?;
        let linked = sbom::linked(product)?;
        let missing: Vec<_> = linked.difference(&named).cloned().collect();
        let unknown: Vec<_> = named.difference(&locked).cloned().collect();
        if !missing.is_empty() || !unknown.is_empty() || linked.len() < 20 {
            return Err(Error::new(format!(
                "the bill of materials of {} lacks {missing:?}, and has {unknown:?} in place of what is locked",
                product.name()
            )));
        }
        let count = linked.len();
        ui::note(&format!(
            "{}: {count} packages, all of them named",
            product.name()
        ));
    }
    Ok(())
}
