//! A field of the form: one fact, one canonical id, used by any number of services.

use serde::{Deserialize, Serialize};

use super::{FieldId, Kind, SourceId, Within};
use crate::LocalizedText;
use crate::condition::Condition;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub id: FieldId,
    /// The heading under which it stands: 「联系方式」.
    pub section: LocalizedText,
    pub label: LocalizedText,
    /// Other headings of its column in people's spreadsheets: 「身份证号」, 「手机」.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<String>,
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<LocalizedText>,
    /// The record of the state it is filled from (免填写).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The answer of the guide it is filled from: nothing is asked twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// A date of the same form, or of the same row, that it cannot lie before: a contract ends after it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<FieldId>,
    /// Limits that follow from answers and facts; for a column also from those of its row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// A fact of identity: what the record says stands and is not typed over.
    #[serde(default)]
    pub locked: bool,
    /// 敏感个人信息 (个人信息保护法第二十八条): needs a separate consent.
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// That a service uses a field. Where several use the same one, the strictest rule wins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldUse {
    pub id: FieldId,
    #[serde(default = "yes")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

fn yes() -> bool {
    true
}
