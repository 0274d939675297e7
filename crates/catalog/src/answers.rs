//! The answers of a resident, kept raw: hiding a question never deletes what was answered.
//! What counts at a moment is computed by the plan (see [`crate::Plan::relevant_answers`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Value;
use crate::ids::{FieldId, GroupId, QuestionId, ServiceId};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Answers {
    pub given: BTreeMap<QuestionId, Value>,
    /// Services that apply but that the resident does not want now.
    pub declined: BTreeSet<ServiceId>,
    /// The rows of the repeating groups: employees, dependants, heirs.
    pub rows: BTreeMap<GroupId, Vec<Row>>,
}

/// One row of a repeating group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// Unique within its group, of a–z and 0–9: it stays with the row when others are removed.
    pub key: String,
    pub values: BTreeMap<FieldId, Value>,
}

/// The longest key of a row that is taken.
const LONGEST_KEY: usize = 16;

impl Row {
    /// Whether the key is one that may stand in the id of a material and in an address.
    pub fn has_plain_key(&self) -> bool {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        (1..=LONGEST_KEY).contains(&self.key.len()) && self.key.bytes().all(plain)
    }
}

impl Answers {
    pub fn get(&self, question: &str) -> Option<&Value> {
        self.given.get(question)
    }

    pub fn set(&mut self, question: &str, value: Value) {
        self.given.insert(question.to_owned(), value);
    }

    /// The rows of a group; none where it has not been begun.
    pub fn rows(&self, group: &str) -> &[Row] {
        self.rows.get(group).map_or(&[], Vec::as_slice)
    }

    /// A copy with one answer changed: for asking "what if".
    #[must_use]
    pub fn with(&self, question: &str, value: Value) -> Self {
        let mut changed = self.clone();
        changed.set(question, value);
        changed
    }
}

impl<const N: usize> From<[(&str, Value); N]> for Answers {
    fn from(given: [(&str, Value); N]) -> Self {
        Self {
            given: given
                .into_iter()
                .map(|(id, value)| (id.to_owned(), value))
                .collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_row_cannot_name_another_material() {
        let row = |key: &str| Row {
            key: key.to_owned(),
            ..Row::default()
        };
        assert!(row("r12").has_plain_key());
        for key in ["", "r-1", "../r1", "R1", "员工1", "r12345678901234567"] {
            assert!(!row(key).has_plain_key(), "{key}");
        }
    }
}
