//! Evaluates conditions by what is known. Facts rest on conditions and conditions on facts, so both are of one module.

use std::collections::BTreeSet;

use super::{EvalContext, State};
use crate::Value;
use crate::condition::{Condition, Includes, Is, OneOf, Threshold};
use crate::evaluation::{Evaluation, MAX_DEPTH, Truth};
use crate::scenario::ACTING_FOR;

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
    eval.with_entry(of, depth, |entry| {
        let reasons = entry.reasons.clone();
        match &entry.state {
            State::Known(value) => match holds(value) {
                Some(truth) => Evaluation::decided(truth, reasons),
                None => Evaluation::open(reasons),
            },
            State::Open => Evaluation::open(reasons),
            State::NotAsked => Evaluation::decided(false, reasons),
        }
    })
}
