//! What remains where all combinations are too many: every pair of answers once.
//! Faults that turn on three answers or more may then be missed; the report says where this was done.

use std::collections::HashSet;

use crate::asked::{Asked, states};
use crate::expr::{Expr, Exprs, FIRST, NO, OPEN, State, Var};
use crate::outcome::{Outcome, Path};

/// Two answers that shall come together.
type Pair = ((Var, State), (Var, State));

/// Walks towards `target` so often that every two answers that can be given on one path are, as far as the way
/// there is found by looking one question ahead.
pub(crate) fn walk(
    asked: &[Asked],
    certain: bool,
    exprs: &mut Exprs,
    target: Expr,
    whens: &[(Var, Expr)],
) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.matters = exprs.vars(target) | whens.iter().fold(0, |set, (var, _)| set | 1 << var);
    let mut open: HashSet<Pair> = HashSet::new();
    let mut wanted: Vec<Pair> = Vec::new();
    let answers = |var: Var| {
        let unsure = (asked[var].unsure && !certain).then_some(OPEN);
        (FIRST..FIRST + asked[var].candidates).chain(unsure)
    };
    for (at, (a, _)) in whens.iter().enumerate() {
        for (b, _) in whens.iter().skip(at + 1) {
            for of_a in answers(*a) {
                for of_b in answers(*b) {
                    wanted.push(((*a, of_a), (*b, of_b)));
                }
            }
        }
    }
    open.extend(wanted.iter().copied());
    for pair in wanted {
        if !open.contains(&pair) {
            continue;
        }
        let (end, path) = one(asked, certain, exprs, (target, whens), pair, &open);
        outcome.states += 1;
        // Not to be tried again, also where its two answers cannot be given together.
        open.remove(&pair);
        for (at, first) in path.iter().enumerate() {
            for second in path.iter().skip(at + 1) {
                open.remove(&(*first, *second));
            }
        }
        outcome.note(end, path);
    }
    outcome
}

/// One path on which a pair comes together, and with the other answers as many open pairs as possible.
fn one(
    asked: &[Asked],
    certain: bool,
    exprs: &mut Exprs,
    (target, whens): (Expr, &[(Var, Expr)]),
    pair: Pair,
    open: &HashSet<Pair>,
) -> (Expr, Path) {
    let mut left = target;
    let mut ahead = whens.to_vec();
    let mut path = Path::new();
    while !ahead.is_empty() {
        let (var, when) = ahead.remove(0);
        let possible = states(&asked[var], when, certain);
        let fixed = [pair.0, pair.1].into_iter().find(|(one, _)| *one == var);
        let closes = |exprs: &mut Exprs, state: State| {
            ahead.iter().any(|(one, when)| {
                let in_pair = *one == pair.0.0 || *one == pair.1.0;
                in_pair && exprs.put(*when, var, state) == NO
            })
        };
        let gain = |state: State| {
            let with = path
                .iter()
                .filter(|earlier| open.contains(&(**earlier, (var, state))));
            with.count()
        };
        let chosen = possible.iter().copied().max_by_key(|state| {
            let wanted = fixed == Some((var, *state));
            (wanted, !closes(exprs, *state), gain(*state))
        });
        let Some(state) = chosen else { break };
        if possible.len() > 1 {
            path.push((var, state));
        }
        left = exprs.put(left, var, state);
        for (_, when) in &mut ahead {
            *when = exprs.put(*when, var, state);
        }
    }
    (left, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{NOT_ASKED, YES};

    /// Four questions of three answers; the second is asked only after the first answer of the first.
    #[test]
    fn what_two_answers_decide_is_found_with_its_path() {
        let mut exprs = Exprs::new();
        let is_first = |exprs: &mut Exprs, var| {
            use catalog::Truth::{No, Unknown, Yes};
            exprs.table(vec![(var, 5)], vec![No, Unknown, Yes, No, No])
        };
        let opened = is_first(&mut exprs, 0);
        let asked: Vec<Asked> = (0..4)
            .map(|var| Asked {
                when: if var == 1 { opened } else { YES },
                candidates: 3,
                unsure: false,
                hidden: NOT_ASKED,
            })
            .collect();
        let parts = [1, 3].map(|var| is_first(&mut exprs, var));
        let target = exprs.all(parts);
        let whens: Vec<(Var, Expr)> = asked.iter().map(|one| one.when).enumerate().collect();
        let outcome = walk(&asked, true, &mut exprs, target, &whens);
        let path = outcome.to(YES).expect("two answers lead there");
        assert!(
            path.contains(&(1, FIRST)) && path.contains(&(3, FIRST)),
            "{path:?}"
        );
        assert!(outcome.can_be(NO) && !outcome.exact);
    }
}
