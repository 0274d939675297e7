//! 办事指南: the elements that a service guide must publish, and the labels and limits of a service.
//! Of the eleven elements of the 2016 notice (基层政务公开), 申请材料 and 办理时限 come from the service itself.

use civic::Day;
use civic::clock::Span;
use civic::workdays::Due;
use serde::{Deserialize, Serialize};

use super::SourceId;
use crate::LocalizedText;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// 服务对象
    pub audience: LocalizedText,
    /// 办理依据
    pub basis: Vec<SourceId>,
    /// 受理单位
    pub accepted_by: LocalizedText,
    /// 办理地点
    pub place: LocalizedText,
    /// 基本流程
    pub steps: Vec<LocalizedText>,
    /// 示范文本: how a filled-in form looks, in words.
    pub sample: LocalizedText,
    /// 收费依据及标准
    pub fee: Fee,
    /// 咨询方式; the region's hotline where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consult: Option<LocalizedText>,
    /// 监督投诉方式; the region's line where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complain: Option<LocalizedText>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// 「不收费」 or the amount.
    pub amount: LocalizedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<LocalizedText>,
}

/// A time limit with its unit (单位: 工作日、自然日 …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    pub amount: u16,
    pub unit: LimitUnit,
}

/// Ordered from short to long for limits of the same amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    Minutes,
    WorkingDays,
    CalendarDays,
}

impl TimeLimit {
    /// The last day of a limit that begins with `start`; that day itself is not counted (民法典 article 201).
    pub fn due(self, start: Day) -> Due {
        self.span().after(start)
    }

    /// The same as a legal period.
    pub fn span(self) -> Span {
        let amount = u32::from(self.amount);
        match self.unit {
            LimitUnit::Minutes => Span::OfficeMinutes(amount),
            LimitUnit::WorkingDays => Span::Workdays(amount),
            LimitUnit::CalendarDays => Span::Days(amount),
        }
    }

    /// For comparing limits of different units only: a working day counts as 1.4 days.
    pub fn approximate_minutes(self) -> u32 {
        const DAY: u32 = 24 * 60;
        let amount = u32::from(self.amount);
        match self.unit {
            LimitUnit::Minutes => amount,
            LimitUnit::CalendarDays => amount * DAY,
            LimitUnit::WorkingDays => amount * DAY * 7 / 5,
        }
    }
}

/// Labels a service may bear (审批服务便民化).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// 马上办
    AtOnce,
    /// 网上办
    Online,
    /// 就近办
    Nearby,
    /// 一次办
    OneVisit,
    /// 免申即享
    WithoutApplication,
    /// 跨省通办
    AcrossProvinces,
}

#[cfg(test)]
mod tests {
    use super::*;
    use civic::day;

    #[test]
    fn each_unit_is_counted_by_its_own_rule() {
        let start = day::parse_iso("2026-11-21").unwrap();
        for (amount, unit, last) in [
            (60, LimitUnit::CalendarDays, "2027-01-20"),
            (5, LimitUnit::WorkingDays, "2026-11-27"),
            // It begins on a Saturday.
            (30, LimitUnit::Minutes, "2026-11-23"),
        ] {
            let limit = TimeLimit { amount, unit };
            assert_eq!(day::iso(limit.due(start).day), last, "{unit:?}");
        }
    }
}
