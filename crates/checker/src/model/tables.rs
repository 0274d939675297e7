//! Calculated facts as tables of truths over the answers they rest on, filled by the oracle.
//! Where the combinations are too many, numbers and dates between two others count as the lower of them.

mod combinations;
mod turning;

use std::collections::BTreeMap;

use catalog::scenario::{Bounds, Fact, Kind};
use catalog::{Condition, LocalizedText, Value};
use civic::Day;

use super::Model;
use super::names::{Named, Names, Scope, VarOf};
use super::oracle::{Memory, Oracle};
use crate::expr::{Expr, Exprs, FIRST, UNKNOWN, Var};
use combinations::ask_all;

/// The most combinations of answers that are tried for one fact.
const MOST_COMBINATIONS: usize = 100_000;
/// The largest number over rows that is tried.
pub(super) const MOST_OVER_ROWS: i64 = 1_000_000_000;

type Key = (Scope, String);

#[derive(Default)]
pub(super) struct Tables {
    facts: BTreeMap<Key, Table>,
}

struct Table {
    roots: Vec<Var>,
    comparisons: Vec<Condition>,
    oracle: Option<Oracle>,
    /// One for each comparison; the last says whether there is a value.
    exprs: Vec<Expr>,
}

/// A fact that looks at nothing of a row means the same in every row and outside.
fn key(names: &Names<'_>, fact: &Fact, scope: Scope) -> Key {
    let in_row = scope.is_some_and(|group| {
        let of = &names.scenario.groups[group];
        let in_group = |id: &str| of.facts.iter().any(|one| one.id == id);
        let (roots, facts) = match names.meant(&fact.id, scope) {
            Some(Named::Fact(fact)) => names.rests_on(fact, scope),
            _ => return false,
        };
        facts.iter().any(|one| in_group(&one.id))
            || roots
                .iter()
                .any(|var| matches!(names.vars[*var], VarOf::Column { .. }))
    });
    (scope.filter(|_| in_row), fact.id.clone())
}

impl Tables {
    /// Notes that a calculated fact is compared so.
    pub(super) fn compare(
        &mut self,
        names: &Names<'_>,
        fact: &Fact,
        scope: Scope,
        condition: &Condition,
    ) {
        let table = self.facts.entry(key(names, fact, scope)).or_insert(Table {
            roots: Vec::new(),
            comparisons: Vec::new(),
            oracle: None,
            exprs: Vec::new(),
        });
        if !table.comparisons.contains(condition) {
            table.comparisons.push(condition.clone());
        }
    }

    /// Makes an oracle for each fact that is compared.
    pub(super) fn prepare(&mut self, model: &Model<'_>, today: Day, memory: &mut Memory) {
        let names = &model.names;
        let scopes = std::iter::once(None).chain((0..model.scenario.groups.len()).map(Some));
        for scope in scopes {
            let of_group = scope.map(|group| &model.scenario.groups[group].facts);
            for fact in of_group.into_iter().flatten().chain(&model.scenario.facts) {
                let Some(Named::Fact(fact)) = names.meant(&fact.id, scope) else {
                    continue;
                };
                if matches!(fact.derive, catalog::scenario::Derivation::Whether(_)) {
                    continue;
                }
                let (roots, facts) = names.rests_on(fact, scope);
                let table = self.facts.entry(key(names, fact, scope)).or_insert(Table {
                    roots: Vec::new(),
                    comparisons: Vec::new(),
                    oracle: None,
                    exprs: Vec::new(),
                });
                if table.oracle.is_some() {
                    continue;
                }
                let kinds: Vec<(String, Kind)> = roots
                    .iter()
                    .map(|var| {
                        let kind = model.kind(*var).cloned().unwrap_or(Kind::Number(Bounds {
                            min: 0,
                            max: MOST_OVER_ROWS,
                            unit: LocalizedText::default(),
                        }));
                        (names.id(*var).to_owned(), kind)
                    })
                    .collect();
                table.oracle = Some(Oracle::new(
                    (model.scenario, model.role, today),
                    memory,
                    &kinds,
                    facts.into_iter().cloned().collect(),
                    &fact.id,
                    &table.comparisons,
                ));
                table.roots = roots;
            }
        }
    }

    /// Asks the oracles of facts that are compared for every combination of candidates; returns where that was
    /// too much.
    pub(super) fn fill(&mut self, exprs: &mut Exprs, candidates: &[Vec<Value>]) -> Vec<String> {
        let mut limits = Vec::new();
        for ((_, fact), table) in &mut self.facts {
            if !table.comparisons.is_empty() && table.fill(exprs, candidates) {
                limits.push(format!(
                    "fact {fact} rests on {} answers: their values are tried together only in part",
                    table.roots.len()
                ));
            }
        }
        limits
    }

    pub(super) fn expr(
        &self,
        names: &Names<'_>,
        fact: &Fact,
        scope: Scope,
        condition: &Condition,
    ) -> Expr {
        let found = self.facts.get(&key(names, fact, scope)).and_then(|table| {
            let at = table.comparisons.iter().position(|one| one == condition)?;
            table.exprs.get(at).copied()
        });
        found.unwrap_or(UNKNOWN)
    }

    /// Whether a fact has a value.
    pub(super) fn known(
        &mut self,
        names: &Names<'_>,
        fact: &Fact,
        scope: Scope,
        exprs: &mut Exprs,
        candidates: &[Vec<Value>],
    ) -> Expr {
        let Some(table) = self.facts.get_mut(&key(names, fact, scope)) else {
            return UNKNOWN;
        };
        if table.exprs.is_empty() {
            table.fill(exprs, candidates);
        }
        table.exprs.last().copied().unwrap_or(UNKNOWN)
    }
}

impl Table {
    /// Fills the table; returns whether values were left out.
    fn fill(&mut self, exprs: &mut Exprs, candidates: &[Vec<Value>]) -> bool {
        let Some(oracle) = &self.oracle else {
            return false;
        };
        let compared = !self.comparisons.is_empty();
        // The candidates that are really tried, by root. Without a comparison it only matters whether there is a
        // value at all, and that does not turn on how large a number is.
        let mut tried: Vec<Vec<usize>> = Vec::new();
        for var in &self.roots {
            let all = candidates[*var].len();
            let number = matches!(candidates[*var].first(), Some(Value::Number(_)));
            tried.push(if number && !compared && all > 2 {
                vec![0, all / 2, all - 1]
            } else {
                (0..all).collect()
            });
        }
        let mut thinned = false;
        while tried.iter().map(|one| one.len() + FIRST).product::<usize>() > MOST_COMBINATIONS {
            let Some(most) = tried.iter_mut().max_by_key(|one| one.len()) else {
                break;
            };
            if most.len() < 3 {
                break;
            }
            let last = most.len() - 1;
            *most = most
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 2 == 0 || *at == last)
                .map(|(_, kept)| *kept)
                .collect();
            thinned = true;
        }
        let over: Vec<(Var, usize)> = self
            .roots
            .iter()
            .map(|var| (*var, candidates[*var].len() + FIRST))
            .collect();
        let columns = ask_all(
            oracle,
            &over,
            &tried,
            candidates,
            self.comparisons.len() + 1,
        );
        self.exprs = columns
            .into_iter()
            .map(|truths| exprs.table(over.clone(), truths))
            .collect();
        thinned
    }
}
