//! A place (办理地): what differs by city lives here and in its overlay, never in code.

use serde::{Deserialize, Serialize};

use crate::LocalizedText;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Region {
    /// GB/T 2260 code, six digits; 000000 is the national base.
    pub code: String,
    pub name: LocalizedText,
    /// 咨询方式
    pub hotline: Vec<Contact>,
    /// 监督投诉方式
    pub complaints: Vec<Contact>,
    /// Where else one may go: the halls and the channels.
    pub channels: Vec<LocalizedText>,
    /// What is reckoned with here: average wages, incomes per head.
    pub numbers: Vec<RegionalNumber>,
    /// The province, where the place is a city or county: places are listed under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<LocalizedText>,
    /// The day someone last checked it, YYYY-MM-DD.
    pub verified_on: String,
}

/// A number that differs by place, with the year it is of and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionalNumber {
    pub id: String,
    pub label: LocalizedText,
    /// Money in whole 分.
    pub value: i64,
    /// The year it is of.
    pub year: u16,
    pub source: LocalizedText,
    #[serde(default)]
    pub confidence: super::Confidence,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub name: LocalizedText,
    /// Digits and hyphens, for `tel:`.
    pub phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<LocalizedText>,
}
