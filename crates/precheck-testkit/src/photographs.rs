//! Real photographs, scans and renders with labels, where a `shared/corpus/photos` lies beside the checkout (or where
//! `YIJIANSHI_PHOTOGRAPHS` points). None of them belongs to the project; its folder says what a clerk would say.

use crate::{LaidOn, Picture};
use precheck_types::Code;
use std::path::{Path, PathBuf};

/// What a photograph is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    GoodDocument,
    GoodCard,
    Blurred,
    Glare,
    Shadow,
    Turned,
    Screen,
    Askew,
    CutOff,
    Dark,
    /// Nothing that an office asks for.
    NoDocument,
    /// Tiny in its frame, printed over, of few pixels.
    Other,
}

impl Label {
    pub const ALL: [Self; 12] = [
        Self::GoodDocument,
        Self::GoodCard,
        Self::Blurred,
        Self::Glare,
        Self::Shadow,
        Self::Turned,
        Self::Screen,
        Self::Askew,
        Self::CutOff,
        Self::Dark,
        Self::NoDocument,
        Self::Other,
    ];

    #[must_use]
    pub fn is_good(self) -> bool {
        matches!(self, Self::GoodDocument | Self::GoodCard)
    }

    /// The findings that tell it as what it is, each of which will do; none where nothing is expected.
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        match self {
            Self::Blurred => &[Code::Blurred, Code::MotionBlurred],
            Self::Glare => &[Code::Glare],
            Self::Shadow => &[Code::Shadow],
            Self::Turned => &[Code::Sideways, Code::UpsideDown],
            Self::Screen => &[Code::ScreenPhotograph, Code::Screenshot],
            Self::Askew => &[Code::Tilted],
            Self::CutOff => &[Code::CutOff],
            Self::Dark => &[Code::TooDark, Code::Faint],
            Self::GoodDocument | Self::GoodCard | Self::NoDocument | Self::Other => &[],
        }
    }

    /// Of its folder and of the words of its label: some have two defects.
    fn of(folder: &str, words: &str) -> Vec<Self> {
        let has = |part: &str| words.contains(part);
        let mut labels = vec![match folder {
            "docs_good" => Self::GoodDocument,
            "cards_good" => Self::GoodCard,
            "bad_blur" => Self::Blurred,
            "bad_glare" => Self::Glare,
            "bad_shadow" => Self::Shadow,
            "bad_rotated" => Self::Turned,
            "bad_screen" => Self::Screen,
            "bad_skew" => Self::Askew,
            "bad_cut" => Self::CutOff,
            "bad_dark" => Self::Dark,
            "not_document" => Self::NoDocument,
            "bad_other" => Self::Other,
            _ => return Vec::new(),
        }];
        if folder != "bad_rotated" && (has("rotated") || has("upside_down")) {
            labels.push(Self::Turned);
        }
        if folder == "bad_rotated" && has("shadow") {
            labels.push(Self::Shadow);
        }
        labels
    }
}

/// A real picture with what it is known to be.
#[derive(Clone, Debug)]
pub struct Photograph {
    /// Its folder and its name.
    pub name: String,
    pub labels: Vec<Label>,
    /// Where it comes from: a public repository.
    pub source: String,
    /// A JPEG or PNG file.
    pub file: Vec<u8>,
}

impl Photograph {
    /// Whether it is kept for trying what was chosen on the others: a third of the sources, by a hash of their names,
    /// so that pictures of one camera or one scanner never stand on both sides.
    #[must_use]
    pub fn is_held_out(&self) -> bool {
        let owner = self.source.split('/').next().unwrap_or_default();
        // FNV-1a.
        let hash = owner.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        hash >> 16 & 0xff < 0x55
    }

    /// This good one with a defect laid onto it, as a JPEG of at most 1280 pixels a side; nothing of others, of small
    /// ones, and where there is no print.
    #[must_use]
    pub fn with(&self, defect: LaidOn, strength: f32) -> Option<Vec<u8>> {
        /// Pixels of the long side without which it is told as too small, whatever else is wrong.
        const ENOUGH: usize = 700;
        let is_good = self.labels.iter().any(|it| it.is_good());
        let picture = is_good.then(|| Picture::read(&self.file)).flatten()?;
        if picture.width().max(picture.height()) < ENOUGH {
            return None;
        }
        let spoilt = defect.onto(&picture.reduced(1280), strength, self.file.len() as u64)?;
        Some(spoilt.to_jpeg(85))
    }

    #[must_use]
    pub fn is(&self, label: Label) -> bool {
        self.labels.contains(&label)
    }
}

/// All of them that can be read; none where there is no corpus.
#[must_use]
pub fn photographs() -> Vec<Photograph> {
    let Some(folder) = folder() else {
        return Vec::new();
    };
    let index = std::fs::read_to_string(folder.join("index.tsv")).unwrap_or_default();
    let read = |line: &str| {
        let mut columns = line.split('\t');
        let name = columns.next()?;
        let (of, words) = (name.split('/').next()?, columns.next()?);
        let labels = Label::of(of, words);
        let source = columns.nth(1)?.split(':').next()?.to_owned();
        if labels.is_empty() {
            return None;
        }
        let file = std::fs::read(folder.join(name)).ok()?;
        Some(Photograph {
            name: name.to_owned(),
            labels,
            source,
            file: readable(file)?,
        })
    };
    index.lines().skip(1).filter_map(read).collect()
}

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("YIJIANSHI_PHOTOGRAPHS").map(PathBuf::from);
    let beside = || {
        let up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        up.map(|at| at.join("shared/corpus/photos"))
            .find(|it| it.is_dir())
    };
    named.filter(|it| it.is_dir()).or_else(beside)
}

/// As a browser would hand it over: a bitmap becomes a PNG. TIFF is not read.
fn readable(file: Vec<u8>) -> Option<Vec<u8>> {
    if file.starts_with(b"BM") {
        return Some(bitmap(&file)?.to_png());
    }
    (file.starts_with(b"\x89PNG") || file.starts_with(b"\xff\xd8")).then_some(file)
}

/// A Windows bitmap of 24 bits a pixel, not packed, from the lowest row up.
fn bitmap(file: &[u8]) -> Option<Picture> {
    let number = |at: usize| {
        let bytes = file.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let (start, width, height) = (number(10)?, number(18)?, number(22)?);
    if file.get(28..30)? != [24, 0] || number(30)? != 0 {
        return None;
    }
    let stride = (width * 3).div_ceil(4) * 4;
    let mut levels = Vec::with_capacity(width * height * 3);
    for row in (0..height).rev() {
        let row = file.get(start + row * stride..)?.get(..width * 3)?;
        for pixel in row.chunks_exact(3) {
            levels.extend(pixel.iter().rev());
        }
    }
    Some(Picture::from_levels(width, height, levels))
}
