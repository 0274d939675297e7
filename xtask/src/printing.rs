//! What documents need: the fonts that they are set in, and a reader of PDF that their tests compare with.

use std::path::Path;

use crate::apt;
use crate::error::Result;
use crate::project::on_path;
use crate::ui;

/// Where Debian's package has them, and the server looks (`documents::Fonts`).
const FONT: &str = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";

/// Installs the fonts. Without them the server answers 503 for documents, and all else works.
pub(crate) fn bring_fonts_if_possible() {
    if Path::new(FONT).is_file() {
        return;
    }
    if let Err(error) = apt::install(
        &["fonts-noto-cjk"],
        "Chinese fonts for documents",
        "1 min, once",
    ) {
        ui::note(&format!(
            "receipts and blanks will not be printed: {}",
            error.in_full()
        ));
    }
}

/// Installs the fonts and Poppler, which shares no code with what writes the documents.
pub(crate) fn bring_for_tests() -> Result {
    if Path::new(FONT).is_file() && on_path("pdftotext").is_some() {
        return Ok(());
    }
    apt::install(
        &["fonts-noto-cjk", "poppler-utils"],
        "Chinese fonts and a reader of PDF",
        "1 min, once",
    )
}
