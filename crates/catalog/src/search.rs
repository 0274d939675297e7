//! Search over what can be done: an index made natively, with the letters of each word in pinyin, and a pure function
//! that ranks it. The phone searches by itself; nothing that is typed leaves it.

mod letters;
mod rank;

use serde::{Deserialize, Serialize};

use crate::handbook::Whereabouts;

pub use rank::find;

/// What can be found in one region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SearchIndex {
    pub entries: Vec<IndexEntry>,
    /// Words around the thing that is looked for, such as 「怎么办」.
    pub filler: Vec<String>,
}

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndexEntry {
    pub kind: IndexKind,
    /// The id of the handbook entry; empty for the other kinds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Whether it can be done online in this region.
    pub live: bool,
    /// A sentence about it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The first is its name, the others are everyday words for it.
    pub words: Vec<Word>,
    /// Where in the scenarios it is.
    #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub found_in: Vec<Whereabouts>,
}

/// In the order in which equally good hits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IndexKind {
    /// 一件事
    Scenario,
    /// 事项
    Service,
    /// 办事指南
    Handbook,
    /// 材料
    Material,
}

/// A word as it is written, and its pinyin: syllables parted by blanks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Word {
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pinyin: String,
}

/// A place where cases are accepted, as it is chosen from a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionSummary {
    /// GB/T 2260, six digits; 000000 is the national base.
    pub code: String,
    pub name: Word,
    /// The province, autonomous region or municipality; empty for the national base.
    pub province: Word,
    /// How many scenarios are live there.
    pub live: usize,
}

impl IndexEntry {
    pub fn name(&self) -> &str {
        self.words.first().map_or("", |word| &word.text)
    }
}

impl RegionSummary {
    /// Whether what was typed is part of its name or its province's, in characters or in pinyin.
    pub fn matches(&self, typed: &str) -> bool {
        let typed = rank::normalised(typed);
        typed.is_empty()
            || [&self.name, &self.province]
                .iter()
                .any(|word| rank::word(word, &typed) > 0)
    }
}
