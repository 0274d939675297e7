//! One thing that is wrong, or worth knowing, about a material.
//! Stable codes and numbers only; the sentence and the remedy for each code belong to the app.

use serde::{Deserialize, Serialize};

/// How much a finding matters. Ordered: the worst is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Said, and nothing need be done.
    Info,
    /// The resident should look again and may go on.
    Warn,
    /// The material is not taken as it is; see [`crate::passage`] for how often that may be said.
    Block,
}

/// What was found. The reasons for which offices really send materials back (不清晰, 过暗, 打不开, 大小不符 …), as far as
/// bytes and pixels show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The file holds no byte, as after a camera app that was killed.
    EmptyFile,
    /// The bytes are of no format known here.
    UnknownFormat,
    /// A known format that this material does not take; [`crate::Report::format`] says which.
    FormatNotAccepted,
    /// The file ends before its data does.
    Truncated,
    /// The file cannot be decoded.
    Corrupt,
    /// `value` bytes against a `limit` in bytes.
    TooManyBytes,
    /// Not decoded for its sheer size: `value` against a `limit`, both in pixels.
    TooManyPixels,
    /// `value` against a `limit`, both in pixels along the side that falls short most.
    TooSmall,
    /// Out of focus: `value` is the sharpness, `limit` what it should reach, both in thousandths.
    Blurred,
    /// The camera moved: as `Blurred`, in the direction that suffered most.
    MotionBlurred,
    /// Too little texture to judge the sharpness; nothing is held against the picture.
    SharpnessUnknown,
    /// Dark and without contrast: `value` is the contrast, `limit` what it should reach, in grey levels 0 to 255.
    TooDark,
    /// Bright and without contrast; numbers as for `TooDark`.
    TooBright,
    /// The PDF asks for a password.
    PdfEncrypted,
    /// The file says where the photograph was taken. Only of bytes that were not prepared.
    PositionData,
}

/// A part of the upright picture, in fractions 0 to 1 of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Region {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

/// One finding. `value` and `limit` are whole numbers in the unit that its code names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// Where in the picture; nothing when it concerns the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Finding {
    /// About the whole file, without numbers.
    #[must_use]
    pub fn new(code: Code, severity: Severity) -> Self {
        Self {
            code,
            severity,
            region: None,
            value: None,
            limit: None,
        }
    }

    /// The same with the number measured and the one it was held against.
    #[must_use]
    pub fn measured(self, value: u32, limit: u32) -> Self {
        Self {
            value: Some(value),
            limit: Some(limit),
            ..self
        }
    }
}
