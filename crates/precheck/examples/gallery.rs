//! Draws every document on every backdrop into a folder, for a look by eye.
//! `cargo run --release --example gallery -- FOLDER`

use precheck_testkit::{Backdrop, Document, Scene};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    for (number, document) in Document::WRITTEN.into_iter().enumerate() {
        for backdrop in Backdrop::ALL {
            let sample = Scene::of(document, backdrop, 1600, number as u64).photograph();
            let path = Path::new(&folder).join(format!("{document:?}-{backdrop:?}.jpg"));
            std::fs::write(path, sample.picture.to_jpeg(85))?;
            println!(
                "{document:?} on {backdrop:?}: characters of {:.1} pixels",
                sample.character
            );
        }
    }
    Ok(())
}
