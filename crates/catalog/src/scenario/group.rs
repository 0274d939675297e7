//! A repeating group: the same facts about several people, such as employees, dependants, heirs.
//! Each row has its own conditions and materials; a name in them means first a column of the same row.

use serde::{Deserialize, Serialize};

use super::{Fact, FieldUse, Figure, GroupId, MaterialId, MaterialUse, SourceId};
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
    /// 共同确认: the people of the rows confirm, each with an identity of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirms: Option<Confirms>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// Where the applicant promises what concerns others, they say so themselves before an office begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirms {
    pub role: ConfirmerRole,
    /// The material that all of them would sign. Where it is brought, nobody has to confirm besides; where it is
    /// promised, everybody has.
    pub promised: MaterialId,
}

/// As what somebody confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConfirmerRole {
    /// 继承人
    Heir,
    /// 配偶
    Spouse,
    /// 员工
    Employee,
}

impl Group {
    pub fn column(&self, field: &str) -> Option<&FieldUse> {
        self.columns.iter().find(|column| column.id == field)
    }
}
