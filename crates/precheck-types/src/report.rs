//! All that is known about one file after looking at it once.
//! All findings are reported at once (一次性告知), never one after the other.

use crate::{Code, Finding, Format, PerceptualHash, Quad, Rotation, Severity};
use serde::{Deserialize, Serialize};

/// The pixels of the picture as it is meant to be seen, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    #[must_use]
    pub fn long_side(self) -> u32 {
        self.width.max(self.height)
    }

    #[must_use]
    pub fn short_side(self) -> u32 {
        self.width.min(self.height)
    }

    /// Width and height exchanged, as after a quarter turn.
    #[must_use]
    pub fn turned(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
        }
    }
}

/// What was measured on a picture that decodes. Whole numbers, equal on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Scores {
    /// Sharpness of the strongest edges in thousandths; a photograph in focus has 160 or more.
    /// Nothing when there is too little texture.
    pub sharpness: Option<u16>,
    /// The same in the direction that suffered most, as motion of the camera shows it.
    pub sharpness_across: Option<u16>,
    /// Grey levels 0 to 255 below which 5, 50 and 95 % of the pixels lie.
    pub dark: u8,
    pub middle: u8,
    pub light: u8,
    /// Local contrast of the most detailed parts, in grey levels.
    pub contrast: u8,
    /// Noise of even parts, in grey levels.
    pub noise: u8,
    /// Share of the document hidden by reflected light, in thousandths.
    pub glare: u16,
    /// How much darker the darkest shadow across the text is than the rest, in grey levels.
    pub shadow: u8,
    /// Height of a character in tenths of a pixel of the picture as it is; nothing where no text is made out.
    pub text_height: Option<u16>,
    /// Share of the picture with print or drawing on it, in thousandths.
    pub ink: u16,
    /// Strength of a regular pattern as of a photographed screen: a peak of the spectrum in tenths of what is around
    /// it.
    pub pattern: u16,
    /// Area of the document in thousandths of the picture; nothing where no outline is found.
    pub filling: Option<u16>,
    /// Long by short side of the outline in thousandths.
    pub aspect: Option<u16>,
    /// How far the document lies askew, in tenths of a degree, clockwise positive.
    pub tilt: Option<i16>,
}

/// What one file is worth as the material that a policy describes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    pub format: Format,
    /// Nothing when the file is no picture or its header cannot be read.
    pub size: Option<Size>,
    /// Length of the file.
    pub bytes: u64,
    pub scores: Option<Scores>,
    /// Pages of a PDF or OFD that could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The corners of the document in the picture, where its outline is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Quad>,
    /// The rotation that brings the text upright, where it is not.
    #[serde(rename = "turn", default, skip_serializing_if = "Rotation::is_none")]
    pub rotation: Rotation,
    /// What the picture looks like, to recognise the same one again.
    #[serde(rename = "likeness", default, skip_serializing_if = "Option::is_none")]
    pub perceptual_hash: Option<PerceptualHash>,
    /// Worst first.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Of a file of which nothing more is known yet.
    #[must_use]
    pub fn of_file(format: Format, bytes: u64) -> Self {
        Self {
            format,
            size: None,
            bytes,
            scores: None,
            pages: None,
            outline: None,
            rotation: Rotation::None,
            perceptual_hash: None,
            findings: Vec::new(),
        }
    }

    /// Adds a finding that blocks.
    pub fn block(&mut self, code: Code) {
        self.findings.push(Finding::new(code, Severity::Block));
    }

    /// The worst severity found; nothing when nothing was found.
    #[must_use]
    pub fn verdict(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether the material is not taken as it is.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.verdict() == Some(Severity::Block)
    }

    /// The finding with this code, if it was made.
    #[must_use]
    pub fn find(&self, code: Code) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.code == code)
    }
}
