use std::path::Path;
use std::sync::Arc;

use krilla::text::Font;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use crate::error::Error;

/// The fonts that documents are set in: one for text, one for what is strong, and others for characters that neither
/// has. They are kept in memory, 25 MB each for Noto Serif CJK.
#[derive(Clone)]
pub struct Fonts {
    pub(super) regular: FontData,
    pub(super) bold: FontData,
    pub(super) others: Vec<FontData>,
}

#[derive(Clone)]
pub(super) struct FontData {
    pub(super) bytes: Arc<Vec<u8>>,
    pub(super) index: u32,
    pub(super) font: Font,
}

/// By the names of Debian's `fonts-noto-cjk` and of the fonts' own releases. A folder with others than these can have
/// links of these names.
const REGULAR: [&str; 3] = [
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJKsc-Regular.otf",
    "NotoSerifSC-Regular.otf",
];
const BOLD: [&str; 3] = [
    "NotoSerifCJK-Bold.ttc",
    "NotoSerifCJKsc-Bold.otf",
    "NotoSerifSC-Bold.otf",
];

/// A character that every font for Chinese has, and few others.
const SAMPLE: char = '骨';

impl Fonts {
    /// Where Debian's `fonts-noto-cjk` puts them.
    pub const FOLDER: &'static str = "/usr/share/fonts/opentype/noto";

    /// The two faces of Noto Serif CJK in a folder, and any files whose names begin with `Rare`, in their order, for
    /// characters that they lack.
    ///
    /// # Errors
    /// Where one is missing, or is no font with Chinese characters.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let one = |names: [&str; 3]| {
            let path = names.map(|name| folder.join(name));
            let found = path.iter().find(|path| path.is_file()).unwrap_or(&path[0]);
            read(found)
        };
        Ok(Self {
            regular: one(REGULAR)?,
            bold: one(BOLD)?,
            others: rare(folder)?
                .iter()
                .map(|path| read(path))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("others", &self.others.len())
            .finish_non_exhaustive()
    }
}

fn rare(folder: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    let failed = |cause| Error::FontFile {
        path: folder.to_owned(),
        cause,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_name().to_string_lossy().starts_with("Rare") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<FontData, Error> {
    let bytes = std::fs::read(path).map_err(|cause| Error::FontFile {
        path: path.to_owned(),
        cause,
    })?;
    let bytes = Arc::new(bytes);
    let not_a_font = || Error::NotAFont {
        path: path.to_owned(),
    };
    let index = simplified(&bytes).ok_or_else(not_a_font)?;
    let font = Font::new(Arc::clone(&bytes).into(), index).ok_or_else(not_a_font)?;
    Ok(FontData { bytes, index, font })
}

/// The face of a collection whose forms are those of simplified Chinese; else the first with Chinese characters.
fn simplified(bytes: &[u8]) -> Option<u32> {
    let file = skrifa::raw::FileRef::new(bytes).ok()?;
    let faces = match file {
        skrifa::raw::FileRef::Font(_) => 1,
        skrifa::raw::FileRef::Collection(collection) => collection.len(),
    };
    let face = |index: &u32| FontRef::from_index(bytes, *index).ok();
    let chinese =
        |index: &u32| face(index).is_some_and(|font| font.charmap().map(SAMPLE).is_some());
    let named = |index: &u32| {
        face(index).is_some_and(|font| {
            font.localized_strings(StringId::FAMILY_NAME)
                .any(|name| name.to_string().ends_with(" SC"))
        })
    };
    let indices = || (0..faces).filter(chinese);
    indices().find(named).or_else(|| indices().next())
}
