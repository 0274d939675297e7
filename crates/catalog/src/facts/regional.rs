//! Numbers of the place: the year of the event chooses them, and no other year's stands in where one is missing.
//! What a figure rests on can be told, so that a sum is shown with its sources and a missing one with the reason.

use civic::day::YearMonth;

use super::{Entry, EvalContext, conclude, only};
use crate::Value;
use crate::evaluation::MAX_DEPTH;
use crate::scenario::{Derivation, Regional};

/// A number of the place on which a value rests, whether or not it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberUse {
    /// Its id among the numbers of the place.
    pub id: String,
    pub year: i32,
}

impl<'a> EvalContext<'a> {
    pub(super) fn regional(&self, regional: &'a Regional, depth: u8) -> Entry<'a> {
        let event = regional
            .event
            .as_ref()
            .map(|event| self.entry(event, depth));
        let Some(year) = self.year_of(regional, event.as_ref()) else {
            return conclude(None, event);
        };
        let number = self.scenario.region.number(&regional.number);
        match number.and_then(|number| number.of_year(year)) {
            Some(of) => conclude(Some(Value::Number(of.value)), event),
            None => Entry::open(only(&regional.number)),
        }
    }

    fn year_of(&self, regional: &Regional, event: Option<&Entry<'a>>) -> Option<i32> {
        let month = match event {
            Some(event) => event.state.value()?.month()?,
            None => YearMonth::from(self.context.today),
        };
        Some(month.year() - i32::from(regional.years_before))
    }

    /// The numbers of the place on which a value rests, each with the year that the answers choose.
    pub(crate) fn numbers_of(&self, name: &'a str) -> Vec<NumberUse> {
        let mut found = Vec::new();
        self.find_numbers(name, 0, &mut found);
        found
    }

    fn find_numbers(&self, name: &'a str, depth: u8, found: &mut Vec<NumberUse>) {
        let of_row = self.row.and_then(|scope| {
            let mut facts = scope.group.facts.iter();
            facts.find(|fact| fact.id == name)
        });
        let Some(fact) = of_row.or_else(|| self.scenario.fact(name)) else {
            return;
        };
        if depth > MAX_DEPTH {
            return;
        }
        if let Derivation::Regional(regional) = &fact.derive {
            let event = regional
                .event
                .as_ref()
                .map(|event| self.entry(event, depth));
            let number = self
                .year_of(regional, event.as_ref())
                .map(|year| NumberUse {
                    id: regional.number.clone(),
                    year,
                });
            found.extend(number.filter(|number| !found.contains(number)));
        }
        if let Some((group, of)) = fact.derive.of_rows()
            && let Some(group) = self.scenario.group(group)
        {
            for row in self.answers.rows(&group.id) {
                self.in_row(group, row).find_numbers(of, depth + 1, found);
            }
        }
        for name in fact.derive.names() {
            self.find_numbers(name, depth + 1, found);
        }
    }
}
