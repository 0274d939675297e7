//! Where the comparisons of calculated facts turn, found by moving one answer while the others stand still.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Value;

use super::Tables;
use super::combinations::pick;
use crate::expr::Var;
use crate::model::candidates::{Range, turns};
use crate::model::names::{Names, VarOf};
use crate::model::oracle::Root;

/// How finely a range is looked over for thresholds, and with how many sets of other answers.
const GRID: i64 = 48;
const MOST_OTHERS: usize = 48;

impl Tables {
    /// Both sides of every place where a comparison of a fact turns, by the variable that is moved.
    pub(in crate::model) fn turns(
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
}
