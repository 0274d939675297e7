//! An application as it was handed in, in words. A resident reads her own with numbers masked; an office in full.

use catalog::application::Explanation;
use serde::{Deserialize, Serialize};

/// `GET /api/v1/cases/{number}/application`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedIn {
    pub answers: Vec<HandedLine>,
    /// One per owner: the applicant, each row.
    pub fields: Vec<HandedGroup>,
    pub materials: Vec<HandedMaterial>,
    /// Declarations and promises that were agreed to.
    pub agreed: Vec<HandedPromise>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedGroup {
    /// Whose: 「申请人」, 「第 2 位员工」.
    pub title: String,
    pub lines: Vec<HandedLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedLine {
    /// The id of the question or field.
    pub id: String,
    pub label: String,
    pub value: String,
    /// Why it differs from a licence, where the resident has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<Explanation>,
    /// What stood there before it was corrected, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierValue>,
}

/// A value that was corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierValue {
    pub value: String,
    /// RFC 3339, China's time zone: what was decided before then was decided by it.
    pub until: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedMaterial {
    pub material: String,
    pub name: String,
    pub way: catalog::scenario::Supply,
    pub pages: Vec<HandedPage>,
    /// How it was supplied before that was corrected, or before a paper followed; the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierPaper>,
}

/// A paper as it was supplied before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierPaper {
    pub way: catalog::scenario::Supply,
    pub pages: Vec<HandedPage>,
    /// As [`EarlierValue::until`].
    pub until: String,
}

/// A picture or PDF, read at `GET /api/v1/cases/{number}/files/{file}` (by range).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedPage {
    pub page: String,
    pub name: String,
    pub file: String,
    pub media_type: String,
    /// What the pre-check said; for an office alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<precheck_types::Report>,
    pub for_review: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedPromise {
    pub commitment: String,
    pub title: String,
    /// Whether it stands for a paper (告知承诺), or declares something.
    pub is_promise: bool,
}
