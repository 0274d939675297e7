//! A service (事项): when it applies and why, what it needs, how long it takes.
//! Each requirement carries the words for all three outcomes: met, not met, not yet known.

use serde::{Deserialize, Serialize};

use super::{
    CommitmentId, FieldUse, Guide, Label, MaterialUse, Name, ServiceId, SourceId, TimeLimit,
};
use crate::Text;
use crate::condition::Condition;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: ServiceId,
    /// 标准事项名
    pub name: Text,
    /// 基本编码, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub summary: Text,
    /// It applies when every one of these is met.
    pub requires: Vec<Requirement>,
    #[serde(default)]
    pub handling: Handling,
    /// The resident may leave it out.
    #[serde(default)]
    pub optional: bool,
    pub kind: ServiceKind,
    /// 法定时限
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<TimeLimit>,
    /// 承诺时限
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<TimeLimit>,
    #[serde(default)]
    pub labels: Vec<Label>,
    /// 星级, 1 to 5
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<u8>,
    #[serde(default)]
    pub fields: Vec<FieldUse>,
    #[serde(default)]
    pub materials: Vec<MaterialUse>,
    /// What offices used to ask for and must not: shown as spared, with the reason.
    #[serde(default)]
    pub spared: Vec<Spared>,
    /// Promises everyone makes who applies, such as the truth of what is stated.
    #[serde(default)]
    pub declarations: Vec<CommitmentId>,
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// 办理结果: what one receives, and how.
    pub result: Text,
    pub guide: Guide,
    pub sources: Vec<SourceId>,
}

/// A proof that nobody has to bring (减证便民): the office compares its own records instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Spared {
    /// Spared once, however many services name it.
    pub id: String,
    pub name: Text,
    /// Why it is not asked for.
    pub why: Text,
    pub sources: Vec<SourceId>,
}

/// One condition of a service, with the words for each outcome. `{name}` in a text stands for the
/// value of that question or fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub when: Condition,
    pub met: Text,
    pub unmet: Text,
    pub open: Text,
    /// What one can do where it is not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Text>,
    pub sources: Vec<SourceId>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// 申请办理
    #[default]
    Apply,
    /// 免申即享: follows by itself from another service; nothing to hand in.
    Automatic,
}

/// 办件类型
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// 即办件
    Instant,
    /// 承诺件
    Promised,
}

/// A number that interests the resident, such as the months of benefit, and how it comes about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub label: Text,
    pub value: Name,
    pub unit: Text,
    /// 怎么算的
    pub how: Text,
}
