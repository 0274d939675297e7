//! The answers of a resident, kept raw: hiding a question never deletes what was answered.
//! What counts at a moment is computed by the plan (see [`crate::Plan::relevant_answers`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Value;
use crate::scenario::{FieldId, GroupId, QuestionId, ServiceId};

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
