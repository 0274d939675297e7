//! Short names for what a module imports from its glue. wasm-bindgen writes each import with a hash of 16 digits, in
//! the module and in the glue. Nothing else reads these names, and no compressor makes the digits of a hash smaller: of
//! the app's first visit they were 7 KB.

use std::collections::{BTreeMap, BTreeSet};

use super::module::Module;
use super::sections::{self, IMPORTS};
use crate::error::{Error, Result};

/// The kind of an import that is a function.
const FUNCTION: u8 = 0;

/// The same module and glue, with short names between them. `from` is the name by which the module knows its glue.
pub(super) fn shorten(module: Module, from: &str) -> Result<Module> {
    let unknown = || {
        Error::new(format!("the imports from {from} cannot be renamed"))
            .advise("see how this version of wasm-bindgen imports, and change xtask/src/dist/import_names.rs")
    };
    let mut names = BTreeMap::new();
    let wasm = renamed_imports(&module.wasm, from, &mut names).ok_or_else(unknown)?;
    let glue = String::from_utf8_lossy(&module.glue);
    let glue = renamed_words(&glue, &names).ok_or_else(unknown)?;
    Ok(Module {
        glue: glue.into_bytes(),
        wasm,
    })
}

/// The module with its functions from `from` renamed; `names` learns how.
fn renamed_imports(
    module: &[u8],
    from: &str,
    names: &mut BTreeMap<String, String>,
) -> Option<Vec<u8>> {
    let mut sections = sections::read(module)?;
    let imports = sections
        .iter_mut()
        .find(|section| section.kind == IMPORTS)?;
    let (count, mut rest) = sections::number(imports.body)?;
    let mut body = Vec::new();
    sections::push_number(&mut body, count);
    for _ in 0..count {
        let (source, after) = sections::bytes(rest)?;
        let (name, after) = sections::bytes(after)?;
        let (FUNCTION, after) = after.split_first().map(|(kind, after)| (*kind, after))? else {
            return None;
        };
        let (signature, after) = sections::number(after)?;
        rest = after;
        sections::push_bytes(&mut body, source);
        if source == from.as_bytes() {
            let short = short_name(names.len());
            sections::push_bytes(&mut body, short.as_bytes());
            names.insert(String::from_utf8(name.to_vec()).ok()?, short);
        } else {
            sections::push_bytes(&mut body, name);
        }
        body.push(FUNCTION);
        sections::push_number(&mut body, signature);
    }
    imports.body = &body;
    Some(sections::write(sections))
}

/// The script with these words replaced. `None` where one of them is not there exactly once: then it is more than the
/// name of an import.
fn renamed_words(script: &str, names: &BTreeMap<String, String>) -> Option<String> {
    let is_part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut renamed = String::with_capacity(script.len());
    let mut not_yet: BTreeSet<&str> = names.keys().map(String::as_str).collect();
    let mut rest = script;
    while let Some(begin) = rest.find(is_part_of_word) {
        let (before, word) = rest.split_at(begin);
        let end = word.find(|c| !is_part_of_word(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        let name = names.get(word);
        if name.is_some() && !not_yet.remove(word) {
            return None;
        }
        renamed.push_str(before);
        renamed.push_str(name.map_or(word, String::as_str));
        rest = after;
    }
    renamed.push_str(rest);
    not_yet.is_empty().then_some(renamed)
}

/// a, b … z, A … Z, ba, bb …: names that a script may use as keys, whatever they spell.
fn short_name(mut number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.insert(0, char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::sections::Section;

    const GLUE: &str =
        "const import0 = { __wbg_get_0123: function() { return wasm.get() }, __wbg_set_4567: f };
return { \"./app_bg.js\": import0 };
";

    /// A module that imports these functions, each by its source and name.
    fn importing(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut body = vec![imports.len() as u8];
        for (source, name) in imports {
            sections::push_bytes(&mut body, source.as_bytes());
            sections::push_bytes(&mut body, name.as_bytes());
            body.extend([FUNCTION, 0]);
        }
        let imports = Section {
            kind: IMPORTS,
            body: &body,
        };
        sections::write([imports])
    }

    fn module(imports: &[(&str, &str)]) -> Module {
        Module {
            glue: GLUE.into(),
            wasm: importing(imports),
        }
    }

    #[test]
    fn the_module_and_its_glue_agree_on_short_names() {
        let long = module(&[
            ("./app_bg.js", "__wbg_set_4567"),
            ("__wasm_split", "load"),
            ("./app_bg.js", "__wbg_get_0123"),
        ]);
        let short = shorten(long, "./app_bg.js").unwrap();
        let imports = [
            ("./app_bg.js", "a"),
            ("__wasm_split", "load"),
            ("./app_bg.js", "b"),
        ];
        assert_eq!(short.wasm, importing(&imports));
        let glue = String::from_utf8(short.glue).unwrap();
        assert!(glue.starts_with("const import0 = { b: function() { return wasm.get() }, a: f };"));
    }

    #[test]
    fn a_name_that_the_glue_lacks_or_uses_twice_stops_the_build() {
        for name in ["__wbg_gone_89ab", "import0"] {
            assert!(shorten(module(&[("./app_bg.js", name)]), "./app_bg.js").is_err());
        }
    }

    #[test]
    fn no_two_names_are_the_same() {
        let names: BTreeSet<String> = (0..3000).map(short_name).collect();
        assert_eq!(names.len(), 3000);
    }
}
