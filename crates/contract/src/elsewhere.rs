//! 另外办理: what belongs to the same life event and is handled by other offices, as a list that the applicant ticks
//! off.

use serde::{Deserialize, Serialize};

/// A step at another office, as the plan named it when the case was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ElsewhereStep {
    pub service: String,
    pub name: String,
    /// Where to go for it, and with what.
    pub how: String,
    /// Whether the applicant has ticked it off. No office knows of it.
    pub done: bool,
}

/// `POST /api/v1/cases/{number}/elsewhere/{service}`: ticked, or not any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ElsewhereTick {
    pub done: bool,
}
