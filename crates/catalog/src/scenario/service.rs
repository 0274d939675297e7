//! A service (事项): when it applies and why, what it needs, how long it takes.
//! Each requirement carries the words for all three outcomes: met, not met, not yet known.

use serde::{Deserialize, Serialize};

use super::{
    CommitmentId, FieldUse, GroupId, Guide, Label, MaterialUse, Name, ServiceId, SourceId,
    TimeLimit,
};
use crate::LocalizedText;
use crate::condition::Condition;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: ServiceId,
    /// 标准事项名
    pub name: LocalizedText,
    /// 基本编码, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub summary: LocalizedText,
    /// It applies when every one of these is met.
    #[serde(default)]
    pub requires: Vec<Requirement>,
    #[serde(default)]
    pub handling: Handling,
    /// Where to go for it, where it is not handed in here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<LocalizedText>,
    /// The resident may leave it out.
    #[serde(default)]
    pub optional: bool,
    pub kind: ServiceKind,
    /// 法定时限
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<TimeLimit>,
    /// 承诺时限, or what it usually takes where no document of the office states it
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<TimeLimit>,
    /// Where no limit is known: why, and whom to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_limit: Option<LocalizedText>,
    /// The document in which the office states the promise for this service. Without one, or where nobody has read it,
    /// the limit is shown as usual (一般), not as promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<SourceId>,
    #[serde(default)]
    pub labels: Vec<Label>,
    /// 星级, 1 to 5
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<u8>,
    #[serde(default)]
    pub fields: Vec<FieldUse>,
    #[serde(default)]
    pub materials: Vec<MaterialUse>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupUse>,
    /// What offices used to ask for and must not: shown as exempted, with the reason.
    #[serde(default, rename = "spared")]
    pub exempted: Vec<Exempted>,
    /// Promises everyone makes who applies, such as the truth of what is stated.
    #[serde(default)]
    pub declarations: Vec<CommitmentId>,
    /// 无人审批: the rule that grants it without a person. Where it does not say yes, a person decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<Decides>,
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// 办理结果: what one receives, and how.
    pub result: LocalizedText,
    /// 领取方式: how the paper of the result may reach the applicant, the usual one first; empty where it is no paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delivers: Vec<DeliveryWay>,
    /// What its result is called on paper, where it is not the 办理结果通知书 of its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<LocalizedText>,
    pub guide: Guide,
    pub sources: Vec<SourceId>,
}

/// A proof that nobody has to bring (减证便民): the office compares its own records instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exempted {
    /// Exempted once, however many services name it.
    pub id: String,
    pub name: LocalizedText,
    /// Why it is not asked for.
    pub why: LocalizedText,
    pub sources: Vec<SourceId>,
}

/// A rule that grants a service without a person (无人审批), where every check holds. It rests on records of the state
/// and on the proven identity alone: on what is only typed it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decides {
    /// The day this rule came into force, YYYY-MM-DD; the decision names it.
    pub version: String,
    /// In the order in which they are told.
    pub checks: Vec<RuleCheck>,
    /// What is decided, where it differs from person to person: `{name}` stands for the value of that fact, as it
    /// follows from verified values. Where one of them is not known, a person decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<LocalizedText>,
    /// What it grants has its effect in the world at once, as a card is locked: it is not undone with the hand-in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_once: bool,
    pub sources: Vec<SourceId>,
}

/// One thing that a rule compares with a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleCheck {
    /// By it the record of a case names what a person had to look at.
    pub id: String,
    /// It is to hold for every row of this group, by what registers say of the row's person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<GroupId>,
    pub when: Condition,
    /// Said where it holds: a reason of the decision.
    pub met: LocalizedText,
    /// Said where it does not, or where nobody vouches for it: why a person looks. It blames nobody.
    pub open: LocalizedText,
    /// The register that is asked, by name.
    pub register: LocalizedText,
}

/// One condition of a service, with the words for each outcome. `{name}` in a text stands for the
/// value of that question or fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub when: Condition,
    pub met: LocalizedText,
    pub unmet: LocalizedText,
    pub open: LocalizedText,
    /// What one can do where it is not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<LocalizedText>,
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
    /// Not handed in here: another office's, or not live in this place. `elsewhere` says where to go.
    Elsewhere,
}

/// How the paper of a result reaches the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryWay {
    /// 自取, at a counter.
    Counter,
    /// 邮寄, to an address.
    Post,
    /// 电子: the PDF alone.
    Electronic,
}

/// That a service uses a repeating group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupUse {
    pub id: GroupId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
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
    pub label: LocalizedText,
    /// A question or fact. While it is not known, `open` is said, or nothing.
    pub value: Name,
    /// 个月, 元 …; empty where the value says it itself.
    #[serde(default)]
    pub unit: LocalizedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// 怎么算的, in a sentence or two.
    pub how: LocalizedText,
    /// What is said while the value is not known, such as where the place has not told its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<LocalizedText>,
    /// 怎么算的, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table: Vec<FigureLine>,
    /// The months and days it turns on, drawn as a line from past to future.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Mark>,
}

/// A line of the table that shows how a figure came about. `{name}` in the text stands for a value; a line
/// that names something unknown is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FigureLine {
    pub label: LocalizedText,
    pub text: LocalizedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// A fact, such as an average wage of the place: the line stands only while it is not known, and says what could
    /// therefore not be reckoned in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_known: Option<Name>,
}

/// A mark on the time line of a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub label: LocalizedText,
    /// A month or a day.
    pub at: Name,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}
