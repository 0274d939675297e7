//! Questions of the guide, and the kinds of answer that they and the fields of the form take.
//! A question that decides nothing is not asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use civic::CitizenId;
use civic::day::{self, Day};

use super::{FieldId, QuestionId, SourceId, Within};
use crate::condition::Condition;
use crate::context::ActingFor;
use crate::{LocalizedText, Value};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: QuestionId,
    pub ask: LocalizedText,
    /// How it is asked of one in a role, where `ask` does not fit: 「您的性别是？」 of who acts for himself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ask_of: BTreeMap<ActingFor, LocalizedText>,
    /// The answer in a few words, as it is listed: 「离开原因」.
    pub label: LocalizedText,
    /// 为什么问这个
    pub why: LocalizedText,
    /// `{name}` in it stands for what follows from earlier answers; it is left out while that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<LocalizedText>,
    pub kind: Kind,
    /// How yes and no are said where 是 and 不是 do not answer the question: 办过, 没办过.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes_no: Option<YesNoWords>,
    /// Limits that follow from earlier answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// Asked only when this holds; it may look at earlier questions and at facts derived from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// What 「不清楚」 leads to. Without it the question has no such answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure: Option<LocalizedText>,
    /// Not asked on the way: it decides about nothing but figures, and the office knows the answer. Who wants the
    /// figure beforehand may answer it there; it needs `unsure` for who opens it and does not know.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// The record of the state that answers it: who has signed in is not asked (免填写).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The field of the form with the identity number that says it too: the day of birth, or the sex. A number that
    /// says another thing than the answer is not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_by: Option<FieldId>,
    /// How one can rightly come to another answer. Without it the answer is a fact of life, and nobody is told that
    /// another one would do better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainable: Option<Attainable>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// A step one can take so that another answer becomes true: sign the contract, report the loss, have it assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Attainable {
    /// From which answers: ids of choices, or `yes` and `no`. From any where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// To which answers, as ids likewise.
    pub to: Vec<String>,
    /// A whole sentence: 「先办正式挂失，就能补办新卡。」
    pub how: LocalizedText,
}

/// The words for yes and for no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct YesNoWords {
    pub yes: LocalizedText,
    pub no: LocalizedText,
}

impl Question {
    /// The words in which one in this role is asked.
    pub fn asked_of(&self, acting_for: ActingFor) -> &LocalizedText {
        self.ask_of.get(&acting_for).unwrap_or(&self.ask)
    }
}

/// What an answer or a form field holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of these.
    Choice(Vec<Choice>),
    /// Any number of these; an option marked `none` excludes the others.
    Several(Vec<Choice>),
    YesNo,
    Number(Bounds),
    /// A stretch of time, typed as years and months and kept in whole months.
    YearsMonths(MonthBounds),
    /// YYYY-MM-DD
    Date(DateBounds),
    /// YYYY-MM
    Month(DateBounds),
    /// At most this many characters.
    Text(u16),
    PersonName,
    CitizenId,
    Mobile,
    BankCard,
    /// 统一社会信用代码
    CreditCode,
    /// The number of a document other than the identity card: 港澳台居住证, 通行证, 永居证, 护照.
    Permit,
    Postcode,
    /// An amount of money, typed in yuan (bounds in yuan) and kept in whole 分.
    Money(Bounds),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub label: LocalizedText,
    /// Other words for it in people's spreadsheets: 「大学本科」.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<LocalizedText>,
    /// 「以上都不是」: excludes the other options of `several`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub none: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    pub min: i64,
    pub max: i64,
    /// 个月, 元, 人 …
    pub unit: LocalizedText,
}

/// How long a stretch of time may be, in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MonthBounds {
    pub min: i64,
    pub max: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DateBounds {
    /// YYYY-MM-DD (or YYYY-MM for a month)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Whether it may lie after today.
    pub future: bool,
    /// It is the last day of a document's validity: past, it is refused, and 「长期」 stands in place of a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Validity>,
    /// The age by which alone it can be, of a field of the form: nobody is hired before sixteen, nor dies before birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<Reached>,
}

/// An age that somebody has reached by that day, by the number of their identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// The field of the form, or of the same row, with the number. While it holds none, nothing is said.
    pub number: FieldId,
    /// In full years; 0 is the day of birth.
    pub years: u8,
    /// What is wrong where the age was not reached, and what to do.
    pub otherwise: LocalizedText,
}

/// How a document's last day is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// The days from today for which it must still be valid; 0 is today itself.
    #[serde(default)]
    pub at_least_days: u16,
    /// With no more days left than this it is good and may run out before the case is done: that is told.
    #[serde(default)]
    pub soon_days: u16,
    /// What to do once it is past: where it is renewed, and what helps meanwhile.
    pub expired: LocalizedText,
}

/// The value of a last day of validity that never comes: 长期.
pub const LONG_TERM: &str = "long_term";

/// 分 in a yuan.
pub const CENTS: i64 = 100;

impl DateBounds {
    /// Whether `value` is 「长期」 where that may stand.
    pub fn is_long_term(&self, value: &Value) -> bool {
        self.valid_until.is_some() && value.text() == Some(LONG_TERM)
    }

    /// Whether the bearer of the number was younger on that day; nothing while the number is none.
    pub fn is_too_young(&self, on: Day, number: &Value, today: Day) -> Option<bool> {
        let reached = self.reached.as_ref()?;
        let number = CitizenId::parse(number.text()?, today).ok()?;
        let age = day::age_in_years(number.birth(), on);
        Some(age.is_none_or(|age| age < u32::from(reached.years)))
    }
}

impl Kind {
    /// Whether it is a number that conditions compare with numbers: money is in 分 and compared as a fact.
    pub const fn is_counted(&self) -> bool {
        matches!(self, Self::Number(_) | Self::YearsMonths(_))
    }

    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::Several(choices) => choices,
            _ => &[],
        }
    }

    /// Whether this is an answer by its id: a choice, or `yes` and `no`.
    pub fn has_answer(&self, id: &str) -> bool {
        match self {
            Self::YesNo => matches!(id, "yes" | "no"),
            _ => self.choices().iter().any(|choice| choice.id == id),
        }
    }

    /// Whether `value` is of this kind at all (its shape and its options, not its plausibility).
    pub fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Choice(choices), Value::Text(id)) => {
                choices.iter().any(|choice| choice.id == *id)
            }
            (Self::Several(choices), Value::Several(ids)) => {
                !ids.is_empty()
                    && ids
                        .iter()
                        .all(|id| choices.iter().any(|choice| choice.id == *id))
            }
            (Self::YesNo, Value::Flag(_)) => true,
            (Self::Number(bounds), Value::Number(number)) => {
                (bounds.min..=bounds.max).contains(number)
            }
            (Self::YearsMonths(bounds), Value::Number(months)) => {
                (bounds.min..=bounds.max).contains(months)
            }
            (Self::Money(bounds), Value::Number(cents)) => {
                let cent = |yuan: i64| yuan.saturating_mul(CENTS);
                (cent(bounds.min)..=cent(bounds.max)).contains(cents)
            }
            (Self::Date(bounds), value) => value.day().is_some() || bounds.is_long_term(value),
            (Self::Month(_), value) => value.month().is_some(),
            (
                Self::Text(_)
                | Self::PersonName
                | Self::CitizenId
                | Self::Mobile
                | Self::BankCard
                | Self::CreditCode
                | Self::Permit
                | Self::Postcode,
                Value::Text(_),
            ) => true,
            _ => false,
        }
    }
}
