//! Three-valued judgement of conditions, with the answers that decided it and those still missing.
//! An unanswered question is "unknown", never "no"; a question that does not arise is "no" by its own reason.

use std::collections::BTreeSet;

use crate::Value;
use crate::condition::{Condition, Includes, Is, OneOf, Threshold};
use crate::facts::{Known, State};
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
pub type Grounds<'a> = BTreeSet<&'a str>;

/// A truth and its grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<'a> {
    pub truth: Truth,
    /// The questions whose answers decided it; empty while it is unknown.
    pub because: Grounds<'a>,
    /// The questions whose answers are missing; empty once it is decided.
    pub missing: Grounds<'a>,
}

impl<'a> Judgement<'a> {
    pub(crate) fn decided(truth: bool, because: Grounds<'a>) -> Self {
        Self {
            truth: truth.into(),
            because,
            missing: BTreeSet::new(),
        }
    }

    pub(crate) fn open(missing: Grounds<'a>) -> Self {
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

    /// Joins judgements so that one of truth `decisive` settles the whole.
    pub(crate) fn join(parts: impl IntoIterator<Item = Self>, decisive: Truth) -> Self {
        let mut settled: Option<Grounds<'a>> = None;
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
pub(crate) const DEEPEST: u8 = 24;

/// Judges `condition` by what is `known`.
pub fn judge<'a>(condition: &'a Condition, known: &Known<'a>) -> Judgement<'a> {
    judge_at(condition, known, 0)
}

pub(crate) fn judge_at<'a>(
    condition: &'a Condition,
    known: &Known<'a>,
    depth: u8,
) -> Judgement<'a> {
    if depth > DEEPEST {
        return Judgement::open(BTreeSet::new());
    }
    let inner = depth + 1;
    match condition {
        Condition::All(parts) => Judgement::join(
            parts.iter().map(|part| judge_at(part, known, inner)),
            Truth::No,
        ),
        Condition::Any(parts) => Judgement::join(
            parts.iter().map(|part| judge_at(part, known, inner)),
            Truth::Yes,
        ),
        Condition::Not(part) => judge_at(part, known, inner).negated(),
        Condition::Applies(service) => known.service(service),
        Condition::ActingFor(role) if known.roles_are_asked() => {
            compare(ACTING_FOR, known, inner, |value| {
                Some(value.text() == Some(role.id()))
            })
        }
        Condition::ActingFor(role) => {
            Judgement::decided(known.acting_for() == *role, BTreeSet::new())
        }
        Condition::Holds(of) => compare(of, known, inner, |value| match value {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }),
        Condition::Is(Is { of, value: wanted }) => {
            compare(of, known, inner, |value| Some(value == wanted))
        }
        Condition::OneOf(OneOf { of, values }) => {
            compare(of, known, inner, |value| Some(values.contains(value)))
        }
        Condition::Includes(Includes { of, option }) => {
            compare(of, known, inner, |value| match value {
                Value::Several(chosen) => Some(chosen.contains(option)),
                _ => None,
            })
        }
        Condition::AtLeast(Threshold { of, number }) => compare(of, known, inner, |value| {
            value.number().map(|n| n >= *number)
        }),
        Condition::AtMost(Threshold { of, number }) => compare(of, known, inner, |value| {
            value.number().map(|n| n <= *number)
        }),
    }
}

fn compare<'a>(
    of: &'a str,
    known: &Known<'a>,
    depth: u8,
    holds: impl Fn(&Value) -> Option<bool>,
) -> Judgement<'a> {
    let entry = known.entry(of, depth);
    match entry.state {
        State::Known(value) => match holds(&value) {
            Some(truth) => Judgement::decided(truth, entry.grounds),
            None => Judgement::open(entry.grounds),
        },
        State::Open => Judgement::open(entry.grounds),
        State::NotAsked => Judgement::decided(false, entry.grounds),
    }
}
