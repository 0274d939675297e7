//! `cargo xtask sbom`: what the server and the app consist of, as CycloneDX 1.5 in JSON, for whoever has to answer for
//! what runs in an agency. Written by cargo-cyclonedx from the lock file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{Step, Tool};
use crate::error::{AtPath, Error, Result};
use crate::toolchain::TARGET;
use crate::{project, tools, ui};

/// Something that is run elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    Server,
    App,
    /// The pre-check that the app runs beside itself.
    Worker,
}

impl Product {
    pub(crate) const ALL: [Self; 3] = [Self::Server, Self::App, Self::Worker];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::App => "app",
            Self::Worker => "worker",
        }
    }

    const fn package(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::App => "yijianshi",
            Self::Worker => "precheck-worker",
        }
    }

    fn folder(self) -> PathBuf {
        match self {
            Self::Server => project::root().join("server"),
            Self::App => project::root().to_owned(),
            Self::Worker => project::root().join("crates/precheck/worker"),
        }
    }

    /// What it runs on. Of Linux it is the one that this machine builds for.
    const fn target(self) -> &'static str {
        match self {
            Self::Server => "x86_64-unknown-linux-gnu",
            Self::App | Self::Worker => TARGET,
        }
    }
}

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The folder that server.cdx.json, app.cdx.json and worker.cdx.json are written to
    #[arg(long, default_value = "target/sbom")]
    out: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result {
    std::fs::create_dir_all(&options.out).at("create", &options.out)?;
    for product in Product::ALL {
        let written = write(product)?;
        let out = options.out.join(format!("{}.cdx.json", product.name()));
        std::fs::copy(&written, &out).at("write", &out)?;
        ui::note(&format!(
            "{} ({} packages)",
            out.display(),
            named(&written)?.len()
        ));
    }
    Ok(())
}

/// The file of it under `target/`.
pub(crate) fn write(product: Product) -> Result<PathBuf> {
    let (manifest, name) = (product.folder().join("Cargo.toml"), product.name());
    let file = format!("{name}-bill-of-materials");
    Tool::new(tools::cargo_cyclonedx()?)
        .args(["cyclonedx", "--manifest-path"])
        .args([&manifest])
        .args([
            "--format",
            "json",
            "--spec-version",
            "1.5",
            "--no-build-deps",
        ])
        .args(["--target", product.target(), "--override-filename", &file])
        .cwd(project::root())
        .run(&Step {
            doing: &format!("Writing what the {name} consists of"),
            about: "5 s",
            log: "sbom",
            advice: "the output above says what cargo-cyclonedx met",
        })?;
    // It writes one beside the manifest of every member.
    let written = product.folder().join(format!("{file}.json"));
    let kept = project::target()
        .join("xtask")
        .join(format!("{name}.cdx.json"));
    let bill = std::fs::read_to_string(&written).at("read", &written)?;
    for left in strewn(&format!("{file}.json")) {
        std::fs::remove_file(&left).at("remove", &left)?;
    }
    // Nobody else has this folder.
    let here = format!("file://{}", project::root().display());
    std::fs::write(&kept, bill.replace(&here, "file://")).at("write", &kept)?;
    Ok(kept)
}

/// Files of this name in the members of the workspace.
fn strewn(name: &str) -> Vec<PathBuf> {
    let root = project::root();
    let members = ["benches", "crates", "server", "tests", "xtask"];
    let files = members
        .iter()
        .flat_map(|it| project::files_under(&root.join(it)));
    let found = files.filter(|file| file.file_name().is_some_and(|own| own == name));
    let at_root = Some(root.join(name)).filter(|file| file.is_file());
    found.chain(at_root).collect()
}

/// `name@version` of each package in it.
pub(crate) fn named(file: &Path) -> Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(file).at("read", file)?;
    let bill: Value = serde_json::from_str(&text)
        .map_err(|error| Error::new(format!("{} is no JSON", file.display())).because(error))?;
    Ok(packages_of(&bill))
}

fn packages_of(bill: &Value) -> BTreeSet<String> {
    let components = bill["components"].as_array().into_iter().flatten();
    components
        .chain([&bill["metadata"]["component"]])
        .filter_map(|one| {
            let (name, version) = (one["name"].as_str()?, one["version"].as_str()?);
            Some(format!("{name}@{version}"))
        })
        .collect()
}

/// The same of all that cargo links into it; macros run where it is built.
pub(crate) fn linked(product: Product) -> Result<BTreeSet<String>> {
    let tree = Tool::cargo(&["tree", "--package", product.package()])
        .args(["--edges", "normal,no-proc-macro"])
        .args(["--target", product.target()])
        .args(["--prefix", "none", "--format", "{p}", "--no-dedupe"])
        .ask()
        .ok_or_else(|| Error::new("cargo tree does not say what is linked"))?;
    Ok(packages_in(&tree))
}

/// Lines like `serde v1.0.0 (/path) (*)`.
fn packages_in(tree: &str) -> BTreeSet<String> {
    let lines = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let name = words.next()?;
        let version = words.next()?.strip_prefix('v')?;
        Some(format!("{name}@{version}"))
    });
    lines.collect()
}

/// All packages of the lock file.
pub(crate) fn locked() -> Result<BTreeSet<String>> {
    let path = project::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).at("read", &path)?;
    let lock: toml::Table = lock
        .parse()
        .map_err(|error| Error::new("Cargo.lock cannot be read").because(error))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let text = |one: &toml::Value, key| Some(one.get(key)?.as_str()?.to_owned());
    let packages = packages.into_iter().flatten().filter_map(|one| {
        let (name, version) = (text(one, "name")?, text(one, "version")?);
        Some(format!("{name}@{version}"))
    });
    Ok(packages.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn packages_are_read_from_a_bill_and_from_a_tree() {
        let bill = json!({
            "metadata": { "component": { "name": "server", "version": "0.1.0" } },
            "components": [{ "name": "serde", "version": "1.0.1" }],
        });
        let tree = "server v0.1.0 (/project/server)\nserde v1.0.1\nserde v1.0.1 (*)\n";
        assert_eq!(packages_of(&bill), packages_in(tree));
        assert_eq!(packages_in(tree).len(), 2);
    }
}
