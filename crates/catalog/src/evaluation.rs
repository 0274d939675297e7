//! What a condition evaluates to: one of three truths, with the answers that decided it and those still missing.
//! An unanswered question is "unknown", never "no"; a question that does not arise is "no" by its own reason.

use std::borrow::Borrow;
use std::collections::BTreeSet;

/// Yes, no, or not yet known (Kleene's strong logic of indeterminacy).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    Yes,
    No,
    Unknown,
}

impl Truth {
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }
}

/// Ids of questions, as the scenario has them.
pub type Reasons<'a> = BTreeSet<&'a str>;

/// A truth and its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation<'a> {
    pub truth: Truth,
    /// The questions whose answers decided it; empty while it is unknown.
    pub because: Reasons<'a>,
    /// The questions whose answers are missing; empty once it is decided.
    pub missing: Reasons<'a>,
}

impl<'a> Evaluation<'a> {
    pub(crate) fn decided(truth: bool, because: Reasons<'a>) -> Self {
        Self {
            truth: truth.into(),
            because,
            missing: BTreeSet::new(),
        }
    }

    pub(crate) fn open(missing: Reasons<'a>) -> Self {
        Self {
            truth: Truth::Unknown,
            because: BTreeSet::new(),
            missing,
        }
    }

    pub(crate) fn negated(self) -> Self {
        Self {
            truth: self.truth.negated(),
            ..self
        }
    }

    /// Joins evaluations so that one of truth `decisive` settles the whole.
    pub(crate) fn join(
        parts: impl IntoIterator<Item = impl Borrow<Self>>,
        decisive: Truth,
    ) -> Self {
        let mut settled: Option<Reasons<'a>> = None;
        let mut because = BTreeSet::new();
        let mut missing = BTreeSet::new();
        let mut open = false;
        for part in parts {
            let part = part.borrow();
            if part.truth == decisive {
                settled.get_or_insert_default().extend(&part.because);
            } else if part.truth == Truth::Unknown {
                open = true;
                missing.extend(&part.missing);
            } else {
                because.extend(&part.because);
            }
        }
        match settled {
            Some(because) => Self {
                truth: decisive,
                because,
                missing: BTreeSet::new(),
            },
            None if open => Self::open(missing),
            None => Self {
                truth: decisive.negated(),
                because,
                missing: BTreeSet::new(),
            },
        }
    }
}

/// How deep a condition or a chain of facts may nest; data from outside must not exhaust the stack.
pub(crate) const MAX_DEPTH: u8 = 24;
