//! Turns `src/messages/zh-Hans/*.toml` into one function per text, so that a missing or misused text does not compile.
//! `greeting = "您好,{name}"` in `home.toml` becomes `messages::home::greeting(name: &str) -> String`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const TEXTS: &str = "src/messages/zh-Hans";

fn main() {
    println!("cargo::rerun-if-changed={TEXTS}");
    let mut files: Vec<_> = fs::read_dir(TEXTS)
        .expect("the texts of the interface lie in src/messages/zh-Hans")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    let mut code = String::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        module(&file, &mut code);
    }
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("messages.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn module(file: &Path, code: &mut String) {
    let name = file
        .file_stem()
        .expect("a file has a name")
        .to_string_lossy();
    let toml = fs::read_to_string(file).expect("a text file is UTF-8");
    let texts: toml::Table = toml
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let _ = writeln!(code, "pub(crate) mod {name} {{");
    for (key, value) in &texts {
        let Some(text) = value.as_str() else {
            panic!("{}: {key} must be a text", file.display());
        };
        function(key, text, code);
    }
    let _ = writeln!(code, "}}");
}

fn function(key: &str, text: &str, code: &mut String) {
    let pieces = pieces(text);
    let names: BTreeSet<_> = pieces.iter().filter_map(|piece| piece.name()).collect();
    let _ = writeln!(code, "/// {}", text.replace('\n', " "));
    if names.is_empty() {
        let _ = writeln!(
            code,
            "pub(crate) const fn {key}() -> &'static str {{ {text:?} }}"
        );
        return;
    }
    let parameters: Vec<_> = names.iter().map(|name| format!("{name}: &str")).collect();
    let parts: Vec<_> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => format!("{words:?}"),
            Piece::Name(name) => (*name).to_owned(),
        })
        .collect();
    let _ = writeln!(
        code,
        "pub(crate) fn {key}({}) -> String {{ [{}].concat() }}",
        parameters.join(", "),
        parts.join(", ")
    );
}

enum Piece<'a> {
    Words(&'a str),
    Name(&'a str),
}

impl<'a> Piece<'a> {
    fn name(&self) -> Option<&'a str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Words(_) => None,
        }
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("every { in a text has its }");
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Name(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}
