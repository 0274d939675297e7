//! A repeating group: the same facts about several people, such as employees, dependants, heirs.
//! Each row has its own conditions and materials; a name in them means first a column of the same row.

use serde::{Deserialize, Serialize};

use super::{Fact, FieldUse, Figure, GroupId, MaterialUse, SourceId};
use crate::LocalizedText;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: GroupId,
    /// The heading: 「新招用的员工」.
    pub name: LocalizedText,
    /// What one of them is called: 「员工」.
    pub one: LocalizedText,
    /// What to fill in here, in one or two sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<LocalizedText>,
    /// How many there must be at least.
    #[serde(default)]
    pub min: u16,
    /// How many one application takes.
    pub max: u16,
    /// The facts of each row, by the ids of the scenario's fields; the first names the row.
    pub columns: Vec<FieldUse>,
    /// Facts derived for each row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What is told of a row while it is filled in, by its facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// What each row needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<MaterialUse>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

impl Group {
    pub fn column(&self, field: &str) -> Option<&FieldUse> {
        self.columns.iter().find(|column| column.id == field)
    }
}
