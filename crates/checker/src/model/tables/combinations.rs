//! Combinations of answers by number: which are asked, and which stand for others.

use catalog::{Truth, Value};

use crate::expr::{FIRST, NOT_ASKED, OPEN, State, Var};
use crate::model::oracle::{Oracle, Root};

/// One list of truths for each comparison, over all combinations of states.
pub(super) fn ask_all(
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

pub(super) fn pick(choices: &[Vec<Root>], index: usize) -> Vec<Root> {
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
