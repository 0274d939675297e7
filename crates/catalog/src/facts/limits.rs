//! What a date, month or number must lie between, as it follows from what is known.

use civic::day::{self, Day, YearMonth};

use super::{EvalContext, NumberUse, evaluate};
use crate::Value;
use crate::evaluation::Truth;
use crate::field_check::FieldProblem;
use crate::scenario::{Kind, Limit, TODAY, Within};

/// The narrowest limits that are known; none where they leave nothing between them, for what nobody can answer must
/// not stop anyone: there a requirement of the service says why it does not apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    pub min: Option<Value>,
    pub max: Option<Value>,
}

impl Limits {
    /// Whether a value lies outside.
    pub fn problem(&self, kind: &Kind, value: &Value) -> Option<FieldProblem> {
        let at = place(kind, value)?;
        let of = |limit: &Option<Value>| limit.as_ref().and_then(|limit| place(kind, limit));
        if of(&self.min).is_some_and(|min| at < min) {
            return Some(FieldProblem::BelowLimit);
        }
        let above = of(&self.max).is_some_and(|max| at > max);
        above.then_some(FieldProblem::AboveLimit)
    }

    pub const fn is_empty(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }
}

impl<'a> EvalContext<'a> {
    pub(crate) fn limits(&self, kind: &Kind, within: Option<&'a Within>) -> Limits {
        let Some(within) = within else {
            return Limits::default();
        };
        let known = |limits: &'a [Limit]| {
            let held = limits.iter().filter(|limit| {
                if self.may_be_exceeded(&limit.of) {
                    return false;
                }
                let holds = |when| evaluate(when, self).truth == Truth::Yes;
                limit.when.as_ref().is_none_or(holds)
            });
            let places = held.filter_map(|limit| {
                let from = match &*limit.of {
                    TODAY => Value::Text(day::iso(self.context.today)),
                    name => self.value(name)?,
                };
                let from = place(kind, &from)?;
                Some(from + i64::from(limit.plus))
            });
            places.collect::<Vec<i64>>()
        };
        let min = known(&within.min).into_iter().max();
        let max = known(&within.max).into_iter().min();
        let (lowest, highest) = own_bounds(kind);
        let least = min.into_iter().chain(lowest).max();
        let most = max.into_iter().chain(highest).min();
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            return Limits::default();
        }
        Limits {
            min: min.and_then(|at| value_at(kind, at)),
            max: max.and_then(|at| value_at(kind, at)),
        }
    }

    /// Whether a limit is that of the whole country, and the place may have a higher one: what nobody here has set
    /// stops nobody.
    fn may_be_exceeded(&self, name: &'a str) -> bool {
        let numbers = self.numbers_of(name);
        let number = |of: &NumberUse| self.scenario.region.number(&of.id);
        let mut numbers = numbers.iter().filter_map(number);
        numbers.any(|number| number.places_may_exceed)
    }
}

/// Between what a number lies by its kind alone.
fn own_bounds(kind: &Kind) -> (Option<i64>, Option<i64>) {
    match kind {
        Kind::Number(bounds) => (Some(bounds.min), Some(bounds.max)),
        Kind::YearsMonths(bounds) => (Some(bounds.min), Some(bounds.max)),
        _ => (None, None),
    }
}

/// Where a value lies among its kind: days, months or numbers in a row.
fn place(kind: &Kind, value: &Value) -> Option<i64> {
    match kind {
        Kind::Date(_) => Some((value.day()? - Day::default()).num_days()),
        Kind::Month(_) => {
            let month = value.month()?;
            Some(i64::from(month.year()) * 12 + i64::from(month.month()) - 1)
        }
        Kind::Number(_) | Kind::YearsMonths(_) | Kind::Money(_) => value.number(),
        _ => None,
    }
}

fn value_at(kind: &Kind, at: i64) -> Option<Value> {
    match kind {
        Kind::Date(_) => {
            let day = Day::default().checked_add_signed(chrono::TimeDelta::try_days(at)?)?;
            Some(Value::Text(day::iso(day)))
        }
        Kind::Month(_) => {
            let year = i32::try_from(at.div_euclid(12)).ok()?;
            let month = u32::try_from(at.rem_euclid(12)).ok()? + 1;
            Some(Value::Text(YearMonth::new(year, month)?.iso()))
        }
        _ => Some(Value::Number(at)),
    }
}
