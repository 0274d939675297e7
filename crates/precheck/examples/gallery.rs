//! Draws every document on every ground into a folder, for a look by eye.
//! `cargo run --release --features drawing --example gallery -- FOLDER`

use precheck::drawing::{Document, Ground, Scene};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    for (number, document) in Document::WRITTEN.into_iter().enumerate() {
        for ground in Ground::ALL {
            let shot = Scene::of(document, ground, 1600, number as u64).taken();
            let path = Path::new(&folder).join(format!("{document:?}-{ground:?}.jpg"));
            std::fs::write(path, shot.picture.to_jpeg(85))?;
            println!(
                "{document:?} on {ground:?}: characters of {:.1} pixels",
                shot.character
            );
        }
    }
    Ok(())
}
