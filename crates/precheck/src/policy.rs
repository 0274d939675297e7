//! What a material needs, as its scenario says it: formats, sizes, and how strict to be.
//! Every field has a default, so that a scenario gives only what differs.

use crate::{Finding, Format, Severity};
use serde::{Deserialize, Serialize};

/// How strictly one check is applied to a material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// Not checked.
    Off,
    /// Told, never blocking.
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

    /// The severity of what is only said; nothing when not checked.
    #[must_use]
    pub fn of_told(self) -> Option<Severity> {
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
    /// Formats taken. Others are told at once, with the format that was found.
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
    /// Whether too few pixels block.
    pub size: Strictness,
    /// Whether a blurred picture blocks.
    pub blur: Strictness,
    /// Whether a dark or washed-out picture blocks.
    pub exposure: Strictness,
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
            size: Strictness::Block,
            blur: Strictness::Block,
            exposure: Strictness::Warn,
        }
    }
}

impl Policy {
    #[must_use]
    pub fn takes(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }
}

/// A finding of the given severity, or none where the policy does not ask.
pub(crate) fn finding(code: crate::Code, severity: Option<Severity>) -> Option<Finding> {
    severity.map(|severity| Finding::new(code, severity))
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
