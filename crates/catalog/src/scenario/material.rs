//! A material (材料) and every way in which its question may be answered: "here it is" is only one of them.

use precheck_types::{CardSide, Policy};
use serde::{Deserialize, Serialize};

use super::{Blank, CommitmentId, MaterialId, Name, SourceId, TimeLimit};
use crate::condition::Condition;
use crate::{CorrectionReason, LocalizedText};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Material {
    pub id: MaterialId,
    pub name: LocalizedText,
    /// 为什么要这份材料
    pub why: LocalizedText,
    /// What to mind when photographing it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<LocalizedText>,
    /// The pages it must have, each by name: 人像面, 国徽面.
    pub pages: Vec<Page>,
    /// The ways in which it may be supplied, in the order in which they are offered.
    pub supply: Vec<Supply>,
    /// The kind of e-licence that replaces it (免提交).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// How long after handing in it may follow (容缺后补).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later_within: Option<TimeLimit>,
    /// The event before which it must be there, by the name of a question or fact. Such a paper cannot follow later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precedes: Option<Name>,
    /// The promise that replaces it (告知承诺).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<CommitmentId>,
    /// It is written by the resident, who gets a blank to print: filled with what the form knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<Blank>,
    /// It is an identity card, and this field holds its number: the number is read off the photograph on the device and
    /// compared with the field. For a material of a group's rows it is a column of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_field: Option<Name>,
    /// What the pre-check asks of a picture of it.
    #[serde(default)]
    pub check: Policy,
    /// What only a person can see of it, asked before handing in: 签字、盖章都有.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Ask>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub id: String,
    pub label: LocalizedText,
    /// It is this side of an identity card: the pre-check tells where the other one, another card or a page is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<CardSide>,
}

impl Material {
    /// What the pre-check asks of a picture of this page.
    #[must_use]
    pub fn check_of(&self, page: &str) -> Policy {
        let page = self.pages.iter().find(|it| it.id == page);
        Policy {
            card_side: page.and_then(|it| it.side).or(self.check.card_side),
            ..self.check.clone()
        }
    }
}

/// One line of the short checklist before handing in; said so that yes is good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub id: String,
    /// For what clerks send back that of which it is not true.
    pub reason: CorrectionReason,
    pub say: LocalizedText,
}

/// A way to supply a material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// 免提交: taken from the e-licence.
    Licence,
    /// 现在上传
    Attach,
    /// 容缺后补
    Later,
    /// 告知承诺
    Promise,
    /// 到窗口出示
    Counter,
    /// 由他人提供
    OtherParty,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MaterialUse {
    pub id: MaterialId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The ways this service allows; all those of the material where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supply: Vec<Supply>,
}

/// 告知承诺: what is told, what is promised, and what follows from a false promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub id: CommitmentId,
    pub title: LocalizedText,
    /// 告知的内容
    pub told: Vec<LocalizedText>,
    /// 承诺的内容, clause by clause.
    pub clauses: Vec<LocalizedText>,
    /// 不实承诺的责任
    pub consequence: LocalizedText,
    /// 单独同意: agreed to by itself, never together with other declarations (个人信息保护法第二十三条).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub separate: bool,
    /// Signed by hand on the screen (手写签名), where the place asks for more than a tick; or by typing one's full
    /// name, for those who cannot draw.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
    pub sources: Vec<SourceId>,
    /// SHA-256 of its text in hexadecimal, which stands on the printed promise; filled when the scenario is loaded. The
    /// text is its title, the titles of its sources, what is told, the clauses and the consequence, a line each.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
}
