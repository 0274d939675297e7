//! What an expression can come to, with the shortest path to each end.

use crate::expr::{Expr, State, Var, Vars};

/// Answers in the order in which they are given.
pub(crate) type Path = Vec<(Var, State)>;

/// What an expression can come to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// The shortest path to no, yes and unknown, where there is one.
    paths: [Option<Path>; 3],
    /// The variables on whose answer it turns somewhere.
    pub(crate) matters: Vars,
    pub(crate) states: usize,
    /// Whether all combinations were walked; else every pair of answers.
    pub(crate) exact: bool,
}

impl Outcome {
    pub(crate) fn to(&self, constant: Expr) -> Option<&Path> {
        self.paths.get(constant as usize)?.as_ref()
    }

    pub(crate) fn can_be(&self, constant: Expr) -> bool {
        self.to(constant).is_some()
    }

    /// Keeps the shortest path to a constant.
    pub(crate) fn note(&mut self, constant: Expr, path: Path) {
        if let Some(slot) = self.paths.get_mut(constant as usize)
            && slot.as_ref().is_none_or(|old| path.len() < old.len())
        {
            *slot = Some(path);
        }
    }
}
