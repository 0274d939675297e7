//! `cargo xtask bench visit`: the home page beside a static page of the same text, SurveyJS and JSON Forms, each
//! compressed alike and served by the same server. The measuring is in `tests/examples/visit`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::command::{Step, Tool};
use crate::dist::{self, Files, Flavour};
use crate::error::{AtPath, Result};
use crate::serve::{Profile, build_server};
use crate::{browsers, project, toolchain, tools};

pub(super) fn run(rounds: u32) -> Result {
    let browsers = browsers::bring()?;
    dist::build(&toolchain::bring()?, Flavour::Release)?;
    let server = build_server(Profile::Native)?;
    let folder = project::target().join("xtask/visit");
    write(&folder.join("static"), static_page()?)?;
    for name in ["surveyjs", "jsonforms"] {
        write(&folder.join(name), form_page(name)?)?;
    }
    let command = [
        "run",
        "--package",
        "whole-product",
        "--example",
        "visit",
        "--",
    ];
    let report = Tool::cargo(&command)
        .args([folder.into_os_string(), rounds.to_string().into()])
        .env("YIJIANSHI_SERVER", server)
        .env("YIJIANSHI_APP", project::dist())
        .env("YIJIANSHI_CHROMIUM", browsers.chromium)
        .env("YIJIANSHI_CHROMEDRIVER", browsers.chromedriver)
        .run(&Step {
            doing: "Visiting four pages in turn, on slow 4G with a quarter of this machine's speed",
            about: "1 min a round of two",
            log: "bench-visit",
            advice: "mend the error above",
        })?;
    super::print_from(&report, "page ");
    Ok(())
}

/// The page before the app, without scripts: the same text and icons, and the same style within it, so that it paints
/// as early as a page of this text can.
fn static_page() -> Result<Files> {
    let dist = project::dist();
    let mut files = Files::new();
    for path in project::files_under(&dist) {
        let name = path
            .strip_prefix(&dist)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".svg") {
            files.insert(name, std::fs::read(&path).at("read", &path)?);
        }
    }
    let index = dist.join("index.html");
    let page = std::fs::read_to_string(&index).at("read", &index)?;
    let without_scripts = page
        .lines()
        .filter(|line| !line.contains("<script") && !line.contains("rel=\"preload\""));
    let page = without_scripts.collect::<Vec<_>>().join("\n");
    files.insert("index.html".to_owned(), page.into_bytes());
    Ok(files)
}

/// The first page of a form, bundled from `xtask/bench/<name>/main.js` with the packages pinned there.
fn form_page(name: &str) -> Result<Files> {
    let sources = project::root().join("xtask/bench");
    let step = Step {
        doing: &format!("Installing {name}, to measure against"),
        about: "10 s, once",
        log: "bench-install",
        advice: "needs Node and npm; the output above says what npm met",
    };
    let modules = tools::bench_modules(name, &step)?;
    let out = project::target().join("xtask/visit-bundles").join(name);
    Tool::new("node")
        .args([tools::esbuild()?])
        .args([sources.join(name).join("main.js")])
        .args(["--bundle", "--minify", "--target=ios15,chrome85"])
        .args(["--define:process.env.NODE_ENV=\"production\""])
        .args([format!("--outdir={}", out.display())])
        .env("NODE_PATH", modules)
        .run(&Step {
            doing: &format!("Bundling {name}"),
            about: "1 s",
            log: "bench-bundle",
            advice: "mend the error above",
        })?;
    let mut files = Files::new();
    for path in project::files_under(&out) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        files.insert(name, std::fs::read(&path).at("read", &path)?);
    }
    let style = if files.contains_key("main.css") {
        "<link rel=\"stylesheet\" href=\"/main.css\">"
    } else {
        ""
    };
    let template = sources.join("page.html");
    let page = std::fs::read_to_string(&template).at("read", &template)?;
    let page = page.replace("{{style}}", style);
    files.insert("index.html".to_owned(), page.into_bytes());
    Ok(files)
}

fn write(folder: &Path, mut files: BTreeMap<String, Vec<u8>>) -> Result {
    dist::add_compressed(&mut files);
    for (name, bytes) in files {
        let path: PathBuf = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).at("create", parent)?;
        std::fs::write(&path, bytes).at("write", &path)?;
    }
    Ok(())
}
