//! The answers that are tried: every option; of several the single ones and their pairs; of numbers and dates
//! the ends and both sides of every threshold.

use std::collections::BTreeSet;

use catalog::Value;
use catalog::scenario::{CENTS, Choice, DateBounds, Kind};
use chrono::Datelike;
use civic::day::{Day, YearMonth, iso, parse_iso};

/// A range of numbers, days or months, as whole numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) from: i64,
    pub(super) to: i64,
    unit: Unit,
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Number,
    Day,
    Month,
}

/// The oldest day that is tried where a date has no earliest one.
const OLDEST: &str = "1900-01-01";
/// How far into the future days are tried where they may lie there.
const YEARS_AHEAD: u32 = 30;

impl Range {
    pub(super) fn of(kind: &Kind, today: Day) -> Option<Self> {
        match kind {
            Kind::Number(bounds) => Some(Self::numbers(bounds.min, bounds.max)),
            Kind::YearsMonths(bounds) => Some(Self::numbers(bounds.min, bounds.max)),
            Kind::Money(bounds) => Some(Self::numbers(
                bounds.min.saturating_mul(CENTS),
                bounds.max.saturating_mul(CENTS),
            )),
            Kind::Date(bounds) => {
                let (from, to) = days(bounds, today)?;
                Some(Self {
                    from: from.num_days_from_ce().into(),
                    to: to.num_days_from_ce().into(),
                    unit: Unit::Day,
                })
            }
            Kind::Month(bounds) => {
                let (from, to) = days(bounds, today)?;
                Some(Self {
                    from: month_number(from.into()),
                    to: month_number(to.into()),
                    unit: Unit::Month,
                })
            }
            _ => None,
        }
    }

    pub(super) const fn numbers(from: i64, to: i64) -> Self {
        Self {
            from,
            to,
            unit: Unit::Number,
        }
    }

    pub(super) fn value(&self, at: i64) -> Option<Value> {
        match self.unit {
            Unit::Number => Some(Value::Number(at)),
            Unit::Day => {
                let day = Day::from_num_days_from_ce_opt(i32::try_from(at).ok()?)?;
                Some(Value::Text(iso(day)))
            }
            Unit::Month => {
                let year = i32::try_from(at.div_euclid(12)).ok()?;
                let month = u32::try_from(at.rem_euclid(12)).ok()? + 1;
                Some(Value::Text(YearMonth::new(year, month)?.iso()))
            }
        }
    }

    /// Evenly spread places from one end to the other.
    pub(super) fn grid(&self, parts: i64) -> Vec<i64> {
        let width = self.to.saturating_sub(self.from);
        let mut places: Vec<i64> = (0..=parts)
            .map(|part| {
                self.from
                    + i64::try_from(i128::from(width) * i128::from(part) / i128::from(parts))
                        .unwrap_or(0)
            })
            .collect();
        places.dedup();
        places
    }

    pub(super) fn contains(&self, at: i64) -> bool {
        (self.from..=self.to).contains(&at)
    }
}

fn month_number(month: YearMonth) -> i64 {
    i64::from(month.year()) * 12 + i64::from(month.month()) - 1
}

fn days(bounds: &DateBounds, today: Day) -> Option<(Day, Day)> {
    let earliest = bounds.earliest.as_deref().unwrap_or(OLDEST);
    let from = parse_iso(earliest)
        .or_else(|| YearMonth::parse(earliest).map(|month| month.day_or_last(1)))?;
    let to = if bounds.future {
        let months = i32::try_from(YEARS_AHEAD * 12).ok()?;
        YearMonth::from(today).add_months(months).day_or_last(28)
    } else {
        today
    };
    Some((from, to))
}

/// The answers of a kind that has no thresholds.
pub(super) fn plain(kind: &Kind, mentioned: &BTreeSet<String>) -> Vec<Value> {
    match kind {
        Kind::Choice(choices) => choices
            .iter()
            .map(|choice| Value::Text(choice.id.clone()))
            .collect(),
        Kind::Several(choices) => several(choices, mentioned),
        Kind::YesNo => vec![Value::Flag(true), Value::Flag(false)],
        Kind::Text(0) => Vec::new(),
        Kind::Number(_)
        | Kind::YearsMonths(_)
        | Kind::Money(_)
        | Kind::Date(_)
        | Kind::Month(_) => Vec::new(),
        _ => vec![Value::from("…")],
    }
}

/// Each option alone; of those that conditions mention every pair, and all together.
fn several(choices: &[Choice], mentioned: &BTreeSet<String>) -> Vec<Value> {
    let mut sets: Vec<Vec<String>> = choices
        .iter()
        .map(|choice| vec![choice.id.clone()])
        .collect();
    let free: Vec<&String> = choices
        .iter()
        .filter(|choice| !choice.none && mentioned.contains(&choice.id))
        .map(|choice| &choice.id)
        .collect();
    for (at, one) in free.iter().enumerate() {
        for other in free.iter().skip(at + 1) {
            sets.push(vec![(*one).clone(), (*other).clone()]);
        }
    }
    if free.len() > 2 {
        sets.push(free.into_iter().cloned().collect());
    }
    sets.into_iter().map(Value::Several).collect()
}

/// The places just before and just after each change of `signature` over a range.
pub(super) fn turns<T: PartialEq>(
    range: &Range,
    parts: i64,
    mut signature: impl FnMut(i64) -> T,
) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    let grid = range.grid(parts);
    let mut before: Option<(i64, T)> = None;
    for place in grid {
        let here = signature(place);
        if let Some((mut low, at_low)) = before.take()
            && at_low != here
        {
            let mut high = place;
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if signature(middle) == at_low {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            found.extend([low, high]);
        }
        before = Some((place, here));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_each_threshold_are_found() {
        let range = Range::numbers(0, 600);
        let found = turns(&range, 64, |months| (months >= 12, months >= 119));
        assert_eq!(found, BTreeSet::from([11, 12, 118, 119]));
    }

    #[test]
    fn days_and_months_come_back_as_they_are_written() {
        let today = parse_iso("2026-11-21").unwrap();
        let bounds = DateBounds {
            earliest: Some("1965-08-20".to_owned()),
            future: false,
            ..DateBounds::default()
        };
        let days = Range::of(&Kind::Date(bounds.clone()), today).unwrap();
        assert_eq!(days.value(days.from), Some(Value::from("1965-08-20")));
        assert_eq!(days.value(days.to), Some(Value::from("2026-11-21")));
        let months = Range::of(&Kind::Month(bounds), today).unwrap();
        assert_eq!(months.value(months.from), Some(Value::from("1965-08")));
    }
}
