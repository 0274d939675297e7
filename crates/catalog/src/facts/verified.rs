//! What a condition comes to by verified values alone (无人审批): what a resident only typed counts as unknown, so that
//! what nobody has looked at decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, EvalContext, State, evaluate, only};
use crate::condition::Condition;
use crate::context::Context;
use crate::evaluation::{Evaluation, Truth};
use crate::scenario::{ACTING_FOR, QuestionId, Scenario};
use crate::{Answers, Value};

/// Values that a register or a licence of the state vouches for, by the question that they answer.
pub type Verified = BTreeMap<QuestionId, Value>;

static NOTHING_TYPED: Answers = Answers {
    given: BTreeMap::new(),
    declined: BTreeSet::new(),
    rows: BTreeMap::new(),
};

/// Evaluates `condition` with verified values only. A question without one is unknown, unless verified values say that
/// it does not arise; so are services, which rest on all answers. A verified value holds whether or not typed answers
/// would have led to its question. What decided the condition is in `because`.
pub fn evaluate_verified<'a>(
    condition: &'a Condition,
    scenario: &'a Scenario,
    context: &'a Context,
    verified: &Verified,
) -> Evaluation<'a> {
    let mut eval = EvalContext::new(scenario, &NOTHING_TYPED, context);
    if let Some(role) = verified.get(ACTING_FOR) {
        let state = State::Known(role.clone());
        let reasons = only(ACTING_FOR);
        eval.enter_question(ACTING_FOR, Entry { state, reasons });
    }
    for question in &scenario.questions {
        let arises = question.when.as_ref().map(|when| evaluate(when, &eval));
        let value = verified.get(&question.id);
        let entry = match (arises, value) {
            (Some(arises), _) if arises.truth == Truth::No => Entry {
                state: State::NotAsked,
                reasons: arises.because,
            },
            (_, Some(value)) if question.kind.admits(value) => Entry {
                state: State::Known(value.clone()),
                reasons: only(&question.id),
            },
            (Some(arises), _) if arises.truth == Truth::Unknown => Entry::open(arises.missing),
            _ => Entry::open(only(&question.id)),
        };
        eval.enter_question(&question.id, entry);
    }
    evaluate(condition, &eval)
}
