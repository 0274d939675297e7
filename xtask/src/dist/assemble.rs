//! Assembles the files of `dist/` in memory: public files under their own names, assets under names with a content
//! hash, and the page that refers to them.

use std::collections::BTreeMap;
use std::path::Path;

use super::minify::{Engines, Minifier};
use super::module::Module;
use super::split::Parts;
use super::wasm::Modules;
use super::{Files, Flavour, page};
use crate::content_hash::content_hash;
use crate::error::{AtPath, Result};
use crate::project;

/// Loaded by every page, so its name carries a hash like those of built files.
const BOOT: &str = "public/boot.js";
/// Written into the page: it must run before the first paint.
const LOOK: &str = "public/look.js";
/// Written into the page: what is fetched by a `use` element vanishes when the network does.
const ICONS: &str = "public/icons.svg";
/// What the home page and the frame of every page need; written into the page, so that the first paint waits for it
/// alone.
const PAGE_STYLE: &str = "style/page.css";
/// What the pages of the parts need besides.
const PARTS_STYLE: &str = "style/parts.css";
/// Served from the root, for a worker answers for what lies below itself; its name therefore has no hash.
const SERVICE_WORKER: &str = "public/service-worker.js";
const WORKER: &str = "crates/precheck/worker/worker.js";
/// Of the network that tells how print stands; the worker fetches them.
pub(super) const WEIGHTS: &str = "crates/precheck/direction.weights";
/// Of the one that tells the glyphs of identity numbers; fetched after the first photograph of an identity card.
pub(super) const GLYPHS: &str = "crates/precheck/identity_card.weights";

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
        values: BTreeMap::new(),
    };
    assets.add_styles(root, &minifier, flavour)?;
    assets.add_inline("look", minifier.script(LOOK, &read(LOOK)?, Engines::Any)?);
    assets.add_inline("icons", sprite(&read(ICONS)?));
    assets.add("boot", "boot", "js", boot.into_bytes());
    // For the progress bar: `Content-Length` of a compressed response is the compressed length.
    assets
        .values
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
    let weights = root.join(WEIGHTS);
    let weights = std::fs::read(&weights).at("read", &weights)?;
    assets.add("worker_weights", "direction", "weights", weights);
    let glyphs = root.join(GLYPHS);
    let glyphs = std::fs::read(&glyphs).at("read", &glyphs)?;
    assets.add("worker_glyphs", "identity-card", "weights", glyphs);
    let worker_files = assets.add_worker_parts(modules.worker_parts);
    let worker_files = BTreeMap::from([("worker_files", worker_files)]);
    let worker = page::fill(&read(WORKER)?, &worker_files)?;
    let worker = minifier.script(WORKER, &worker, Engines::Supported)?;
    assets.add("worker_js", "precheck-worker", "js", worker.into_bytes());
    // In development the files change under their names, and nothing is to be kept.
    let keeps = flavour == Flavour::Release;
    let address = if keeps { "/service-worker.js" } else { "" };
    assets.values.insert("service_worker", address.to_owned());
    let page = page::fill(&read("index.html")?, &assets.values)?;
    if keeps {
        let release = BTreeMap::from([("release", release(&page, &assets))]);
        let worker = page::fill(&read(SERVICE_WORKER)?, &release)?;
        let worker = minifier.script(SERVICE_WORKER, &worker, Engines::Supported)?;
        let name = "service-worker.js".to_owned();
        assets.files.insert(name, worker.into_bytes());
    }
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
        if ![BOOT, LOOK, ICONS, SERVICE_WORKER]
            .iter()
            .any(|built| path == root.join(built))
        {
            files.insert(name, std::fs::read(&path).at("read", &path)?);
        }
    }
    Ok(files)
}

/// What the service worker keeps: JSON, which is a script too.
fn release(page: &str, assets: &Assets) -> String {
    let (built, plain): (Vec<_>, Vec<_>) = assets
        .files
        .keys()
        .map(|name| format!("/{name}"))
        // Fetched by those alone who photograph an identity card; without it nothing is read.
        .filter(|address| *address != assets.values["worker_glyphs"])
        .partition(|address| address.starts_with("/assets/"));
    let mut all = page.as_bytes().to_vec();
    for address in &plain {
        all.extend_from_slice(&assets.files[&address[1..]]);
    }
    serde_json::json!({
        "name": format!("release-{}", content_hash(&all)),
        "boot": assets.values["boot"],
        "assets": built,
        "plain": plain,
    })
    .to_string()
}

/// The symbols, invisible where they stand. Their ids are told apart from those of the app's elements.
fn sprite(svg: &str) -> String {
    svg.replacen("<svg", "<svg display=\"none\" aria-hidden=\"true\"", 1)
        .replace(" xmlns=\"http://www.w3.org/2000/svg\"", "")
        .replace(" id=\"", " id=\"i-")
}

struct Assets {
    files: Files,
    /// What is filled into the page, by the name of its placeholder: addresses of files, and what stands in the page.
    values: BTreeMap<&'static str, String>,
}

impl Assets {
    fn add(&mut self, placeholder: &'static str, stem: &str, extension: &str, bytes: Vec<u8>) {
        let name = format!("assets/{stem}.{}.{extension}", content_hash(&bytes));
        self.values.insert(placeholder, format!("/{name}"));
        self.files.insert(name, bytes);
    }

    /// Text written into the page itself. The server allows it by its hash, in which white space counts.
    fn add_inline(&mut self, placeholder: &'static str, text: String) {
        self.values.insert(placeholder, text.trim().to_owned());
    }

    /// A development build is one module, so its style is one as well.
    fn add_styles(&mut self, root: &Path, minifier: &Minifier, flavour: Flavour) -> Result {
        let mut page = minifier.style(&root.join(PAGE_STYLE))?;
        let parts = minifier.style(&root.join(PARTS_STYLE))?;
        match flavour {
            Flavour::Dev => {
                page.push_str(&parts);
                self.values.insert("parts_style", String::new());
            }
            Flavour::Release => self.add("parts_style", "parts", "css", parts.into_bytes()),
        }
        self.add_inline("page_style", page);
        Ok(())
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
        self.values
            .insert("app_parts", json.to_string().replace('"', "&quot;"));
    }

    /// JSON for the worker's script: the names of the files beside it.
    fn add_worker_parts(&mut self, parts: Parts) -> String {
        let mut names = BTreeMap::new();
        for (name, bytes) in parts.files {
            let file = format!("precheck-{name}.{}.wasm", content_hash(&bytes));
            self.files.insert(format!("assets/{file}"), bytes);
            names.insert(name, file);
        }
        let beside = |placeholder| self.values[placeholder].trim_start_matches("/assets/");
        let needs = parts.needs.into_iter().map(|(part, files)| {
            let files = files.iter().filter_map(|file| names.get(file));
            (part, files.cloned().collect::<Vec<_>>())
        });
        serde_json::json!({
            "glue": beside("worker_glue"),
            "wasm": beside("worker_wasm"),
            "weights": beside("worker_weights"),
            "glyphs": beside("worker_glyphs"),
            "parts": needs.collect::<BTreeMap<_, _>>(),
        })
        .to_string()
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
                "{{icons}}<style>{{page_style}}</style><script>{{look}}</script><script src=\"{{boot}}\" \
                 data-style=\"{{parts_style}}\" data-worker=\"{{service_worker}}\" \
                 data-wasm=\"{{app_wasm}}\" data-parts=\"{{app_parts}}\">",
            ),
            ("public/boot.js", "// starts\nvar a = 1\n"),
            ("public/favicon.svg", "<svg/>"),
            ("public/icons.svg", "<svg><symbol id=\"add\"/></svg>"),
            ("public/look.js", "var look = 1;\n"),
            ("style/page.css", "@import \"base.css\";"),
            ("style/base.css", "body { color: red; }"),
            ("style/parts.css", "b { color: blue; }"),
            (WORKER, "self.files = {{worker_files}};\n"),
            (WEIGHTS, "learnt"),
            (GLYPHS, "learnt, too"),
            (SERVICE_WORKER, "self.release = {{release}};\n"),
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
            worker_parts: Parts {
                files: vec![("documents".to_owned(), b"documents".to_vec())],
                needs: vec![("documents".to_owned(), vec!["documents".to_owned()])],
            },
        }
    }

    #[test]
    fn the_page_names_every_asset_by_its_hash_and_public_files_keep_their_names() {
        let root = checkout("assemble");
        let files = files(&root, modules(), Flavour::Release).unwrap();
        let page = String::from_utf8(files["index.html"].clone()).unwrap();
        let css = format!("assets/parts.{}.css", content_hash(b"b{color:#00f}\n"));
        assert!(page.contains(&format!("data-style=\"/{css}\"")), "{page}");
        assert!(files.contains_key(&css) && files.contains_key("favicon.svg"));
        assert!(!files.contains_key("icons.svg"), "it stands in the page");
        let inline = "<svg display=\"none\" aria-hidden=\"true\"><symbol id=\"i-add\"/></svg><style>body{color:red}</style><script>var look=1;</script>";
        assert!(page.starts_with(inline), "{page}");
        let part = format!("assets/part-first.{}.wasm", content_hash(b"first"));
        let parts = format!("data-parts=\"{{&quot;first&quot;:[&quot;/{part}&quot;]}}\"");
        assert!(page.contains(&parts) && files.contains_key(&part), "{page}");
        assert!(!files.contains_key("boot.js"), "the boot script is hashed");
        assert!(!files.contains_key("look.js"), "it stands in the page");
        assert_eq!(
            files
                .keys()
                .filter(|name| name.starts_with("assets/"))
                .count(),
            11
        );
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn the_worker_names_the_files_beside_it() {
        let root = checkout("worker");
        let files = files(&root, modules(), Flavour::Release).unwrap();
        let of_worker = |name: &&String| name.starts_with("assets/precheck-worker.");
        let script = String::from_utf8_lossy(&files[files.keys().find(of_worker).unwrap()]);
        let part = format!("precheck-documents.{}.wasm", content_hash(b"documents"));
        let named: Vec<_> = script.split('"').skip(1).step_by(2).collect();
        assert!(named.contains(&part.as_str()), "{script}");
        assert_eq!(named.len(), 5, "{script}");
        for name in named {
            assert!(files.contains_key(&format!("assets/{name}")), "{name}");
        }
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_release_is_kept_under_a_name_of_its_own_but_for_what_reads_cards() {
        let root = checkout("kept");
        let kept = files(&root, modules(), Flavour::Release).unwrap();
        let worker = String::from_utf8_lossy(&kept["service-worker.js"]);
        let named = |name: &String| worker.contains(&format!("\"/{name}\""));
        let unnamed: Vec<_> = kept.keys().filter(|name| !named(name)).collect();
        let of_cards = unnamed
            .iter()
            .position(|name| name.contains("identity-card."));
        assert!(
            of_cards.is_some(),
            "who photographs no card does not fetch them: {worker}"
        );
        assert_eq!(
            unnamed.len(),
            3,
            "beside the page and the worker itself: {unnamed:?}"
        );
        std::fs::write(root.join("public/favicon.svg"), "<svg></svg>").unwrap();
        let next = files(&root, modules(), Flavour::Release).unwrap();
        assert_ne!(kept["service-worker.js"], next["service-worker.js"]);
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

    #[test]
    fn a_development_build_has_the_style_of_the_parts_in_its_page() {
        let root = checkout("style");
        let files = files(&root, modules(), Flavour::Dev).unwrap();
        let page = String::from_utf8_lossy(&files["index.html"]);
        assert!(page.contains("b{color:#00f}"), "{page}");
        assert!(page.contains("data-style=\"\""), "{page}");
        std::fs::remove_dir_all(root).unwrap();
    }
}
