//! What a walk knows of a question, and which answers to it are tried.

use crate::expr::{Expr, FIRST, NO, OPEN, State, YES};

/// What the walk knows of a variable.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) when: Expr,
    pub(crate) candidates: usize,
    /// 「不清楚」 is an answer.
    pub(crate) unsure: bool,
    /// The state of one to whom it is not put: a hidden column is open, a question not asked is "no".
    pub(crate) hidden: State,
}

/// The states a variable may get where its own condition has come to `when`.
pub(crate) fn states(asked: &Asked, when: Expr, certain: bool) -> Vec<State> {
    match when {
        YES => {
            let unsure = (asked.unsure && !certain).then_some(OPEN);
            (FIRST..FIRST + asked.candidates).chain(unsure).collect()
        }
        NO => vec![asked.hidden],
        _ => vec![OPEN],
    }
}
