//! Limits that follow from facts: a month of retirement lies between those the law allows this person.

use serde::{Deserialize, Serialize};

use super::Name;
use crate::condition::Condition;

/// The name of the day itself in a limit.
pub const TODAY: &str = "today";

/// Between what a date, month or number must lie. Of several limits that hold, the narrowest counts; one that is not
/// known yet limits nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Within {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub min: Vec<Limit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub max: Vec<Limit>,
}

/// A fact, an earlier question or a column of the row, moved by so many months (of a month or a stretch of time),
/// days (of a date) or units (of a number).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// `today` is the day itself.
    pub of: Name,
    #[serde(default)]
    pub plus: i32,
    /// It holds only when this does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

impl Within {
    pub fn limits(&self) -> impl Iterator<Item = &Limit> {
        self.min.iter().chain(&self.max)
    }
}
