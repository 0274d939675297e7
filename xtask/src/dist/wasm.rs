//! The two binaries: the app, and the worker that checks pictures. Compiled in one go, so that the
//! crates they share are compiled once, then given their JavaScript glue.

use std::path::{Path, PathBuf};

use super::Flavour;
use crate::command::{Step, Tool};
use crate::error::{AtPath, Result};
use crate::project;
use crate::toolchain::{self, Panic, Toolchain};

/// What cargo makes.
pub(super) struct Binaries {
    pub(super) app: PathBuf,
    pub(super) worker: PathBuf,
}

/// What the browser loads.
pub(super) struct Module {
    pub(super) glue: Vec<u8>,
    pub(super) wasm: Vec<u8>,
}

pub(super) struct Modules {
    pub(super) app: Module,
    pub(super) worker: Module,
}

pub(super) fn compile(toolchain: &Toolchain, flavour: Flavour) -> Result<Binaries> {
    let packages = [
        "build",
        "--package",
        "yijianshi",
        "--package",
        "precheck-worker",
    ];
    let (tool, profile, about) = match flavour {
        Flavour::Release => {
            let tool = toolchain.cargo(&packages, Panic::Trap).args(["--release"]);
            (
                tool,
                "release",
                "3–4 min the first time, half a minute after an edit",
            )
        }
        Flavour::Dev => {
            let mut tool = toolchain.cargo(&packages, Panic::Tell);
            if project::app_has_feature("panic-words") {
                tool = tool.args(["--features", "yijianshi/panic-words"]);
            }
            // Without debug information: it would make tens of megabytes that nobody reads.
            (
                tool.env("CARGO_PROFILE_DEV_DEBUG", "0"),
                "debug",
                "2–3 min the first time, seconds after an edit",
            )
        }
    };
    tool.run(&Step {
        doing: "Compiling the app and its worker to WebAssembly",
        about,
        log: "wasm-build",
        advice: "mend the error above and run this again",
    })?;
    let folder = toolchain::folder().join(toolchain::TARGET).join(profile);
    Ok(Binaries {
        app: folder.join("yijianshi.wasm"),
        worker: folder.join("precheck_worker.wasm"),
    })
}

/// The worker alone, as it is released.
pub(super) fn compile_worker(toolchain: &Toolchain) -> Result {
    let packages = ["build", "--package", "precheck-worker", "--release"];
    toolchain.cargo(&packages, Panic::Trap).run(&Step {
        doing: "Compiling the worker to WebAssembly",
        about: "half a minute after an edit, else a second",
        log: "wasm-worker",
        advice: "mend the error above and run this again",
    })?;
    Ok(())
}

/// The worker that was compiled last for release, if there is one.
pub(super) fn released_worker() -> PathBuf {
    let folder = toolchain::folder().join(toolchain::TARGET);
    folder.join("release/precheck_worker.wasm")
}

/// The released worker with glue for Node instead of a browser; the path of the glue.
pub(super) fn bind_for_node(wasm_bindgen: &Path) -> Result<PathBuf> {
    let folder = toolchain::folder().join("bound").join("node");
    Tool::new(wasm_bindgen.join("wasm-bindgen"))
        .args([
            "--target",
            "nodejs",
            "--no-typescript",
            "--out-name",
            "worker",
            "--out-dir",
        ])
        .args([folder.as_path(), &released_worker()])
        .run(&Step {
            doing: "Writing the glue between the worker and Node",
            about: "1–5 s",
            log: "wasm-bindgen-node",
            advice: "a version mismatch means that Cargo.lock changed meanwhile: run this again",
        })?;
    Ok(folder.join("worker.js"))
}

/// Classic scripts, not modules: a worker must run them with `importScripts`, and old web-views
/// know no `import.meta`. Each defines one global, `wasm_bindgen`.
pub(super) fn bind(wasm_bindgen: &Path, binaries: &Binaries, flavour: Flavour) -> Result<Modules> {
    let bind = |binary: &Path, name: &str| -> Result<Module> {
        let folder = toolchain::folder().join("bound").join(name);
        let mut tool = Tool::new(wasm_bindgen.join("wasm-bindgen"))
            .args([
                "--target",
                "no-modules",
                "--no-typescript",
                "--out-name",
                name,
                "--out-dir",
            ])
            .args([folder.as_path(), binary]);
        if flavour == Flavour::Release {
            tool = tool.args(["--remove-name-section", "--remove-producers-section"]);
        }
        tool.run(&Step {
            doing: &format!("Writing the JavaScript glue of the {name}"),
            about: "1–5 s",
            log: &format!("wasm-bindgen-{name}"),
            advice: "a version mismatch means that Cargo.lock changed meanwhile: run this again",
        })?;
        let read = |name: String| {
            let path = folder.join(name);
            std::fs::read(&path).at("read", &path)
        };
        Ok(Module {
            glue: read(format!("{name}.js"))?,
            wasm: read(format!("{name}_bg.wasm"))?,
        })
    };
    Ok(Modules {
        app: bind(&binaries.app, "app")?,
        worker: bind(&binaries.worker, "worker")?,
    })
}
