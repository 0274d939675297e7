//! What a material needs, as its scenario says it: formats, sizes, and how strict to be.
//! Every field has a default, so that a scenario gives only what differs.

use crate::{Format, Severity};
use serde::{Deserialize, Serialize};

/// How strictly one check is applied to a material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// Not checked.
    Off,
    /// Reported, never blocking.
    Warn,
    /// Blocks what is clearly bad, warns of what is doubtful.
    Block,
}

impl Strictness {
    /// The severity of something clearly bad; nothing when not checked.
    #[must_use]
    pub fn of_bad(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Warn => Some(Severity::Warn),
            Self::Block => Some(Severity::Block),
        }
    }

    /// The severity of what is only for information; nothing when not checked.
    #[must_use]
    pub fn of_note(self) -> Option<Severity> {
        self.of_bad().map(|_| Severity::Info)
    }

    /// The severity of something doubtful; nothing when not checked.
    #[must_use]
    pub fn of_doubtful(self) -> Option<Severity> {
        self.of_bad().map(|_| Severity::Warn)
    }
}

/// What a material needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Formats accepted. Any other is reported at once, with the format that was found.
    pub formats: Vec<Format>,
    /// Pixels that the long side of a picture must have at least.
    pub min_long_side: u32,
    /// Pixels that the short side of a picture must have at least.
    pub min_short_side: u32,
    /// Pixels to which the long side of a larger picture is reduced before it is sent.
    pub max_long_side: u32,
    /// Bytes to which a picture is compressed before it is sent.
    pub max_bytes: u32,
    /// Bytes that a PDF may have; it is sent as it is.
    pub max_pdf_bytes: u32,
    /// Pages that a PDF or OFD must have at least.
    pub min_pages: Option<u32>,
    /// Pages that a PDF or OFD may have at most.
    pub max_pages: Option<u32>,
    /// What the document looks like from afar.
    pub shape: Shape,
    /// Whether two pages side by side, as of a booklet that lies open, are taken as well.
    pub spread: bool,
    /// The side of a resident identity card that the picture is to show; nothing where another document is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_side: Option<CardSide>,
    /// The rules for a portrait, where the material is one. None of the checks of documents then applies.
    pub portrait: Option<Portrait>,
    /// Whether too few pixels block.
    pub size: Strictness,
    /// Whether a blurred picture blocks.
    pub blur: Strictness,
    /// Whether a dark, washed-out or faint picture blocks.
    pub exposure: Strictness,
    /// Whether reflected light on the document blocks.
    pub glare: Strictness,
    /// Whether a shadow across the text blocks.
    pub shadow: Strictness,
    /// Whether print of too few pixels blocks.
    pub text: Strictness,
    /// Whether an empty picture or empty pages block.
    pub blank: Strictness,
    /// Whether a photograph of a screen or a screenshot blocks. Both are guesses: never more than a warning by default.
    pub screen: Strictness,
    /// Whether a document that runs out of the picture blocks.
    pub edges: Strictness,
    /// Whether a document that fills little of the picture blocks.
    pub filling: Strictness,
    /// Whether a document that lies askew blocks.
    pub tilt: Strictness,
    /// Whether text that does not stand upright blocks.
    pub direction: Strictness,
    /// Whether an outline other than that of [`Policy::shape`] blocks.
    pub outline: Strictness,
    /// Whether the same picture at two places blocks.
    pub duplicate: Strictness,
    /// Whether too few, too many or no pages block.
    pub pages: Strictness,
}

/// The outline that a document has from afar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Nothing is expected.
    #[default]
    Any,
    /// An identity or social security card, 85.6 × 54 mm (ISO/IEC 7810 ID-1).
    Card,
    /// A page of the household register (户口簿), 143 × 105 mm.
    Booklet,
    /// A sheet of A4, 297 × 210 mm (ISO 216).
    Sheet,
}

impl Shape {
    /// The long by the short side in thousandths; nothing where none is expected.
    #[must_use]
    pub fn aspect(self) -> Option<u16> {
        match self {
            Self::Any => None,
            Self::Card => Some(1585),
            Self::Booklet => Some(1362),
            Self::Sheet => Some(1414),
        }
    }

    /// The same of two pages side by side; nothing for what has no second page beside it.
    #[must_use]
    pub fn spread(self) -> Option<u16> {
        match self {
            Self::Any | Self::Card => None,
            // Bound at the short side.
            Self::Booklet => Some(2724),
            // A sheet of A3, folded.
            Self::Sheet => Some(1414),
        }
    }
}

/// A side of the resident identity card (居民身份证).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CardSide {
    /// 人像面
    Portrait,
    /// 国徽面
    Emblem,
}

/// The rules for a portrait on a card, in pixels of the finished picture. The defaults are those for the social
/// security card (社会保障卡制证用数字相片技术要求, after GA 461-2004); limits in bytes differ by city and stand in its
/// overlay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Portrait {
    pub width: u16,
    pub height: u16,
    /// Written into the file, in dots per inch.
    pub dpi: u16,
    /// Bytes that the finished picture must have at least; 0 for none.
    pub min_bytes: u32,
    /// Bytes that the finished picture may have at most.
    pub max_bytes: u32,
    /// Width of the face: the least and the most.
    pub face_width: (u16, u16),
    /// From the upper edge to the crown: the least and the most.
    pub crown: (u16, u16),
    /// From the left edge to the middle between the eyes: the least and the most.
    pub eyes_across: (u16, u16),
    /// From the eyes to the lower edge: the least.
    pub eyes_above: u16,
    /// Whether the background, the face and its place block.
    pub background: Strictness,
    pub face: Strictness,
}

impl Default for Portrait {
    fn default() -> Self {
        Self {
            width: 358,
            height: 441,
            dpi: 350,
            min_bytes: 14_000,
            max_bytes: 40_000,
            face_width: (179, 255),
            crown: (7, 21),
            eyes_across: (162, 196),
            eyes_above: 207,
            background: Strictness::Block,
            face: Strictness::Warn,
        }
    }
}

impl Default for Policy {
    /// A document photographed with a phone. The least size is that of an identity card (85.6 × 54 mm) at 300 dpi,
    /// the greatest that of an A4 page at about 200 dpi. Offices commonly take 2 to 10 MB a file; 2 MB is what an old
    /// phone on a weak network can still send.
    fn default() -> Self {
        Self {
            formats: vec![Format::Jpeg, Format::Png, Format::Pdf],
            min_long_side: 1000,
            min_short_side: 600,
            max_long_side: 2400,
            max_bytes: 2_000_000,
            max_pdf_bytes: 10_000_000,
            min_pages: None,
            max_pages: None,
            shape: Shape::Any,
            spread: false,
            card_side: None,
            portrait: None,
            size: Strictness::Block,
            blur: Strictness::Block,
            exposure: Strictness::Warn,
            glare: Strictness::Block,
            shadow: Strictness::Warn,
            text: Strictness::Block,
            blank: Strictness::Block,
            screen: Strictness::Warn,
            edges: Strictness::Warn,
            filling: Strictness::Warn,
            tilt: Strictness::Warn,
            direction: Strictness::Warn,
            outline: Strictness::Warn,
            duplicate: Strictness::Warn,
            pages: Strictness::Block,
        }
    }
}

impl Policy {
    #[must_use]
    pub fn takes(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_gives_only_what_differs() {
        let policy: Policy = serde_json::from_str(r#"{"max_bytes": 40000, "blur": "warn"}"#)
            .expect("a partial policy is complete");
        assert_eq!(policy.max_bytes, 40_000);
        assert_eq!(policy.blur, Strictness::Warn);
        assert_eq!(policy.formats, Policy::default().formats);
    }

    #[test]
    fn a_misspelt_rule_is_refused() {
        assert!(serde_json::from_str::<Policy>(r#"{"max_byte": 40000}"#).is_err());
        assert!(serde_json::from_str::<Policy>(r#"{"blur": "strict"}"#).is_err());
    }
}
