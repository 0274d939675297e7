//! Splits a program at the functions marked `in_part!`: the app (src/parts.rs), so that the home page works before the
//! rest is loaded, and the worker (crates/precheck/worker/src/parts.rs), so that a photograph does not wait for what
//! reads documents.

use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::sections::{self, CUSTOM};
use crate::error::{AtPath, Error, Result};
use crate::{toolchain, ui};

/// The module from which the parts import, and the first module its loaders; a global of this name, which
/// `public/boot.js` and `worker.js` provide.
const LINK_NAME: &str = "__wasm_split";

/// The parts of a program beside its first module.
#[derive(Default)]
pub(super) struct Parts {
    /// Each file once, by the splitter's name for it.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// By the name of a part: the files it needs, in the order in which they are instantiated.
    pub(super) needs: Vec<(String, Vec<String>)>,
}

/// Returns the first module, which wasm-bindgen still has to process, and the finished parts.
pub(super) fn split(binary: &Path, name: &str) -> Result<(PathBuf, Parts)> {
    let doing = ui::progress(&format!("Splitting the {name} into parts"), "2–5 s");
    let folder = toolchain::folder()
        .join("bound")
        .join(format!("split-{name}"));
    let main = folder.join(format!("{name}.wasm"));
    let input = std::fs::read(binary).at("read", binary)?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder).at("remove", &folder)?;
    }
    let mut options = Options::new(&input);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LINK_NAME;
    let made = transform(options)
        .map_err(|error| Error::new(format!("the {name} cannot be split")).because(error))?;
    let mut parts = Parts::default();
    for path in made.split_modules {
        let bytes = std::fs::read(&path).at("read", &path)?;
        let name = path.file_stem().unwrap_or_default();
        let bytes = without_custom_sections(&bytes)
            .ok_or_else(|| Error::new(format!("{} is no WebAssembly", path.display())))?;
        parts.files.push((plain(&name.to_string_lossy()), bytes));
    }
    parts.needs = made
        .prefetch_map
        .into_iter()
        .map(|(part, files)| (part, files.iter().map(|file| plain(file)).collect()))
        .collect();
    parts.files.sort();
    parts.needs.sort();
    doing.done();
    Ok((main, parts))
}

/// The splitter calls the file of a part `split_<part>`, and what several parts need `chunk_<number>`. There is one
/// such chunk for each set of parts that share something.
fn plain(name: &str) -> String {
    match name.strip_prefix("split_") {
        Some(part) => part.to_owned(),
        None => name.replace("chunk_", "shared-"),
    }
}

/// The first module's loaders, as its glue asks for them: wasm-bindgen writes `require`, which browsers do not have.
pub(super) fn link(glue: Vec<u8>) -> Result<Vec<u8>> {
    let glue = String::from_utf8_lossy(&glue);
    let asked = format!("require(\"{LINK_NAME}\")");
    if !glue.contains(&asked) {
        return Err(Error::new(format!("the glue has no {asked}")).advise(
            "see how this version of wasm-bindgen imports, and change xtask/src/dist/split.rs",
        ));
    }
    // wasm-bindgen names the module once for each part; one entry holds the loaders of all.
    let entry = format!("\"{LINK_NAME}\": import");
    let mut entries = 0;
    let mut linked = String::with_capacity(glue.len());
    for line in glue.lines() {
        entries += usize::from(line.trim_start().starts_with(&entry));
        if !line.trim_start().starts_with(&entry) || entries == 1 {
            linked.push_str(&line.replace(&asked, &format!("globalThis.{LINK_NAME}")));
            linked.push('\n');
        }
    }
    Ok(linked.into_bytes())
}

/// Removes custom sections (names, relocations), which engines do not need.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let sections = sections::read(module)?;
    Some(sections::write(
        sections
            .into_iter()
            .filter(|section| section.kind != CUSTOM),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_notes_are_left_out() {
        let header = b"\0asm\x01\0\0\0";
        let custom = [0, 0x83, 0x00, 2, b'n', b'a'];
        let types = [1, 1, 0];
        let module = [&header[..], &custom, &types, &custom].concat();
        assert_eq!(
            without_custom_sections(&module),
            Some([&header[..], &types].concat())
        );
        assert_eq!(without_custom_sections(&module[..12]), None);
    }

    #[test]
    fn the_glue_takes_the_loaders_from_a_global() {
        let glue = "const import1 = require(\"__wasm_split\");
const import2 = require(\"__wasm_split\");
return {
    \"__wasm_split\": import1,
    \"__wasm_split\": import2,
};
";
        let linked = "const import1 = globalThis.__wasm_split;
const import2 = globalThis.__wasm_split;
return {
    \"__wasm_split\": import1,
};
";
        assert_eq!(link(glue.into()).unwrap(), linked.as_bytes());
        assert!(link(b"nothing of the kind".to_vec()).is_err());
    }

    #[test]
    fn files_are_named_by_what_they_hold() {
        assert_eq!(plain("split_first"), "first");
        assert_eq!(plain("chunk_3"), "shared-3");
    }
}
