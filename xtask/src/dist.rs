//! The app as a web server serves it: `dist/`, built from two WebAssembly binaries, the style
//! sheets, the page and the public files. Names under `assets/` carry a hash of their content, so
//! that they may be cached for ever; `index.html` names them and is never cached.

mod assemble;
mod compress;
mod import_names;
mod minify;
mod module;
mod page;
mod sections;
mod split;
mod wasm;

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::content_hash::hex;
use crate::error::{AtPath, Result};
use crate::toolchain::Toolchain;
use crate::{project, tools, ui};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flavour {
    /// Small: what residents get, with brotli and gzip beside each file.
    Release,
    /// Quick to build, with panic messages; nothing compressed.
    Dev,
}

/// Written by every development build; when it changes, the server tells open pages to reload.
const DEV_STAMP: &str = "dev-stamp";

/// A hash of the inputs of the last packaging, in a hidden file that no page requests.
const INPUTS_STAMP: &str = ".inputs";

/// Files by their path within `dist/`.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Builds the app into `dist/`; returns early when nothing has changed.
pub(crate) fn build(toolchain: &Toolchain, flavour: Flavour) -> Result {
    let wasm_bindgen = tools::wasm_bindgen()?;
    let binaries = wasm::compile(toolchain, flavour)?;
    let inputs = inputs_hash(&binaries, flavour)?;
    let dist = project::dist();
    if std::fs::read_to_string(dist.join(INPUTS_STAMP)).is_ok_and(|stamp| stamp == inputs) {
        ui::note("dist/ is up to date");
        return Ok(());
    }
    let modules = wasm::bind(&wasm_bindgen, &binaries, flavour)?;
    let doing = ui::progress("Packaging dist/", "2–5 s");
    let mut files = assemble::files(project::root(), modules, flavour)?;
    if flavour == Flavour::Release {
        compress::add_compressed(&mut files);
    } else {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        files.insert(
            DEV_STAMP.to_owned(),
            now.as_millis().to_string().into_bytes(),
        );
    }
    files.insert(INPUTS_STAMP.to_owned(), inputs.into_bytes());
    replace_folder(&dist, &files)?;
    doing.done();
    Ok(())
}

/// Whether the worker has ever been compiled for release here.
pub(crate) fn has_worker() -> bool {
    wasm::released_worker().is_file()
}

/// The weights that the worker fetches: of the network that tells how print stands, and of the reader of cards.
pub(crate) fn weights() -> [std::path::PathBuf; 2] {
    [assemble::WEIGHTS, assemble::GLYPHS].map(|path| project::root().join(path))
}

/// Compiles the worker for release; little to do when nothing has changed.
pub(crate) fn build_worker(toolchain: &Toolchain) -> Result {
    wasm::compile_worker(toolchain)
}

/// The worker compiled last, for Node; the path of the script that loads it.
pub(crate) fn worker_for_node() -> Result<std::path::PathBuf> {
    wasm::bind_for_node(&tools::wasm_bindgen()?)
}

/// Adds the compressed version of each file beside it.
pub(crate) fn add_compressed(files: &mut Files) {
    compress::add_compressed(files);
}

/// The size of these bytes as a server sends them, compressed like the app.
pub(crate) fn compressed(bytes: &[u8]) -> usize {
    compress::brotli(bytes).len()
}

/// Writes a new folder and renames it, so that a running server never sees a partial one.
fn replace_folder(folder: &Path, files: &Files) -> Result {
    let (aside, old) = (folder.with_extension("new"), folder.with_extension("old"));
    for leftover in [&aside, &old] {
        if leftover.exists() {
            std::fs::remove_dir_all(leftover).at("remove", leftover)?;
        }
    }
    for (name, bytes) in files {
        let path = aside.join(name);
        let parent = path.parent().unwrap_or(&aside);
        std::fs::create_dir_all(parent).at("create", parent)?;
        std::fs::write(&path, bytes).at("write", &path)?;
    }
    if folder.exists() {
        std::fs::rename(folder, &old).at("move", folder)?;
    }
    std::fs::rename(&aside, folder).at("move", &aside)?;
    if old.exists() {
        std::fs::remove_dir_all(&old).at("remove", &old)?;
    }
    Ok(())
}

/// One hash over everything that packaging depends on, this program included.
fn inputs_hash(binaries: &wasm::Binaries, flavour: Flavour) -> Result<String> {
    let root = project::root();
    let mut hash = Sha256::new();
    hash.update(format!(
        "{flavour:?} {} {}",
        project::locked_version("wasm-bindgen")?,
        tools::esbuild_digest()?
    ));
    if let Ok(built) = std::env::current_exe().and_then(|exe| exe.metadata()?.modified()) {
        hash.update(format!("{built:?}"));
    }
    let mut paths = vec![binaries.app.clone(), binaries.worker.clone()];
    let files = [
        "index.html",
        "crates/precheck/worker/worker.js",
        assemble::WEIGHTS,
        assemble::GLYPHS,
    ];
    paths.extend(files.map(|file| root.join(file)));
    paths.extend(
        ["style", "public"]
            .iter()
            .flat_map(|folder| project::files_under(&root.join(folder))),
    );
    for path in paths {
        let bytes = std::fs::read(&path).at("read", &path)?;
        hash.update(format!("{} {}\n", path.display(), bytes.len()));
        hash.update(bytes);
    }
    Ok(hex(&hash.finalize()))
}
