//! One control for every kind of answer and field: choices, numbers, dates, texts.
//! It shows what it is given and reports what was entered; what that means is decided elsewhere.

mod choices;
mod composing;
mod line;
mod years_months;

use catalog::Value;
use catalog::plan::Limits;
use catalog::scenario::{Kind, YesNoWords};
use leptos::prelude::*;

use crate::dom::Node;
use crate::format;
use crate::messages::common;
use choices::{Entry, several, single};
pub(crate) use composing::Composing;
use line::with_unsure;
use years_months::years_months;

/// What a control needs to know.
pub(crate) struct Control {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// What stands in it at first.
    pub(crate) value: Option<Value>,
    /// How yes and no are said, where 是 and 不是 do not answer the question.
    pub(crate) yes_no: Option<YesNoWords>,
    /// 「不清楚」 is one of the answers, with what it leads to.
    pub(crate) unsure: Option<String>,
    /// The ids of what describes it: hint and error.
    pub(crate) described_by: String,
    /// What the facts allow.
    pub(crate) limits: Limits,
    pub(crate) invalid: Signal<bool>,
    /// It is about the person at the phone: the browser may offer what it knows.
    pub(crate) is_own: bool,
}

/// Whether a value of this kind comes key by key; all others come whole, with one choice.
pub(crate) fn is_typed(kind: &Kind) -> bool {
    match kind {
        Kind::Choice(_) | Kind::Several(_) | Kind::YesNo | Kind::Date(_) | Kind::Month(_) => false,
        Kind::Number(_)
        | Kind::YearsMonths(_)
        | Kind::Money(_)
        | Kind::Text(_)
        | Kind::PersonName
        | Kind::CitizenId
        | Kind::Permit
        | Kind::CreditCode
        | Kind::Mobile
        | Kind::BankCard
        | Kind::Postcode => true,
    }
}

/// The control; `entered` gets every change. A number or date that cannot be read comes as `None`.
pub(crate) fn control(
    control: Control,
    entered: impl Fn(Option<Value>) + Send + Sync + 'static,
) -> Node {
    of_kind(control, Entered::new(entered))
}

/// Called with every change. One type for all callers, so that the controls are in the download once.
type Entered = Callback<Option<Value>>;

fn of_kind(control: Control, entered: Entered) -> Node {
    match &control.kind {
        Kind::Choice(choices) => {
            let chosen = control
                .value
                .as_ref()
                .and_then(Value::text)
                .map(str::to_owned);
            let mut options: Vec<Entry> = choices.iter().map(Entry::of).collect();
            for entry in &mut options {
                entry.checked = chosen.as_deref() == Some(&entry.id);
            }
            single(control, options, entered)
        }
        Kind::YesNo => {
            let [yes, no] = match &control.yes_no {
                Some(words) => [&words.yes, &words.no].map(format::localized),
                None => [common::yes(), common::no()].map(str::to_owned),
            };
            let options = [(true, yes), (false, no)]
                .into_iter()
                .map(|(flag, label)| Entry {
                    id: flag.to_string(),
                    label,
                    hint: None,
                    checked: control.value == Some(Value::Flag(flag)),
                    value: Value::Flag(flag),
                })
                .collect();
            single(control, options, entered)
        }
        Kind::Several(choices) => {
            let choices = choices.clone();
            several(&control, choices, entered)
        }
        Kind::Number(bounds) => {
            let unit = format::localized(&bounds.unit);
            with_unsure(control, "numeric", "number", Some(unit), entered)
        }
        Kind::YearsMonths(_) => years_months(control, entered),
        Kind::Date(_) => with_unsure(control, "", "date", None, entered),
        Kind::Month(_) => with_unsure(control, "", "month", None, entered),
        Kind::Money(bounds) => {
            let unit = format::localized(&bounds.unit);
            with_unsure(control, "decimal", "number", Some(unit), entered)
        }
        Kind::CreditCode | Kind::Permit => with_unsure(control, "text", "code", None, entered),
        Kind::Postcode => with_unsure(control, "numeric", "code", None, entered),
        Kind::CitizenId => with_unsure(control, "text", "code", None, entered),
        Kind::Mobile => with_unsure(control, "tel", "code", None, entered),
        Kind::BankCard => with_unsure(control, "numeric", "code", None, entered),
        Kind::PersonName | Kind::Text(_) => with_unsure(control, "text", "text", None, entered),
    }
}
