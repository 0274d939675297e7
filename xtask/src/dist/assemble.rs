//! Assembles the files of `dist/` in memory: public files under their own names, assets under names with a content
//! hash, and the page that refers to them.

use std::collections::BTreeMap;
use std::path::Path;

use super::minify::{Engines, Minifier};
use super::split::Parts;
use super::wasm::{Module, Modules};
use super::{Files, Flavour, page};
use crate::content_hash::content_hash;
use crate::error::{AtPath, Result};
use crate::project;

/// Loaded by every page, so its name carries a hash like those of built files.
const BOOT: &str = "public/boot.js";
const WORKER: &str = "crates/precheck/worker/worker.js";

/// Appended to the boot script of development builds: reloads the page when the server asks for it.
const RELOAD: &str = "
(function () {
new EventSource('/dev/changes').addEventListener('reload', function () { location.reload(); });
})();
";

pub(super) fn files(root: &Path, modules: Modules, flavour: Flavour) -> Result<Files> {
    let read = |path: &str| {
        let path = root.join(path);
        std::fs::read_to_string(&path).at("read", &path)
    };
    let minifier = Minifier::bring()?;
    let mut boot = minifier.script(BOOT, &read(BOOT)?, Engines::Any)?;
    if flavour == Flavour::Dev {
        boot.push_str(RELOAD);
    }
    let mut assets = Assets {
        files: public_files(root)?,
        addresses: BTreeMap::new(),
    };
    let style = minifier.style(&root.join("style/index.css"))?;
    assets.add("css", "app", "css", style.into_bytes());
    assets.add("boot", "boot", "js", boot.into_bytes());
    // For the progress bar: `Content-Length` of a compressed response is the compressed length.
    assets
        .addresses
        .insert("app_wasm_bytes", modules.app.wasm.len().to_string());
    assets.add_module(&minifier, "app_js", "app_wasm", "app", modules.app)?;
    assets.add_parts(modules.parts);
    assets.add_module(
        &minifier,
        "worker_glue",
        "worker_wasm",
        "precheck",
        modules.worker,
    )?;
    let worker = minifier.script(WORKER, &read(WORKER)?, Engines::Supported)?;
    assets.add("worker_js", "precheck-worker", "js", worker.into_bytes());
    let page = page::fill(&read("index.html")?, &assets.addresses)?;
    assets
        .files
        .insert("index.html".to_owned(), page.into_bytes());
    Ok(assets.files)
}

fn public_files(root: &Path) -> Result<Files> {
    let public = root.join("public");
    let mut files = Files::new();
    for path in project::files_under(&public) {
        let name = path
            .strip_prefix(&public)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        if path != root.join(BOOT) {
            files.insert(name, std::fs::read(&path).at("read", &path)?);
        }
    }
    Ok(files)
}

struct Assets {
    files: Files,
    /// By the name of the placeholder in the page.
    addresses: BTreeMap<&'static str, String>,
}

impl Assets {
    fn add(&mut self, placeholder: &'static str, stem: &str, extension: &str, bytes: Vec<u8>) {
        let name = format!("assets/{stem}.{}.{extension}", content_hash(&bytes));
        self.addresses.insert(placeholder, format!("/{name}"));
        self.files.insert(name, bytes);
    }

    /// JSON for an attribute of the page: the files of each part.
    fn add_parts(&mut self, parts: Parts) {
        let mut addresses = BTreeMap::new();
        for (name, bytes) in parts.files {
            let file = format!("assets/part-{name}.{}.wasm", content_hash(&bytes));
            addresses.insert(name, format!("/{file}"));
            self.files.insert(file, bytes);
        }
        let needs = parts.needs.iter().map(|(part, files)| {
            let files: Vec<_> = files
                .iter()
                .filter_map(|file| addresses.get(file))
                .collect();
            (part.as_str(), serde_json::json!(files))
        });
        let json = serde_json::Value::Object(
            needs
                .map(|(part, files)| (part.to_owned(), files))
                .collect(),
        );
        self.addresses
            .insert("app_parts", json.to_string().replace('"', "&quot;"));
    }

    fn add_module(
        &mut self,
        minifier: &Minifier,
        glue: &'static str,
        wasm: &'static str,
        stem: &str,
        module: Module,
    ) -> Result {
        let glue_source = String::from_utf8_lossy(&module.glue);
        let name = format!("the glue of {stem}");
        let script = minifier.script(&name, &glue_source, Engines::Supported)?;
        self.add(glue, stem, "js", script.into_bytes());
        self.add(wasm, stem, "wasm", module.wasm);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &str) -> Module {
        Module {
            glue: format!("// {name}\nlet wasm_bindgen;\n").into_bytes(),
            wasm: name.into(),
        }
    }

    /// A checkout with one file of each kind.
    fn checkout(name: &str) -> std::path::PathBuf {
        let root = std::env::temp_dir().join(format!("yijianshi-{name}-{}", std::process::id()));
        for (path, content) in [
            (
                "index.html",
                "<link href=\"{{css}}\"><script src=\"{{boot}}\" data-wasm=\"{{app_wasm}}\" data-parts=\"{{app_parts}}\">",
            ),
            ("public/boot.js", "// starts\nvar a = 1\n"),
            ("public/icons.svg", "<svg/>"),
            ("style/index.css", "@import \"base.css\";"),
            ("style/base.css", "body { color: red; }"),
            (WORKER, "importScripts()\n"),
        ] {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), content).unwrap();
        }
        root
    }

    fn modules() -> Modules {
        Modules {
            app: module("app"),
            parts: Parts {
                files: vec![("first".to_owned(), b"first".to_vec())],
                needs: vec![("first".to_owned(), vec!["first".to_owned()])],
            },
            worker: module("worker"),
        }
    }

    #[test]
    fn the_page_names_every_asset_by_its_hash_and_public_files_keep_their_names() {
        let root = checkout("assemble");
        let files = files(&root, modules(), Flavour::Release).unwrap();
        let page = String::from_utf8(files["index.html"].clone()).unwrap();
        let css = format!("assets/app.{}.css", content_hash(b"body{color:red}\n"));
        assert!(page.contains(&format!("href=\"/{css}\"")), "{page}");
        assert!(files.contains_key(&css) && files.contains_key("icons.svg"));
        let part = format!("assets/part-first.{}.wasm", content_hash(b"first"));
        let parts = format!("data-parts=\"{{&quot;first&quot;:[&quot;/{part}&quot;]}}\"");
        assert!(page.contains(&parts) && files.contains_key(&part), "{page}");
        assert!(!files.contains_key("boot.js"), "the boot script is hashed");
        assert_eq!(
            files
                .keys()
                .filter(|name| name.starts_with("assets/"))
                .count(),
            8
        );
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn only_development_builds_listen_for_changes() {
        let root = checkout("reload");
        let listens = |flavour| {
            let files = files(&root, modules(), flavour).unwrap();
            files
                .values()
                .any(|bytes| String::from_utf8_lossy(bytes).contains("/dev/changes"))
        };
        assert!(listens(Flavour::Dev));
        assert!(!listens(Flavour::Release));
        std::fs::remove_dir_all(root).unwrap();
    }
}
