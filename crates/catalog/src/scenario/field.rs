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
    /// The answer of the guide it is filled from: nothing is asked twice. A column takes it in every row; where several
    /// options were chosen, each row is asked which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Another field of the form that says the same as a rule (同上): what stands there holds here too, until something
    /// else is entered. Of one owner: the address to send to is the one lived at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<FieldId>,
    /// The column of the same group with the identity number that says it: the day of birth, or the sex. It is filled
    /// from there, and what is typed and says another thing is not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_by: Option<FieldId>,
    /// A list of the place, of names to choose from while typing; any other text is taken too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The names of the list, filled when the scenario is loaded: those of the place first. A name is without blanks,
    /// and behind it stand the words by which people look for it: 「中国工商银行 工行」.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
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

impl Field {
    /// The names of its list that contain what was typed, or are called so; all of them while nothing is typed.
    pub fn names_like<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = &'a str> {
        let like = self
            .names
            .iter()
            .filter(move |names| names.contains(typed.trim()));
        like.filter_map(|names| names.split(' ').next())
    }
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
