//! Three-valued evaluation of conditions, with the answers that decided it and those still missing.
//! An unanswered question is "unknown", never "no"; a question that does not arise is "no" by its own reason.

use std::collections::BTreeSet;

use crate::Value;
use crate::condition::{Condition, Includes, Is, OneOf, Threshold};
use crate::facts::{EvalContext, State};
use crate::scenario::ACTING_FOR;

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

    fn negated(self) -> Self {
        Self {
            truth: self.truth.negated(),
            ..self
        }
    }

    /// Joins evaluations so that one of truth `decisive` settles the whole.
    pub(crate) fn join(parts: impl IntoIterator<Item = Self>, decisive: Truth) -> Self {
        let mut settled: Option<Reasons<'a>> = None;
        let mut because = BTreeSet::new();
        let mut missing = BTreeSet::new();
        let mut open = false;
        for part in parts {
            if part.truth == decisive {
                settled.get_or_insert_default().extend(part.because);
            } else if part.truth == Truth::Unknown {
                open = true;
                missing.extend(part.missing);
            } else {
                because.extend(part.because);
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

/// Evaluates `condition` with what is known in `eval`.
pub fn evaluate<'a>(condition: &'a Condition, eval: &EvalContext<'a>) -> Evaluation<'a> {
    evaluate_at(condition, eval, 0)
}

pub(crate) fn evaluate_at<'a>(
    condition: &'a Condition,
    eval: &EvalContext<'a>,
    depth: u8,
) -> Evaluation<'a> {
    if depth > MAX_DEPTH {
        return Evaluation::open(BTreeSet::new());
    }
    let inner = depth + 1;
    match condition {
        Condition::All(parts) => Evaluation::join(
            parts.iter().map(|part| evaluate_at(part, eval, inner)),
            Truth::No,
        ),
        Condition::Any(parts) => Evaluation::join(
            parts.iter().map(|part| evaluate_at(part, eval, inner)),
            Truth::Yes,
        ),
        Condition::Not(part) => evaluate_at(part, eval, inner).negated(),
        Condition::Applies(service) => eval.service(service),
        Condition::ActingFor(role) if eval.roles_are_asked() => {
            compare(ACTING_FOR, eval, inner, |value| {
                Some(value.text() == Some(role.id()))
            })
        }
        Condition::ActingFor(role) => {
            Evaluation::decided(eval.acting_for() == *role, BTreeSet::new())
        }
        Condition::Holds(of) => compare(of, eval, inner, |value| match value {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }),
        Condition::Is(Is { of, value: wanted }) => {
            compare(of, eval, inner, |value| Some(value == wanted))
        }
        Condition::OneOf(OneOf { of, values }) => {
            compare(of, eval, inner, |value| Some(values.contains(value)))
        }
        Condition::Includes(Includes { of, option }) => {
            compare(of, eval, inner, |value| match value {
                Value::Several(chosen) => Some(chosen.contains(option)),
                _ => None,
            })
        }
        Condition::AtLeast(Threshold { of, number }) => compare(of, eval, inner, |value| {
            value.number().map(|n| n >= *number)
        }),
        Condition::AtMost(Threshold { of, number }) => compare(of, eval, inner, |value| {
            value.number().map(|n| n <= *number)
        }),
    }
}

fn compare<'a>(
    of: &'a str,
    eval: &EvalContext<'a>,
    depth: u8,
    holds: impl Fn(&Value) -> Option<bool>,
) -> Evaluation<'a> {
    let entry = eval.entry(of, depth);
    match entry.state {
        State::Known(value) => match holds(&value) {
            Some(truth) => Evaluation::decided(truth, entry.reasons),
            None => Evaluation::open(entry.reasons),
        },
        State::Open => Evaluation::open(entry.reasons),
        State::NotAsked => Evaluation::decided(false, entry.reasons),
    }
}
