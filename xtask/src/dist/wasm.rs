//! The two binaries, the app and the worker of the pre-check, compiled by one call of cargo so that shared crates are
//! compiled once; then wasm-bindgen makes their JavaScript glue.

use std::path::{Path, PathBuf};

use super::module::Module;
use super::split::{self, Parts};
use super::{Flavour, import_names};
use crate::command::{Step, Tool};
use crate::error::{AtPath, Result};
use crate::project;
use crate::toolchain::{self, Panic, Toolchain};

/// Names of cargo's outputs.
pub(super) struct Binaries {
    pub(super) app: PathBuf,
    pub(super) worker: PathBuf,
}

pub(super) struct Modules {
    pub(super) app: Module,
    /// The parts of the app beside its first module; none in development builds.
    pub(super) parts: Parts,
    pub(super) worker: Module,
    /// The parts of the worker, likewise.
    pub(super) worker_parts: Parts,
}

pub(super) fn compile(toolchain: &Toolchain, flavour: Flavour) -> Result<Binaries> {
    match flavour {
        Flavour::Release => {
            compile_app(toolchain)?;
            compile_worker(toolchain)?;
        }
        Flavour::Dev => compile_for_development(toolchain)?,
    }
    let profile = match flavour {
        Flavour::Release => "release",
        Flavour::Dev => "debug",
    };
    let folder = toolchain::folder().join(toolchain::TARGET).join(profile);
    Ok(Binaries {
        app: folder.join("yijianshi.wasm"),
        worker: folder.join("precheck_worker.wasm"),
    })
}

/// Linker arguments for splitting: relocations tell the splitter what refers to what, and parts call each other through
/// the exported table. For these programs only, so that no other crate is rebuilt.
const FOR_SPLITTING: [&str; 3] = [
    "--",
    "-Clink-arg=--emit-relocs",
    "-Clink-arg=--export-table",
];

fn compile_app(toolchain: &Toolchain) -> Result {
    let app = ["rustc", "--package", "yijianshi", "--bin", "yijianshi"];
    let tool = toolchain
        .cargo(&app, Panic::Trap)
        .args(["--release", "--features", "yijianshi/parts"])
        .args(FOR_SPLITTING);
    tool.run(&Step {
        doing: "Compiling the app to WebAssembly",
        about: "3–4 min the first time, half a minute after an edit",
        log: "wasm-app",
        advice: "mend the error above and run this again",
    })?;
    Ok(())
}

/// Both binaries without splitting, for development.
fn compile_for_development(toolchain: &Toolchain) -> Result {
    let packages = [
        "build",
        "--package",
        "yijianshi",
        "--package",
        "precheck-worker",
    ];
    let mut tool = toolchain.cargo(&packages, Panic::Tell);
    if project::app_has_feature("panic-words") {
        tool = tool.args(["--features", "yijianshi/panic-words"]);
    }
    // Debug information would be tens of megabytes that browsers cannot use.
    tool.env("CARGO_PROFILE_DEV_DEBUG", "0").run(&Step {
        doing: "Compiling the app and its worker to WebAssembly",
        about: "2–3 min the first time, seconds after an edit",
        log: "wasm-build",
        advice: "mend the error above and run this again",
    })?;
    Ok(())
}

/// The worker alone, as it is released.
pub(super) fn compile_worker(toolchain: &Toolchain) -> Result {
    let worker = ["rustc", "--package", "precheck-worker", "--lib"];
    let tool = toolchain
        .cargo(&worker, Panic::Trap)
        .args(["--release", "--features", "precheck-worker/parts"])
        .args(FOR_SPLITTING);
    tool.run(&Step {
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

/// The released worker with glue for Node instead of a browser, its parts beside it; the path of the glue.
pub(super) fn bind_for_node(wasm_bindgen: &Path) -> Result<PathBuf> {
    let folder = toolchain::folder().join("bound").join("node");
    let (first, parts) = split::split(&released_worker(), "worker")?;
    Tool::new(wasm_bindgen.join("wasm-bindgen"))
        .args([
            "--target",
            "nodejs",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            "worker",
            "--out-dir",
        ])
        .args([folder.as_path(), &first])
        .run(&Step {
            doing: "Writing the glue between the worker and Node",
            about: "1–5 s",
            log: "wasm-bindgen-node",
            advice: "a version mismatch means that Cargo.lock changed meanwhile: run this again",
        })?;
    let glue_path = folder.join("worker.js");
    let mut glue = split::link(std::fs::read(&glue_path).at("read", &glue_path)?)?;
    // What the parts import.
    glue.extend(b"exports.__wasm = wasm;\n");
    std::fs::write(&glue_path, glue).at("write", &glue_path)?;
    for (name, bytes) in &parts.files {
        let path = folder.join(format!("{name}.wasm"));
        std::fs::write(&path, bytes).at("write", &path)?;
    }
    let needs = serde_json::Value::from_iter(parts.needs);
    let path = folder.join("parts.json");
    std::fs::write(&path, needs.to_string()).at("write", &path)?;
    Ok(glue_path)
}

/// Classic scripts, not modules: old engines have neither module workers nor `await` at the top of a module. Each
/// defines one global, `wasm_bindgen`.
pub(super) fn bind(wasm_bindgen: &Path, binaries: &Binaries, flavour: Flavour) -> Result<Modules> {
    let (app, parts) = bind_one(wasm_bindgen, &binaries.app, "app", flavour)?;
    let (worker, worker_parts) = bind_one(wasm_bindgen, &binaries.worker, "worker", flavour)?;
    Ok(Modules {
        app,
        parts,
        worker,
        worker_parts,
    })
}

/// A release is split before: wasm-bindgen leaves no relocations.
fn bind_one(
    wasm_bindgen: &Path,
    binary: &Path,
    name: &str,
    flavour: Flavour,
) -> Result<(Module, Parts)> {
    let (binary, parts) = match flavour {
        Flavour::Release => split::split(binary, name)?,
        Flavour::Dev => (binary.to_owned(), Parts::default()),
    };
    let folder = toolchain::folder().join("bound").join(name);
    let mut tool = Tool::new(wasm_bindgen.join("wasm-bindgen"))
        .args(["--target", "no-modules", "--no-typescript"])
        .args(["--out-name", name, "--out-dir"])
        .args([folder.as_path(), &binary]);
    if flavour == Flavour::Release {
        tool = tool.args(["--remove-name-section", "--remove-producers-section"]);
        // The memory, the table and the stack pointer: what the parts share with the first module.
        tool = tool.args(["--keep-lld-exports"]);
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
    let mut module = Module {
        glue: read(format!("{name}.js"))?,
        wasm: read(format!("{name}_bg.wasm"))?,
    };
    if flavour == Flavour::Release {
        module.glue = split::link(module.glue)?;
        module = import_names::shorten(module, &format!("./{name}_bg.js"))?;
    }
    Ok((module, parts))
}
