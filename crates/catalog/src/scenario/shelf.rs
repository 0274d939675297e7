//! The shelf: the ten 一件事 by stage of life, and which of them can be used where.

use serde::{Deserialize, Serialize};

use super::{Region, ScenarioId};
use crate::Text;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    pub stages: Vec<Stage>,
    pub entries: Vec<ShelfEntry>,
    /// Filled when the scenarios are loaded.
    #[serde(default)]
    pub region: Region,
}

/// A stage of life under which scenarios are found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: String,
    pub name: Text,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShelfEntry {
    pub id: ScenarioId,
    pub stage: String,
    /// The official name.
    pub name: Text,
    pub summary: Text,
    /// Everyday words people search by: 「没工作了」.
    #[serde(default)]
    pub keywords: Vec<Text>,
    /// The icon's name in the sprite.
    pub icon: String,
    /// Filled when the scenarios are loaded: whether it can be used here.
    #[serde(default)]
    pub available: bool,
    /// Filled when the scenarios are loaded, where it is available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
