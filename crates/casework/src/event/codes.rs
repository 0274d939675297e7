//! The codes that events carry. Their words stand in the texts of whoever shows them.

use serde::{Deserialize, Serialize};

/// How a thing that is to be corrected will do (怎么补才行).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// 重新拍
    TakeAgain,
    /// 补上缺的页
    AddPages,
    /// 换成这一种材料
    SendTheRightPaper,
    /// 补签字、盖章后再拍
    SignOrSeal,
    /// 换有效期内的
    Renew,
    /// 改正填写
    FillInAgain,
    /// 到窗口出示原件
    ShowAtCounter,
}

/// Why an office takes longer (行政许可法第四十二条: the reason is told to the applicant).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExtensionReason {
    /// 需要实地核实
    OnSiteCheck,
    /// 等待其他部门反馈
    OtherOffice,
    /// 情况复杂
    Complex,
    /// 不可抗力
    ForceMajeure,
}

/// Why something is refused, revoked or recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 不符合条件
    ConditionsNotMet,
    /// 材料不实
    FalseMaterial,
    /// 承诺不实
    FalsePromise,
    /// 逾期未补齐
    PaperNotBrought,
    /// 不属于本机关职权
    NotCompetent,
    /// 重复申请
    Repeated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// 与承诺一致
    Kept,
    /// 与承诺不符
    Broken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// 咨询
    Question,
    /// 异议: a person is to look at what was decided.
    Objection,
}

/// Of what somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// So many days are left, as the reminder says.
    DaysLeft(u16),
    /// 预警: the yellow light of an office.
    DueSoon,
}

/// Where a verified value came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The record of a register, by its key.
    Record(String),
    /// The proven identity of who has signed in.
    Identity,
}

/// 好差评: 1 (非常不满意) to 5 (非常满意). GB/T 39735-2020.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

impl Stars {
    #[must_use]
    pub fn new(stars: u8) -> Option<Self> {
        (1..=5).contains(&stars).then_some(Self(stars))
    }

    /// 差评: the two lowest.
    #[must_use]
    pub const fn is_bad(self) -> bool {
        self.0 <= 2
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = &'static str;

    fn try_from(stars: u8) -> Result<Self, Self::Error> {
        Self::new(stars).ok_or("stars are 1 to 5")
    }
}

/// What a rating names. The indicators of the national online rating: see the domain's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RatingReason {
    /// 办事效率
    Speed,
    /// 办事指南精确度
    Guide,
    /// 办事便捷度
    Convenience,
    /// 平台操作性
    Platform,
    /// 服务态度
    Manner,
}
