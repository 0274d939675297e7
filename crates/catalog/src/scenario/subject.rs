//! Of whom a case is, besides the one who brings it: a child, the one who died, the employees of a batch. It tells two
//! cases of one scenario apart; [`crate::subject`] computes by it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FieldId, GroupId};
use crate::LocalizedText;
use crate::context::ActingFor;

/// One person, by the fields with the name and with the numbers of documents; or the people in the rows of a group,
/// each by the columns with numbers. A scenario without a subject is about whoever brings the case, and a person has
/// one open case of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The field with the person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<FieldId>,
    /// The fields with the number of the person's document. Of those that are asked the first one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<FieldId>,
    /// In place of both: the group whose rows are the people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<GroupId>,
    /// The way to go on for somebody else while a case is open: 「给另一个人办」.
    pub another: LocalizedText,
    /// The same for one whose open case was brought in a role: 「给另一个孩子办」 of a guardian.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub another_of: BTreeMap<ActingFor, LocalizedText>,
}

impl Subject {
    /// The way to go on for somebody else, for who brought the open case in this role.
    pub fn another_of(&self, acting_for: ActingFor) -> &LocalizedText {
        self.another_of.get(&acting_for).unwrap_or(&self.another)
    }

    /// Whether the number in a field, or in a column of a group, tells who it is.
    pub fn is_told_by(&self, group: Option<&str>, field: &str) -> bool {
        match group {
            None => self.numbers.iter().any(|id| id == field),
            Some(_) => self.rows.as_deref() == group,
        }
    }
}
