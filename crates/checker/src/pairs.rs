//! What remains where all combinations are too many: every pair of answers once.
//! Faults that turn on three answers or more may then be missed; the report says where this was done.

use std::collections::HashSet;

use crate::diagram::{Asked, Outcome, Path, states};
use crate::expr::{Expr, Exprs, FIRST, OPEN, State, Var};

/// Walks towards `target` with so many sets of answers that every pair of answers comes together once.
pub(crate) fn walk(
    asked: &[Asked],
    certain: bool,
    exprs: &mut Exprs,
    target: Expr,
    whens: &[(Var, Expr)],
) -> Outcome {
    let choices: Vec<(Var, Vec<State>)> = whens
        .iter()
        .map(|(var, _)| {
            let one = &asked[*var];
            let unsure = (one.unsure && !certain).then_some(OPEN);
            (
                *var,
                (FIRST..FIRST + one.candidates).chain(unsure).collect(),
            )
        })
        .collect();
    let mut outcome = Outcome::default();
    outcome.matters = exprs.vars(target) | whens.iter().fold(0, |set, (var, _)| set | 1 << var);
    let rows = rows(&choices);
    outcome.states = rows.len();
    for row in rows {
        let mut left = target;
        let mut later = whens.to_vec();
        let mut path = Path::new();
        for (at, state) in row.into_iter().enumerate() {
            let (var, when) = later[at];
            let possible = states(&asked[var], when, certain);
            let state = if possible.contains(&state) {
                path.push((var, state));
                state
            } else if let Some(only) = possible.first() {
                *only
            } else {
                break;
            };
            left = exprs.put(left, var, state);
            for (_, when) in &mut later {
                *when = exprs.put(*when, var, state);
            }
        }
        outcome.note(left, path);
    }
    outcome
}

/// Rows of one state for each variable, in which every pair of states of two variables stands once.
fn rows(choices: &[(Var, Vec<State>)]) -> Vec<Vec<State>> {
    let mut open: HashSet<(usize, State, usize, State)> = HashSet::new();
    let mut wanted = Vec::new();
    for (a, (_, of_a)) in choices.iter().enumerate() {
        for (b, (_, of_b)) in choices.iter().enumerate().skip(a + 1) {
            for state_a in of_a {
                for state_b in of_b {
                    open.insert((a, *state_a, b, *state_b));
                    wanted.push((a, *state_a, b, *state_b));
                }
            }
        }
    }
    let mut rows = Vec::new();
    for (a, state_a, b, state_b) in wanted {
        if !open.contains(&(a, state_a, b, state_b)) {
            continue;
        }
        let mut row: Vec<Option<State>> = vec![None; choices.len()];
        row[a] = Some(state_a);
        row[b] = Some(state_b);
        for (at, (_, states)) in choices.iter().enumerate() {
            if row[at].is_some() {
                continue;
            }
            let gain = |state: State| {
                let pairs = row.iter().enumerate().filter(|(other, fixed)| {
                    fixed.is_some_and(|fixed| open.contains(&pair(at, state, *other, fixed)))
                });
                pairs.count()
            };
            row[at] = states.iter().copied().max_by_key(|state| gain(*state));
        }
        let row: Vec<State> = row.into_iter().map(|state| state.unwrap_or(OPEN)).collect();
        for (one, state) in row.iter().enumerate() {
            for (other, fixed) in row.iter().enumerate().skip(one + 1) {
                open.remove(&(one, *state, other, *fixed));
            }
        }
        rows.push(row);
    }
    rows
}

fn pair(a: usize, state_a: State, b: usize, state_b: State) -> (usize, State, usize, State) {
    if a < b {
        (a, state_a, b, state_b)
    } else {
        (b, state_b, a, state_a)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_answers_comes_together() {
        let choices: Vec<(Var, Vec<State>)> = (0..5).map(|var| (var, vec![2, 3, 4])).collect();
        let rows = rows(&choices);
        assert!(rows.len() < 40, "{}", rows.len());
        for a in 0..5 {
            for b in a + 1..5 {
                for x in 2..5 {
                    for y in 2..5 {
                        assert!(rows.iter().any(|row| row[a] == x && row[b] == y));
                    }
                }
            }
        }
    }
}
