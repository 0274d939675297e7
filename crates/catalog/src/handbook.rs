//! The handbook (办事指南): the basic public services of the field, each with the elements that must be published.
//! For reading, not for handing in: where a scenario contains a service, its entry says so.

use serde::{Deserialize, Serialize};

use crate::LocalizedText;
use crate::scenario::{Guide, ScenarioId, ServiceId, Source};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Handbook {
    /// Where the list of services comes from, in words for residents.
    pub about: LocalizedText,
    /// The parts of the list, in its order.
    pub parts: Vec<HandbookPart>,
    pub entries: Vec<HandbookEntry>,
    pub sources: Vec<Source>,
    /// What people say around the thing they look for, such as 「怎么办」: the search does not look for it.
    #[serde(default)]
    pub filler: Vec<String>,
}

/// A part of the handbook (办事类别), under which entries are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandbookPart {
    pub id: String,
    pub name: LocalizedText,
}

/// One basic public service (基本公共服务事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandbookEntry {
    pub id: String,
    pub part: String,
    /// The official name.
    pub name: LocalizedText,
    /// What it does for the resident, in one or two plain sentences.
    pub summary: LocalizedText,
    /// Everyday words people search by.
    #[serde(default)]
    pub keywords: Vec<LocalizedText>,
    /// What can be had or done, one thing each.
    pub offers: Vec<LocalizedText>,
    /// Nine of the eleven elements.
    pub guide: Guide,
    /// 申请材料
    pub materials: Vec<LocalizedText>,
    /// 办理时限
    pub limit: LocalizedText,
    /// The scenarios that contain it.
    #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub found_in: Vec<Whereabouts>,
}

/// A place in the scenarios: one of them, or a service of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Whereabouts {
    pub scenario: ScenarioId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
}

impl Handbook {
    pub fn entry(&self, id: &str) -> Option<&HandbookEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}
