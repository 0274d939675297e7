//! Facts that follow from answers, records, the place and the day: a condition, or a named function of `civic`.
//! Amounts of money are whole 分 throughout; only the screen turns them into yuan.

use serde::{Deserialize, Serialize};

use super::{FactId, GroupId, Name, Regional, SourceId};
use crate::LocalizedText;
use crate::condition::Condition;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub id: FactId,
    /// In a few words, as it is listed: 「距法定退休年龄」.
    pub label: LocalizedText,
    pub derive: Derivation,
    /// How its value prints where a text names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<Shows>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// How a value prints in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// 61 岁 4 个月, from months.
    Age,
    /// 1,083,760.00, from 分.
    Yuan,
    /// 15.25, from hundredths.
    Hundredths,
    /// 2.5, from halves.
    Halves,
}

/// How a fact is derived: a condition, or a named function of `civic`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Derivation {
    /// Yes or no.
    Whether(Condition),
    /// What a register says, by the key of its record: of who has signed in or, in a row, of the row's person.
    /// Nobody is asked about it, and without a record it is not known: it is for rules that decide (`decides`).
    Record(String),
    /// Months of unemployment benefit at the longest (社会保险法第四十六条), from insured months and,
    /// where there was an earlier unemployment, the months not drawn then.
    BenefitMonths {
        insured: Name,
        unused: Option<Name>,
    },
    /// Months from today to the statutory retirement month (2025 rules); 0 once it is reached.
    MonthsToRetirement(LifeDates),
    /// Whether the day of the statutory retirement age has come. The last month before it also counts 0
    /// whole months, and there help for those near retirement still runs.
    RetirementReached(LifeDates),
    /// A side of the statutory retirement age (2025 rules).
    Retirement {
        birth: Name,
        sex: Name,
        post: Name,
        /// 特殊工种: reckoned from 55 (men) and 45 (women); disputed between places.
        #[serde(default)]
        special: bool,
        want: RetirementWant,
    },
    /// Which 病残津贴 it would be (人社部发〔2024〕72号): `like_pension`, `like_base_pension`, `limited_time`,
    /// or `pension_age` where the pension itself is due.
    DisabilityAllowance {
        dates: LifeDates,
        contributed: Name,
    },
    /// For how many months 病残津贴 is paid where the contributions do not suffice (the same, article 5).
    AllowanceMonths {
        contributed: Name,
    },
    /// The months of contribution a pension takes in the year of a month (办法 article 2): 180 rising to 240.
    MinimumMonths {
        at: Name,
    },
    /// Whole years of age today.
    Age {
        birth: Name,
    },
    /// Whole months since a date.
    MonthsSince {
        date: Name,
    },
    /// Days since a date; below zero while it is still to come.
    DaysSince {
        date: Name,
    },
    /// Days until a date; below zero once it is past.
    DaysUntil {
        date: Name,
    },
    /// The last day of a term that begins with the day after a date.
    Deadline {
        from: Name,
        amount: u16,
        unit: TermUnit,
    },
    /// A month so many months later (or earlier, below zero).
    MonthAfter {
        from: Name,
        months: i32,
    },
    /// 遗属待遇 (人社部发〔2021〕18号).
    Survivors(Survivors),
    /// 工亡待遇 (工伤保险条例第三十九条).
    WorkDeath(WorkDeath),
    /// Whether a row is of somebody who is entitled to 供养亲属抚恤金, and to how many percent of the wage.
    Dependant(Dependant),
    /// 经济补偿 (劳动合同法第四十七条).
    Severance(Severance),
    /// The day itself.
    Today,
    /// Calendar months from one month to another; below zero where the other is earlier.
    MonthsBetween {
        from: Name,
        to: Name,
    },
    /// The number of a date's year, or of one so many years later (or earlier, below zero).
    YearOf {
        date: Name,
        #[serde(default)]
        plus: i32,
    },
    /// A number that differs by place and year, from the region's file; open where that of the year is missing.
    Regional(Regional),
    Sum(Vec<Name>),
    /// The product of two numbers, divided by `per` and rounded half up: an amount and a percentage.
    Product {
        of: Name,
        by: Name,
        per: i64,
    },
    /// `of` × `times` ÷ `per`, rounded half up.
    Scale {
        of: Name,
        times: i64,
        per: i64,
    },
    /// The larger of two, such as an amount and its floor.
    Greatest(Vec<Name>),
    /// The smaller of two, such as an amount and its cap.
    Least(Vec<Name>),
    /// How many rows of a group meet the condition.
    CountRows {
        group: GroupId,
        #[serde(default, rename = "where")]
        condition: Option<Condition>,
    },
    /// The sum over the rows of a group of a column or of a fact of the row.
    SumRows {
        group: GroupId,
        of: Name,
        #[serde(default, rename = "where")]
        condition: Option<Condition>,
    },
}

/// What the retirement age depends on, by the names of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LifeDates {
    pub birth: Name,
    /// `male` or `female`
    pub sex: Name,
    /// `manager_or_technician` or `worker`; asked of women
    pub post: Name,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RetirementWant {
    /// The month of the statutory age.
    Month,
    /// The statutory age in months.
    AgeMonths,
    /// How many months of it the reform added.
    DelayMonths,
    /// The month in which the age before the reform is reached.
    OriginalMonth,
    /// The earliest month of flexible retirement.
    EarliestMonth,
    /// The latest month of flexible retirement.
    LatestMonth,
}

/// The unit of a term (期间).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    CalendarDays,
    WorkingDays,
    Months,
    Years,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Survivors {
    /// Monthly income per head of the province's townspeople in the year before the death, in 分.
    pub base: Name,
    /// Months of contribution in work.
    pub insured_months: Name,
    /// Months of pension drawn: asked of those who had retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_months: Option<Name>,
    /// What the person had paid in, in 分: the cap where fewer than five years were paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_contributions: Option<Name>,
    pub want: SurvivorsWant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurvivorsWant {
    /// 丧葬补助金, 分
    Funeral,
    /// 抚恤金, 分
    Pension,
    Total,
    /// The months that 抚恤金 counts, in hundredths.
    PensionMonths,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorkDeath {
    /// 丧葬补助金: six months of the place's average monthly wage (分).
    Funeral { average_wage: Name },
    /// 一次性工亡补助金: twenty times the national yearly income per head of townspeople (分).
    Grant { national_income: Name },
    /// 供养亲属抚恤金 a month: the rows' shares of the wage (分), together no more than the wage.
    Dependants {
        wage: Name,
        /// The place's average monthly wage (分): the wage counts within 60 % and 300 % of it (article 64), and as it
        /// is where the average is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        average_wage: Option<Name>,
        group: GroupId,
        share: Name,
    },
}

/// A relative who was supported by one who died at work (因工死亡职工供养亲属范围规定), by the names of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dependant {
    /// spouse, child, parent, grandparent, grandchild, sibling
    pub relation: Name,
    pub birth: Name,
    /// The day of the death.
    pub death: Name,
    pub sex: Name,
    /// 劳动能力鉴定: `lost`, `not_lost`; anything else is not assessed.
    pub capacity: Name,
    /// Whether the dead provided the main means of living.
    pub supported: Name,
    /// For grandparents, grandchildren, siblings: whether nobody stands before them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_before: Option<Name>,
    /// 孤寡老人 or 孤儿: ten percent more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<Name>,
    pub want: DependantWant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DependantWant {
    /// Yes or no.
    Entitled,
    /// 30, 40 or 50; 0 where there is no claim.
    Percent,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Severance {
    pub started: Name,
    pub ended: Name,
    /// Average monthly wage of the last twelve months, 分.
    pub wage: Name,
    /// The place's average monthly wage of the year before, 分: three times it is the cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average_wage: Option<Name>,
    pub want: SeveranceWant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeveranceWant {
    /// Half months of wage that are paid.
    HalfMonths,
    /// 分
    Amount,
}

impl Derivation {
    /// The names of questions, facts and columns that it looks at.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Whether(condition) => {
                let mut names = Vec::new();
                condition.walk(&mut |part| names.extend(part.subject()));
                names
            }
            Self::BenefitMonths { insured, unused } => some([Some(insured), unused.as_ref()]),
            Self::MonthsToRetirement(dates) | Self::RetirementReached(dates) => {
                vec![&dates.birth, &dates.sex, &dates.post]
            }
            Self::Retirement {
                birth, sex, post, ..
            } => vec![birth, sex, post],
            Self::DisabilityAllowance { dates, contributed } => {
                vec![&dates.birth, &dates.sex, &dates.post, contributed]
            }
            Self::AllowanceMonths { contributed } => vec![contributed],
            Self::MinimumMonths { at } => vec![at],
            Self::Age { birth } => vec![birth],
            Self::MonthsSince { date }
            | Self::DaysSince { date }
            | Self::DaysUntil { date }
            | Self::YearOf { date, .. } => vec![date],
            Self::Deadline { from, .. } | Self::MonthAfter { from, .. } => vec![from],
            Self::Survivors(of) => some([
                Some(&of.base),
                Some(&of.insured_months),
                of.drawn_months.as_ref(),
                of.own_contributions.as_ref(),
            ]),
            Self::WorkDeath(WorkDeath::Funeral { average_wage }) => vec![average_wage],
            Self::WorkDeath(WorkDeath::Grant { national_income }) => vec![national_income],
            Self::WorkDeath(WorkDeath::Dependants {
                wage, average_wage, ..
            }) => some([Some(wage), average_wage.as_ref()]),
            Self::Regional(of) => some([of.event.as_ref()]),
            Self::Severance(of) => some([
                Some(&of.started),
                Some(&of.ended),
                Some(&of.wage),
                of.average_wage.as_ref(),
            ]),
            Self::Dependant(of) => some([
                Some(&of.relation),
                Some(&of.birth),
                Some(&of.death),
                Some(&of.sex),
                Some(&of.capacity),
                Some(&of.supported),
                of.none_before.as_ref(),
                of.alone.as_ref(),
            ]),
            Self::Product { of, by, .. } => vec![of, by],
            Self::MonthsBetween { from, to } => vec![from, to],
            Self::Scale { of, .. } => vec![of],
            Self::Sum(names) | Self::Greatest(names) | Self::Least(names) => {
                names.iter().map(String::as_str).collect()
            }
            // What rows hold is looked up in their own names.
            Self::Today | Self::Record(_) | Self::CountRows { .. } | Self::SumRows { .. } => {
                Vec::new()
            }
        }
    }

    /// What is looked up in each row of a group.
    pub fn of_rows(&self) -> Option<(&GroupId, &Name)> {
        match self {
            Self::SumRows { group, of, .. } => Some((group, of)),
            Self::WorkDeath(WorkDeath::Dependants { group, share, .. }) => Some((group, share)),
            _ => None,
        }
    }
}

fn some<const N: usize>(names: [Option<&Name>; N]) -> Vec<&str> {
    names.into_iter().flatten().map(String::as_str).collect()
}
