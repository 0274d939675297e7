//! How each derivation comes to its value: the names it rests on are looked up, `civic` does the rest.
//! What a part leaves unknown, the whole leaves unknown.

use civic::clock::Span;
use civic::day::{self, Day, YearMonth};
use civic::{retirement, unemployment};

use super::conditions::evaluate_at;
use super::{Entry, EvalContext, State, conclude, only};
use crate::Value;
use crate::evaluation::Truth;
use crate::scenario::{Derivation, Name, TermUnit};

impl<'a> EvalContext<'a> {
    pub(super) fn derive(&self, derivation: &'a Derivation, depth: u8) -> Entry<'a> {
        let today = self.context.today;
        match derivation {
            Derivation::Whether(condition) => {
                let evaluation = evaluate_at(condition, self, depth);
                match evaluation.truth {
                    Truth::Unknown => Entry::open(evaluation.missing),
                    truth => Entry {
                        state: State::Known(Value::Flag(truth == Truth::Yes)),
                        reasons: evaluation.because,
                    },
                }
            }
            Derivation::Record(key) => self.record(key),
            Derivation::BenefitMonths { insured, unused } => {
                let unused = unused.as_ref().map(|name| self.entry(name, depth));
                // An earlier remainder that was never asked about is none.
                let remainder = match &unused {
                    None
                    | Some(Entry {
                        state: State::NotAsked,
                        ..
                    }) => Some(0),
                    Some(entry) => months(&entry.state),
                };
                let insured = self.entry(insured, depth);
                let result = months(&insured.state)
                    .zip(remainder)
                    .map(|(insured, remainder)| {
                        let longest = unemployment::longest_with_remainder(insured, remainder);
                        Value::Number(longest.map_or(0, i64::from))
                    });
                conclude(result, [Some(insured), unused].into_iter().flatten())
            }
            Derivation::MonthsToRetirement(dates) => {
                self.about_retirement(dates, depth, |months| {
                    Value::Number(i64::from(months.unwrap_or(0)))
                })
            }
            Derivation::RetirementReached(dates) => {
                self.about_retirement(dates, depth, |months| Value::Flag(months.is_none()))
            }
            Derivation::Retirement {
                birth,
                sex,
                post,
                special,
                want,
            } => self.retirement([birth, sex, post], *special, *want, depth),
            Derivation::DisabilityAllowance { dates, contributed } => {
                self.disability_allowance(dates, contributed, depth)
            }
            Derivation::AllowanceMonths { contributed } => {
                let contributed = self.entry(contributed, depth);
                let longest = months(&contributed.state).map(|months| {
                    Value::Number(retirement::limited_allowance_months(months).into())
                });
                conclude(longest, [contributed])
            }
            Derivation::MinimumMonths { at } => self.by_month(at, depth, |month| {
                Value::Number(retirement::minimum_contribution_months(month.year()).into())
            }),
            Derivation::Age { birth } => self.by_month(birth, depth, |birth| {
                let months = YearMonth::from(today).months_since(birth).max(0);
                Value::Number(i64::from(months / 12))
            }),
            Derivation::MonthsSince { date } => self.by_day(date, depth, |date| {
                let months = if date > today {
                    0
                } else {
                    day::months_between(date, today)
                };
                Value::Number(i64::from(months))
            }),
            Derivation::DaysSince { date } => {
                self.by_day(date, depth, |date| Value::Number((today - date).num_days()))
            }
            Derivation::DaysUntil { date } => {
                self.by_day(date, depth, |date| Value::Number((date - today).num_days()))
            }
            Derivation::Deadline { from, amount, unit } => self.by_day(from, depth, |from| {
                Value::Text(day::iso(last_day(from, *amount, *unit)))
            }),
            Derivation::MonthAfter { from, months } => self.by_month(from, depth, |month| {
                Value::Text(month.add_months((*months).clamp(-1200, 1200)).iso())
            }),
            Derivation::Survivors(survivors) => self.survivors(survivors, depth),
            Derivation::WorkDeath(work_death) => self.work_death(work_death, depth),
            Derivation::Dependant(dependant) => self.dependant(dependant, depth),
            Derivation::Severance(severance) => self.severance(severance, depth),
            Derivation::Today => conclude(Some(Value::Text(day::iso(today))), []),
            Derivation::MonthsBetween { from, to } => {
                let (from, to) = (self.entry(from, depth), self.entry(to, depth));
                let month = |entry: &Entry| entry.state.value().and_then(Value::month);
                let result = month(&from)
                    .zip(month(&to))
                    .map(|(from, to)| Value::Number(to.months_since(from).into()));
                conclude(result, [from, to])
            }
            Derivation::YearOf { date, plus } => self.by_month(date, depth, |month| {
                Value::Number(i64::from(month.year()) + i64::from(*plus))
            }),
            Derivation::Regional(regional) => self.regional(regional, depth),
            Derivation::Sum(names) => self.fold(names, depth, i64::checked_add),
            Derivation::Greatest(names) => self.fold(names, depth, |a, b| Some(a.max(b))),
            Derivation::Least(names) => self.fold(names, depth, |a, b| Some(a.min(b))),
            Derivation::Product { of, by, per } => {
                let (of, by) = (self.entry(of, depth), self.entry(by, depth));
                let result = of
                    .state
                    .number()
                    .zip(by.state.number())
                    .and_then(|(of, by)| scaled(of, by, *per))
                    .map(Value::Number);
                conclude(result, [of, by])
            }
            Derivation::Scale { of, times, per } => {
                let of = self.entry(of, depth);
                let result = of
                    .state
                    .number()
                    .and_then(|number| scaled(number, *times, *per))
                    .map(Value::Number);
                conclude(result, [of])
            }
            Derivation::CountRows { group, condition } => {
                self.over_rows(group, None, condition.as_ref(), depth)
            }
            Derivation::SumRows {
                group,
                of,
                condition,
            } => self.over_rows(group, Some(of), condition.as_ref(), depth),
        }
    }

    /// It rests on the record itself, which is named by its key.
    fn record(&self, key: &'a str) -> Entry<'a> {
        let of_row = self.row.as_ref().and_then(|scope| scope.values.get(key));
        let value = of_row.or_else(|| self.context.record(key, self.acting_for));
        Entry {
            state: value.cloned().map_or(State::Open, State::Known),
            reasons: only(key),
        }
    }

    fn by_month(&self, name: &'a str, depth: u8, then: impl Fn(YearMonth) -> Value) -> Entry<'a> {
        let entry = self.entry(name, depth);
        let result = entry.state.value().and_then(Value::month).map(then);
        conclude(result, [entry])
    }

    fn by_day(&self, name: &'a str, depth: u8, then: impl Fn(Day) -> Value) -> Entry<'a> {
        let entry = self.entry(name, depth);
        let result = entry.state.value().and_then(Value::day).map(then);
        conclude(result, [entry])
    }

    /// A part whose question does not arise counts for nothing.
    fn fold(
        &self,
        names: &'a [Name],
        depth: u8,
        join: impl Fn(i64, i64) -> Option<i64>,
    ) -> Entry<'a> {
        let parts: Vec<Entry> = names.iter().map(|name| self.entry(name, depth)).collect();
        let mut numbers = parts
            .iter()
            .filter(|part| part.state != State::NotAsked)
            .map(|part| part.state.number());
        let result = numbers
            .next()
            .flatten()
            .and_then(|first| numbers.try_fold(first, |whole, next| join(whole, next?)));
        conclude(result.map(Value::Number), parts)
    }
}

pub(super) fn months(state: &State) -> Option<u32> {
    state.number().and_then(|n| u32::try_from(n).ok())
}

fn scaled(number: i64, times: i64, per: i64) -> Option<i64> {
    let product = i128::from(number) * i128::from(times);
    let per = i128::from(per);
    if per <= 0 {
        return None;
    }
    i64::try_from((2 * product + per).div_euclid(2 * per)).ok()
}

fn last_day(from: Day, amount: u16, unit: TermUnit) -> Day {
    let amount = u32::from(amount);
    let span = match unit {
        TermUnit::CalendarDays => Span::Days(amount),
        TermUnit::WorkingDays => Span::Workdays(amount),
        TermUnit::Months => Span::Months(amount),
        TermUnit::Years => Span::Years(amount),
    };
    span.deadline(from).day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_is_rounded_up() {
        assert_eq!(scaled(5, 1, 2), Some(3));
        assert_eq!(scaled(-5, 1, 2), Some(-2));
        assert_eq!(scaled(5, 1, 0), None);
        assert_eq!(scaled(i64::MAX, i64::MAX, 1), None);
    }

    #[test]
    fn thirty_days_after_hiring_end_thirty_days_later() {
        let hired = day::parse_iso("2026-11-01").unwrap();
        let last = last_day(hired, 30, TermUnit::CalendarDays);
        assert_eq!(day::iso(last), "2026-12-01");
        let year = last_day(hired, 1, TermUnit::Years);
        assert_eq!(day::iso(year), "2027-11-01");
    }
}
