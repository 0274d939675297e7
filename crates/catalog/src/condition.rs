//! A condition of a scenario: structured data, not a script, so that it can be checked, explained and drawn.
//! A name refers to a question, to a derived fact, or (with `applies`) to an earlier service.

use serde::{Deserialize, Serialize};

use crate::Value;
use crate::context::ActingFor;
use crate::scenario::{Name, ServiceId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A yes/no answer or fact is yes.
    Holds(Name),
    /// The answer is exactly this.
    Is(Is),
    /// The answer is one of these.
    OneOf(OneOf),
    /// The chosen options include this one.
    Includes(Includes),
    /// The number is this or more.
    AtLeast(Threshold),
    /// The number is this or less.
    AtMost(Threshold),
    /// An earlier service of the same scenario applies.
    Applies(ServiceId),
    /// The case is brought in this role.
    ActingFor(ActingFor),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Is {
    pub of: Name,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    pub of: Name,
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Includes {
    pub of: Name,
    pub option: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub of: Name,
    pub number: i64,
}

impl Condition {
    /// Calls `visit` on this condition and everything inside it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        visit(self);
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(visit)),
            Self::Not(part) => part.walk(visit),
            _ => {}
        }
    }

    /// The question or fact this very condition compares, if it compares one.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Holds(of) => Some(of),
            Self::Is(Is { of, .. })
            | Self::OneOf(OneOf { of, .. })
            | Self::Includes(Includes { of, .. })
            | Self::AtLeast(Threshold { of, .. })
            | Self::AtMost(Threshold { of, .. }) => Some(of),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Applies(_) | Self::ActingFor(_) => {
                None
            }
        }
    }
}
