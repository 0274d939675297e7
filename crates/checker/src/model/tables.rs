//! Calculated facts as tables of truths over the answers they rest on, filled by the oracle.
//! Where the combinations are too many, numbers and dates between two others count as the lower of them.

use std::collections::{BTreeMap, BTreeSet};

use catalog::scenario::{Bounds, Fact, Kind};
use catalog::{Condition, Text, Truth, Value};
use civic::Day;

use super::Model;
use super::candidates::{Range, turns};
use super::names::{Named, Names, Scope, VarOf};
use super::oracle::{Memory, Oracle, Root};
use crate::expr::{Expr, Exprs, FIRST, NOT_ASKED, OPEN, State, UNKNOWN, Var};

/// The most combinations of answers that are tried for one fact.
const MOST_COMBINATIONS: usize = 100_000;
/// How finely a range is looked over for thresholds, and with how many sets of other answers.
const GRID: i64 = 48;
const MOST_OTHERS: usize = 48;
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
                            unit: Text::default(),
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

    /// Both sides of every place where a comparison of a fact turns, by the variable that is moved.
    pub(super) fn turns(
        &self,
        names: &Names<'_>,
        candidates: &[Vec<Value>],
        ranges: &[Option<Range>],
    ) -> BTreeMap<Var, BTreeSet<i64>> {
        let mut found: BTreeMap<Var, BTreeSet<i64>> = BTreeMap::new();
        for table in self.facts.values() {
            let Some(oracle) = &table.oracle else {
                continue;
            };
            if table.comparisons.is_empty() {
                continue;
            }
            for (at, var) in table.roots.iter().enumerate() {
                let Some(range) = &ranges[*var] else { continue };
                let others: Vec<Vec<Root>> = table
                    .roots
                    .iter()
                    .map(|other| match &ranges[*other] {
                        _ if other == var => vec![Root::Open],
                        Some(range) => {
                            let seeds = range.grid(4).into_iter();
                            seeds
                                .filter_map(|at| range.value(at))
                                .map(Root::Is)
                                .collect()
                        }
                        None => {
                            let asked = candidates[*other].iter().cloned().map(Root::Is);
                            let hidden = matches!(names.vars[*other], VarOf::Question(_));
                            asked.chain(hidden.then_some(Root::NotAsked)).collect()
                        }
                    })
                    .collect();
                let all: usize = others.iter().map(Vec::len).product();
                let step = all.div_ceil(MOST_OTHERS).max(1);
                for index in (0..all).step_by(step) {
                    let mut states = pick(&others, index);
                    found
                        .entry(*var)
                        .or_default()
                        .extend(turns(range, GRID, |place| {
                            if let Some(value) = range.value(place) {
                                states[at] = Root::Is(value);
                            }
                            oracle.ask(&states)
                        }));
                }
            }
        }
        found
    }

    /// Asks the oracles for every combination of candidates; returns where that was too much.
    pub(super) fn fill(&mut self, exprs: &mut Exprs, candidates: &[Vec<Value>]) -> Vec<String> {
        let mut limits = Vec::new();
        for ((_, fact), table) in &mut self.facts {
            let Some(oracle) = &table.oracle else {
                continue;
            };
            // The candidates that are really tried, by root.
            let mut tried: Vec<Vec<usize>> = table
                .roots
                .iter()
                .map(|var| {
                    let all = candidates[*var].len();
                    let ordered = !matches!(
                        candidates[*var].first(),
                        Some(Value::Flag(_) | Value::Several(_))
                    );
                    // Without a comparison only matters whether there is a value at all.
                    if table.comparisons.is_empty() && ordered && all > 12 {
                        vec![0, all / 2, all - 1]
                    } else {
                        (0..all).collect()
                    }
                })
                .collect();
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
            if thinned && !table.comparisons.is_empty() {
                limits.push(format!(
                    "fact {fact} rests on {} answers: their values are tried together only in part",
                    table.roots.len()
                ));
            }
            let over: Vec<(Var, usize)> = table
                .roots
                .iter()
                .map(|var| (*var, candidates[*var].len() + FIRST))
                .collect();
            let columns = ask_all(
                oracle,
                &over,
                &tried,
                candidates,
                table.comparisons.len() + 1,
            );
            table.exprs = columns
                .into_iter()
                .map(|truths| exprs.table(over.clone(), truths))
                .collect();
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

    pub(super) fn known(&self, names: &Names<'_>, fact: &Fact, scope: Scope) -> Expr {
        let table = self.facts.get(&key(names, fact, scope));
        table
            .and_then(|table| table.exprs.last().copied())
            .unwrap_or(UNKNOWN)
    }
}

/// One list of truths for each comparison, over all combinations of states.
fn ask_all(
    oracle: &Oracle,
    over: &[(Var, usize)],
    tried: &[Vec<usize>],
    candidates: &[Vec<Value>],
    columns: usize,
) -> Vec<Vec<Truth>> {
    // Those that are really asked, and by root and state which of them stands for it.
    let kept: Vec<(Var, usize)> = over
        .iter()
        .zip(tried)
        .map(|((var, _), tried)| (*var, tried.len() + FIRST))
        .collect();
    let stands_for: Vec<Vec<State>> = over
        .iter()
        .zip(tried)
        .map(|((_, states), tried)| (0..*states).map(|state| nearest(state, tried)).collect())
        .collect();
    let asked: Vec<Vec<Truth>> = (0..size(&kept))
        .map(|index| {
            let states = digits(&kept, index).into_iter().zip(over).zip(tried);
            let roots: Vec<Root> = states
                .map(|((state, (var, _)), tried)| root(state, tried, &candidates[*var]))
                .collect();
            oracle.ask(&roots)
        })
        .collect();
    let mut truths = vec![Vec::with_capacity(size(over)); columns];
    for index in 0..size(over) {
        let states = digits(over, index).into_iter().zip(&stands_for);
        let at = states
            .zip(&kept)
            .fold(0, |at, ((state, stands), (_, many))| {
                at * many + stands[state]
            });
        for (column, truth) in truths.iter_mut().zip(&asked[at]) {
            column.push(*truth);
        }
    }
    truths
}

fn size(over: &[(Var, usize)]) -> usize {
    over.iter().map(|(_, states)| states).product()
}

/// The state that stands for one: itself, or the next lower candidate that is tried.
fn nearest(state: State, tried: &[usize]) -> State {
    match state.checked_sub(FIRST) {
        Some(wanted) => FIRST + tried.iter().rposition(|at| *at <= wanted).unwrap_or(0),
        None => state,
    }
}

fn root(state: State, tried: &[usize], candidates: &[Value]) -> Root {
    match state {
        NOT_ASKED => Root::NotAsked,
        OPEN => Root::Open,
        state => {
            let value = tried.get(state - FIRST).and_then(|at| candidates.get(*at));
            value.map_or(Root::Open, |value| Root::Is(value.clone()))
        }
    }
}

fn pick(choices: &[Vec<Root>], index: usize) -> Vec<Root> {
    let mut rest = index;
    choices
        .iter()
        .map(|one| {
            let at = rest % one.len().max(1);
            rest /= one.len().max(1);
            one.get(at).cloned().unwrap_or(Root::Open)
        })
        .collect()
}

/// The states of one combination; the last variable's state changes fastest.
fn digits(over: &[(Var, usize)], index: usize) -> Vec<State> {
    let mut rest = index;
    let mut states: Vec<State> = over
        .iter()
        .rev()
        .map(|(_, states)| {
            let state = rest % states;
            rest /= states;
            state
        })
        .collect();
    states.reverse();
    states
}
