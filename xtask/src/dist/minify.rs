//! Scripts and style sheets, minified by esbuild for the oldest engines that are supported. Syntax that those engines
//! lack is lowered. What cannot be lowered fails the build, because one syntax error disables a whole script.

use std::path::{Path, PathBuf};

use crate::command::Tool;
use crate::error::{Error, Result};
use crate::tools;

/// The engines that must be able to read a file.
#[derive(Clone, Copy)]
pub(super) enum Engines {
    /// The oldest that run the app.
    Supported,
    /// Any engine: for the script that tells residents that their browser is too old.
    Any,
}

impl Engines {
    fn target(self) -> &'static str {
        match self {
            Self::Supported => "--target=ios15,chrome85",
            Self::Any => "--target=es5",
        }
    }
}

pub(super) struct Minifier {
    esbuild: PathBuf,
}

impl Minifier {
    /// Finds esbuild, or installs it.
    pub(super) fn bring() -> Result<Self> {
        Ok(Self {
            esbuild: tools::esbuild()?,
        })
    }

    /// Minifies a classic script. Top-level names are kept, because other scripts use them.
    pub(super) fn script(&self, name: &str, source: &str, engines: Engines) -> Result<String> {
        let tool = self.esbuild(engines).args(["--loader=js"]);
        tool.filter(source.as_bytes()).map_err(|error| {
            Error::new(format!("{name} cannot be minified for the oldest engines"))
                .because(error)
                .advise("write it the old way, or pin the version of the tool that wrote it")
        })
    }

    /// Bundles the style sheets that `index` imports, in that order.
    pub(super) fn style(&self, index: &Path) -> Result<String> {
        let tool = self
            .esbuild(Engines::Supported)
            .args(["--bundle", "--loader:.css=css"])
            .args([index]);
        tool.filter(b"").map_err(|error| {
            let index = index.display();
            Error::new(format!("{index} cannot be bundled")).because(error)
        })
    }

    fn esbuild(&self, engines: Engines) -> Tool {
        // Without these, esbuild replaces the two constructs by code that fails at run time.
        Tool::new("node").args([&self.esbuild]).args([
            "--minify",
            "--charset=utf8",
            "--log-level=warning",
            "--log-override:unsupported-regexp=error",
            // Scripts are classic ones, in which `import.meta` is a syntax error.
            "--supported:import-meta=false",
            "--log-override:empty-import-meta=error",
            engines.target(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minified(source: &str, engines: Engines) -> Result<String> {
        let minifier = Minifier::bring().unwrap();
        minifier.script("a script", source, engines)
    }

    #[test]
    fn comments_and_local_names_go_and_global_names_stay() {
        let source = "// why\nlet wasm_bindgen = (function () { var length = 1; return function () \
                      { return length } })();";
        let script = minified(source, Engines::Supported).unwrap();
        assert!(script.starts_with("let wasm_bindgen="), "{script}");
        assert!(
            !script.contains("why") && !script.contains("length"),
            "{script}"
        );
    }

    #[test]
    fn syntax_of_later_years_is_lowered() {
        let source = "class A { static { A.one = 1 } #two = 2; two() { return this.#two } }";
        let script = minified(source, Engines::Supported).unwrap();
        assert!(
            !script.contains("static{") && !script.contains("this.#"),
            "{script}"
        );
    }

    #[test]
    fn syntax_that_cannot_be_lowered_is_refused_with_its_place() {
        for source in ["var later = /(?<=a)b/", "var here = import.meta.url"] {
            let error = minified(source, Engines::Supported).unwrap_err().in_full();
            assert!(
                error.contains("a script") && error.contains("1:"),
                "{source}: {error}"
            );
        }
    }

    #[test]
    fn a_script_for_any_engine_stays_within_es5() {
        assert!(minified("let a = 1; window.a = a", Engines::Any).is_err());
        let script = minified("var f = function () { return 1 };", Engines::Any).unwrap();
        assert!(!script.contains("=>"), "{script}");
    }

    #[test]
    fn style_sheets_are_joined_in_the_order_of_their_imports() {
        let folder = std::env::temp_dir().join(format!("yijianshi-style-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, css) in [
            (
                "index.css",
                "@import \"b.css\";\n@import \"a.css\";\n@import \"p.css\" print;",
            ),
            ("a.css", ".a { inset: 0; }"),
            ("b.css", "/* why */ .b { --empty: ; margin: 0px }"),
            ("p.css", ".p { color: red }"),
        ] {
            std::fs::write(folder.join(name), css).unwrap();
        }
        let minifier = Minifier::bring().unwrap();
        let css = minifier.style(&folder.join("index.css")).unwrap();
        // Chromium 85 has no `inset`.
        assert_eq!(
            css.trim(),
            ".b{--empty: ;margin:0}.a{top:0;right:0;bottom:0;left:0}@media print{.p{color:red}}"
        );
        std::fs::remove_dir_all(folder).unwrap();
    }
}
