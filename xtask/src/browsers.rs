//! What browser tests need: Chromium, WebKitGTK as the closest engine to iOS, a virtual screen and a Chinese font.

use std::path::PathBuf;

use crate::apt;
use crate::command::Tool;
use crate::error::{Error, Result};
use crate::project::on_path;

pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) webkit_driver: PathBuf,
    pub(crate) minibrowser: PathBuf,
    pub(crate) xvfb: PathBuf,
}

/// `fontconfig` is how fonts are found.
const PACKAGES: [&str; 6] = [
    "chromium",
    "chromium-driver",
    "webkit2gtk-driver",
    "xvfb",
    "fontconfig",
    "fonts-noto-cjk",
];

/// Finds the browsers or installs them.
pub(crate) fn bring() -> Result<Browsers> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(
        &PACKAGES,
        "Chromium, WebKitGTK, a virtual screen and Chinese fonts",
        "1–3 min, once",
    )?;
    find().ok_or_else(|| {
        Error::new("the browsers are installed, but one of their programs was not found")
            .advise("look for chromium, chromedriver, WebKitWebDriver, MiniBrowser and Xvfb")
    })
}

fn find() -> Option<Browsers> {
    let chinese_fonts = Tool::new("fc-list").args([":lang=zh", "family"]).ask()?;
    (!chinese_fonts.trim().is_empty()).then_some(())?;
    Some(Browsers {
        chromium: on_path("chromium")?,
        chromedriver: on_path("chromedriver")?,
        webkit_driver: on_path("WebKitWebDriver")?,
        minibrowser: minibrowser()?,
        xvfb: on_path("Xvfb")?,
    })
}

/// MiniBrowser is not on PATH: it is installed beside WebKitGTK's libraries, in a folder named after the version.
fn minibrowser() -> Option<PathBuf> {
    let libraries = PathBuf::from(format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH));
    let folders = std::fs::read_dir(libraries).ok()?.flatten();
    folders
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("webkit"))
        .map(|entry| entry.path().join("MiniBrowser"))
        .filter(|program| program.is_file())
        .max()
}
