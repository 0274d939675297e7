//! Writes every kind of document, filled in and as a blank, as PDF, PNG and HTML into a folder, to be looked at:
//! `cargo run -p documents --example samples -- FOLDER`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use documents::{
    Authorisation, Decision, Fonts, Given, Kind, Promise, Receipt, Settlement, Template, html, pdf,
};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    std::fs::create_dir_all(&folder)?;
    write(&folder, "promise", &common::promise())?;
    let typed = Promise {
        signature: None,
        given: Some(Given::Typed("王𠮷丽".to_owned())),
        ..common::promise()
    };
    write(&folder, "promise-typed", &typed)?;
    write(&folder, "promise-blank", &Promise::default())?;
    write(&folder, "receipt", &common::receipt())?;
    write(&folder, "decision", &common::decision())?;
    write(&folder, "decision-blank", &Decision::default())?;
    write(
        &folder,
        "receipt-shared",
        &Receipt {
            shared: true,
            ..common::receipt()
        },
    )?;
    write(&folder, "authorisation", &common::authorisation())?;
    write(&folder, "authorisation-blank", &Authorisation::default())?;
    write(&folder, "settlement", &common::settlement())?;
    write(&folder, "settlement-blank", &Settlement::default())
}

fn write<K: Kind>(folder: &Path, name: &str, data: &K) -> Result<(), Failure> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    let fonts = FONTS.get_or_init(common::fonts);
    let document = Template::of::<K>()?.fill(data)?;
    let begin = std::time::Instant::now();
    let printed = pdf::print(&document, fonts)?;
    let took = begin.elapsed().as_millis();
    println!(
        "{name}: {} pages, {} bytes, {took} ms",
        printed.pages,
        printed.bytes.len()
    );
    std::fs::write(folder.join(name).with_extension("pdf"), printed.bytes)?;
    std::fs::write(
        folder.join(name).with_extension("png"),
        pdf::picture(&document, fonts, 1080)?,
    )?;
    std::fs::write(
        folder.join(name).with_extension("html"),
        html::fragment(&document),
    )?;
    Ok(())
}
