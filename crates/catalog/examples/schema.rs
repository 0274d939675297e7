//! Writes the JSON Schemas by which editors complete and check the files of a scenarios folder: the folder is the
//! argument. Generated from the types; `cargo xtask schema` runs it.

use std::path::PathBuf;

use catalog::load::{SCHEMA_FILES, schema_of};

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: schema <scenarios folder>");
        std::process::exit(2);
    };
    for (kind, file) in SCHEMA_FILES {
        if let Some(schema) = schema_of(kind) {
            std::fs::write(folder.join(file), schema)?;
        }
    }
    Ok(())
}
