//! 免申即享: what follows from a person's records or from a decision, told without being asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{QuestionId, ServiceId, SourceId};
use crate::LocalizedText;
use crate::condition::Condition;

/// Told once to whom it concerns, and never again to who wants no more of it. It decides nothing: whoever follows it
/// applies as anybody does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Proactive {
    pub id: String,
    /// What it is about. Whoever has it under way or granted is not told.
    pub service: ServiceId,
    /// A service that must have been granted, and still hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ServiceId>,
    /// Over verified values alone (what records answer), with an unknown that is no yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Questions of which a record says something, by its key, though it does not answer them: nobody loses a right by
    /// a hint.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub knows: BTreeMap<QuestionId, String>,
    /// One line: what one may have.
    pub say: LocalizedText,
    /// Why it is told, and what to do.
    pub text: LocalizedText,
    pub sources: Vec<SourceId>,
}
