//! One thing that is wrong, or worth knowing, about a material.
//! Stable codes and numbers only; the sentence and the remedy for each code belong to the app.

use serde::{Deserialize, Serialize};

/// How much a finding matters. Ordered: the worst is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For information; nothing need be done.
    Info,
    /// The resident should look again and may go on.
    Warn,
    /// The material is not taken as it is; see [`crate::retry_decision`] for how often that may happen.
    Block,
}

/// What was found. The reasons for which offices really send materials back (不清晰, 反光, 缺角, 方向不正, 打不开 …),
/// as far as bytes and pixels show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    // What it is.
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
    /// The file asks for a password.
    Encrypted,
    /// `value` bytes against a `limit` in bytes.
    TooManyBytes,
    /// `value` bytes against the least that is taken, in bytes.
    TooFewBytes,
    /// Not decoded for its sheer size: `value` against a `limit`, both in pixels.
    TooManyPixels,
    /// The picture moves; only its first image is judged and sent.
    Animated,
    /// The file says where the photograph was taken. Only of bytes that were not prepared.
    PositionData,
    /// A document without a page.
    NoPages,
    /// `value` pages against the least that the material has.
    TooFewPages,
    /// `value` pages against the most that the material has.
    TooManyPages,
    /// `value` of `limit` pages show nothing.
    BlankPages,
    /// Pages that are pictures whose quality was not judged: `value` of `limit` pages.
    PagesOfPictures,
    /// The first page that is no sheet of A4 within a fifth: `value` against a `limit`, the long sides in millimetres.
    PageSize,

    // How good the picture is.
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
    /// Neither dark nor bright, and print hardly stands out; numbers as for `TooDark`.
    Faint,
    /// Light reflected by the document hides a part: `value` is the share of the document in thousandths.
    Glare,
    /// A shadow lies across the text: `value` is how much darker it is, in grey levels.
    Shadow,
    /// A finger lies over a part: `value` is the share of the document in thousandths.
    Covered,
    /// The print has too few pixels: `value` is the height of a character, `limit` what is read, in tenths of a pixel.
    TextTooSmall,
    /// Nothing is on it.
    Blank,
    /// It looks like a photograph of a screen.
    ScreenPhotograph,
    /// It looks like a screenshot.
    Screenshot,

    // Whether it is all there.
    /// The document runs out of the picture at the side of `region`.
    CutOff,
    /// The document fills little of the picture: `value` against a `limit`, both in thousandths of its area.
    SmallInFrame,
    /// The document lies askew: `value` in tenths of a degree.
    Tilted,
    /// The text runs up or down: [`crate::Report::rotation`] says how to right it.
    Sideways,
    /// The text stands on its head.
    UpsideDown,
    /// Its outline is not that of the document expected: `value` against a `limit`, long by short side in thousandths.
    WrongShape,
    /// It looks like a photograph of something else: no print in rows.
    NoDocument,
    /// It looks like another document: a page of print or another card where an identity card is wanted.
    OtherDocument,
    /// It looks like the other side of the identity card than the one wanted.
    OtherSide,
    /// The same picture as at another page or material.
    SamePicture,

    // A portrait for a card (制证照片).
    /// Not the number of pixels that the card takes: `value` against a `limit`, the height in pixels.
    PhotoSize,
    /// No face is found.
    NoFace,
    /// More than one face: `value` of them.
    SeveralFaces,
    /// The background is not white: `value` is its grey level, `limit` the least that counts as white.
    BackgroundNotWhite,
    /// The background is white and not even: `value` is the spread, `limit` the most, in grey levels.
    BackgroundUneven,
    /// The head is too narrow in the picture: `value` against a `limit` in pixels.
    HeadTooSmall,
    /// The head is too wide in the picture: `value` against a `limit` in pixels.
    HeadTooLarge,
    /// The face is not in the middle: `value` is the distance, `limit` the most, in pixels.
    HeadOffCentre,
    /// The crown is too near to the upper edge: `value` against a `limit` in pixels.
    CrownTooHigh,
    /// The crown is too far from the upper edge: `value` against a `limit` in pixels.
    CrownTooLow,
    /// The eyes are too low: `value` pixels above the lower edge against a `limit`.
    EyesTooLow,
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
    /// On which pages of a PDF, counted from 1 and ascending; empty when it concerns the whole file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
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
            pages: Vec::new(),
            value: None,
            limit: None,
        }
    }

    /// A finding of the given severity; none where the policy does not check for it.
    #[must_use]
    pub fn when_checked(code: Code, severity: Option<Severity>) -> Option<Self> {
        severity.map(|severity| Self::new(code, severity))
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
