//! How many paths lead through the guide: counted by what they leave open, not one by one.

use std::collections::HashMap;

use super::MOST_STATES;
use crate::asked::{Asked, states};
use crate::expr::{Expr, Exprs, NOT_ASKED, Var, YES};

/// All ways through the guide, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ways {
    pub(crate) paths: u128,
    pub(crate) states: usize,
    pub(crate) fewest: usize,
    pub(crate) most: usize,
    /// The limit on states was met: the number is that of the part that was walked.
    pub(crate) cut: bool,
}

/// Counts the paths of answers by what they leave open of which questions are asked.
pub(crate) fn count(asked: &[Asked], exprs: &mut Exprs) -> Ways {
    let whens: Vec<Expr> = asked.iter().map(|one| one.when).collect();
    let mut known = HashMap::new();
    let mut ways = count_from(asked, exprs, 0, whens, &mut known);
    ways.states = known.len();
    ways
}

fn count_from(
    asked: &[Asked],
    exprs: &mut Exprs,
    var: Var,
    whens: Vec<Expr>,
    known: &mut HashMap<(Var, Vec<Expr>), Ways>,
) -> Ways {
    let end = Ways {
        paths: 1,
        states: 0,
        fewest: 0,
        most: 0,
        cut: false,
    };
    let Some((when, later)) = whens.split_first() else {
        return end;
    };
    if let Some(ways) = known.get(&(var, whens.clone())) {
        return *ways;
    }
    if known.len() >= MOST_STATES {
        return Ways { cut: true, ..end };
    }
    let mut sum: Option<Ways> = None;
    for state in states(&asked[var], *when, false) {
        let later = later
            .iter()
            .map(|when| exprs.put(*when, var, state))
            .collect();
        let ways = count_from(asked, exprs, var + 1, later, known);
        let step = usize::from(state != NOT_ASKED && *when == YES);
        let old = sum.unwrap_or(Ways {
            paths: 0,
            fewest: usize::MAX,
            ..end
        });
        sum = Some(Ways {
            paths: old.paths.saturating_add(ways.paths),
            states: 0,
            fewest: old.fewest.min(ways.fewest + step),
            most: old.most.max(ways.most + step),
            cut: old.cut || ways.cut,
        });
    }
    let ways = sum.unwrap_or(Ways { paths: 0, ..end });
    known.insert((var, whens), ways);
    ways
}
