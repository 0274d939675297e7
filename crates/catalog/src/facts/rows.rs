//! Facts within a row of a group, and facts over all rows of one.
//! A row that is not filled in yet leaves open what rests on it.

use super::conditions::evaluate_at;
use super::{Entry, EvalContext, Scope, State, conclude, only};
use crate::Value;
use crate::condition::Condition;
use crate::evaluation::{MAX_DEPTH, Truth};
use crate::given::given;
use crate::scenario::{Field, Kind};

impl<'a> EvalContext<'a> {
    /// A column or a fact of the row; `None` where the row has no such name.
    pub(super) fn of_row(&self, scope: &Scope<'a>, name: &'a str, depth: u8) -> Option<Entry<'a>> {
        if let Some(fact) = scope.group.facts.iter().find(|fact| fact.id == name) {
            return (depth <= MAX_DEPTH).then(|| self.derive(&fact.derive, depth + 1));
        }
        let column = scope.group.column(name)?;
        let field = self.scenario.field(&column.id)?;
        let typed = || scope.values.get(name).cloned();
        // What the number says counts, whatever is typed beside it.
        let value = self.given_in_row(field).or_else(typed);
        let value = value.or_else(|| self.start_of_column(field));
        let value = value.filter(|value| field.kind.admits(value) && !value.is_blank());
        Some(Entry {
            state: value.map_or(State::Open, State::Known),
            reasons: only(&scope.group.id),
        })
    }

    /// What the identity number of the row says of a column.
    pub(crate) fn given_in_row(&self, field: &Field) -> Option<Value> {
        let number = self.row?.values.get(field.given_by.as_ref()?)?;
        given(&field.kind, number, self.context.today)
    }

    /// What an answer of the guide says of every row: the answer itself, or the one option that was chosen of several.
    pub(crate) fn start_of_column(&self, field: &'a Field) -> Option<Value> {
        let answer = self.value(field.answer.as_ref()?)?;
        let start = match answer {
            Value::Several(ids) if matches!(field.kind, Kind::Choice(_)) => {
                let [only] = ids.as_slice() else { return None };
                Value::Text(only.clone())
            }
            answer => answer,
        };
        field.kind.admits(&start).then_some(start)
    }

    /// How many rows meet the condition, or the sum of something over them.
    pub(super) fn over_rows(
        &self,
        group: &'a str,
        of: Option<&'a str>,
        condition: Option<&'a Condition>,
        depth: u8,
    ) -> Entry<'a> {
        let Some(group) = self.scenario.group(group) else {
            return Entry::open(only(group));
        };
        let mut total: Option<i64> = Some(0);
        let mut parts = vec![Entry {
            state: State::Known(Value::Number(0)),
            reasons: only(&group.id),
        }];
        for row in self.answers.rows(&group.id) {
            let inner = self.in_row(group, row);
            let truth = condition.map_or(Truth::Yes, |condition| {
                evaluate_at(condition, &inner, depth).truth
            });
            let amount = match (truth, of) {
                (Truth::No, _) => Some(0),
                (Truth::Unknown, _) => None,
                (Truth::Yes, None) => Some(1),
                (Truth::Yes, Some(of)) => {
                    let entry = inner.entry(of, depth);
                    let number = match entry.state {
                        State::NotAsked => Some(0),
                        ref state => state.number(),
                    };
                    parts.push(entry);
                    number
                }
            };
            total = total
                .zip(amount)
                .and_then(|(total, amount)| total.checked_add(amount));
        }
        conclude(total.map(Value::Number), parts)
    }
}
