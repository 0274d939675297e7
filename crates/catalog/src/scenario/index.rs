//! The shelf: the ten 一件事 by stage of life, and which of them can be used where.

use serde::{Deserialize, Serialize};

use super::{RegionContacts, ScenarioId};
use crate::LocalizedText;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScenarioIndex {
    pub stages: Vec<LifeStage>,
    pub entries: Vec<ScenarioEntry>,
    /// Filled when the scenarios are loaded.
    #[serde(default)]
    pub region: RegionContacts,
}

/// A stage of life under which scenarios are found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LifeStage {
    pub id: String,
    pub name: LocalizedText,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScenarioEntry {
    pub id: ScenarioId,
    pub stage: String,
    /// The official name.
    pub name: LocalizedText,
    pub summary: LocalizedText,
    /// Everyday words people search by: 「没工作了」.
    #[serde(default)]
    pub keywords: Vec<LocalizedText>,
    /// The icon's name in the sprite.
    pub icon: String,
    /// Filled when the scenarios are loaded: whether it can be used here.
    #[serde(default)]
    pub available: bool,
    /// Filled when the scenarios are loaded, where it is available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
